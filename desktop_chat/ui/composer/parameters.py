"""What goes along with the messages: system prompt, parameters, and how much of the conversation.

Every field is empty until someone sets it, and what is empty is not sent. Changes are kept as they are made.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_chat.domain.errors import BadOption
from desktop_chat.domain.messages import ConversationId
from desktop_chat.services.library import Library
from desktop_chat.ui.composer.option_values import ENTRIES, LIMIT, SYSTEM_PROMPT, Entry, changed, texts_of
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.ui.popup import Popup
from desktop_chat.ui.theme import CONTROL, LABEL
from desktop_chat.ui.widgets import Field
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import explain

_PROMPT_LINES = 3
_COLUMNS = 2


class Parameters(Popup):
    """The form of one conversation."""

    def __init__(self, library: Library, conversation_id: ConversationId, theme: Theme, anchor: QWidget) -> None:
        super().__init__(theme, anchor)
        self._library = library
        self._conversation_id = conversation_id
        self._prompt = QPlainTextEdit()
        self._prompt.setTabChangesFocus(True)
        self._prompt.setAccessibleName(tr("System prompt"))
        self._prompt.setPlaceholderText(tr("none"))
        self._fields: dict[str, QLineEdit] = {entry.name: self._field(entry) for entry in ENTRIES}
        self._said = WrappedText(theme, LABEL)
        self._lay_out()
        self._show(texts_of(library.get(conversation_id)))
        self._prompt.textChanged.connect(self._keep)
        for field in self._fields.values():
            field.editingFinished.connect(self._keep)

    def start(self, first: str = LIMIT) -> None:
        """Open with the keys in one of the fields."""
        self.open(self._prompt if first == SYSTEM_PROMPT else self._fields[first])

    def wanted_size(self) -> QSize:
        width = self._theme.metrics.popup
        around = 2 * self.margin()
        layout = self.layout()
        height = layout.totalHeightForWidth(width + around) if layout is not None else 0
        return QSize(width, height - around)

    # -- putting together --------------------------------------------------------------------------------------------

    def _field(self, entry: Entry) -> Field:
        field = Field(self._theme, tr(entry.empty))
        field.setAccessibleName(tr(entry.label))
        return field

    def _lay_out(self) -> None:
        m = self._theme.metrics
        around = self.margin() + m.space16
        self._prompt.setFixedHeight(_PROMPT_LINES * self._theme.line(CONTROL) + 2 * m.space8)
        column = QVBoxLayout(self)
        column.setContentsMargins(around, around - m.space4, around, around)
        column.setSpacing(m.space4)
        column.addWidget(self._label(tr("System prompt"), self._prompt))
        column.addWidget(self._prompt)
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.space12)
        grid.setVerticalSpacing(m.space2)
        for number, (entry, field) in enumerate(zip(ENTRIES, self._fields.values(), strict=True)):
            row, place = divmod(number, _COLUMNS)
            grid.addWidget(self._label(tr(entry.label), field), 2 * row, place)
            grid.addWidget(field, 2 * row + 1, place)
        column.addLayout(grid)
        column.addSpacing(m.space4)
        column.addWidget(self._said)

    def _label(self, words: str, field: QWidget) -> QLabel:
        label = QLabel(words)
        label.setProperty("type", "label")
        label.setBuddy(field)
        return label

    def _show(self, texts: dict[str, str]) -> None:
        self._prompt.setPlainText(texts[SYSTEM_PROMPT])
        self._prompt.moveCursor(QTextCursor.MoveOperation.End)
        for name, field in self._fields.items():
            field.setText(texts[name])
        self._say("")

    # -- keeping -----------------------------------------------------------------------------------------------------

    @Slot()
    def _keep(self) -> None:
        if self._conversation_id not in self._library:
            return
        conversation = self._library.get(self._conversation_id)
        texts = {name: field.text() for name, field in self._fields.items()}
        try:
            options, policy = changed(conversation, texts | {SYSTEM_PROMPT: self._prompt.toPlainText()})
        except BadOption as error:
            self._say(explain(error).headline)
            return
        self._say("")
        if options != conversation.options:
            self._library.set_options(self._conversation_id, options)
        if policy != conversation.policy:
            self._library.set_policy(self._conversation_id, policy)

    def _say(self, trouble: str) -> None:
        rest = Piece(tr("What is empty is not sent. Changes are kept as you make them."), "text3")
        self._said.show_pieces(Piece(trouble, "err") if trouble else rest)

    def close_popup(self, give_back: bool = True) -> None:
        if self._open:
            self._keep()
        super().close_popup(give_back)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field keeps it, and is not for anything behind the form."""
        if event.key() in OPENING and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.close_popup()
        else:
            super().keyPressEvent(event)
