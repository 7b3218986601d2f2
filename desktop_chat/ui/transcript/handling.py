"""What the keys and the menu do with messages.

Every part that answers to a click is in the menu as well, and the menu opens by key: nothing needs a mouse.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop_chat.domain.endings import Offer, offers
from desktop_chat.ui import theme as tokens
from desktop_chat.ui.commands import add_twin
from desktop_chat.ui.transcript.actions import Action, OpenFile, Pressed, Wish
from desktop_chat.ui.transcript.forms import Form
from desktop_chat.words import endings
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.item import Item
    from desktop_chat.ui.transcript.transcript import Transcript

_LINES_PER_ARROW = 3
_COPY_MARKDOWN, _COPY_PLAIN, _COPY_RICH = "Ctrl+Alt+M", "Ctrl+Alt+P", "Ctrl+Alt+R"


class Handling:
    """Acts on the message that is current in `view`."""

    def __init__(self, view: Transcript) -> None:
        self._view = view
        key = Qt.Key
        self._keys: dict[Qt.Key, Callable[[], None]] = {
            key.Key_Up: lambda: self._read_on(-1),
            key.Key_Down: lambda: self._read_on(1),
            key.Key_PageUp: lambda: self._page(-1),
            key.Key_PageDown: lambda: self._page(1),
            key.Key_Home: lambda: view.walk_to(0),
            key.Key_End: self._end,
            key.Key_F2: self.read,
            key.Key_Return: self.read,
            key.Key_Enter: self.read,
            key.Key_Space: self._open_or_unfold,
            key.Key_X: self.exclude,
            key.Key_P: self.pin,
            key.Key_Left: lambda: self._slide(-1),
            key.Key_Right: lambda: self._slide(1),
        }
        self._keys_of_card = {
            key.Key_F2: self._change_card,
            key.Key_Return: self._change_card,
            key.Key_Enter: self._change_card,
            key.Key_Delete: lambda: self.card_wish(Wish.REMOVE),
            key.Key_Backspace: lambda: self.card_wish(Wish.REMOVE),
            key.Key_X: lambda: None,  # it is there or it is not, and nothing goes before it
            key.Key_P: lambda: None,
        }
        self._copies: dict[str, Callable[[], None]] = {
            _COPY_MARKDOWN: lambda: view.copying.copy_as(Form.MARKDOWN),
            _COPY_PLAIN: lambda: view.copying.copy_as(Form.PLAIN),
            _COPY_RICH: lambda: view.copying.copy_rich(),  # noqa: PLW0108 - what copies is loaded with the first copy
        }

    def knows(self, event: QKeyEvent) -> bool:
        """Whether the key means something here."""
        return self._meaning(event) is not None

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means; whether it means anything."""
        found = self._meaning(event)
        if found:
            found()
        return found is not None

    def _meaning(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.matches(QKeySequence.StandardKey.Copy):
            return self._view.copying.copy
        if found := self._view.selecting.meaning(event) or self._copies.get(_keys(event)):
            return found
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if not plain:
            return None
        key = Qt.Key(event.key())
        of_card = self._keys_of_card.get(key) if self._view.current_card() else None
        return of_card or self._keys.get(key)

    def act(self, action: Pressed) -> None:
        """Do what a click on that part would."""
        message = self._view.current_message()
        if message is None or self._view.current is None:
            return
        match action:
            case Action.UNFOLD:
                self._view.unfold(self._view.current)
            case Action.FORMAT:
                self._view.format(self._view.current)
            case Action.RECEIPT:
                self._view.receipt_requested.emit(message.id)
            case Action.PREVIOUS_BRANCH:
                self._view.branch_requested.emit(message.id, -1)
            case Action.NEXT_BRANCH:
                self._view.branch_requested.emit(message.id, 1)
            case OpenFile(number):
                self._view.deeds.open_file(message, number)

    def _open_or_unfold(self) -> None:
        """What is folded first; then what came with the message."""
        message, place = self._view.current_message(), self._view.current
        if message and message.attachments and place is not None and not self._view.column[place].can_unfold:
            self.act(OpenFile(0))
        else:
            self.act(Action.UNFOLD)

    def choose(self, message_id: str, offer: Offer) -> None:
        """One of the buttons below a message, or its twin in the menu."""
        if offer is Offer.RETRY and message_id in self._view.story.cards:
            self._view.card_wished.emit(message_id, Wish.RETRY)
            return
        signals = {
            Offer.CONTINUE: self._view.continue_requested,
            Offer.RETRY: self._view.retry_requested,
            Offer.EDIT: self._view.edit_requested,
            Offer.RAISE_LIMIT: self._view.raise_limit_requested,
            Offer.ENDPOINT: self._view.endpoint_requested,
            Offer.BUDGET: self._view.budget_requested,
            Offer.CONTEXT: self._view.context_requested,
        }
        signals[offer].emit(message_id)

    def exclude(self) -> None:
        """The current message is not sent any more, or is again."""
        self._wish(self._view.exclude_requested)

    def pin(self) -> None:
        """The current message is always sent, or no longer."""
        self._wish(self._view.pin_requested)

    def card_wish(self, wish: Wish) -> None:
        """Something is wanted of the summary that the keys are on."""
        if message := self._view.current_message():
            self._view.card_wished.emit(message.id, wish)

    def _change_card(self) -> None:
        """The text of a summary in a form; what is not one yet can be read."""
        card = self._view.current_card()
        if card and card.is_proposed:
            self.read()
        else:
            self.card_wish(Wish.CHANGE)

    def _wish(self, signal: SignalInstance) -> None:
        if message := self._view.current_message():
            signal.emit(message.id)

    def copy(self) -> None:
        """The text as it was written; of a refusal, that."""
        if message := self._view.current_message():
            QGuiApplication.clipboard().setText(message.text or message.refusal)

    def read(self) -> None:
        """The message in a window of its own."""
        if message := self._view.current_message():
            from desktop_chat.ui.transcript.reader import Reader  # for the first one that is read so

            Reader(message, self._view.theme, self._view).open()

    def menu(self, at: QPoint) -> None:
        """What can be done with the current message."""
        message, place = self._view.current_message(), self._view.current
        if message is None or place is None:
            return
        # Links are read by what a window without messages has no use for.
        from desktop_chat.ui.transcript.message_menu import add_card, add_codes, add_files, add_links, add_wishes

        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        item = self._view.column[place]
        self._add_copies(menu, item)
        menu.addSeparator()
        if card := self._view.current_card():
            add_card(menu, self._view, message, card)
            menu.popup(at)
            return
        reason = item.facts.reason if item.facts else None
        menu.addAction(endings.exclude_label(reason), QKeySequence(Qt.Key.Key_X), self.exclude)
        menu.addAction(endings.pin_label(reason), QKeySequence(Qt.Key.Key_P), self.pin)
        add_files(menu, self._view, message)
        add_links(menu, self._view, item)
        add_codes(menu, self._view, item)
        menu.addSeparator()
        busy = item.facts is not None and item.facts.busy
        for offer in self._offers():
            action = menu.addAction(endings.offer_label(offer))
            action.triggered.connect(lambda _=False, o=offer: self.choose(message.id, o))
            action.setEnabled(not busy or offer in {Offer.EDIT, Offer.ENDPOINT, Offer.RAISE_LIMIT})
        add_wishes(menu, self._view, message, busy=busy)
        self._add_places(menu, item.facts.place if item.facts else 1, item.facts.places if item.facts else 1)
        menu.popup(at)

    def _add_copies(self, menu: QMenu, item: Item) -> None:
        """What takes the text elsewhere, or shows more of it."""
        menu.addAction(tr("Copy"), QKeySequence(QKeySequence.StandardKey.Copy), self._view.copying.copy)
        menu.addAction(tr("Copy as Markdown"), QKeySequence(_COPY_MARKDOWN), self._copies[_COPY_MARKDOWN])
        menu.addAction(tr("Copy as rich text"), QKeySequence(_COPY_RICH), self._copies[_COPY_RICH])
        menu.addAction(tr("Copy as plain text"), QKeySequence(_COPY_PLAIN), self._copies[_COPY_PLAIN])
        menu.addAction(tr("Open as plain text"), QKeySequence(Qt.Key.Key_F2), self.read)
        if item.can_unfold:
            words = tr("Fold") if item.choices.unfolded else tr("Unfold")
            menu.addAction(words, QKeySequence(Qt.Key.Key_Space), lambda: self.act(Action.UNFOLD))

    def _offers(self) -> tuple[Offer, ...]:
        message = self._view.current_message()
        if message is None:
            return ()
        if message.is_reply:
            return offers(message) if Offer.RETRY in offers(message) else (*offers(message), Offer.RETRY)
        return ()

    def _add_places(self, menu: QMenu, place: int, places: int) -> None:
        message = self._view.current_message()
        if places > 1:
            menu.addSeparator()
            before, behind = partial(self.act, Action.PREVIOUS_BRANCH), partial(self.act, Action.NEXT_BRANCH)
            add_twin(menu, self._view, "message.branch_left", tr("Previous branch"), before).setEnabled(place > 1)
            add_twin(menu, self._view, "message.branch_right", tr("Next branch"), behind).setEnabled(place < places)
            if message and message.is_reply:
                wish = partial(self._view.wished.emit, message.id, Wish.COMPARE)
                add_twin(menu, self._view, "message.compare", tr("Compare the answers"), wish)
        item = self._view.column[self._view.current or 0]
        if message and message.is_reply and item.facts is not None and item.facts.is_accounted:
            menu.addSeparator()
            add_twin(menu, self._view, "message.receipt", tr("Receipt…"), partial(self.act, Action.RECEIPT))
            for number, part in enumerate(self._view.story.earlier_parts(message), start=1):
                words = tr("Receipt of part {n}…").format(n=number)
                menu.addAction(words, partial(self._view.receipt_requested.emit, part.id))

    # -- going through it --------------------------------------------------------------------------------------------

    def _read_on(self, step: int) -> None:
        """Through a message that is higher than the view line by line, else to the next one."""
        view, place = self._view, self._view.current
        if place is not None and view.viewport().rect().intersects(view.block_rect(place)):
            box, height = view.block_rect(place), view.viewport().height()
            unread = box.bottom() > height if step > 0 else box.top() < 0
            if unread:
                view.scroll_by(step * _LINES_PER_ARROW * view.page.line(tokens.BODY))
                return
        view.walk(step)

    def _slide(self, step: int) -> None:
        """What of the current message is seen and wider than the column moves to the side."""
        view, pixels = self._view, step * self._view.page.metrics.space48
        bodies = view.column[view.current].bodies if view.current is not None else ()
        for leaf in view.leaves:
            if any(body.number_of(leaf) is not None for body in bodies) and leaf.slide(pixels):
                view.leaves.repaint(leaf)

    def _page(self, step: int) -> None:
        overlap = 2 * self._view.page.line(tokens.BODY)
        self._view.scroll_by(step * max(overlap, self._view.viewport().height() - overlap))

    def _end(self) -> None:
        self._view.walk_to(len(self._view.column) - 1)
        self._view.to_end()


def _keys(event: QKeyEvent) -> str:
    return QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
