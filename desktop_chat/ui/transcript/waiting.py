"""What is said while a request is made again, or made differently."""

from __future__ import annotations

import math
import time

from desktop_chat.domain.streaming import Corrected, Retrying
from desktop_chat.domain.values import dataclass
from desktop_chat.words.catalogue import joined, tr
from desktop_chat.words.errors import explain_failure


@dataclass(frozen=True, slots=True)
class Waiting:
    """The event, and when it came on the monotonic clock."""

    event: Retrying | Corrected
    since: float

    def sentence(self, attempts: int | None) -> str:
        """In quiet words; `attempts` is how many are made at most, if known."""
        if isinstance(self.event, Corrected):
            return _corrected(self.event)
        left = math.ceil(self.since + self.event.after_s - time.monotonic())
        headline = explain_failure(self.event.failure).headline
        return joined(headline, _again(self.event.attempt, attempts, left))


def _corrected(event: Corrected) -> str:
    if event.renamed_to is None:
        return tr("{parameter} was refused; the request is sent without it.").format(parameter=event.parameter)
    return tr("{parameter} was refused; {other} is sent instead.").format(
        parameter=event.parameter, other=event.renamed_to
    )


def _again(attempt: int, attempts: int | None, left: int) -> str:
    if left <= 0:
        if attempts is None:
            return tr("Trying again, attempt {n}.").format(n=attempt)
        return tr("Trying again, attempt {n} of {most}.").format(n=attempt, most=attempts)
    if attempts is None:
        return tr("Trying again in {seconds} s, attempt {n}.").format(seconds=left, n=attempt)
    return tr("Trying again in {seconds} s, attempt {n} of {most}.").format(seconds=left, n=attempt, most=attempts)
