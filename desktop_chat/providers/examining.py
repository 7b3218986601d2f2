"""An examination of a model: a handful of tiny requests, each of which is one question about the server.

Nothing is tried that could cost much: a context is never filled to see where it ends, its size is what the server
itself says.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from desktop_chat.domain.errors import RequestFailed
from desktop_chat.domain.examining import (
    LIMIT_NAMES,
    OUTPUT_TOKENS,
    PENALTIES,
    QUESTION,
    Examination,
    Examined,
    Taken,
)
from desktop_chat.domain.models import Endpoint, Limits
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.client import ChatProvider
from desktop_chat.providers.connecting import is_loopback
from desktop_chat.providers.corrections import corrected_body, correction_for
from desktop_chat.providers.receiving import Outcome

_SIZES = ("context_length", "max_model_len", "context_window", "max_context_length", "n_ctx", "input_token_limit")
_MOST_CORRECTIONS = 3
_LARGEST = 1_000_000_000


def examine(endpoint: Endpoint, model: str, key: str | None, limits: Limits, cancel: Cancellation) -> Examined:
    """Asks, in the calling thread. Raises `RequestFailed` when no question at all is answered, `RequestRefused`,
    and `cancellation.Stopped` when cancelled.
    """
    return _Examiner(endpoint, model, key, limits, cancel).run()


class _Examiner:
    def __init__(self, endpoint: Endpoint, model: str, key: str | None, limits: Limits, cancel: Cancellation) -> None:
        self._endpoint, self._model, self._key = endpoint, model, key
        self._limits, self._cancel = replace(limits, max_retries=0), cancel
        self._provider = ChatProvider()
        self._lessons: dict[str, str | None] = {}
        self._found = Examination(datetime.now(UTC))

    def run(self) -> Examined:
        self._ask_for_size()
        quirks = self._endpoint.quirks_of(self._model)
        first = quirks.renamed.get(LIMIT_NAMES[0], LIMIT_NAMES[0])
        self._ask_for_stream(first)
        for name in LIMIT_NAMES:
            if name not in self._found.limits:
                self._ask_for_limit(name)
        self._ask_for_penalties()
        return Examined(self._found, self._lessons)

    # -- what is asked -----------------------------------------------------------------------------------------------

    def _ask_for_stream(self, limit: str) -> None:
        """The usual request: streamed, with its usage and a limit. One that is refused for another reason is all."""
        body = self._body({"stream": True, "stream_options": {"include_usage": True}, limit: OUTPUT_TOKENS})
        outcome, sent = self._corrected(body)
        if outcome.failure is not None:
            raise RequestFailed(outcome.failure)
        used = outcome.usage is not None and "stream_options" in sent
        self._note(streams=outcome.is_stream, usage=used if outcome.is_stream else None)
        for name in LIMIT_NAMES:
            if name in sent:
                self._note_limit(name, outcome)

    def _ask_for_limit(self, name: str) -> None:
        body = self._body({"stream": False, name: OUTPUT_TOKENS})
        outcome = None if name in self._lessons else self._answer(body)
        if outcome is None or _refused(outcome, body) == name:
            self._note(limits={**self._found.limits, name: Taken.REFUSED})
        elif outcome.failure is None:
            self._note_limit(name, outcome)

    def _ask_for_penalties(self) -> None:
        """Both at once; where one is refused, the other is asked for without it."""
        heeded = [name for name, how in self._found.limits.items() if how is Taken.HEEDED]
        limit = dict.fromkeys(heeded[:1], OUTPUT_TOKENS)
        outcome, sent = self._corrected(self._body({"stream": False, **dict.fromkeys(PENALTIES, 0.1), **limit}))
        if outcome.failure is None:
            self._note(penalties=all(name in sent for name in PENALTIES))

    def _ask_for_size(self) -> None:
        """From the list of models, and from a llama.cpp on this computer. What is not told is not known."""
        base = self._endpoint.base_url
        listed = self._told(f"{base}/models")
        size = _size_of(listed, self._model)
        if size is None and is_loopback(urlsplit(base).hostname or ""):
            size = _size_in_properties(self._told(f"{base.removesuffix('/v1')}/props"))
        self._note(context_tokens=size)

    # -- how it is asked ---------------------------------------------------------------------------------------------

    def _body(self, parameters: Mapping[str, Any]) -> bytes:
        messages = [{"role": "user", "content": QUESTION}]
        return json.dumps({"model": self._model, "messages": messages, **parameters}, separators=(",", ":")).encode()

    def _corrected(self, body: bytes) -> tuple[Outcome, Mapping[str, Any]]:
        """The answer once everything that is refused is left out or called by its other name, and what was sent."""
        made: frozenset[str] = frozenset()
        for _ in range(_MOST_CORRECTIONS + 1):
            outcome = self._answer(body)
            correction = None
            if outcome.failure and outcome.error and outcome.failure.http_status:
                correction = correction_for(outcome.failure.http_status, outcome.error, body, made)
            if correction is None:
                break
            self._lessons[correction.parameter] = correction.renamed_to
            made |= correction.covers
            body = corrected_body(body, correction)
        return outcome, json.loads(body)

    def _answer(self, body: bytes) -> Outcome:
        self._cancel.check()
        outcome = self._provider.once(self._endpoint, body, self._key, self._limits, self._cancel)
        self._cancel.check()
        used = outcome.usage.total_tokens if outcome.usage else None
        tokens = self._found.tokens if used is None else (self._found.tokens or 0) + used
        self._note(requests=self._found.requests + 1, tokens=tokens)
        return outcome

    def _told(self, url: str) -> Any:
        """The JSON that stands there; None where there is none."""
        with suppress(RequestFailed, ValueError, RecursionError):
            return json.loads(self._provider.page(self._endpoint, url, self._key, self._limits, self._cancel))
        return None

    def _note_limit(self, name: str, outcome: Outcome) -> None:
        """A reply that was to count to forty and did not ends for its length, or the limit changed nothing."""
        ends = {"length": Taken.HEEDED, "stop": Taken.IGNORED}
        if outcome.finish_reason in ends:
            self._note(limits={**self._found.limits, name: ends[outcome.finish_reason]})

    def _note(self, **facts: Any) -> None:
        self._found = replace(self._found, **facts)


def _refused(outcome: Outcome, body: bytes) -> str | None:
    """The parameter that the answer refuses, where it is one that we know a way round."""
    if outcome.failure and outcome.error and outcome.failure.http_status:
        correction = correction_for(outcome.failure.http_status, outcome.error, body, frozenset())
        return correction.parameter if correction else None
    return None


def _size_of(listed: Any, model: str) -> int | None:
    entries = listed.get("data") if isinstance(listed, dict) else listed
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and entry.get("id") == model:
            provider = entry.get("top_provider")
            return _first_size((entry, entry.get("meta"), provider))
    return None


def _size_in_properties(properties: Any) -> int | None:
    if not isinstance(properties, dict):
        return None
    return _first_size((properties.get("default_generation_settings"), properties))


def _first_size(places: Iterable[Any]) -> int | None:
    for place in places:
        for name in _SIZES if isinstance(place, dict) else ():
            size = place.get(name)
            if isinstance(size, int) and not isinstance(size, bool) and 0 < size <= _LARGEST:
                return size
    return None
