"""The rules of one conversation as a form. They hold as they are typed, and are one step to take back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_chat.domain.messages import ConversationId
from desktop_chat.domain.policy import DropsFirst, Policy
from desktop_chat.services.bundle import Services
from desktop_chat.ui.context.policy_words import FIRST_TO_GO
from desktop_chat.ui.look import Theme
from desktop_chat.ui.sayings import Sayings
from desktop_chat.ui.theme import CONTROL, LABEL
from desktop_chat.ui.widgets import Button, Field, Kind, Rule, Select, label_for
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import later, tr

_PROMPT_LINES = 5


class PolicyForm(QDialog):
    """What of a conversation is sent."""

    def __init__(self, services: Services, conversation_id: ConversationId, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._conversation_id, self._theme = services, conversation_id, theme
        self._before = self._policy()
        self._says = says = Sayings(self)
        says.say(self.setWindowTitle, lambda: tr("What is sent"))
        self._prompt = QPlainTextEdit()
        self._prompt.setTabChangesFocus(True)
        self._prompt.setFixedHeight(_PROMPT_LINES * theme.line(CONTROL) + 2 * theme.metrics.space8)
        self._last, self._budget, self._first = Field(theme), Field(theme), Select(theme)
        says.say(self._last.setPlaceholderText, lambda: tr("all messages"))
        says.say(self._budget.setPlaceholderText, lambda: tr("none"))
        for place, rule in enumerate(DropsFirst):
            self._first.addItem("", rule.value)
            says.say(partial(self._first.setItemText, place), partial(tr, FIRST_TO_GO[rule]))
        self._said = WrappedText(theme, LABEL)
        self._default, self._close = Button(theme, ""), Button(theme, "", Kind.PRIMARY)
        self._choose = Button(theme, "")
        says.say(self._default.set_words, lambda: tr("Make these the default for new conversations"))
        says.say(self._close.set_words, lambda: tr("Close"))
        says.say(self._choose.set_words, lambda: tr("Choose a prompt…"))
        self._lay_out()
        self._show(self._before)
        says.again(self._say)
        self._prompt.textChanged.connect(self._keep)
        self._last.textEdited.connect(self._keep)
        self._budget.textEdited.connect(self._keep)
        self._first.currentIndexChanged.connect(self._keep)
        self._choose.clicked.connect(self._choose_prompt)
        self._default.clicked.connect(self._make_first)
        self._close.clicked.connect(self.close)
        self.finished.connect(self._note)

    def _policy(self) -> Policy:
        return self._services.library.get(self._conversation_id).policy

    # -- putting together --------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        m = self._theme.metrics
        ground = QFrame()
        ground.setProperty("surface", "raised")
        column = QVBoxLayout(ground)
        column.setContentsMargins(m.space24, m.space16, m.space24, m.space16)
        column.setSpacing(m.space4)
        for name, field in (
            (later("System prompt"), self._prompt),
            (later("Keep only the last messages"), self._last),
            (later("Input budget, tokens"), self._budget),
            (later("What goes first where not everything fits"), self._first),
        ):
            above = QHBoxLayout()
            above.addWidget(self._label(name, field), 1)
            if field is self._prompt:
                self._choose.set_small()
                above.addWidget(self._choose)
            column.addLayout(above)
            column.addWidget(field)
            column.addSpacing(m.space8)
        column.addWidget(self._said)
        foot = QHBoxLayout()
        foot.setContentsMargins(m.space24, m.space12, m.space24, m.space12)
        foot.addWidget(self._default)
        foot.addStretch(1)
        foot.addWidget(self._close)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addWidget(ground, 1)
        outside.addWidget(Rule(self._theme))
        outside.addLayout(foot)
        self.resize(m.card, self.sizeHint().height())

    def _label(self, words: str, field: QWidget) -> QLabel:
        label = label_for(field)
        for put in (label.setText, field.setAccessibleName):
            self._says.say(put, partial(tr, words))
        return label

    def _show(self, policy: Policy) -> None:
        self._prompt.setPlainText(policy.system_prompt)
        self._prompt.moveCursor(QTextCursor.MoveOperation.End)
        self._last.setText("" if policy.keep_last is None else str(policy.keep_last))
        self._budget.setText("" if policy.token_budget is None else str(policy.token_budget))
        self._first.setCurrentIndex(self._first.findData(policy.drops_first.value))
        self._say()

    # -- keeping -----------------------------------------------------------------------------------------------------

    @Slot()
    def _keep(self) -> None:
        """What is written holds at once; what means nothing is said, and all else still holds."""
        last, budget = _number(self._last.text()), _number(self._budget.text())
        policy = replace(
            self._policy(),
            system_prompt=self._prompt.toPlainText(),
            drops_first=DropsFirst(self._first.currentData()),
        )
        if last is not None:
            policy = replace(policy, keep_last=last or None)
        if budget is not None:
            policy = replace(policy, token_budget=budget or None)
        self._services.library.set_policy(self._conversation_id, policy)
        self._say(last is None or budget is None)

    def _say(self, is_odd: bool = False) -> None:
        rest = Piece(tr("Pinned messages and your question are always sent, and never a part of a message."), "text3")
        odd = Piece(tr("A number of messages or tokens is written in digits. Nothing stands for no limit."), "err")
        self._said.show_pieces(odd if is_odd else rest)
        self._default.setEnabled(not is_odd)

    @Slot()
    def _choose_prompt(self) -> None:
        """A system prompt that is kept, in the place of what stands here."""
        from desktop_chat.ui.prompts.choosing import choose_system_prompt

        choose_system_prompt(self._services.prompts(), self._theme, self._choose, self._prompt.setPlainText)

    @Slot()
    def _make_first(self) -> None:
        self._services.rules.make_first(self._policy())
        self._default.set_words(tr("New conversations begin with these rules"))
        self._default.setEnabled(False)

    @Slot()
    def _note(self) -> None:
        self._services.rules.note(self._conversation_id, self._before)


def _number(text: str) -> int | None:
    """A count, grouped or not, 0 for nothing; None for what is none."""
    digits = text.strip().replace(",", "").replace("，", "").replace(" ", "")
    if not digits:
        return 0
    return int(digits) if digits.isdecimal() else None
