"""Tests of endpoints that a person asked for, and what they found while the dialog is open."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, Signal, Slot

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.models import Endpoint
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.examining import Examining
from desktop_chat.ui.answers import Answers
from desktop_chat.ui.preferences.findings import Finding, examined, failed, findings

_MS = 1000


class Trials(QObject):
    """`changed` names the endpoint about which something else is known now."""

    changed = Signal(str)

    def __init__(self, accounts: Accounts, examining: Examining, parent: QObject) -> None:
        super().__init__(parent)
        self._accounts, self.examining = accounts, examining
        self._answers = Answers(self)
        self._running: dict[str, QElapsedTimer] = {}
        self._outcomes: dict[str, float | tuple[Finding, ...]] = {}
        self._models: dict[str, tuple[str, ...]] = {}
        accounts.models_listed.connect(self._take)
        examining.changed.connect(self.changed)

    def run(self, endpoint: Endpoint) -> None:
        """Asks for the models. Asking again before the answer came changes nothing."""
        if endpoint.id in self._running:
            return
        timer = self._running[endpoint.id] = QElapsedTimer()
        timer.start()
        self._accounts.list_models(endpoint, self._answers.heard(partial(self._fail, endpoint.id, timer)))
        self.changed.emit(endpoint.id)

    def forget(self, endpoint_id: str) -> None:
        """It is reached in another way now; what was found says nothing about that."""
        for known in (self._running, self._outcomes, self._models):
            known.pop(endpoint_id, None)
        self.changed.emit(endpoint_id)

    def is_running(self, endpoint_id: str) -> bool:
        return endpoint_id in self._running

    def found(self, endpoint: Endpoint) -> tuple[Finding, ...]:
        """What the last test says about the endpoint as it is now; nothing if there was none."""
        outcome = self._outcomes.get(endpoint.id, ())
        if isinstance(outcome, float):
            return findings(endpoint, self._models.get(endpoint.id, ()), outcome)
        return outcome

    def examined(self, endpoint: Endpoint) -> tuple[Finding, ...]:
        """What is known of its default model, or why the last examination came to nothing."""
        failure = self.examining.failure(endpoint.id)
        return failed(failure) if failure else examined(endpoint, datetime.now().astimezone())

    def models(self, endpoint_id: str) -> tuple[str, ...] | None:
        """What the endpoint listed, now or earlier in this run; None if it has not been asked."""
        return self._models.get(endpoint_id) or self._accounts.listed.get(endpoint_id)

    def went_well(self, endpoint_id: str) -> bool | None:
        """None if it was not tested."""
        outcome = self._outcomes.get(endpoint_id)
        return None if outcome is None else isinstance(outcome, float)

    @Slot(str)
    def _take(self, endpoint_id: str) -> None:
        timer = self._running.pop(endpoint_id, None)
        self._models[endpoint_id] = self._accounts.listed.get(endpoint_id, ())
        if timer is not None:
            self._outcomes[endpoint_id] = timer.elapsed() / _MS
        self.changed.emit(endpoint_id)

    def _fail(self, endpoint_id: str, timer: QElapsedTimer, error: ChatError) -> None:
        if self._running.get(endpoint_id) is timer:  # not a test of the address that it had before
            del self._running[endpoint_id]
            # In words: an error would keep the frames of the request alive, and the key that is in one of them.
            self._outcomes[endpoint_id] = failed(error)
            self.changed.emit(endpoint_id)
