"""What this program is, and whose software it is made of: every licence in its makers' own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_chat import __version__
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sayings import Sayings
from desktop_chat.words.catalogue import tr


class About(QDialog):
    """A text to be read, searched by eye and copied from; `Esc` closes it. `licences` is where they lie."""

    def __init__(self, licences: Path, theme: Theme, asked_by: QWidget) -> None:
        super().__init__(asked_by)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setFont(theme.font(tokens.BODY))
        # Keys move a caret in it, as in any text; without this flag a read-only text has none.
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        says = Sayings(self)
        for put in (self.setWindowTitle, self._text.setAccessibleName):
            says.say(put, lambda: tr("About Desktop Chat"))
        says.say(self._text.setPlainText, lambda: "\n\n\n".join(_parts(licences)))
        column = QVBoxLayout(self)
        column.addWidget(self._text)
        self.resize(theme.metrics.card, theme.metrics.window_min_height)
        self._text.setFocus()


def _parts(licences: Path) -> Iterator[str]:
    yield tr("Desktop Chat {version}, free software under the MIT licence.").format(version=__version__)
    yield tr("It is made with the work of others. What that is, and under which licences, follows as they wrote it.")
    for path in sorted(licences.glob("*.md")):
        yield path.read_text(encoding="utf-8")
    for path in sorted((licences / "texts").glob("*.txt")):
        yield f"{path.stem}\n{'=' * len(path.stem)}\n\n{path.read_text(encoding='utf-8')}"
