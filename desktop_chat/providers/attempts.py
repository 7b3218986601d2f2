"""One reply from first attempt to last word.

A request that has produced no text yet is made again by itself, at most so often and not for longer than a person
would wait; one that has produced text never is, because what was read must not change under the reader.
"""

from collections.abc import Callable
from dataclasses import replace

from desktop_chat.domain.errors import Failure
from desktop_chat.domain.messages import now
from desktop_chat.domain.streaming import Answered, Corrected, Delta, Ended, Retrying, Sink, UsageReported
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.corrections import Correction, corrected_body, correction_for
from desktop_chat.providers.failures import is_worth_retrying
from desktop_chat.providers.receiving import Attempt, Outcome
from desktop_chat.providers.redaction import redactor
from desktop_chat.providers.transport import Call

LONGEST_WAIT_S = 60.0
_FIRST_WAIT_S = 0.5
_MOST_DOUBLINGS = 6  # with the scatter still below the longest wait


class Run:
    """Makes attempts until one counts, and tells `sink` everything in the order that `domain.streaming` promises."""

    def __init__(self, call: Call, sink: Sink, cancel: Cancellation, chance: Callable[[], float]) -> None:
        self._call = call
        self._sink = sink
        self._cancel = cancel
        self._chance = chance
        self._redact = redactor(*call.secrets)
        self._attempt: Attempt | None = None
        self._answered: Answered | None = None
        self._made = 0
        self._retries = 0
        self._corrected: frozenset[str] = frozenset()

    def run(self) -> None:
        while True:
            self._attempt = Attempt(self._call, self._redact, self._cancel)
            self._made += 1
            outcome = self._attempt.run(self._deliver)
            if not self._goes_on(outcome):
                break
        self._end(outcome)

    def _deliver(self, deltas: list[Delta]) -> None:
        if deltas and not self._answered:
            self._announce()
        for delta in deltas:
            self._sink(delta)

    def _announce(self) -> None:
        """That an answer came is told with its first delta, so that no attempt can follow it."""
        answered = self._attempt.outcome.answered if self._attempt else None
        if answered and not self._answered:
            self._answered = answered
            self._sink(answered)

    def _goes_on(self, outcome: Outcome) -> bool:
        """Whether there is another attempt; it has been prepared, announced and waited for then."""
        if outcome.stopped or outcome.failure is None or self._answered:
            return False
        if outcome.error and outcome.failure.http_status and self._call.body:
            status, body = outcome.failure.http_status, self._call.body
            if correction := correction_for(status, outcome.error, body, self._corrected):
                self._correct(correction, body)
                return True
        return self._retry(replace(outcome.failure, attempts=self._made))

    def _correct(self, correction: Correction, body: bytes) -> None:
        body = corrected_body(body, correction)
        self._corrected |= correction.covers
        self._call = replace(self._call, body=body)
        self._sink(Corrected(correction.parameter, correction.renamed_to, body))

    def _retry(self, failure: Failure) -> bool:
        wait = self._wait_before_retry(failure)
        if wait is None:
            return False
        self._retries += 1
        self._sink(Retrying(failure, wait, self._made + 1))
        self._cancel.wait(wait)  # cancelled or not: the next attempt looks first
        return True

    def _wait_before_retry(self, failure: Failure) -> float | None:
        """Seconds until the same request may be made again by itself; None when it may not."""
        if self._retries >= self._call.limits.max_retries or not is_worth_retrying(failure):
            return None
        if failure.retry_after_s is not None:
            return failure.retry_after_s if failure.retry_after_s <= LONGEST_WAIT_S else None
        return float(_FIRST_WAIT_S * 2 ** min(self._retries, _MOST_DOUBLINGS) * (0.75 + 0.5 * self._chance()))

    def _end(self, outcome: Outcome) -> None:
        self._announce()
        if outcome.usage:
            self._sink(UsageReported(outcome.usage))
        failure = None if outcome.stopped or not outcome.failure else replace(outcome.failure, attempts=self._made)
        self._sink(Ended(now(), outcome.finish_reason, failure, outcome.stopped))
