"""What tests of the window share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.settings import ThemeMode
from desktop_chat.ui.look import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The look of a fresh start, in light whatever this machine prefers."""
    made = Theme(qapp)
    made.set_mode(ThemeMode.LIGHT)
    yield made
    made.set_mode(ThemeMode.SYSTEM)
    made.deleteLater()
