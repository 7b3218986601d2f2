"""What goes along with the messages: system prompt, parameters, and how much of the conversation.

Every field is empty until someone sets it, and what is empty is not sent, unless the endpoint has a default for it.
Changes are kept as they are made.
"""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_chat.domain.defaults import overlaid
from desktop_chat.domain.errors import BadOption, ChatError
from desktop_chat.domain.messages import Conversation, ConversationId
from desktop_chat.domain.models import Endpoint, Options
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.library import Library
from desktop_chat.ui.composer.option_values import ENTRIES, LIMIT, SYSTEM_PROMPT, changed, left_out, texts_of
from desktop_chat.ui.composer.parameter_row import ParameterRow
from desktop_chat.ui.composer.standings import standing_of
from desktop_chat.ui.done import Done
from desktop_chat.ui.keys import OPENING
from desktop_chat.ui.look import Theme
from desktop_chat.ui.popup import Popup
from desktop_chat.ui.scroll_pane import ScrollPane
from desktop_chat.ui.theme import CONTROL, LABEL
from desktop_chat.ui.tips import plain_tip
from desktop_chat.ui.widgets import Button, ElidedLabel, Rule, label_for
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named

_PROMPT_LINES = 3


class Parameters(Popup):
    """The form of one conversation."""

    presets_requested = Signal()
    model_requested = Signal()
    done = Signal(object)
    """A `Done`: the defaults of an endpoint are others now."""

    def __init__(
        self, library: Library, accounts: Accounts, conversation_id: ConversationId, theme: Theme, anchor: QWidget
    ) -> None:
        super().__init__(theme, anchor)
        self._library, self._accounts = library, accounts
        self._conversation_id = conversation_id
        self._prompt = QPlainTextEdit()
        self._prompt.setTabChangesFocus(True)
        self._prompt.setAccessibleName(tr("System prompt"))
        self._prompt.setPlaceholderText(tr("none"))
        self._rows = {entry.name: ParameterRow(entry, theme) for entry in ENTRIES}
        self._model = Button(theme, "")
        self._presets = Button(theme, tr("Presets…"))
        self._defaults = Button(theme, "")
        self._said = WrappedText(theme, LABEL)
        self._inside, self._scroll = QFrame(), ScrollPane()
        self._lay_out()
        self._show()
        self._connect()

    def _connect(self) -> None:
        self._prompt.textChanged.connect(self._keep_prompt)
        for row in self._rows.values():
            row.edited.connect(self._keep)
            row.default_toggled.connect(self._toggle_default)
            row.forget_requested.connect(self._forget)
        self._model.clicked.connect(self.model_requested)
        self._presets.clicked.connect(self.presets_requested)
        self._defaults.clicked.connect(self._make_defaults)
        self._accounts.changed.connect(self._show_standings)

    def start(self, first: str = LIMIT) -> None:
        """Open with the keys in one of the fields."""
        field = self._prompt if first == SYSTEM_PROMPT else self._rows[first].field
        self.open(field)
        self._scroll.ensureWidgetVisible(self._prompt if first == SYSTEM_PROMPT else self._rows[first])

    def wanted_size(self) -> QSize:
        """As high as its fields, but not over what opened it."""
        m = self._theme.metrics
        width = m.form_label + m.prose
        inner = self._inside.layout()
        rows = inner.totalHeightForWidth(width - 2 * m.border) if inner is not None else 0
        foot = self._foot.sizeHint().height() + m.border
        above = self._anchor.mapTo(self.window(), QPoint(0, 0)).y() - m.space12
        return QSize(width, min(rows + foot, max(above, m.measure_min)))

    # -- putting together --------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        m = self._theme.metrics
        self._prompt.setFixedHeight(_PROMPT_LINES * self._theme.line(CONTROL) + 2 * m.space8)
        self._inside.setProperty("surface", "raised")
        rows = QVBoxLayout(self._inside)
        rows.setContentsMargins(m.space16, m.space12, m.space16, m.space12)
        rows.setSpacing(m.space8)
        rows.addLayout(self._model_row())
        rows.addWidget(label_for(self._prompt, tr("System prompt")))
        rows.addWidget(self._prompt)
        for row in self._rows.values():
            rows.addWidget(row)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        around = self.margin() + m.border
        column = QVBoxLayout(self)
        column.setContentsMargins(around, around + m.space4, around, around)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(Rule(self._theme))
        column.addWidget(self._foot_of_buttons())

    def _model_row(self) -> QHBoxLayout:
        m = self._theme.metrics
        label = ElidedLabel(self._theme, CONTROL, tr("Model"))
        label.setFixedWidth(m.form_label + m.space32)
        row = QHBoxLayout()
        row.setSpacing(m.space8)
        row.addWidget(label)
        row.addWidget(self._model)
        row.addStretch(1)
        return row

    def _foot_of_buttons(self) -> QWidget:
        m = self._theme.metrics
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(m.space16, m.space8, m.space16, m.space8)
        foot.setSpacing(m.space8)
        foot.addWidget(self._said, 1)
        for button in (self._presets, self._defaults):
            button.set_small()
            foot.addWidget(button)
        return self._foot

    # -- what is shown -----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        texts = texts_of(self._library.get(self._conversation_id))
        self._prompt.setPlainText(texts[SYSTEM_PROMPT])
        self._prompt.moveCursor(QTextCursor.MoveOperation.End)
        for name, row in self._rows.items():
            row.show_text(texts[name])
        self._said.show_pieces(Piece(tr("What is empty is not sent. Changes are kept as you make them."), "text3"))
        self._show_standings()

    @Slot()
    def _show_standings(self) -> None:
        conversation = self._conversation()
        if conversation is None:
            return
        endpoint, model = self._answerer(conversation)
        for row in self._rows.values():
            row.show_standing(standing_of(row.entry, row.text, conversation, endpoint, model))
        who = f"{named(model)} · {named(endpoint.name)}" if endpoint else tr("none chosen")
        self._model.set_words(who)
        self._model.setAccessibleDescription(tr("Model"))
        self._defaults.setVisible(endpoint is not None)
        if endpoint is not None:
            self._defaults.set_words(tr("Make default"))
            words = tr("Make these the defaults of {endpoint}").format(endpoint=named(endpoint.name))
            self._defaults.setToolTip(plain_tip(words))
            self._defaults.setAccessibleDescription(words)
            self._defaults.setEnabled(conversation.options != Options())

    def _answerer(self, conversation: Conversation) -> tuple[Endpoint | None, str]:
        try:
            return self._accounts.choice_for(conversation)
        except ChatError:  # nobody is chosen yet: there are no defaults then
            return None, ""

    def _conversation(self) -> Conversation | None:
        known = self._conversation_id in self._library
        return self._library.get(self._conversation_id) if known else None

    # -- keeping -----------------------------------------------------------------------------------------------------

    @Slot()
    def _keep_prompt(self) -> None:
        self._take({SYSTEM_PROMPT: self._prompt.toPlainText()})

    @Slot(str)
    def _keep(self, name: str) -> None:
        with suppress(BadOption):  # said in the row, where the text still stands
            self._take({name: self._rows[name].text})
        self._show_standings()

    def _take(self, texts: dict[str, str]) -> None:
        conversation = self._conversation()
        if conversation is None:
            return
        options, policy = changed(conversation, texts)
        if options != conversation.options:
            self._library.set_options(self._conversation_id, options)
        if policy != conversation.policy:
            self._library.set_policy(self._conversation_id, policy)

    @Slot(str)
    def _toggle_default(self, name: str) -> None:
        if (conversation := self._conversation()) is not None:
            out = name not in conversation.options.unset
            cleared = changed(conversation, {name: ""})[0]
            self._library.set_options(self._conversation_id, left_out(cleared, name, out=out))
            self._rows[name].show_text("")
            self._rows[name].field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_standings()

    @Slot()
    def _forget(self) -> None:
        conversation = self._conversation()
        endpoint, model = self._answerer(conversation) if conversation else (None, "")
        if endpoint is not None:
            self._accounts.forget_lessons(endpoint.id, model)

    @Slot()
    def _make_defaults(self) -> None:
        """What is set here becomes what every conversation with this endpoint has, and is no longer set here."""
        conversation = self._conversation()
        endpoint, _ = self._answerer(conversation) if conversation else (None, "")
        if conversation is None or endpoint is None:
            return
        library, accounts, own, before = self._library, self._accounts, conversation.options, endpoint.options

        def undo() -> None:
            accounts.set_options(endpoint.id, before)
            if conversation.id in library:
                library.set_options(conversation.id, own)

        self._presets.setFocus(Qt.FocusReason.OtherFocusReason)  # there is nothing more to make a default of
        accounts.set_options(endpoint.id, overlaid(before, own))
        library.set_options(conversation.id, Options())
        self._show()
        self.done.emit(Done(tr("These are the defaults of {name} now").format(name=named(endpoint.name)), undo))

    def close_popup(self, give_back: bool = True) -> None:
        if self._open:
            for name in self._rows:
                self._keep(name)
        super().close_popup(give_back)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes round in the form: whoever left it by accident would find it closed."""
        if not self._open:  # what is being hidden gives the keys away in this way
            return super().focusNextPrevChild(forwards)
        stops = [stop for stop in self._stops() if stop.isVisible() and stop.isEnabled()]
        focus = QApplication.focusWidget()
        at = stops.index(focus) if focus in stops else -1
        stop = stops[(at + (1 if forwards else -1)) % len(stops)]
        stop.setFocus(Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason)
        self._scroll.ensureWidgetVisible(stop)
        return True

    def _stops(self) -> list[QWidget]:
        rows = (stop for row in self._rows.values() for stop in row.stops)
        return [self._model, self._prompt, *rows, self._presets, self._defaults]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field keeps it, and is not for anything behind the form."""
        if event.key() in OPENING and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.close_popup()
        else:
            super().keyPressEvent(event)
