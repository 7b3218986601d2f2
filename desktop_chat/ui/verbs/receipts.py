"""Verbs upon receipts: open one, send its request again."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.receipts import Receipt
from desktop_chat.words.catalogue import tr

if TYPE_CHECKING:
    from desktop_chat.ui.composer.model_lists import ModelLists
    from desktop_chat.ui.main_window import MainWindow
    from desktop_chat.ui.receipt.window import ReceiptWindow


class ReceiptVerbs(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._services = window.services

    def show_here(self) -> None:
        """Of the reply under the keys, or the one that its question has; else of the last reply."""
        if reply := self._window.messages.reply_under_keys():
            self.show(reply.id)

    @Slot(str)
    def show(self, message_id: str) -> None:
        from desktop_chat.ui.receipt.window import ReceiptWindow

        services = self._services
        try:
            receipt = services.chat.receipt(message_id)
        except ChatError as error:
            self._window.show_trouble(error)
            return
        reply = services.replies.current(services.chat.tree(receipt.conversation_id)[message_id])
        title = services.library.get(receipt.conversation_id).title
        shown = ReceiptWindow(receipt, reply, services.chat, self._window.theme, self._window, title)
        shown.replay_requested.connect(partial(self._replay, shown, receipt))
        shown.other_model_requested.connect(partial(self._offer_models, shown, receipt))
        shown.finished.connect(self._window.activateWindow)  # not every window manager does so
        shown.show()

    def _replay(self, shown: ReceiptWindow, receipt: Receipt, endpoint_id: str = "", model: str = "") -> None:
        """The same request once more, as a branch beside its reply; by another model, where one was chosen."""
        if self._services.chat.is_busy(receipt.conversation_id):
            shown.tell(tr("A reply is being written here; replay this one after it."))
            return
        shown.close()
        self._services.chat.replay(receipt.message_id, (endpoint_id, model) if endpoint_id else None)

    def _offer_models(self, shown: ReceiptWindow, receipt: Receipt, button: QWidget) -> None:
        from desktop_chat.ui.composer.model_picker import ModelPicker

        now = (receipt.endpoint_id, str(receipt.parameters["model"]))
        picker = ModelPicker(self._lists, lambda: now, self._window.theme, button)
        picker.model_chosen.connect(partial(self._replay, shown, receipt))
        picker.endpoints_requested.connect(self._window.view.endpoints)
        picker.start()

    @cached_property
    def _lists(self) -> ModelLists:
        from desktop_chat.ui.composer.model_lists import ModelLists

        return ModelLists(self._services.accounts, self._services.spending, self)
