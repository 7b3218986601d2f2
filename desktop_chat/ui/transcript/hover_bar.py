"""What can be done with a message, on a small bar over its upper right edge.

It stands on the message that the pointer is on, or else on the one that the keys are on, and lies above it, so that it
covers no text. Its buttons are real ones, behind the view in the order of the Tab key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QWidget

from desktop_chat.domain.context import Reason
from desktop_chat.domain.endings import Offer
from desktop_chat.domain.messages import Message, Role
from desktop_chat.ui.buttons import IconButton
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.transcript.actions import Wish
from desktop_chat.words import endings
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.transcript.facts import Facts
    from desktop_chat.ui.transcript.transcript import Transcript


_BESIDE = -1  # in the place of a height: it stands beside the text, not over it


class HoverBar(QWidget):
    """Of one view; `place` is the message it belongs to."""

    def __init__(self, view: Transcript) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._hovered: int | None = None
        self.place: int | None = None
        theme = view.theme
        self._copy = IconButton(theme, Icon.COPY, tr("Copy"))
        self._again = IconButton(theme, Icon.RETRY, endings.offer_label(Offer.RETRY))
        self._pin = IconButton(theme, Icon.PIN, endings.pin_label(None))
        self._exclude = IconButton(theme, Icon.EXCLUDE, endings.exclude_label(None))
        self._more = IconButton(theme, Icon.MORE, tr("More"))
        self._row = row = QHBoxLayout(self)
        row.setSpacing(0)
        for button, deed in (
            (self._copy, self._do_copy),
            (self._again, self._do_again),
            (self._pin, self._do_pin),
            (self._exclude, self._do_exclude),
            (self._more, self._do_more),
        ):
            row.addWidget(button)
            button.let_ring_stand_in(view.viewport())
            button.clicked.connect(deed)
        view.viewport().installEventFilter(self)
        view.arranged.connect(self.arrange)
        view.focused_message.connect(self.arrange)
        self.hide()

    def retranslate(self) -> None:
        self._copy.set_words(tr("Copy"))
        self._more.set_words(tr("More"))
        self.arrange()

    @Slot()
    def arrange(self) -> None:
        """Where it belongs now, or nowhere."""
        view = self._view
        self.place = self._hovered if self._hovered is not None else view.ringed
        top = self._top_at(self.place) if self.place is not None and self.place in view.seen() else None
        if self.place is None or top is None:
            focus = QApplication.focusWidget()
            if focus is not None and self.isAncestorOf(focus):
                view.setFocus()
            self.hide()
            return
        message = view.story.messages[self.place]
        self._tell_deeds(message, view.column[self.place].facts)
        columns, metrics = view.page.columns, view.theme.metrics
        upright = top == _BESIDE
        self._stand(upright=upright)
        end = columns.band_end
        if upright:
            end = min(end + metrics.hover_bar, columns.width - metrics.scroll_bar)
        left = columns.placed(end - self.width(), 0, self.width(), 1).toRect().left()
        self.move(left - view.viewport().x(), metrics.space4 if upright else top)
        self.show()
        self.raise_()

    def _tell_deeds(self, message: Message, facts: Facts | None) -> None:
        """Which of its buttons are there, and what they do to this message."""
        card = facts.card if facts is not None else None
        retries = card.is_proposed if card else message.is_reply
        self._again.setVisible(message.role is not Role.TOOL)
        self._again.set_icon(Icon.RETRY if retries else Icon.EDIT)
        self._again.set_words(endings.offer_label(Offer.RETRY if retries else Offer.EDIT))
        self._again.setEnabled(not (retries and facts is not None and facts.busy))
        self._pin.setVisible(card is None)
        if card:
            self._exclude.set_icon(Icon.TRASH)
            self._exclude.set_words(tr("Remove the summary"))
        else:
            self._tell_context(facts.reason if facts is not None else None)
        self._exclude.setEnabled(card is None or not message.is_streaming)

    def _stand(self, *, upright: bool) -> None:
        """Its buttons beside one another, or one above the other and as narrow as what is free behind the text."""
        border = self._view.theme.metrics.border
        across = 0 if upright else border
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight)
        self._row.setContentsMargins(across, border, across, border)
        self.adjustSize()

    def _tell_context(self, reason: Reason | None) -> None:
        self._pin.set_icon(Icon.UNPIN if reason is Reason.PINNED else Icon.PIN)
        self._pin.set_words(endings.pin_label(reason))
        self._exclude.set_icon(Icon.INCLUDE if reason is Reason.EXCLUDED else Icon.EXCLUDE)
        self._exclude.set_words(endings.exclude_label(reason))

    def _top_at(self, place: int) -> int | None:
        """Where it covers no text: over the upper edge of the message or, out of sight, over its receipt line.

        Where neither is seen it is wanted for keys alone, who must get to it wherever they are: then it stands beside
        the text. None where it is not wanted.
        """
        view, metrics = self._view, self._view.theme.metrics
        height = metrics.hover_bar
        box, facts = view.block_rect(place), view.column[place].facts
        # A band and a line with the name leave room below the edge, a paragraph does not.
        roomy = view.page.columns.stacked or (facts is not None and facts.is_spoken)
        above = box.top() - (height // 2 if roomy else height - metrics.space4)
        if above >= -metrics.space4:
            return max(metrics.ring, above)
        below = box.bottom() + 1 - (0 if facts is not None and facts.is_spoken else metrics.receipt) // 2 - height // 2
        if 0 <= below <= view.viewport().height() - height:
            return below
        return _BESIDE if place == view.ringed else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            found = self._view.at(event.position().toPoint()) if not event.buttons() else None
            self._hover(found[0] if found else None)
        elif event.type() is QEvent.Type.Leave and not self.underMouse():
            self._hover(None)
        return False

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self._view.viewport().underMouse():
            self._hover(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, metrics = self._view.theme.palette, self._view.theme.metrics
        draw_box(QPainter(self), QRectF(self.rect()), palette.raised, metrics.radius, palette.line, metrics.border)

    def _hover(self, place: int | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self.arrange()

    # -- its buttons -------------------------------------------------------------------------------------------------

    @Slot()
    def _do_copy(self) -> None:
        self._act_on_it()
        self._view.handling.copy()

    @Slot()
    def _do_again(self) -> None:
        self._act_on_it()
        if (message := self._view.current_message()) is not None:
            if card := self._view.current_card():
                self._view.handling.card_wish(Wish.RETRY if card.is_proposed else Wish.CHANGE)
            elif message.is_reply:
                self._view.handling.choose(message.id, Offer.RETRY)
            else:
                self._view.wished.emit(message.id, Wish.CHANGE)

    @Slot()
    def _do_pin(self) -> None:
        self._act_on_it()
        self._view.handling.pin()

    @Slot()
    def _do_exclude(self) -> None:
        self._act_on_it()
        if self._view.current_card():
            self._view.handling.card_wish(Wish.REMOVE)
        else:
            self._view.handling.exclude()

    @Slot()
    def _do_more(self) -> None:
        self._act_on_it()
        self._view.handling.menu(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _act_on_it(self) -> None:
        if self.place is not None and self.place != self._view.current:
            self._view.make_current(self.place, by_key=False)
