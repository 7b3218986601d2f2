"""An import, from the first look at a file to what came of it: one window that says at each step what would be lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.intake import Progress, Report
from desktop_chat.services.importing import Importing
from desktop_chat.ui.importing.progress_bar import ProgressBar
from desktop_chat.ui.look import Theme
from desktop_chat.ui.receipt.fact_table import FactTable
from desktop_chat.ui.receipt.facts import Fact
from desktop_chat.ui.room import Room
from desktop_chat.ui.sayings import Sayings
from desktop_chat.ui.theme import CONTROL, LABEL, TITLE
from desktop_chat.ui.widgets import Button, ElidedLabel, Kind, Rule
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words import importing as words
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import Kept, explain
from desktop_chat.words.explanation import named
from desktop_chat.words.times import count


class ImportWindow(QDialog):
    """Of one file. Enter goes on, Esc leaves; while it is imported, Esc stops and undoes that."""

    open_requested = Signal(str)
    """The id of the first conversation that came."""
    other_requested = Signal()
    """Another file is to be chosen."""
    undone = Signal()
    """An import was stopped, and nothing of it is left."""

    def __init__(self, importing: Importing, path: Path, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._importing, self._path, self._theme = importing, path, theme
        self._report = Report()
        self._takes = self._leaves = False
        self._title, self._told = ElidedLabel(theme, TITLE), WrappedText(theme, CONTROL)
        self._bar = ProgressBar(theme, "")
        self._state: Callable[[], None] = lambda: None
        says = Sayings(self)
        says.say(self.setWindowTitle, lambda: tr("Import"))
        says.say(self._bar.setAccessibleName, lambda: tr("Progress"))
        self._table = FactTable(theme)
        self._lost_head, self._lost = ElidedLabel(theme, LABEL), QPlainTextEdit()
        self._lost.setReadOnly(True)
        self._lost.setTabChangesFocus(True)
        self._buttons = QHBoxLayout()
        self._arrange()
        importing.looked.connect(self._show_found)
        importing.progressed.connect(self._show_progress)
        importing.imported.connect(self._show_result)
        importing.stopped.connect(self._leave_stopped)
        importing.failed.connect(self._show_trouble)
        self._look()
        says.again(self._tell_state)

    def _arrange(self) -> None:
        m = self._theme.metrics
        ground = QFrame()
        ground.setProperty("surface", "raised")
        column = QVBoxLayout(ground)
        column.setContentsMargins(m.space24, m.space20, m.space24, m.space20)
        column.setSpacing(m.space12)
        for widget in (self._title, self._told, self._bar, self._table, self._lost_head):
            column.addWidget(widget)
        column.addWidget(self._lost, 1)
        column.addStretch()
        self._buttons.setContentsMargins(m.space24, m.space12, m.space24, m.space12)
        self._buttons.setSpacing(m.space8)
        self._buttons.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addWidget(ground, 1)
        outside.addWidget(Rule(self._theme))
        outside.addLayout(self._buttons)
        Room(self, m.prose)
        self.resize(m.card, m.prose)

    # -- its states --------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        self._state = self._tell_looking
        self._importing.look(self._path)

    def _tell_state(self) -> None:
        self._state()

    def _tell_looking(self) -> None:
        self._say(tr("Looking into “{name}”"), tr("Reading…"), busy=True)
        self._offer((tr("Cancel"), self.close))

    @Slot(object)
    def _show_found(self, report: Report) -> None:
        if self._leaves:  # the look was over before it heard of that
            self.close()
            return
        self._report = report
        self._enter(self._tell_found)

    def _tell_found(self) -> None:
        report = self._report
        new = len(report.added.new) + len(report.added.grown)
        if new:
            self._say("{name}", words.contents(report))
            self._offer((tr("Cancel"), self.close), (tr("Import"), self._take))
        else:
            self._say("{name}", words.nothing_new(report))
            self._offer((tr("Close"), self.close))
        self._show_report(tr("What does not come along"))

    def _take(self) -> None:
        self._takes = True
        self._enter(self._tell_taking)
        self._importing.take(self._path)

    def _tell_taking(self) -> None:
        self._say(tr("Importing “{name}”"), tr("Reading…"), busy=True)
        self._offer((tr("Stop and undo"), self._importing.stop))

    @Slot(object)
    def _show_progress(self, progress: Progress) -> None:
        self._bar.show_part(progress.part)
        self._tell(words.progress(progress.conversations, progress.messages))

    @Slot(object)
    def _show_result(self, report: Report) -> None:
        self._report = report
        self._enter(self._tell_result)

    def _tell_result(self) -> None:
        report = self._report
        self._say("{name}", words.result(report))
        first = ((tr("Open the first"), self._open_first),) if report.added.new else ()
        self._offer((tr("Copy the report"), self._copy), (tr("Close"), self.close), *first)
        self._show_report(tr("What did not come along"))

    @Slot(object)
    def _show_trouble(self, error: ChatError) -> None:
        if self._leaves and not self._takes:
            self.close()
            return
        self._enter(partial(self._tell_trouble, error))

    def _enter(self, state: Callable[[], None]) -> None:
        """From now on the window tells that, in whatever language is spoken."""
        self._state = state
        state()

    def _tell_trouble(self, error: ChatError) -> None:
        told = explain(error, Kept.NOTHING)
        self._say("{name}", told.text, ink="err")
        self._offer((tr("Close"), self.close), (tr("Choose another file…"), self._choose_other))

    def _say(self, title: str, told: str, *, ink: str = "text", busy: bool = False) -> None:
        self._title.setText(title.format(name=named(self._path.name)))
        self._tell(told, ink)
        self._bar.show_part(0)
        self._bar.setVisible(busy)
        for widget in (self._table, self._lost_head, self._lost):
            widget.hide()

    def _tell(self, told: str, ink: str = "text") -> None:
        self._told.show_pieces(Piece(told, ink))
        self.setAccessibleDescription(told)

    def _offer(self, *choices: tuple[str, Callable[[], object]]) -> None:
        """Buttons in the place of those that were there; the keys are on the last, which Enter presses."""
        while self._buttons.count() > 1:
            item = self._buttons.takeAt(1)
            if (old := item.widget() if item else None) is not None:
                old.hide()
                old.deleteLater()
        for place, (label, act) in enumerate(choices, 1):
            button = Button(self._theme, label, Kind.PRIMARY if 1 < len(choices) == place else Kind.NORMAL)
            button.clicked.connect(act)
            self._buttons.addWidget(button)
            button.show()
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_report(self, head: str) -> None:
        rows = [Fact(tr("Written by"), words.program_names(self._report))]
        rows += [Fact(name, count(number)) for name, number in words.tallies(self._report) if number]
        self._table.show_facts(rows)
        self._table.show()
        lost = words.not_along(self._report)
        self._lost_head.setText(head)
        self._lost.setAccessibleName(head)
        self._lost.setPlainText("\n".join(lost))
        for widget in (self._lost_head, self._lost):
            widget.setVisible(bool(lost))

    @Slot()
    def _leave_stopped(self) -> None:
        self.close()
        if self._takes:
            self.undone.emit()

    # -- what is done with it ----------------------------------------------------------------------------------------

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(words.as_text(self._report))

    def _open_first(self) -> None:
        self.open_requested.emit(self._report.added.new[0])
        self.close()

    def _choose_other(self) -> None:
        self.close()
        self.other_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """One that is still at it is stopped first, and then closes by itself."""
        if self._importing.is_busy:
            self._leaves = True
            self._importing.stop()
            self._tell(tr("Stopping; what has come so far goes again…"))
            event.ignore()
        else:
            super().closeEvent(event)
