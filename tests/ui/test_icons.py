"""Icons: every name has a shape, painted sharply in the ink that was asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop_chat.ui import icons
from desktop_chat.ui.icons import Icon, draw_icon, icon, mark_svg, outline, program_icon

MARK_FILE = Path(__file__).parents[2] / "resources" / "icons" / "desktop-chat.svg"
RED = QColor("#ff0000")


@pytest.mark.parametrize("name", list(Icon))
def test_every_icon_is_in_the_face(name: Icon, qapp: QApplication) -> None:
    _, names_file = icons._face_files()
    assert name.value in json.loads(names_file.read_text(encoding="utf-8"))
    shape = outline(name).boundingRect()
    assert not shape.isEmpty()
    assert QRectF(-8, -8, 272, 272).contains(shape)


def test_the_icon_package_itself_is_not_loaded(qapp: QApplication) -> None:
    """It would load all its faces: 47 MB for the one that is used."""
    import sys

    outline(Icon.SEND)
    assert "qtawesome" not in sys.modules
    assert "qtpy" not in sys.modules


def test_an_icon_takes_the_ink_and_only_the_ink(qapp: QApplication) -> None:
    image = QImage(16, 16, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_icon(painter, Icon.STOP, QRectF(0, 0, 16, 16), RED)
    painter.end()
    solid = {
        image.pixelColor(x, y).name() for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() > 250
    }
    assert solid == {RED.name()}


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_for_a_menu_has_the_pixels_of_its_screen(ratio: float, qapp: QApplication) -> None:
    made = icon(Icon.TRASH, RED).pixmap(QSize(16, 16), ratio)
    assert made.width() == round(16 * ratio)
    assert made.devicePixelRatio() == ratio


def test_a_disabled_icon_takes_the_other_ink(qapp: QApplication) -> None:
    pixmap = icon(Icon.STOP, RED, QColor("#0000ff")).pixmap(QSize(16, 16), 1.0, QIcon.Mode.Disabled)
    assert pixmap.toImage().pixelColor(8, 8).name() == "#0000ff"


def test_the_mark_fits_every_size_and_its_file_is_the_same(qapp: QApplication) -> None:
    sizes = {(size.width(), size.height()) for size in program_icon().availableSizes()}
    assert {(16, 16), (256, 256)} <= sizes
    assert MARK_FILE.read_text(encoding="utf-8") == mark_svg()
