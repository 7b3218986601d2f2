"""A tool tip is text: whoever wrote it, nothing in it is opened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QApplication

from desktop_chat.ui.tips import plain_tip

HOSTILE = [
    'A title <img src="file:///etc/passwd"> with a picture',
    "<h1>Big</h1>",
    "a &lt;b&gt; &amp; c",
    "<?xml version='1.0'?><p>x</p>",
    "one\n<img src='//other/share/x.png'>\nthree",
]


class _Watched(QTextDocument):
    """Notes what it is asked for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.asked: list[str] = []

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        self.asked.append(name if isinstance(name, str) else name.toString())
        return None


@pytest.mark.parametrize("words", HOSTILE)
def test_a_tip_shows_its_words_and_asks_for_nothing(qapp: QApplication, words: str) -> None:
    tip, document = plain_tip(words), _Watched(qapp)
    if Qt.mightBeRichText(tip):
        document.setHtml(tip)
    else:
        document.setPlainText(tip)
    document.setTextWidth(300)
    assert document.toPlainText() == words
    assert document.asked == []
    document.deleteLater()


def test_a_tip_without_marks_stays_as_it_is() -> None:
    assert plain_tip("Copy (Ctrl+C)") == "Copy (Ctrl+C)"
