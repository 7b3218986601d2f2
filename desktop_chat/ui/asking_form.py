"""What a model is asked about a conversation, and what that takes. Nothing is sent before it is confirmed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.errors import ChatError, NothingToSend
from desktop_chat.domain.messages import ConversationId, Role
from desktop_chat.services.chat import Chat
from desktop_chat.ui.composer.summary import tokens_words
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sayings import Sayings
from desktop_chat.ui.summaries.writing import is_confirming, lay_out, text_field
from desktop_chat.ui.theme import CONTROL, LABEL
from desktop_chat.ui.widgets import Button, Kind, label_for
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words import money
from desktop_chat.words.catalogue import tr
from desktop_chat.words.endings import role_name
from desktop_chat.words.errors import explain

_LINES = 4


class AskingForm(QDialog):
    """About one conversation. Ctrl+Enter asks, Esc leaves all as it was."""

    asked = Signal(str)
    """The instruction that the model gets."""

    def __init__(
        self, chat: Chat, conversation_id: ConversationId, instruction: str, theme: Theme, parent: QWidget
    ) -> None:
        """`instruction` is the source of what the field offers."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._chat, self._conversation_id, self._theme = chat, conversation_id, theme
        self._told, self._price = WrappedText(theme, CONTROL), WrappedText(theme, LABEL)
        self._offered = tr(instruction)
        self._instruction = text_field(theme, self._offered, _LINES)
        self._instruction.setFixedHeight(self._instruction.minimumHeight())
        self._sayings = Sayings(self)
        self._sayings.say(self._offer, lambda: tr(instruction))
        self._ask = Button(theme, "", Kind.PRIMARY)
        self._sayings.say(self._ask.set_words, lambda: tr("Ask the model"))
        self._ask.clicked.connect(self._send)
        self._instruction.textChanged.connect(self._follow)

    def begin(self, *further: Button) -> None:
        """To be called once what the form is about is known; `further` are buttons of other ways."""
        label = label_for(self._instruction)
        for put in (label.setText, self._instruction.setAccessibleName):
            self._sayings.say(put, lambda: tr("What the model is asked for"))
        cancel = Button(self._theme, "")
        self._sayings.say(cancel.set_words, lambda: tr("Cancel"))
        cancel.clicked.connect(self.reject)
        fields = (self._told, label, self._instruction, self._price)
        lay_out(self, self._theme, fields, (cancel, *further, self._ask))
        self._sayings.again(self._follow)
        self.resize(self.width(), max(self.sizeHint().height(), self.heightForWidth(self.width())))
        self._ask.setFocus()

    def _offer(self, instruction: str) -> None:
        """In the place of what was offered before; what a person has written stays."""
        if self._instruction.toPlainText() == self._offered != instruction:
            self._instruction.setPlainText(instruction)
        self._offered = instruction

    def outlook(self, instruction: str) -> ContextPlan:
        """The request that it would make. Raises `ChatError`."""
        raise NotImplementedError

    def about(self, plan: ContextPlan | None) -> str:
        """What the model reads, and what comes of it."""
        raise NotImplementedError

    @Slot()
    def _follow(self) -> None:
        """What is asked for changes what it takes."""
        trouble: ChatError | None
        try:
            plan = self.outlook(self._instruction.toPlainText())
            trouble = plan.refusal or self._limit(plan)
        except ChatError as error:
            plan, trouble = None, error
        about = self.about(plan)
        self._told.show_pieces(Piece(about, "text"))
        self.setAccessibleDescription(about)
        if plan is not None:
            self._ask.set_words(tr("Ask {model}").format(model=role_name(Role.ASSISTANT, plan.parameters["model"])))
        self._ask.setEnabled(trouble is None)
        self._price.show_pieces(_price_piece(plan, trouble))

    def _limit(self, plan: ContextPlan) -> ChatError | None:
        try:
            self._chat.check_limits(self._conversation_id, plan)
        except ChatError as error:
            return error
        return None

    @Slot()
    def _send(self) -> None:
        if self._ask.isEnabled():
            self.accept()
            self.asked.emit(self._instruction.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_confirming(event):
            self._send()
        else:
            super().keyPressEvent(event)


def _price_piece(plan: ContextPlan | None, trouble: ChatError | None) -> Piece:
    if isinstance(trouble, NothingToSend):
        return Piece(tr("Nothing would be asked."), "text3")
    if trouble is not None:
        return Piece(explain(trouble).headline, "err")
    return Piece(_price_words(plan) if plan else "", "text3")


def _price_words(plan: ContextPlan) -> str:
    template = tr("To ask takes about {tokens} in, {price}; the answer is counted on top.")
    return template.format(tokens=tokens_words(plan.tokens), price=money.cost(plan.cost_of(plan.tokens)))
