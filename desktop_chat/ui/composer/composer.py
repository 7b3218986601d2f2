"""Where a question is written and sent.

It shows one conversation at a time, but what was written in the others is kept, and what waits in them is sent when its
time comes. It calls verbs and learns from announcements what became of them.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot

from desktop_chat.domain.messages import Conversation, ConversationId, Message, Role
from desktop_chat.services.accounts import Accounts, Choice
from desktop_chat.services.chat import Chat
from desktop_chat.services.library import Library
from desktop_chat.services.preferences import Preferences
from desktop_chat.ui.composer.caution import Caution
from desktop_chat.ui.composer.choices import Choices
from desktop_chat.ui.composer.draft_files import DraftFiles
from desktop_chat.ui.composer.drafts import Drafts
from desktop_chat.ui.composer.editor_keys import EditorKeys
from desktop_chat.ui.composer.marking import Marking
from desktop_chat.ui.composer.preview import Outlook, Preview
from desktop_chat.ui.composer.refusals import Refusals
from desktop_chat.ui.composer.sending import Dispatch
from desktop_chat.ui.composer.summary import Summary, summary_of
from desktop_chat.ui.composer.view import ComposerView
from desktop_chat.ui.look import Theme
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import explain


class Composer(ComposerView):
    """The person's side of a conversation. Two that are open `beside` one another write on the same sheets."""

    remedy_requested = Signal(object)
    """A `Remedy`, for the window."""
    endpoints_requested = Signal()
    presets_requested = Signal()
    done = Signal(object)
    """A `Done`, for the window to say."""
    edit_last_requested = Signal()
    context_requested = Signal()

    def __init__(
        self,
        chat: Chat,
        library: Library,
        accounts: Accounts,
        preferences: Preferences,
        theme: Theme,
        beside: Composer | None = None,
    ) -> None:
        super().__init__(theme)
        self._chat, self._library = chat, library
        self._shown: ConversationId | None = None
        self._summary = Summary()
        self._drafts: Drafts = beside._drafts if beside else Drafts(library, chat.tree, self)
        self._dispatch: Dispatch = (
            beside._dispatch if beside else Dispatch(chat, library, self._drafts, Caution(preferences), self)
        )
        self._refusals = Refusals(self._trouble, self._dispatch, self)
        Marking(self._field.editor, self._refusals, self._drafts.sheet, self)
        self.preview = Preview(chat, library, self._drafts.sheet, self)
        self._keys = EditorKeys(self._field.editor, chat, preferences, self)
        self.files = DraftFiles(self._field, self._drafts, self._refusals, self)
        self.choices = Choices(self._field, library, accounts, chat.spending, theme, self)
        self.pick_model, self.edit_option = self.choices.pick_model, self.choices.edit_option
        self._listen_to_the_person()
        self._listen_to_services(accounts)
        self.retranslate()

    def _listen_to_the_person(self) -> None:
        editor = self._field.editor
        editor.textChanged.connect(self._note_typing)
        editor.submitted.connect(self._submit)
        editor.insert_requested.connect(self.insert)
        editor.escaped.connect(self._stop_or_dismiss)
        editor.edit_last_requested.connect(self.edit_last_requested)
        self.files.backed_out.connect(self._take_back)
        self._field.waiting.crossed.connect(self._take_back)
        self._field.editing.crossed.connect(self._stop_editing)
        self._field.send.clicked.connect(self._submit)
        self._field.stop.clicked.connect(self._stop_or_dismiss)
        self._trouble.closed.connect(self.dismiss)
        self._refusals.retry_requested.connect(self._submit)
        self._refusals.remedy_requested.connect(self.remedy_requested)
        self.choices.endpoints_requested.connect(self.endpoints_requested)
        self.choices.presets_requested.connect(self.presets_requested)
        self.choices.done.connect(self.done)
        self.files.done.connect(self.done)
        self._strip.clicked.connect(self.context_requested)

    def _listen_to_services(self, accounts: Accounts) -> None:
        self._drafts.changed.connect(self._show_sheet)
        self._refusals.changed.connect(self._follow)
        self.preview.ready.connect(self._show_outlook)
        self._chat.head_moved.connect(self._follow)
        self._library.marks.changed.connect(self._follow)
        self._library.conversation_changed.connect(self._follow_conversation)
        accounts.changed.connect(self._follow_all)
        self._chat.spending.changed.connect(self._follow_all)

    # -- what the window asks ----------------------------------------------------------------------------------------

    def open(self, conversation_id: ConversationId) -> None:
        """Shows what has been written in this conversation; the other one keeps what is in it."""
        self._drafts.keep()
        self._shown = conversation_id
        self._keys.show(conversation_id)
        self.choices.show(conversation_id)
        self._refusals.show(conversation_id)
        self.files.show(conversation_id)
        self._field.editor.show_text(self._drafts.sheet(conversation_id).shown)
        self.preview.show(conversation_id)
        self._show_state()

    def focus_editor(self) -> None:
        self._field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep_draft(self) -> None:
        """Nothing of what was written is in memory only."""
        self._drafts.keep()

    def can_insert(self) -> bool:
        """Whether there is a text, and nothing else is going on that it would have to wait for."""
        return self._shown is not None and self._dispatch.can_insert(self._shown)

    @Slot(object)
    def insert(self, role: Role) -> None:
        """What stands in the editor becomes a message of that role, without asking."""
        if self._shown is not None:
            self._dispatch.insert(self._shown, role)
            self._show_state()

    def pick_model_for(self, reply: Message) -> None:
        """Another reply, by whichever model is picked; who answers the next question stays as it is."""
        self.choices.pick(lambda endpoint_id, model: self._chat.retry(reply, (endpoint_id, model)))

    def can_ask_several(self) -> bool:
        """Whether there is a new question, and nothing else is going on that it would have to wait for."""
        return self._shown is not None and self._dispatch.can_ask_several(self._shown)

    def ask_several(self, choices: tuple[Choice, ...]) -> None:
        """Sends what stands in the editor to all of them."""
        if self._shown is not None:
            self._dispatch.ask_several(self._shown, choices)
            self._show_state()

    def edit(self, question: Message) -> None:
        """An old message comes into the editor; its change makes a branch. What was being typed waits.

        A message without words is a place for a new one: it comes to stand where that one would.
        """
        if self._shown is not None and question.conversation_id == self._shown:
            self._drafts.set(self._shown, self._drafts.sheet(self._shown).edit(question))
            self.focus_editor()

    @Slot()
    def dismiss(self) -> bool:
        """Takes away an explanation, else leaves the editing of a question; False where there is neither."""
        return self._refusals.dismiss() or self._stop_editing()

    def retranslate(self) -> None:
        self._field.retranslate()
        self._refusals.retranslate()
        self.choices.refresh()
        self._show_outlook(self.preview.outlook)
        self._strip.retranslate()

    # -- what the person does ----------------------------------------------------------------------------------------

    @Slot()
    def _note_typing(self) -> None:
        if self._shown is None:
            return
        text = self._field.editor.toPlainText()
        if text != self._drafts.sheet(self._shown).shown:
            self._drafts.type(self._shown, text)
            self._refusals.dismiss()
            self._show_state()
        self.preview.follow()

    @Slot()
    def _submit(self) -> None:
        if self._shown is not None:
            self._dispatch.submit(self._shown)
            self._show_state()

    @Slot()
    def _stop_or_dismiss(self) -> None:
        if self._shown is not None and self._chat.is_busy(self._shown):
            self._chat.stop(self._shown)
        else:
            self.dismiss()

    @Slot()
    def _take_back(self) -> None:
        if self._shown is not None:
            self._dispatch.take_back(self._shown)
            self.focus_editor()

    @Slot()
    def _stop_editing(self) -> bool:
        sheet = self._drafts.sheet(self._shown or "")
        if self._shown is None or sheet.editing is None:
            return False
        self._drafts.set(self._shown, sheet.not_editing())
        self.focus_editor()
        return True

    # -- what became of it -------------------------------------------------------------------------------------------

    @Slot(str)
    def _show_sheet(self, conversation_id: ConversationId) -> None:
        if conversation_id == self._shown:
            self._field.editor.become(self._drafts.sheet(conversation_id).shown)
            self._show_state()
            self.preview.follow()

    @Slot(object)
    def _show_outlook(self, outlook: Outlook) -> None:
        trouble = explain(outlook.trouble).headline if outlook.trouble else ""
        self._summary = summary_of(outlook.plan, outlook.trouble) if outlook.plan else Summary(trouble=trouble)
        self._strip.show_summary(self._summary)
        self._field.show_tokens(outlook.typed)
        self._show_state()

    @Slot(object)
    def _follow_conversation(self, conversation: Conversation) -> None:
        plan = self.preview.outlook.plan
        if conversation.id == self._shown and plan is not None and conversation.policy != plan.history.policy:
            # Whoever has just changed a rule looks for what comes of it.
            self.preview.show(conversation.id)
        self._follow(conversation.id)

    @Slot()
    def _follow_all(self) -> None:
        self._follow(self._shown or "")

    @Slot(str)
    def _follow(self, conversation_id: ConversationId) -> None:
        """Something about this conversation is another than it was."""
        if conversation_id == self._shown:
            self.choices.refresh()
            self._show_state()
            self.preview.follow()

    def _show_state(self) -> None:
        """Buttons, chips and placeholder as they are now."""
        if self._shown is None or self._shown not in self._library:
            return
        sheet = self._drafts.sheet(self._shown)
        writing = self._chat.writing_in(self._shown) is not None
        self._field.show_busy(self._chat.is_busy(self._shown))
        self._field.show_chips(sheet)
        self._field.send.setEnabled(self._dispatch.can_submit(self._shown) and not self._summary.is_held)
        waits = tr("Next question, sent when this reply has ended")
        self._field.editor.set_placeholder(waits if writing else tr("Message"))
