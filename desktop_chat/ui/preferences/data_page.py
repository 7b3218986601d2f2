"""Where everything lies, and the folder that follows the conversations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileInfo, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_chat.domain.forms import Page
from desktop_chat.domain.settings import MIRROR_FOLDER, MIRROR_ON
from desktop_chat.services.mirror import LastRun, Mirroring
from desktop_chat.services.preferences import Preferences
from desktop_chat.services.sealing import Sealing
from desktop_chat.ui.encryption.row import EncryptionRow
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.form_page import FormPage
from desktop_chat.ui.preferences.setting_rows import Labelled, beside
from desktop_chat.ui.theme import SMALL
from desktop_chat.ui.widgets import Button, Field, Rule
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import joined, tr
from desktop_chat.words.errors import explain
from desktop_chat.words.times import count, when


class DataPage(FormPage):
    """Says what stands in the way of the mirror, or what it did last."""

    def __init__(self, mirroring: Mirroring, sealing: Sealing, preferences: Preferences, theme: Theme) -> None:
        self._mirroring = mirroring
        self._encryption = EncryptionRow(sealing, theme)
        self._folder = _Folder(preferences.folder, theme)
        self._said = WrappedText(theme, SMALL)
        super().__init__(Page.DATA, preferences, theme)
        mirroring.ran.connect(self._tell_run)

    def _before(self) -> Sequence[QWidget]:
        return self._folder, self._encryption, Rule(self._theme)

    def _after(self) -> Sequence[QWidget]:
        m = self._theme.metrics
        cell = QWidget()
        row = QHBoxLayout(cell)
        row.setContentsMargins(m.fact_label + m.space16, 0, 0, 0)
        row.addWidget(self._said)
        return (cell,)

    def retranslate(self) -> None:
        super().retranslate()
        self._folder.retranslate()
        self._encryption.retranslate()
        self._tell()

    @Slot(object)
    def _tell_run(self, _: LastRun) -> None:
        self._tell()

    def _tell(self) -> None:
        folder, is_on = self._preferences.get(MIRROR_FOLDER), self._preferences.get(MIRROR_ON)
        if is_on and not folder:
            self._said.show_pieces(Piece(tr("Choose a folder first."), "err"))
        elif is_on and not QFileInfo(folder).isDir():
            self._said.show_pieces(Piece(tr("There is no such folder."), "err"))
        elif (last := self._mirroring.last) is None:
            self._said.show_pieces(Piece(tr("It has not run since the program was started."), "text3"))
        elif last.error is not None:
            self._said.show_pieces(Piece(explain(last.error).text, "err"))
        else:
            self._said.show_pieces(Piece(_outcome(last), "text3"))


class _Folder(Labelled):
    """The data folder, to be read and to be opened."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        self._path = folder
        self._open = Button(theme, "")
        field = Field(theme)
        field.setReadOnly(True)
        field.setText(str(folder))
        field.setCursorPosition(0)
        super().__init__(field, theme, beside(theme, field, self._open))
        self._open.clicked.connect(self._show)

    def retranslate(self) -> None:
        about = tr("Conversations, settings and logs lie here. Copied while the program is closed, it is a backup.")
        self.say(tr("Data folder"), about)
        self._open.set_words(tr("Open folder"))

    @Slot()
    def _show(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))


def _outcome(run: LastRun) -> str:
    at = when(run.at, run.at.astimezone())
    template = tr("Last run {time}: {written} written, {removed} removed.")
    said = template.format(time=at, written=count(run.written), removed=count(run.removed))
    aside = (tr("Changed by hand, so it is kept as {name}.").format(name=name) for name in run.aside)
    return joined(said, *aside)
