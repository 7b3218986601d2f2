"""Who answers and how: the two buttons below the text, and what they open, which is loaded when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import ConversationId, Role
from desktop_chat.domain.models import Options
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.accounts import Choice as AccountChoice
from desktop_chat.services.library import Library
from desktop_chat.services.spending import Spending
from desktop_chat.ui.composer.field import Field
from desktop_chat.ui.composer.option_values import LIMIT, is_any_set
from desktop_chat.ui.look import Theme
from desktop_chat.words.endings import role_name

if TYPE_CHECKING:
    from desktop_chat.services.presets import Presets
    from desktop_chat.ui.composer.model_lists import ModelLists
    from desktop_chat.ui.composer.model_rows import Choice
    from desktop_chat.ui.popup import Popup


class Choices(QObject):
    """Shows what one conversation has chosen; opens one popup at a time."""

    endpoints_requested = Signal()
    presets_requested = Signal()
    several_requested = Signal()
    done = Signal(object)
    """A `Done`."""

    def __init__(
        self, field: Field, library: Library, accounts: Accounts, spending: Spending, theme: Theme, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._field, self._library, self._accounts, self._theme = field, library, accounts, theme
        self._spending = spending
        self._shown: ConversationId | None = None
        self._popup: Popup | None = None
        self._several: tuple[AccountChoice, ...] = ()
        field.model.clicked.connect(self.pick_model)
        field.parameters.clicked.connect(self.edit_options)

    def show(self, conversation_id: ConversationId) -> None:
        """From now on the choice of this conversation is shown."""
        if self._popup is not None:
            self._popup.close_popup(give_back=False)
        self._shown = conversation_id
        self.refresh()

    def refresh(self) -> None:
        if self._shown not in self._library:
            return
        conversation = self._library.get(self._shown or "")
        try:
            endpoint, model = self._accounts.choice_for(conversation)
        except ChatError:
            self._field.model.show_choice("", "")
            defaults = Options()
        else:
            self._field.model.show_choice(role_name(Role.ASSISTANT, model), endpoint.name)
            defaults = endpoint.options
        self._field.parameters.set_dotted(is_any_set(conversation, defaults))

    @cached_property
    def lists(self) -> ModelLists:
        from desktop_chat.ui.composer.model_lists import ModelLists

        return ModelLists(self._accounts, self._spending, self)

    @Slot()
    def pick_model(self) -> None:
        """Who answers from now on."""
        self.pick(partial(self._library.choose, self._shown or ""), offers_several=True)

    def pick(self, then: Callable[[str, str], None], *, offers_several: bool = False) -> None:
        """Opens the list of models; `then` is told an endpoint's id and a model."""
        from desktop_chat.ui.composer.model_picker import ModelPicker

        if self._closes_again(ModelPicker) or self._shown not in self._library:
            return
        picker = ModelPicker(self.lists, partial(self._chosen, self._shown or ""), self._theme, self._field.model)
        picker.model_chosen.connect(then)
        picker.endpoints_requested.connect(self.endpoints_requested)
        picker.offers_several = offers_several
        picker.several_requested.connect(self.several_requested)
        self._popup = picker
        picker.closed.connect(self._forget_popup)
        picker.start()

    def pick_several(self, ask: Callable[[tuple[AccountChoice, ...]], None]) -> None:
        """`ask` learns who was chosen; those are marked when the list is opened again."""
        from desktop_chat.ui.composer.several_picker import SeveralPicker

        if self._closes_again(SeveralPicker) or self._shown not in self._library:
            return

        def take(choices: tuple[AccountChoice, ...]) -> None:
            self._several = choices
            ask(choices)

        known = {endpoint.id for endpoint in self._accounts.all()}
        before = [choice for choice in self._several if choice[0] in known]
        picker = SeveralPicker(self.lists, before, self._theme, self._field.model)
        picker.several_chosen.connect(take)
        self._popup = picker
        picker.closed.connect(self._forget_popup)
        picker.start()

    def pick_preset(self, presets: Presets) -> None:
        """The list of presets, for the conversation that is shown."""
        from desktop_chat.ui.composer.preset_picker import PresetPicker

        if self._closes_again(PresetPicker) or self._shown not in self._library:
            return
        picker = PresetPicker(presets, self._library, self._shown or "", self._theme, self._field.parameters)
        picker.done.connect(self.done)
        self._popup = picker
        picker.closed.connect(self._forget_popup)
        picker.start()

    def _chosen(self, conversation_id: ConversationId) -> Choice | None:
        if conversation_id not in self._library:
            return None
        conversation = self._library.get(conversation_id)
        return conversation.endpoint_id, conversation.model

    @Slot()
    def edit_options(self) -> None:
        self.edit_option(LIMIT)

    def edit_option(self, name: str) -> None:
        """The form, with the keys in the field of that name."""
        from desktop_chat.ui.composer.parameters import Parameters

        if self._closes_again(Parameters) or self._shown not in self._library:
            return
        form = Parameters(self._library, self._accounts, self._shown or "", self._theme, self._field.parameters)
        form.presets_requested.connect(self.presets_requested)
        form.model_requested.connect(self.pick_model)
        form.done.connect(self.done)
        self._popup = form
        form.closed.connect(self._forget_popup)
        form.start(name)

    def _closes_again(self, kind: type[Popup]) -> bool:
        """What opens something closes it when it is open."""
        popup = self._popup
        if popup is not None:
            popup.close_popup()
        return isinstance(popup, kind)

    @Slot()
    def _forget_popup(self) -> None:
        self._popup = None
