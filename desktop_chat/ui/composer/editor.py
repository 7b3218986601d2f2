"""The text of a question: its lines on the same grid as the page's, and keys that never surprise.

Enter sends, but never while an input method is composing: there it chooses a candidate, and Esc leaves the composition
and nothing else. What is pasted comes as plain text, because plain text is what is sent.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from desktop_chat.domain.messages import Role
from desktop_chat.domain.settings import SendKey
from desktop_chat.ui.commands import native
from desktop_chat.ui.composer.offered import MUCH, offers_files, sources_in
from desktop_chat.ui.composer.script_gaps import ScriptGaps
from desktop_chat.ui.cut_words import tell_cut_words
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.ui.text_line import draw_line
from desktop_chat.ui.theme import BODY
from desktop_chat.ui.viewport import give_viewport

_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_Mod = Qt.KeyboardModifier
_SHARE_OF_WINDOW = 0.4  # what is being answered stays in sight above a long question


class Editor(QTextEdit):
    """Plain text of one to ten lines, then it scrolls."""

    submitted = Signal()
    insert_requested = Signal(object)
    """The `Role` in which the text is to be kept, without a request."""
    edit_last_requested = Signal()
    """Up in an empty editor."""
    older_requested = Signal()
    newer_requested = Signal()
    backed_out = Signal()
    """Backspace before the first letter."""
    files_pasted = Signal(object)
    """The `Source`s of what was on the clipboard beside text."""
    much_pasted = Signal(str)
    """Text that stands here now, and is as long as a file."""
    escaped = Signal()
    focused = Signal(bool)

    def __init__(self, theme: Theme, ground: Callable[[], QColor], parent: QWidget | None = None) -> None:
        """`ground` is the colour that it stands on now."""
        super().__init__(parent)
        self._theme, self._ground = theme, ground
        self._send_key = SendKey.ENTER
        self._composing = False
        self._placeholder = ""
        self.most_lines = 0
        """In a window that grows with its text, how many are seen at once, whatever its height is now."""
        give_viewport(self)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.document().documentLayout().setPaintDevice(self.viewport())  # not that which is gone
        self._gaps = ScriptGaps(self.document())
        self.setProperty("bare", True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # The caret blinks for hours: what lies below must not be painted again each time.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def composing(self) -> bool:
        """Whether an input method has text of its own in here."""
        return self._composing

    def set_send_key(self, key: SendKey) -> None:
        self._send_key = key

    def set_placeholder(self, text: str) -> None:
        """Painted by ourselves, on the line's own baseline."""
        self._placeholder = text
        self.viewport().update()

    def set_sides(self, leading: int, trailing: int) -> None:
        """Room beside the text."""
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setViewportMargins(trailing if rtl else leading, 0, leading if rtl else trailing, 0)

    # -- the text ----------------------------------------------------------------------------------------------------

    def show_text(self, text: str) -> None:
        """Another text, with no way back to the one before: it belongs to another conversation."""
        self.setPlainText(text)
        self._lay_lines()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def become(self, text: str) -> None:
        """The same text with a piece changed; the caret stays in its words, and the change can be undone."""
        old = self.toPlainText()
        if old == text:
            return
        start = _common_start(old, text)
        end = _common_start(old[start:][::-1], text[start:][::-1])
        cursor = self.textCursor()
        cursor.setPosition(units(old[:start]))
        cursor.setPosition(units(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - end])

    def _lay_lines(self) -> None:
        """Every line as high as the page's, whatever faces it mixes. Not a step that could be undone."""
        document = self.document()
        document.setUndoRedoEnabled(False)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setLineHeight(self._theme.line(BODY), _FIXED)
        cursor.mergeBlockFormat(block)
        document.setUndoRedoEnabled(True)

    @Slot()
    def _restyle(self) -> None:
        self.setFont(self._theme.font(BODY))
        self._gaps.set_size(self._theme.style(BODY).px)
        self._lay_lines()
        self.updateGeometry()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if offers_files(source):
            self.files_pasted.emit(sources_in(source))
        elif source.hasText():
            self.textCursor().insertText(source.text())
            if len(source.text()) >= MUCH:
                self.much_pasted.emit(source.text())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or offers_files(source)

    # -- size --------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        line = self._theme.line(BODY)
        share = int(self.window().height() * _SHARE_OF_WINDOW) // line
        most = self.most_lines or min(self._theme.metrics.composer_lines, share)
        lines = round(self.document().size().height() / line)
        return QSize(self._theme.metrics.measure_min, line * min(max(lines, 1), max(most, 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ensureCursorVisible()

    # -- keys --------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._composing:
                event.accept()  # no command of the window may come between an input method and its user
                return True
            if self._is_window_command(event):
                event.ignore()
                return False
        return tell_cut_words(self, event) or super().event(event)

    def _is_window_command(self, event: QKeyEvent) -> bool:
        """A command's key wins over an editing key that Qt adds on some systems, Ctrl+E to the line's end for one."""
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.document().isUndoAvailable()
        if _types_a_letter(event) or _is_text_key(event):
            return False
        keys = QKeySequence(event.keyCombination())
        return any(keys in action.shortcuts() for action in self.window().actions())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._composing:
            self._leave_composition(event)
        elif event.key() in OPENING:
            self._enter(event)
        elif not _is_key_of_menus(event) and not self._lead_elsewhere(event):
            super().keyPressEvent(event)

    def _leave_composition(self, event: QKeyEvent) -> None:
        """A key that reaches us while the input method composes: Esc drops its text, Enter is not for sending."""
        if event.key() == Qt.Key.Key_Escape:
            QGuiApplication.inputMethod().reset()
            QCoreApplication.sendEvent(self, QInputMethodEvent())
        elif event.key() not in OPENING:
            super().keyPressEvent(event)

    def _enter(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~_Mod.KeypadModifier
        sends, keeps = _Mod.NoModifier, _Mod.ControlModifier
        if self._send_key is SendKey.CTRL_ENTER:
            sends, keeps = _Mod.ControlModifier, _Mod.AltModifier
        if held in {_Mod.NoModifier, _Mod.ShiftModifier} - {sends}:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        elif event.isAutoRepeat():
            return
        elif held == sends:
            self.submitted.emit()
        elif held == keeps:
            self.insert_requested.emit(Role.USER)
        elif held == _Mod.ControlModifier | _Mod.ShiftModifier:
            self.insert_requested.emit(Role.ASSISTANT)

    @property
    def keeping_keys(self) -> str:
        """What makes a message of the text without asking, as a person of this system writes it."""
        return native("Alt+Return" if self._send_key is SendKey.CTRL_ENTER else "Ctrl+Return")

    def _lead_elsewhere(self, event: QKeyEvent) -> bool:
        """The keys that mean something beyond this text."""
        held = event.modifiers() & ~_Mod.KeypadModifier
        empty = self.document().isEmpty()
        match event.key():
            case Qt.Key.Key_Up if held == _Mod.NoModifier and empty:
                self.edit_last_requested.emit()
            case Qt.Key.Key_Up if held == _Mod.ControlModifier:
                self.older_requested.emit()
            case Qt.Key.Key_Down if held == _Mod.ControlModifier:
                self.newer_requested.emit()
            case Qt.Key.Key_Backspace if held == _Mod.NoModifier and _is_at_start(self.textCursor()):
                self.backed_out.emit()
            case Qt.Key.Key_Escape if held == _Mod.NoModifier:
                self.escaped.emit()
            case _:
                return False
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self.viewport().update()  # the placeholder gives way to the first letter of a composition
        if self._composing:
            self.ensureCursorVisible()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._composing = False  # the input method ends its composition with the focus
        super().focusOutEvent(event)
        self.focused.emit(False)

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QPainter(self.viewport())
        ground.fillRect(event.rect(), self._ground())
        ground.end()
        super().paintEvent(event)
        if self._placeholder and self.document().isEmpty() and not self._composing:
            painter = QPainter(self.viewport())
            line = QRect(0, 0, self.viewport().width(), self._theme.line(BODY))
            font, ink = self._theme.font(BODY), self._theme.palette.text3
            rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            draw_line(painter, line.toRectF(), self._placeholder, font, ink, align)


def _types_a_letter(event: QKeyEvent) -> bool:
    """Most keys do, and none of those is worth a look at a hundred commands."""
    held = event.modifiers() & ~(_Mod.KeypadModifier | _Mod.ShiftModifier)
    return held == _Mod.NoModifier and bool(event.text()) and event.text().isprintable()


def _is_text_key(event: QKeyEvent) -> bool:
    standard = QKeySequence.StandardKey
    kept = (standard.Copy, standard.Cut, standard.Paste, standard.SelectAll, standard.Redo, standard.Undo)
    return any(event.matches(key) for key in kept)


def _is_key_of_menus(event: QKeyEvent) -> bool:
    """`Alt` and a letter that no command takes: Qt would type the letter. On macOS this is how accents are typed."""
    held = event.modifiers() & ~_Mod.KeypadModifier
    return sys.platform != "darwin" and held == _Mod.AltModifier and event.text().isprintable() and bool(event.text())


def _is_at_start(cursor: QTextCursor) -> bool:
    return cursor.atStart() and not cursor.hasSelection()


def _common_start(one: str, other: str) -> int:
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))


def units(text: str) -> int:
    """Qt counts UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
