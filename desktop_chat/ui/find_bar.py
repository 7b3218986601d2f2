"""The bar that finds words in the conversation: what is looked for, how often it is there, and the way from hit to hit.

It stands in the row of the title, so it covers no text. It knows nothing of messages.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QWidget

from desktop_chat.domain.values import dataclass
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.keys import OPENING, claims_escape
from desktop_chat.ui.look import Theme
from desktop_chat.ui.text_line import line_width
from desktop_chat.ui.theme import SMALL
from desktop_chat.ui.tips import plain_tip
from desktop_chat.ui.widgets import Button, ElidedLabel, Field, IconButton, Kind
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.times import count


@dataclass(frozen=True, slots=True)
class Counted:
    """How many hits there are on this branch, which of them is the current one, from 0, and how many are on others."""

    hits: int = 0
    current: int | None = None
    is_complete: bool = True
    elsewhere: int = 0

    @property
    def words(self) -> str:
        """What the bar says of this branch."""
        hits = count(self.hits)
        if not self.is_complete:
            return tr("{n} so far").format(n=hits)
        if not self.hits:
            return tr("No hits")
        if self.current is None:
            return trn("{n} hit", "{n} hits", self.hits).format(n=hits)
        return tr("{n} of {hits}").format(n=count(self.current + 1), hits=hits)

    @property
    def words_elsewhere(self) -> str:
        """What the bar says of the other branches."""
        n = count(self.elsewhere)
        if self.hits:
            return trn("{n} more on another branch", "{n} more on other branches", self.elsewhere).format(n=n)
        return trn("{n} on another branch", "{n} on other branches", self.elsewhere).format(n=n)


class _FindField(Field):
    """Enter leads to the next hit, with Shift to the one before."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING:
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """Field, count, previous, next, close; and what there is on other branches, where there is something."""

    text_changed = Signal(str)
    stepped = Signal(int)
    """1 to the next hit, -1 to the one before."""
    elsewhere_requested = Signal()
    left = Signal()
    room_wanted = Signal()
    """It may need more room, or less."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._counted = Counted()
        self._is_short = self._is_tight = False
        self.field = _FindField(theme, "", Icon.SEARCH)
        self._elsewhere = Button(theme, "", Kind.TOOL, Icon.BRANCH)
        self._elsewhere.set_small()
        self._count = ElidedLabel(theme, SMALL)
        self._previous, self._next = IconButton(theme, Icon.UP, ""), IconButton(theme, Icon.DOWN, "")
        self._cross = IconButton(theme, Icon.CLOSE, "")
        self._row, self._gap = QHBoxLayout(self), QSpacerItem(0, 0)
        self.stops = (self._elsewhere, self.field, self._previous, self._next, self._cross)
        for widget in (self._elsewhere, self.field, None, self._count, self._previous, self._next, self._cross):
            self._row.addWidget(widget) if widget else self._row.addItem(self._gap)
        self.field.textChanged.connect(self.text_changed)
        self.field.stepped.connect(self.stepped)
        self._elsewhere.clicked.connect(self.elsewhere_requested)
        self._previous.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        self._cross.clicked.connect(self.left)
        theme.changed.connect(self._fit)
        self.retranslate()

    def show_counted(self, counted: Counted) -> None:
        self._counted = counted
        self._tell()

    def announce(self) -> None:
        """Say how many there are and where one is; for who does not see it."""
        if said := self._count.text():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, said))

    def fit_into(self, width: int) -> bool:
        """In that width it is as usual, or says less; where even that is too wide, its field takes what there is."""
        fits = any(self._needs(short=short) <= width for short in (False, True))
        if not fits:
            self.field.setMinimumWidth(self._theme.metrics.find_field_min)
            self.field.setMaximumWidth(self.maximumWidth())
        self._is_tight = not fits
        self._make_room(self._count.text())
        policy = QSizePolicy.Policy.Fixed if fits else QSizePolicy.Policy.Expanding
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        return fits

    def _needs(self, *, short: bool) -> int:
        """Its width with the usual field; of what is on other branches, only the number is said in the short form."""
        self.field.setFixedWidth(self._theme.metrics.find_field)
        self._is_short = short
        self._tell_elsewhere()
        return self._row.totalSizeHint().width()

    def retranslate(self) -> None:
        self.field.setAccessibleName(tr("Find"))
        self.field.setPlaceholderText(tr("Find"))
        self._previous.set_words(tr("Previous hit"))
        self._next.set_words(tr("Next hit"))
        self._cross.set_words(tr("Close"))
        self._fit()
        self._tell()

    def _tell(self) -> None:
        self._count.setText(self._counted.words if self.field.text() else "")
        self._make_room(self._count.text())
        self.field.setAccessibleDescription(self._count.text())
        self._tell_elsewhere()
        for button in (self._previous, self._next):
            button.setEnabled(bool(self._counted.hits))
        self.room_wanted.emit()

    def _tell_elsewhere(self) -> None:
        words = self._counted.words_elsewhere
        self._elsewhere.set_words(count(self._counted.elsewhere) if self._is_short else words)
        self._elsewhere.setAccessibleName(words)
        self._elsewhere.setToolTip(plain_tip(words) if self._is_short else "")
        self._elsewhere.setVisible(bool(self._counted.elsewhere))

    @Slot()
    def _fit(self) -> None:
        m = self._theme.metrics
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(m.space4)
        self._gap.changeSize(m.space4, 0, QSizePolicy.Policy.Fixed)
        self._row.setStretch(self._row.indexOf(self.field), 1)
        self._make_room(self._count.text())

    def _make_room(self, words: str) -> None:
        """The count takes as much as most counts need, so that nothing moves from one hit to the next."""
        usual = (Counted(88, 87).words, Counted().words)
        font = self._theme.font(SMALL)
        width = round(max(line_width(one, font) for one in (*usual, words))) + 1
        self._count.setMinimumWidth(0 if self._is_tight else width)
        self._count.setMaximumWidth(width)

    # -- keys --------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
