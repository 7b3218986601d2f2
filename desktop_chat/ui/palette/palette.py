"""The field that opens over the window: type to find, arrows and Enter to choose."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QVBoxLayout

from desktop_chat.ui.commands import native
from desktop_chat.ui.context.hints import KeyHints
from desktop_chat.ui.icons import Icon, draw_icon
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.painting import square
from desktop_chat.ui.palette import signs
from desktop_chat.ui.palette.commands import Commands
from desktop_chat.ui.palette.conversations import Conversations
from desktop_chat.ui.palette.entries import Entry, EntryKind, note
from desktop_chat.ui.palette.folders import Folders
from desktop_chat.ui.palette.help import Help
from desktop_chat.ui.palette.models import Models
from desktop_chat.ui.palette.rows import Delegate, Role, Rows, RowsList
from desktop_chat.ui.palette.source import Source
from desktop_chat.ui.popup import Popup
from desktop_chat.ui.theme import LABEL, TIME, TITLE
from desktop_chat.ui.widgets import ElidedLabel, Rule
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow
    from desktop_chat.ui.palette.titles import Titles

_SLICE_S = 0.004  # of looking through very many; then the window does what else there is to do
_GLANCE_S = 0.001  # of it with the key itself, so that what is found at once is shown at once
_ROWS = 10
_Move = QAbstractItemView.CursorAction


class Palette(Popup):
    """Finds conversations; behind one of four signs commands, models, folders and help."""

    def __init__(self, window: MainWindow, titles: Titles) -> None:
        theme = window.theme
        super().__init__(theme, window)
        self._window = window
        self._titles = titles
        self._sources: dict[str, Source] = {}
        self._walked = False
        self._icon = Icon.SEARCH
        self._field = _Field()
        self._count = ElidedLabel(theme, LABEL)
        self._hints = KeyHints(theme)
        self._signs = ElidedLabel(theme, TIME)
        self._rows = Rows(self)
        self._delegate = Delegate(theme, self)
        self._list = RowsList(theme)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.stand_on("raised")
        self._list.setItemDelegate(self._delegate)
        self._list.show_rows(self._rows, lambda: self._delegate.heights(self._rows.entries))
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._look_further)
        self._news = QTimer(self, interval=0, singleShot=True)
        self._news.timeout.connect(self._ask_again)
        self._lay_out()
        self._name()
        titles.changed.connect(self._hear)
        window.services.folders.changed.connect(self._hear)
        self._field.textChanged.connect(self._ask)
        self._field.ends_passed.connect(self._go_to_end)
        self._list.clicked.connect(self._choose)
        self._list.selectionModel().currentChanged.connect(self._say_current)

    def start(self, typed: str = "") -> None:
        self._field.setText(typed)
        self._ask()
        self.open(self._field)

    def _name(self) -> None:
        self._field.setAccessibleName(tr("Palette"))
        self._field.setPlaceholderText(tr("Conversation, or a sign: > @ # ?"))
        self._list.setAccessibleName(tr("What was found"))

    # -- where it stands ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        m, around = self._theme.metrics, self.margin()
        self._field.setProperty("bare", True)
        font = self._theme.font(TITLE)
        font.setWeight(QFont.Weight.Normal)
        self._field.setFont(font)
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(m.space16 + m.icon + m.space8, 0, m.space16, 0)
        top.setSpacing(m.space12)
        top.addWidget(self._field, 1)
        top.addWidget(self._count)
        foot.setContentsMargins(m.space16, 0, m.space16, 0)
        foot.setSpacing(m.space12)
        foot.addWidget(self._hints, 1)
        foot.addWidget(self._signs)
        top.addStrut(self._top_height())
        self._hints.setFixedHeight(m.palette_row)
        column = QVBoxLayout(self)
        edge = around + m.border
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Rule(self._theme))
        column.addWidget(self._list, 1)
        column.addSpacing(m.space4)
        column.addWidget(Rule(self._theme))
        column.addLayout(foot)

    def _top_height(self) -> int:
        return self._theme.metrics.space48

    def wanted_size(self) -> QSize:
        """The same however much there is: what is typed moves nothing."""
        m = self._theme.metrics
        return QSize(m.palette_width, self._top_height() + (_ROWS + 1) * m.palette_row + 4 * m.border + m.space4)

    def place(self) -> None:
        """In the middle, and below the header where there is room for that."""
        m, window = self._theme.metrics, self.window().rect()
        size = self.wanted_size().boundedTo(window.size() - QSize(2 * m.space8, 2 * m.space8))
        top = max(m.space8, min(m.palette_top, window.height() - size.height() - m.space8))
        around = self.margin()
        box = QRect((window.width() - size.width()) // 2, top, size.width(), size.height())
        self.setGeometry(box.adjusted(-around, -around, around, around))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_icon(QPainter(self), self._icon, self._icon_place(), self._theme.palette.link)

    def _icon_place(self) -> QRectF:
        m, around = self._theme.metrics, self.margin()
        inset = around + m.space16 + m.icon / 2
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        centre = QPointF(self.width() - inset if rtl else inset, around + m.border + self._top_height() / 2)
        return square(centre, m.icon)

    # -- what is looked for ------------------------------------------------------------------------------------------

    def _source(self) -> tuple[Source, str]:
        """Who knows about what was typed, and what that is."""
        sign, typed = signs.parted(self._field.text())
        if sign not in self._sources:
            self._sources[sign] = self._made(sign)
        return self._sources[sign], typed

    def _made(self, sign: str) -> Source:
        """When it is first asked."""
        if sign == signs.COMMANDS:
            return Commands(self._window.commands)
        if sign == signs.MODELS:
            lists = self._window.pane.composer.choices.lists
            lists.changed.connect(self._show_again)
            return Models(self._window)
        if sign == signs.FOLDERS:
            return Folders(self._window, self._titles)
        if sign == signs.HELP:
            return Help()
        return Conversations(self._window, self._titles)

    @Slot()
    def _ask(self) -> None:
        self._walked = False
        self._ask_again()
        self._list.scrollToTop()

    @Slot()
    def _hear(self) -> None:
        """The library has changed, perhaps in more than one place."""
        self._sources.pop(signs.FOLDERS, None)  # it has read them
        self._news.start()

    @Slot()
    def _ask_again(self) -> None:
        source, typed = self._source()
        source.ask(typed)
        if source.icon is not self._icon:
            self._icon = source.icon
            self.update(self._icon_place().toAlignedRect())
        if source.has_news() or source.go_on(_a_moment(_GLANCE_S)):
            self._show(source)
        self._timer.start()

    @Slot()
    def _look_further(self) -> None:
        """A moment of it, or what the last moment found: no turn does both. What was shown before stays until then."""
        source, _ = self._source()
        if source.has_news():
            self._show(source)
        elif source.go_on(_a_moment(_SLICE_S)) and not source.has_news():
            self._get_ready()
            self._timer.stop()

    def _get_ready(self) -> None:
        """Whoever types no title mostly types the sign of the commands: asked once before, they answer at once."""
        if not self._field.text() and signs.COMMANDS not in self._sources:
            self._sources[signs.COMMANDS] = commands = self._made(signs.COMMANDS)
            commands.ask("")
            commands.entries()

    @property
    def is_looking(self) -> bool:
        """Whether there is more to look through."""
        return self._timer.isActive()

    @Slot()
    def _show_again(self) -> None:
        self._show(self._source()[0])

    def _show(self, source: Source) -> None:
        entries = source.entries() or [_nothing(signs.parted(self._field.text())[1].strip())]
        self._count.setText(source.counted())
        self._tell_keys(source)
        before = self._current() if self._walked else None
        if list(entries) != list(self._rows.entries):
            self._rows.show(entries)
        self._list.setCurrentIndex(self._rows.index(_best(entries, before), 0))
        self._say_current()

    def _tell_keys(self, source: Source) -> None:
        self._hints.show_hints(((native("Return"), source.verb()), (native("Esc"), tr("close"))))
        if isinstance(source, Conversations):
            names = ((signs.COMMANDS, tr("commands")), (signs.MODELS, tr("models")), (signs.FOLDERS, tr("folders")))
            self._signs.setText("   ".join(f"{sign} {name}" for sign, name in (*names, (signs.HELP, tr("help")))))
        else:
            sign = signs.parted(self._field.text())[0]
            self._signs.setText(tr("Without {sign} : conversations").format(sign=sign))

    def _current(self) -> Entry | None:
        entry: Entry | None = self._list.currentIndex().data(Role.ENTRY)
        return entry

    @Slot()
    def _say_current(self) -> None:
        entry = self._current()
        self._field.setAccessibleDescription(entry.spoken if entry else "")

    @Slot(object)
    def _go_to_end(self, which: QAbstractItemView.CursorAction) -> None:
        self._walked = True
        index = self._list.moveCursor(which, Qt.KeyboardModifier.NoModifier)
        self._list.setCurrentIndex(index)
        self._list.scrollTo(index)

    # -- choosing ----------------------------------------------------------------------------------------------------

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        entry: Entry | None = index.data(Role.ENTRY)
        if entry is None or not entry.is_able:
            return
        if entry.typed is not None:
            self._field.setText(entry.typed)
        elif entry.run is not None:
            self.close_popup()
            entry.run()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in OPENING:
            while self.is_looking:  # it means what was typed last, not what still stands there from before
                self._look_further()
            self._choose(self._list.currentIndex())
        elif self._list.walk(key):
            self._walked = True
        else:
            super().keyPressEvent(event)


class _Field(QLineEdit):
    """Home and End lead through the text, and from its ends on through the list."""

    ends_passed = Signal(object)
    """A `CursorAction`."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at, key = self.cursorPosition(), event.key()
        if key == Qt.Key.Key_Home and at == 0:
            self.ends_passed.emit(_Move.MoveHome)
        elif key == Qt.Key.Key_End and at == len(self.text()):
            self.ends_passed.emit(_Move.MoveEnd)
        else:
            super().keyPressEvent(event)


def _a_moment(seconds: float) -> Callable[[], bool]:
    """Whether it is over, which begins now."""
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() >= end


def _nothing(typed: str) -> Entry:
    return note(tr("Nothing found for “{query}”.").format(query=named(typed)))


def _best(entries: Sequence[Entry], before: Entry | None) -> int:
    """The row that had the keys, else the first: what cannot be done is not passed over for something less meant."""
    choices = [n for n, entry in enumerate(entries) if entry.kind is EntryKind.CHOICE]
    same = [n for n in choices if before is not None and entries[n].key == before.key]
    return (same or choices or [0])[0]
