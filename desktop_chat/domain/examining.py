"""What a model of an endpoint shows when it is asked a few tiny questions."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from desktop_chat.domain.values import dataclass

MOST_REQUESTS = 7
QUESTION = "Count from 1 to 40, digits only."
OUTPUT_TOKENS = 16
MOST_TOKENS = MOST_REQUESTS * (OUTPUT_TOKENS + 24)
"""Of all requests together, where the limit of the output is heeded."""
LIMIT_NAMES = ("max_tokens", "max_completion_tokens")
PENALTIES = ("presence_penalty", "frequency_penalty")


class Taken(StrEnum):
    """What becomes of a parameter."""

    HEEDED = "heeded"
    IGNORED = "ignored"
    """It is taken, and changes nothing."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Examination:
    """Found out at `at`, with so many `requests`. None, and a limit that is not in `limits`: not found out.

    `usage` tells whether a stream reports what was used when it is asked to; `context_tokens` is what the server says
    of itself; `tokens` what all requests used, as far as it was reported.
    """

    at: datetime
    streams: bool | None = None
    usage: bool | None = None
    limits: Mapping[str, Taken] = field(default_factory=dict)
    penalties: bool | None = None
    context_tokens: int | None = None
    requests: int = 0
    tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """An examination, and what the server taught by refusing: each parameter with its other name, None for none."""

    examination: Examination
    lessons: Mapping[str, str | None] = field(default_factory=dict)
