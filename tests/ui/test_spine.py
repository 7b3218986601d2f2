"""The spine: three forms that stay apart at any scale."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop_chat.ui.theme import LIGHT, METRICS
from desktop_chat.ui.transcript.spine import Spine, SpinePiece, draw_spine

X = 20
HEIGHT = 60


def painted(*pieces: SpinePiece, ratio: float = 1) -> QImage:
    image = QImage(round(40 * ratio), round(HEIGHT * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for piece in pieces:
        draw_spine(painter, piece, LIGHT, METRICS)
    painter.end()
    return image


def column(image: QImage, x: int, ink: QColor) -> list[int]:
    return [y for y in range(image.height()) if image.pixelColor(x, y) == ink]


def row(image: QImage, y: int) -> list[int]:
    return [x for x in range(image.width()) if image.pixelColor(x, y) != QColor(Qt.GlobalColor.white)]


@pytest.mark.parametrize("ratio", [1, 1.25, 1.5, 2, 3])
def test_a_sent_piece_is_solid_and_sharp(qapp: QApplication, ratio: float) -> None:
    image = painted(SpinePiece(X, 0, HEIGHT, Spine.SENT), ratio=ratio)
    inks = {image.pixelColor(x, 30).name() for x in range(image.width())}
    assert inks == {"#ffffff", LIGHT.spine.name()}
    assert len(row(image, 30)) == int(METRICS.spine * ratio + 0.5)


def test_a_pinned_piece_is_twice_as_wide_on_both_sides(qapp: QApplication) -> None:
    image = painted(SpinePiece(X, 0, HEIGHT, Spine.PINNED))
    assert row(image, 30) == [X - 1, X, X + 1, X + 2]
    assert column(image, X, LIGHT.accent) == list(range(HEIGHT))


def test_an_unsent_piece_is_two_on_four_off(qapp: QApplication) -> None:
    dots = column(painted(SpinePiece(X, 0, HEIGHT, Spine.OUT)), X, LIGHT.spine_out)
    assert dots == [y for y in range(HEIGHT) if y % 6 < 2]


def test_dots_stay_in_step_where_two_pieces_meet(qapp: QApplication) -> None:
    whole = painted(SpinePiece(X, 0, HEIGHT, Spine.OUT))
    parts = painted(SpinePiece(X, 0, 25, Spine.OUT), SpinePiece(X, 25, HEIGHT, Spine.OUT, phase=25))
    assert whole == parts


def test_on_a_selected_row_the_line_takes_stronger_inks(qapp: QApplication) -> None:
    sent = painted(SpinePiece(X, 0, HEIGHT, Spine.SENT, selected=True))
    out = painted(SpinePiece(X, 0, HEIGHT, Spine.OUT, selected=True))
    assert column(sent, X, LIGHT.accent)
    assert column(out, X, LIGHT.text2)
