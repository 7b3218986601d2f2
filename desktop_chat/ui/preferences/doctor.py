"""Asks before an endpoint is examined, and calls off what runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop_chat.domain.models import Endpoint
from desktop_chat.services.examining import Examining
from desktop_chat.ui.preferences.endpoint_form import EndpointForm
from desktop_chat.ui.preferences.foot import Foot
from desktop_chat.words.catalogue import tr
from desktop_chat.words.examination import consent


class Doctor(QObject):
    """`ended` once the question is answered with yes: the keys have nowhere to be."""

    ended = Signal()

    def __init__(
        self,
        examining: Examining,
        chosen: Callable[[], Endpoint | None],
        form: EndpointForm,
        foot: Foot,
    ) -> None:
        super().__init__(form)
        self._chosen = chosen
        self._examining, self._form, self._foot = examining, form, foot
        form.examination_requested.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        """What will be sent is said before it is."""
        endpoint = self._chosen()
        if endpoint is None or not endpoint.model or not self._form.keep():
            return
        if self._examining.is_running(endpoint.id):
            self._examining.stop(endpoint.id)
            return
        agreed = partial(self._run, endpoint, endpoint.model)
        self._foot.ask(consent(endpoint.model), tr("Send"), agreed, tr("Cancel"))

    def _run(self, endpoint: Endpoint, model: str) -> None:
        self._examining.run(endpoint, model)
        self.ended.emit()
