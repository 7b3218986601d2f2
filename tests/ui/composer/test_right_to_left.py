"""The composer where the script runs from right to left: on the edges of the page, which are mirrored."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt

from desktop_chat.ui.composer.field import Field
from desktop_chat.ui.look import Theme
from desktop_chat.ui.transcript.columns import columns
from tests.ui.composer.conftest import Desk, Wait


@pytest.mark.parametrize("width", [900, 600])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_field_stands_between_the_edges_of_the_page(
    desk: Desk, theme: Theme, wait: Wait, width: int, direction: Qt.LayoutDirection
) -> None:
    desk.window.resize(width, 600)
    desk.window.setLayoutDirection(direction)
    field = desk.composer.findChild(Field)
    assert isinstance(field, Field)

    def edges() -> tuple[int, int]:
        box = QRect(field.mapTo(desk.composer, QPoint(0, 0)), field.size())
        return box.left(), box.right()

    def wanted() -> tuple[int, int]:
        mirrored = direction is Qt.LayoutDirection.RightToLeft
        at = columns(desk.composer.width(), theme.metrics, mirrored=mirrored)
        page = at.placed(at.spine, 0, at.band_end - at.spine, 1).toRect()
        return page.left(), page.right()

    wait(lambda: desk.composer.width() == width and edges() == wanted())
