"""How a summary comes about: what it would replace, what to ask for, and what that costs. Nothing is sent unasked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.errors import ChatError, NothingToSend
from desktop_chat.domain.joints import units
from desktop_chat.domain.messages import ConversationId, Message, Role
from desktop_chat.domain.summarising import Span
from desktop_chat.domain.text import first_line
from desktop_chat.services.bundle import Services
from desktop_chat.ui.composer.summary import tokens_words
from desktop_chat.ui.look import Theme
from desktop_chat.ui.summaries.writing import is_confirming, lay_out, text_field
from desktop_chat.ui.theme import CONTROL, LABEL
from desktop_chat.ui.widgets import Button, Kind
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words import money
from desktop_chat.words.catalogue import later, tr, trn
from desktop_chat.words.endings import role_name
from desktop_chat.words.errors import explain
from desktop_chat.words.times import count

_INSTRUCTION = later(
    "Summarise our conversation so far, so that the summary can stand in its place. Keep what later messages may need:"
    " facts, names, numbers, decisions, open questions, and code that is still in use. Write it in the language of the"
    " conversation, and answer with the summary alone."
)
_LINES = 4
_WORDS = 40  # characters of a message's beginning


class SummariseForm(QDialog):
    """Of one span of one conversation."""

    asked = Signal(str)
    """The instruction that the model gets."""
    by_hand = Signal()

    def __init__(
        self, services: Services, conversation_id: ConversationId, span: Span, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Summarise what is above"))
        self._services, self._conversation_id, self._span = services, conversation_id, span
        self._told, self._price = WrappedText(theme, CONTROL), WrappedText(theme, LABEL)
        label = QLabel(tr("What the model is asked for"))
        label.setProperty("type", "label")
        self._instruction = text_field(theme, tr(_INSTRUCTION), _LINES)
        self._instruction.setFixedHeight(self._instruction.minimumHeight())
        self._instruction.setAccessibleName(label.text())
        label.setBuddy(self._instruction)
        self._ask = Button(theme, tr("Ask the model"), Kind.PRIMARY)
        write, cancel = Button(theme, tr("Write it myself…")), Button(theme, tr("Cancel"))
        lay_out(self, theme, (self._told, label, self._instruction, self._price), (cancel, write, self._ask))
        cancel.clicked.connect(self.reject)
        write.clicked.connect(self._write)
        self._ask.clicked.connect(self._send)
        self._instruction.textChanged.connect(self._follow)
        self._follow()
        self.resize(self.width(), self.sizeHint().height())
        self._ask.setFocus()

    @Slot()
    def _follow(self) -> None:
        """What is asked for changes what it takes."""
        trouble: ChatError | None
        try:
            plan = self._services.summaries.outlook(self._conversation_id, self._span, self._text())
            trouble = plan.refusal or self._limit(plan)
        except ChatError as error:
            plan, trouble = None, error
        self._told.show_pieces(Piece(self._what(plan), "text"))
        if plan is not None:
            self._ask.set_words(tr("Ask {model}").format(model=role_name(Role.ASSISTANT, plan.parameters["model"])))
        self._ask.setEnabled(trouble is None)
        if isinstance(trouble, NothingToSend):
            self._price.show_pieces(Piece(tr("Nothing would be asked."), "text3"))
        elif trouble is not None:
            self._price.show_pieces(Piece(explain(trouble).headline, "err"))
        elif plan is not None:
            self._price.show_pieces(Piece(_price_words(plan), "text3"))
        self.setAccessibleDescription(self._what(plan))

    def _text(self) -> str:
        return self._instruction.toPlainText()

    def _limit(self, plan: ContextPlan) -> ChatError | None:
        try:
            self._services.chat.check_limits(self._conversation_id, plan)
        except ChatError as error:
            return error
        return None

    def _what(self, plan: ContextPlan | None) -> str:
        """What would be replaced, and what it takes now."""
        n = len(units(self._span.messages))
        template = trn(
            "{n} message would be replaced, from “{first}” to “{last}”.",
            "{n} messages would be replaced, from “{first}” to “{last}”.",
            n,
        )
        said = template.format(n=count(n), first=_begins(self._span.messages[0]), last=_begins(self._span.messages[-1]))
        if plan is None:
            return said
        now = plan.tokens - plan.draft_tokens
        return f"{said} {tr('They take about {tokens} now.').format(tokens=tokens_words(now))}"

    @Slot()
    def _send(self) -> None:
        if self._ask.isEnabled():
            self.accept()
            self.asked.emit(self._text())

    @Slot()
    def _write(self) -> None:
        self.accept()
        self.by_hand.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_confirming(event):
            self._send()
        else:
            super().keyPressEvent(event)


def _begins(message: Message) -> str:
    return first_line(message.text or next((one.name for one in message.attachments), ""), _WORDS)


def _price_words(plan: ContextPlan) -> str:
    template = tr("To ask takes about {tokens} in, {price}; the answer is counted on top.")
    return template.format(tokens=tokens_words(plan.tokens), price=money.cost(plan.cost_of(plan.tokens)))
