"""The folder that follows the conversations: which one, for which reader, what was done last. It holds as chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QWidget

from desktop_chat.domain.settings import MIRROR_FOLDER, MIRROR_ON, MIRROR_PROFILE
from desktop_chat.services.bundle import Services
from desktop_chat.services.mirror import LastRun
from desktop_chat.ui.exporting.choice import PROFILES
from desktop_chat.ui.exporting.form import choose, label
from desktop_chat.ui.look import Theme
from desktop_chat.ui.summaries.writing import lay_out
from desktop_chat.ui.theme import LABEL
from desktop_chat.ui.widgets import Button, CheckBox, Field, Kind, Select
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import joined, tr
from desktop_chat.words.errors import explain
from desktop_chat.words.times import count, when


class MirrorForm(QDialog):
    """Off until it is switched on."""

    def __init__(self, services: Services, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Folder mirror"))
        self._preferences, self._mirroring = services.preferences, services.mirroring
        self._on = CheckBox(theme, tr("Keep a folder of Markdown files as the conversations are"))
        self._folder, self._profile = Field(theme, tr("no folder yet")), Select(theme)
        self._choose = Button(theme, tr("Choose…"))
        self._about, self._said = WrappedText(theme, LABEL), WrappedText(theme, LABEL)
        words = tr(
            "A file for each conversation that is not in the trash, in folders like those here. It is written a moment"
            " after something has changed. A file that you change yourself is kept aside and never overwritten."
        )
        self._about.show_pieces(Piece(words, "text3"))
        close = Button(theme, tr("Close"), Kind.PRIMARY)
        close.clicked.connect(self.accept)
        rows = (
            *(self._on, self._about, label(tr("Folder"), self._folder), self._place(theme)),
            *(label(tr("Who reads the Markdown"), self._profile), self._profile, self._said),
        )
        self._fill()
        self._tell()
        lay_out(self, theme, rows, (close,))
        self.resize(self.width(), max(self.sizeHint().height(), self.heightForWidth(self.width())))
        self._connect()

    def _place(self, theme: Theme) -> QWidget:
        """The folder's name and the button that asks for another."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.metrics.space8)
        line.addWidget(self._folder, 1)
        line.addWidget(self._choose)
        return row

    def _fill(self) -> None:
        get = self._preferences.get
        for profile in ("plain", "obsidian"):
            self._profile.addItem(tr(PROFILES[profile]), profile)
        self._on.setChecked(get(MIRROR_ON))
        self._folder.setText(get(MIRROR_FOLDER))
        choose(self._profile, get(MIRROR_PROFILE))

    def _connect(self) -> None:
        self._choose.clicked.connect(self._ask)
        self._on.toggled.connect(self._keep)
        self._folder.editingFinished.connect(self._keep)
        self._profile.currentIndexChanged.connect(self._keep)
        self._mirroring.ran.connect(self._tell_run)

    @Slot()
    def _ask(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Folder"), self._folder.text() or str(Path.home()))
        if folder:
            self._folder.setText(folder)
            self._keep()

    @Slot()
    def _keep(self) -> None:
        self._preferences.set(MIRROR_FOLDER, self._folder.text().strip())
        self._preferences.set(MIRROR_PROFILE, str(self._profile.currentData()))
        self._preferences.set(MIRROR_ON, self._on.isChecked())
        self._tell()

    @Slot(object)
    def _tell_run(self, _: LastRun) -> None:
        self._tell()

    def _tell(self) -> None:
        """What stands in the way, or what was done last."""
        folder = self._folder.text().strip()
        if self._on.isChecked() and not folder:
            self._said.show_pieces(Piece(tr("Choose a folder first."), "err"))
        elif self._on.isChecked() and not Path(folder).is_dir():
            self._said.show_pieces(Piece(tr("There is no such folder."), "err"))
        elif (last := self._mirroring.last) is None:
            self._said.show_pieces(Piece(tr("It has not run since the program was started."), "text3"))
        elif last.error is not None:
            self._said.show_pieces(Piece(explain(last.error).text, "err"))
        else:
            self._said.show_pieces(Piece(_outcome(last), "text3"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._keep()
        else:
            super().keyPressEvent(event)


def _outcome(run: LastRun) -> str:
    at = when(run.at, run.at.astimezone())
    template = tr("Last run {time}: {written} written, {removed} removed.")
    said = template.format(time=at, written=count(run.written), removed=count(run.removed))
    aside = (tr("Changed by hand, so it is kept as {name}.").format(name=name) for name in run.aside)
    return joined(said, *aside)
