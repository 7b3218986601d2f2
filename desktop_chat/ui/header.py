"""The line above the transcript: what is being read, and what can be done with it as a whole."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from desktop_chat.ui.icons import Icon
from desktop_chat.ui.keys import OPENING, claims_escape
from desktop_chat.ui.look import Theme
from desktop_chat.ui.theme import LABEL, TITLE
from desktop_chat.ui.widgets import Button, ElidedLabel, Field, IconButton, Kind
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.find_bar import FindBar


class _TitleField(Field):
    """Enter and leaving keep what was typed, Esc drops it."""

    kept = Signal()
    dropped = Signal()

    def event(self, event: QEvent) -> bool:
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        elif event.key() in OPENING:
            self.kept.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.kept.emit()


class _Title(QWidget):
    """The title, and in its place the field that it becomes; the words stay where they are."""

    renamed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = ""
        self._editing = False
        self._came_from: QWidget | None = None
        self._label = ElidedLabel(theme, TITLE)
        self._label.setParent(self)
        self._label.setCursor(Qt.CursorShape.IBeamCursor)
        self.folder = ElidedLabel(theme, LABEL)
        self.folder.setParent(self)
        self.field = _TitleField(theme)
        self.field.setParent(self)
        self.field.hide()
        self.field.kept.connect(self.keep)
        self.field.dropped.connect(self._leave)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fit()

    def show_title(self, title: str) -> None:
        """A title that is being edited stays in its field as it was typed."""
        self._title = title
        self._label.setText(title or tr("New conversation"))
        self._place()

    def show_folder(self, folder: str) -> None:
        """Where the conversation lies, behind the words."""
        self.folder.setText(folder)
        self._place()

    def fit(self) -> None:
        self.field.setFont(self._theme.font(TITLE))
        self.updateGeometry()
        self._place()

    def sizeHint(self) -> QSize:
        m = self._theme.metrics
        return QSize(self._label.sizeHint().width() + 2 * m.field_padding, m.field)

    def minimumSizeHint(self) -> QSize:
        m = self._theme.metrics
        return QSize(m.space48 + 2 * m.field_padding, m.field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        m, padding = self._theme.metrics, self._theme.metrics.field_padding
        width = min(self.width(), m.palette_width)
        self.field.setGeometry(self.width() - width if self._is_mirrored() else 0, 0, width, self.height())
        room = self.rect().adjusted(padding, 0, -padding, 0)
        folder = self.folder.sizeHint().width()
        behind = m.space16 + folder if self.folder.text() and not self._editing else 0
        if behind > room.width() // 2:  # it is the title that one wants to read
            behind = 0
        self.folder.setVisible(bool(behind))
        words = min(self._label.sizeHint().width(), room.width() - behind) if behind else room.width()
        self._label.setGeometry(self._mirrored(QRect(room.left(), 0, words, room.height())))
        self.folder.setGeometry(self._mirrored(QRect(room.left() + words + m.space16, 0, folder, room.height())))

    def _mirrored(self, rect: QRect) -> QRect:
        left = self.width() - rect.right() - 1 if self._is_mirrored() else rect.left()
        return QRect(left, rect.top(), rect.width(), rect.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._words().contains(event.position().toPoint()):
            self.edit()

    def _words(self) -> QRect:
        """Where the title's words are: a click beside them means nothing."""
        place = self._label.geometry()
        width = min(place.width(), self._label.sizeHint().width())
        left = place.right() + 1 - width if self._is_mirrored() else place.left()
        return QRect(left, place.top(), width, place.height())

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def edit(self) -> None:
        """The title becomes a field, all of it selected."""
        if not self._editing:
            self._editing = True
            self._came_from = QApplication.focusWidget()
            self.field.setText(self._title)
            self.field.show()
            self._label.hide()
            self._place()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def keep(self) -> None:
        """Ends the editing, if there is any, with what was typed."""
        title = self.field.text().strip()
        if self._leave() and title and title != self._title:
            self.renamed.emit(title)

    @Slot()
    def _leave(self) -> bool:
        """The title again; the keys go back where they came from, unless they are elsewhere already."""
        if not self._editing:
            return False
        self._editing = False  # first: what follows takes the focus from the field, which asks to keep
        back, self._came_from = self._came_from, None
        if self.field.hasFocus() and back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._label.show()
        self.field.hide()
        self._place()
        return True


class _Toggle(Button):
    """A flat button with its word that says whether what it shows is there."""

    def __init__(self, theme: Theme, icon: Icon) -> None:
        super().__init__(theme, "", Kind.TOOL, icon)
        self.set_small()
        self._is_on = False

    def set_on(self, on: bool) -> None:
        """Not by Qt's checked state: assistive technology would no longer be told of a button."""
        self._is_on = on
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleDescription(tr("Shown") if self._is_on else "")

    def _grounds(self) -> tuple[QColor | None, QColor | None]:
        shown = self._is_on and not self.isDown()
        if shown and self._theme.high_contrast:
            return None, self._theme.palette.accent
        return (self._theme.palette.selected, None) if shown else super()._grounds()

    def _ink(self) -> QColor:
        return self._theme.palette.link if self._is_on else super()._ink()


class Header(QWidget):
    """Title at the left, renamed in place; find, export, the context and more at the right."""

    renamed = Signal(str)
    """A title that was typed: neither empty nor the one that was there."""
    sidebar_requested = Signal()
    find_requested = Signal()
    export_requested = Signal()
    context_requested = Signal()
    more_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = _Title(theme)
        self._title.renamed.connect(self.renamed)
        self.sidebar_button = IconButton(theme, Icon.SIDEBAR, "")
        self.sidebar_button.clicked.connect(self.sidebar_requested)
        self._find = IconButton(theme, Icon.SEARCH, "")
        self._find.clicked.connect(self.find_requested)
        self._bar: FindBar | None = None
        self._folder = ""
        self._export = IconButton(theme, Icon.EXPORT, "")
        self._export.clicked.connect(self.export_requested)
        self.context_button = _Toggle(theme, Icon.CONTEXT)
        self.context_button.clicked.connect(self.context_requested)
        self._more = IconButton(theme, Icon.MORE, "")
        self._more.clicked.connect(self.more_requested)
        self._row = QHBoxLayout(self)
        for widget in (
            self.sidebar_button,
            self._title,
            self._find,
            self._export,
            self.context_button,
            self._more,
        ):
            self._row.addWidget(widget)
        self._fit()
        self.retranslate()
        theme.changed.connect(self._fit)

    @property
    def more_button(self) -> QWidget:
        return self._more

    def show_title(self, title: str, folder: str = "") -> None:
        """`title` is "" for a conversation that has none yet, `folder` for one that lies in none."""
        self._title.show_title(title)
        self._folder = folder
        self._title.show_folder("" if self._bar else folder)

    def edit_title(self) -> None:
        """Puts the title into a field, all of it selected."""
        self._title.edit()

    def finish_editing(self) -> None:
        """Keeps what was typed, because something else is about to be shown."""
        self._title.keep()

    def show_find(self, bar: FindBar) -> None:
        """The bar that finds takes the place of folder and button; where there is little room, of the title too."""
        self._bar = bar
        bar.room_wanted.connect(self._share_row)
        self._row.insertWidget(self._row.indexOf(self._find), bar)
        chain = (self._title.field, *bar.stops, self._export)
        for before, behind in pairwise(chain):
            QWidget.setTabOrder(before, behind)
        self._find.hide()
        self._title.show_folder("")
        bar.show()
        self._share_row()

    def end_find(self) -> None:
        """The row is as it was before."""
        self._find.show()
        self._title.show()
        self.context_button.set_word_shown(True)
        if self._bar is not None:
            self._bar.room_wanted.disconnect(self._share_row)
            self._bar.hide()
            self._bar = None
        self._title.show_folder(self._folder)

    @Slot()
    def _share_row(self) -> None:
        """The bar takes what it needs; the title gives way where it would be a few letters."""
        if self._bar is None:
            return
        self.context_button.set_word_shown(True)
        beside = (self.sidebar_button, self._export, self.context_button, self._more)
        taken = [widget.sizeHint().width() + self._row.spacing() for widget in beside if not widget.isHidden()]
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - sum(taken)
        fits = self._bar.fit_into(room - self._theme.metrics.find_field // 2)
        self._title.setVisible(fits)
        self.context_button.set_word_shown(fits or self._bar.minimumSizeHint().width() <= room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_row()

    def retranslate(self) -> None:
        self._title.field.setAccessibleName(tr("Title"))
        for button, words in (
            (self.sidebar_button, tr("Show the sidebar")),
            (self._find, tr("Find in this conversation")),
            (self._export, tr("Export")),
            (self.context_button, tr("Context")),
            (self._more, tr("More")),
        ):
            button.set_words(words)
        self.context_button.retranslate()

    @Slot()
    def _fit(self) -> None:
        m = self._theme.metrics
        self.setFixedHeight(m.header)
        self._row.setContentsMargins(m.header_title_x - m.field_padding, 0, m.space8, 0)
        self._row.setSpacing(m.space4)
        self._title.fit()
