"""The right side of the window: header, transcript and composer of the conversation that is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_chat.domain.defaults import overlaid
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import Conversation, Message
from desktop_chat.domain.models import Quirks
from desktop_chat.domain.settings import MAX_RETRIES
from desktop_chat.services.bundle import Services
from desktop_chat.ui.commands import key_of
from desktop_chat.ui.comparing import Comparing
from desktop_chat.ui.composer.composer import Composer
from desktop_chat.ui.composer.option_values import options_words
from desktop_chat.ui.context.policy_words import policy_words
from desktop_chat.ui.finding import Finding
from desktop_chat.ui.header import Header
from desktop_chat.ui.look import Theme
from desktop_chat.ui.prompts.inserting import Inserting
from desktop_chat.ui.transcript.transcript import Transcript
from desktop_chat.ui.whereabouts_line import WhereaboutsLine
from desktop_chat.ui.widgets import Rule
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.damage_line import DamageLine


class ConversationPane(QFrame):
    """Shows one conversation at a time; what it wishes beyond that are the signals of its parts."""

    title_changed = Signal(str)
    repair_requested = Signal()

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "paper")
        self._services = services
        self._shown: str | None = None
        self._damage: DamageLine | None = None
        self.header = Header(theme)
        self.transcript = Transcript(services.chat, services.replies, services.library, theme, self._first_request)
        self.transcript.story.attend(services.summaries)
        self.composer = Composer(services.chat, services.library, services.accounts, services.preferences, theme)
        self.composer.files.read_by(services.attaching)
        self.inserting = Inserting(self.composer.editor, self.composer.frame, services.prompts, theme)
        self.whereabouts = WhereaboutsLine(theme, services.library.trash)
        self._theme = theme
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(Rule(theme))
        column.addWidget(self.whereabouts)
        column.addWidget(self.transcript, 1)
        column.addWidget(self.composer)
        self.transcript.overlay.host_pill(self)
        self.comparing = Comparing(services, self.transcript, theme, column)
        self.finding = Finding(self.header, self.transcript, services.chat, theme)
        self._tell_attempts(MAX_RETRIES.name)
        self._connect()

    def _connect(self) -> None:
        self.header.renamed.connect(self._rename)
        self.header.find_requested.connect(self.finding.enter)
        self.finding.entered.connect(self.comparing.leave)
        self.comparing.entered.connect(self.finding.leave)
        self._services.library.conversation_changed.connect(self._follow)
        self._services.library.conversation_added.connect(self._follow)
        self._services.accounts.changed.connect(self.transcript.overlay.update_first_request)
        self._services.preferences.changed.connect(self._tell_attempts)
        self._services.safekeeping.damaged.connect(self.show_damage)
        self.composer.preview.ready.connect(self.transcript.story.follow)
        transcript = self.transcript
        transcript.retry_requested.connect(self._on_message(self._services.chat.retry))
        transcript.continue_requested.connect(self._on_message(self._services.chat.proceed))
        transcript.branch_requested.connect(self._switch)

    # -- what is shown -----------------------------------------------------------------------------------------------

    @property
    def shown(self) -> str | None:
        """The id of the open conversation."""
        return self._shown

    def open(self, conversation: Conversation) -> None:
        self.header.finish_editing()
        self.comparing.leave()
        self._shown = conversation.id
        self.transcript.open(conversation.id)
        self.finding.follow()
        self.composer.open(conversation.id)
        self._show_title(conversation)

    @Slot()
    def show_damage(self) -> None:
        """The database is damaged, which is said until it is repaired."""
        from desktop_chat.ui.damage_line import DamageLine  # seen by hardly anybody

        if self._damage is None:
            self._damage = DamageLine(self._theme)
            self._damage.repair_requested.connect(self.repair_requested)
            self._column.insertWidget(self._column.indexOf(self.whereabouts), self._damage)

    def rename(self) -> None:
        """The title becomes a field."""
        if self._shown:
            self.finding.leave()  # in a narrow window it stands in the title's place
            self.header.edit_title()

    def retranslate(self) -> None:
        self.header.retranslate()
        self.finding.retranslate()
        if self._damage is not None:
            self._damage.retranslate()
        self.transcript.retranslate()
        self.comparing.retranslate()
        self.composer.retranslate()
        if self._shown is not None and (conversation := self._services.library.find(self._shown)):
            self._show_title(conversation)

    def _show_title(self, conversation: Conversation) -> None:
        self.header.show_title(conversation.title, conversation.folder or "")
        self.whereabouts.show_conversation(conversation)
        self.composer.setVisible(conversation.trashed_at is None)
        self.title_changed.emit(conversation.title or tr("New conversation"))

    @Slot(object)
    def _follow(self, conversation: Conversation) -> None:
        if conversation.id == self._shown:
            self._show_title(conversation)
            if not conversation.head:
                self.transcript.overlay.update_first_request()

    @Slot(str)
    def _tell_attempts(self, name: str) -> None:
        if name == MAX_RETRIES.name:
            self.transcript.set_attempts(self._services.preferences.get(MAX_RETRIES) + 1)

    # -- wishes ------------------------------------------------------------------------------------------------------

    @Slot(str)
    def _rename(self, title: str) -> None:
        if self._shown and self._shown in self._services.library:
            self._services.filing.rename(self._shown, title)

    @Slot(str, int)
    def _switch(self, message_id: str, step: int) -> None:
        if self._shown:
            self._services.chat.switch(self._shown, message_id, step)

    def _on_message(self, verb: Callable[[Message], None]) -> Callable[[str], None]:
        def call(message_id: str) -> None:
            if message := self.message(message_id):
                verb(message)

        return call

    def message(self, message_id: str) -> Message | None:
        """One of the open conversation's messages."""
        return self._services.chat.tree(self._shown).get(message_id) if self._shown else None

    def _first_request(self) -> list[tuple[str, str, str]]:
        """What the first request of a blank conversation will carry: label, value, the key that changes it."""
        conversation = self._services.library.get(self._shown or "")
        try:
            endpoint, model = self._services.accounts.choice_for(conversation)
            who = tr("{model} at {host}").format(model=model, host=endpoint.host or endpoint.name)
            options, quirks = overlaid(endpoint.options, conversation.options), endpoint.quirks_of(model)
        except ChatError:
            who, options, quirks = tr("none chosen"), conversation.options, Quirks()
        policy = conversation.policy
        return [
            (tr("Model"), who, key_of(self, "message.model")),
            (tr("System prompt"), policy.system_prompt or tr("none"), key_of(self, "message.parameters")),
            (tr("Context"), policy_words(policy), key_of(self, "view.context")),
            (
                tr("Parameters"),
                options_words(options, quirks) or tr("none set, the server's defaults apply"),
                key_of(self, "message.parameters"),
            ),
        ]
