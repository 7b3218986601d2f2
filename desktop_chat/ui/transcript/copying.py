"""What goes onto the clipboard: the selection as plain text, as HTML and as Markdown.

A selection can be a thousand messages, and reading them all takes longer than a key press may. What is quickly done is
done at once. Else the clipboard gets a promise, which is kept piece by piece while the program is idle, and at once if
somebody asks earlier. A promise that was kept is replaced by what it promised: when the program ends, nothing must be
left to be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QCoreApplication, QMetaType, QMimeData, QObject, QTimer, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

from desktop_chat.domain.messages import Message, Role
from desktop_chat.ui.transcript import cards
from desktop_chat.ui.transcript.forms import Form
from desktop_chat.ui.transcript.reading import Reading, reading_of
from desktop_chat.ui.transcript.selection import End
from desktop_chat.ui.transcript.texts import Which
from desktop_chat.ui.transcript.written import Piece, Written
from desktop_chat.words import endings

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.item import Item
    from desktop_chat.ui.transcript.transcript import Transcript

_PLAIN, _HTML, _MARKDOWN = "text/plain", "text/html", "text/markdown"
_RICH = {_PLAIN: Form.PLAIN, _HTML: Form.HTML, _MARKDOWN: Form.MARKDOWN}
_AT_ONCE_S = 0.025
_SLICE_S = 0.008


class Copying(QObject):
    """Of one view."""

    def __init__(self, view: Transcript) -> None:
        super().__init__(view)
        self._view = view
        self._promise: _Promise | None = None
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._go_on)
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self._keep_promise)

    @property
    def is_writing(self) -> bool:
        """Whether something that was copied is still to be written."""
        return self._idle.isActive()

    def copy(self) -> None:
        """The selection in all forms; without one, the current message as it was written."""
        if self._view.selection.is_empty:
            self._view.handling.copy()
        else:
            self.copy_rich()

    def copy_rich(self) -> None:
        """The selection or the current message in all forms, for whoever takes text that looks like something."""
        self._put(_RICH)

    def copy_as(self, form: Form) -> None:
        """The selection or the current message as text in that form."""
        self._put({_PLAIN: form})

    def offer_for_middle_click(self) -> None:
        """A selection is finished; where the window system knows such a thing, the middle button pastes it now."""
        if QGuiApplication.clipboard().supportsSelection():
            self._put(_RICH, QClipboard.Mode.Selection)

    def _put(self, kinds: Mapping[str, Form], mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> None:
        pieces = _selected(self._view) or _current(self._view)
        if not pieces:
            return
        written, clipboard = Written(pieces, tuple(kinds.values())), QGuiApplication.clipboard()
        if written.work(_AT_ONCE_S):
            clipboard.setMimeData(_kept(written, kinds), mode)
            return
        promise = _Promise(written, kinds)
        clipboard.setMimeData(promise, mode)
        if mode is QClipboard.Mode.Clipboard:
            self._promise = promise
            self._idle.start()

    @Slot()
    def _go_on(self) -> None:
        """Write on while there is nothing else to do, unless something else has been copied since."""
        promise = self._promise
        if promise is None or QGuiApplication.clipboard().mimeData() is not promise or promise.written.work(_SLICE_S):
            self._keep_promise()

    @Slot()
    def _keep_promise(self) -> None:
        promise, self._promise = self._promise, None
        self._idle.stop()
        if promise is not None and QGuiApplication.clipboard().mimeData() is promise:
            QGuiApplication.clipboard().setMimeData(_kept(promise.written, promise.kinds))


class _Promise(QMimeData):
    """Written as soon as somebody asks."""

    def __init__(self, written: Written, kinds: Mapping[str, Form]) -> None:
        super().__init__()
        self.written, self.kinds = written, kinds

    def formats(self) -> list[str]:
        return list(self.kinds)

    def hasFormat(self, mimetype: str, /) -> bool:
        return mimetype in self.kinds

    def retrieveData(self, mimetype: str, preferred: QMetaType | QMetaType.Type, /) -> Any:
        form = self.kinds.get(mimetype.partition(";")[0])
        if form is None:
            return None
        text = self.written.text(form)
        return QByteArray(text.encode()) if form is Form.MARKDOWN and mimetype == _MARKDOWN else text


def _kept(written: Written, kinds: Mapping[str, Form]) -> QMimeData:
    made = QMimeData()
    for kind, form in kinds.items():
        text = written.text(form)
        if kind == _PLAIN:
            made.setText(text)
        elif kind == _HTML:
            made.setHtml(text)
        else:
            made.setData(kind, QByteArray(text.encode()))
    return made


def _selected(view: Transcript) -> list[Piece]:
    """The parts of all texts between the ends of the selection."""
    ordered = view.selection.ordered()
    if ordered is None:
        return []
    first, last = (view.column.place_of(end.message) for end in ordered)
    assert first is not None
    assert last is not None
    found: list[Piece] = []
    for place in range(first, last + 1):
        message = view.story.current(view.story.messages[place])
        begins, ends = ordered[0] if place == first else None, ordered[1] if place == last else None
        found += _pieces(message, view.column[place], begins, ends)
    return found


def _pieces(message: Message, item: Item, begins: End | None, ends: End | None) -> list[Piece]:
    found = []
    for which, text, reading in _texts(message, item):
        if (begins and which < begins.which) or (ends and which > ends.which):
            continue
        first = begins.place if begins and which is begins.which else None
        last = ends.place if ends and which is ends.which else None
        is_card = item.facts is not None and item.facts.card is not None
        who = cards.name() if is_card else endings.role_name(message.role, message.model)
        piece = Piece(message.id, who, text, reading)
        piece = replace(piece, first=(first.leaf, first.offset)) if first else piece
        found.append(replace(piece, last=(last.leaf, last.offset)) if last else piece)
    return found


def _texts(message: Message, item: Item) -> list[tuple[Which, str, Reading]]:
    """The texts that are shown, or would be if their beginning is; of a tool's result only a line is."""
    if message.role is Role.TOOL:
        return []
    reading = reading_of(message, wants_markdown=item.choices.wants_markdown)
    reasoning = message.reasoning if item.choices.unfolded else ""
    texts = (
        (Which.REASONING, reasoning, Reading.MARKDOWN),
        (Which.TEXT, message.text, reading),
        (Which.REFUSAL, message.refusal, Reading.MARKDOWN),
    )
    return [one for one in texts if one[1]]


def _current(view: Transcript) -> list[Piece]:
    """The current message, read as it is shown."""
    message = view.current_message()
    place = view.column.place_of(message.id) if message is not None else None
    if message is None or place is None:
        return []
    text = message.text or message.refusal
    reading = reading_of(message, wants_markdown=view.column[place].choices.wants_markdown)
    return [Piece(message.id, "", text, reading)] if text else []
