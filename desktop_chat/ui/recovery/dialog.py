"""The database is damaged: what happened, what is kept, and three ways out of it.

It stands alone, before there is a window. Accepted where something sound is in place again.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.recovery import Backup, Restored
from desktop_chat.services.recovering import Recovering
from desktop_chat.ui.first_start_ways import Way
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.mark import Mark
from desktop_chat.ui.recovery.ways import BackupWay, FolderWay, SalvageWay
from desktop_chat.ui.theme import CARD_TITLE, CONTROL
from desktop_chat.ui.widgets import Button, Kind, Rule
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import joined, tr
from desktop_chat.words.errors import Kept, explain
from desktop_chat.words.recovery import restored_words


class RecoveryDialog(QDialog):
    def __init__(self, recovering: Recovering, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("Desktop Chat")
        self._recovering, self._theme = recovering, theme
        self._is_busy = self._is_done = False
        self._title, self._about, self._said = (
            WrappedText(theme, CARD_TITLE),
            WrappedText(theme, CONTROL),
            WrappedText(theme, CONTROL),
        )
        self._backup, self._salvage = BackupWay(theme), SalvageWay(theme)
        self._ways: tuple[Way, ...] = (self._backup, self._salvage, FolderWay(theme, recovering.directory))
        self._mark = Mark(theme, Icon.ERROR, "err_mark", CARD_TITLE)
        self._close = Button(theme, tr("Close"))
        self._middle = self._three_ways()
        self._lay_out()
        self._connect()
        self._tell(
            tr("The conversations are damaged."),
            tr("The file is left as it is, and kept in each of these ways: {path}").format(path=recovering.directory),
        )
        recovering.look()

    def _lay_out(self) -> None:
        m = self._theme.metrics
        words = QVBoxLayout()
        words.setSpacing(m.space8)
        for text in (self._title, self._about, self._said):
            words.addWidget(text)
        self._said.hide()
        head = QHBoxLayout()
        head.setContentsMargins(m.space16, m.space24, m.space24, m.space20)
        head.setSpacing(m.space8)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(m.space24, m.space16, m.space24, m.space16)
        foot.addStretch(1)
        foot.addWidget(self._close)
        ground = QFrame()
        ground.setProperty("surface", "raised")
        self._inside = inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addWidget(self._middle)
        inside.addWidget(Rule(self._theme))
        inside.addLayout(foot)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(ground)

    def _three_ways(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for way in self._ways:
            column.addWidget(Rule(self._theme))
            column.addWidget(way)
        return middle

    def _connect(self) -> None:
        self._recovering.listed.connect(self._show_backups)
        self._recovering.restored.connect(self._show_restored)
        self._recovering.failed.connect(self._show_failure)
        self._backup.submitted.connect(self._restore)
        self._salvage.submitted.connect(self._read)
        self._close.clicked.connect(self._leave)
        for number, way in enumerate(self._ways, start=1):
            QShortcut(QKeySequence(f"Alt+{number}"), self).activated.connect(way.take)

    # -- what is said ------------------------------------------------------------------------------------------------

    def _tell(self, title: str, about: str) -> None:
        self._title.show_pieces(Piece(title, CARD_TITLE.ink))
        self._about.show_pieces(Piece(about, "text2"))
        self.setAccessibleDescription(joined(title, about))
        self._fit()

    def _say(self, words: str, ink: str = "text2") -> None:
        self._said.show_pieces(Piece(words, ink))
        self._said.setAccessibleName(words)
        self._said.setVisible(bool(words))
        self._fit()

    def _fit(self) -> None:
        width = min(self._theme.metrics.card, self.screen().availableSize().width())
        # What changes inside tells those around it by an event, and this is to be right at once.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        height = self._inside.totalHeightForWidth(width)
        self.setMinimumSize(width, min(height, self.screen().availableSize().height()))
        self.resize(width, height)

    @Slot(object)
    def _show_backups(self, backups: list[Backup]) -> None:
        self._backup.show_backups(backups)
        if not self._is_busy:
            (self._backup if backups else self._salvage).focus_input()
        self._fit()

    # -- what is done ------------------------------------------------------------------------------------------------

    @Slot(object)
    def _restore(self, backup: Backup) -> None:
        self._begin(tr("Restoring…"))
        self._recovering.restore(backup)

    @Slot()
    def _read(self) -> None:
        self._begin(tr("Reading what can be read…"))
        self._recovering.salvage()

    def _begin(self, words: str) -> None:
        self._set_busy(True)
        self._say(words)

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self._close.setEnabled(not busy)
        for way in self._ways:
            way.set_ready(not busy)

    @Slot(object)
    def _show_restored(self, restored: Restored) -> None:
        self._is_busy, self._is_done = False, True
        self._middle.hide()
        self._mark.show_icon(Icon.COPIED, "text2")
        self._say("")
        first, *rest = restored_words(restored, datetime.now().astimezone())
        self._tell(first, joined(*rest))
        self._close.setEnabled(True)
        self._close.set_words(tr("Open the window"))
        self._close.set_kind(Kind.PRIMARY)
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _show_failure(self, error: ChatError) -> None:
        self._set_busy(False)
        self._say(explain(error, Kept.NOTHING).text, "err")

    @Slot()
    def _leave(self) -> None:
        self.done(QDialog.DialogCode.Accepted if self._is_done else QDialog.DialogCode.Rejected)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # what came before it was shown has not reached all layouts

    def reject(self) -> None:
        """Esc, and the frame's button: not while something is being put in place."""
        if not self._is_busy:
            self._leave()
