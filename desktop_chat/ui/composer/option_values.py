"""The form of the parameters, read and written: what each field shows and what its text means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from desktop_chat.domain.errors import BadOption
from desktop_chat.domain.messages import Conversation
from desktop_chat.domain.models import Options, with_option
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.values import dataclass
from desktop_chat.words.catalogue import later

SYSTEM_PROMPT = "system_prompt"
LIMIT = "max_tokens"
BUDGET = "token_budget"
_NEWER_LIMIT = "max_completion_tokens"
_POLICY = (BUDGET, "keep_last")


@dataclass(frozen=True, slots=True)
class Entry:
    """A field: the name on the wire or in the policy, its label, and what it says while it is empty.

    The words are English and shown through `tr`.
    """

    name: str
    label: str
    empty: str = later("not sent")


ENTRIES = (
    Entry(LIMIT, later("Output limit, tokens")),
    Entry("temperature", later("Temperature")),
    Entry("top_p", later("Top p")),
    Entry("seed", later("Seed")),
    Entry("presence_penalty", later("Presence penalty")),
    Entry("frequency_penalty", later("Frequency penalty")),
    Entry("stop", later("Stop at")),
    Entry("reasoning_effort", later("Reasoning effort")),
    Entry(BUDGET, later("Input budget, tokens"), later("none")),
    Entry("keep_last", later("Keep only the last messages"), later("all messages")),
)


def is_any_set(conversation: Conversation) -> bool:
    """Whether a request differs from what the server would do with the messages alone."""
    policy = conversation.policy
    unset = conversation.options == Options(stream=conversation.options.stream)
    return not unset or bool(policy.system_prompt.strip()) or (policy.token_budget, policy.keep_last) != (None, None)


def texts_of(conversation: Conversation) -> dict[str, str]:
    """What the fields show; an empty one is not set."""
    options, policy = conversation.options, conversation.policy
    texts = {entry.name: _shown(getattr(_holder(entry.name, options, policy), entry.name)) for entry in ENTRIES}
    if options.max_completion_tokens is not None:
        texts[LIMIT] = _shown(options.max_completion_tokens)
    return texts | {SYSTEM_PROMPT: policy.system_prompt}


def changed(conversation: Conversation, texts: Mapping[str, str]) -> tuple[Options, Policy]:
    """Options and policy as the fields have them now. Raises `BadOption` for a text that means nothing."""
    options, policy = conversation.options, conversation.policy
    before = texts_of(conversation)
    for name, text in texts.items():
        if text.strip() == before[name].strip() and name != SYSTEM_PROMPT:
            continue
        if name == SYSTEM_PROMPT:
            policy = replace(policy, system_prompt=text)
        elif name in _POLICY:
            policy = replace(policy, **{name: _count(name, text)})  # type: ignore[arg-type]
        else:
            wire = _NEWER_LIMIT if name == LIMIT and options.max_completion_tokens is not None else name
            options = with_option(options, wire, text.strip())
    return options, policy


def _holder(name: str, options: Options, policy: Policy) -> Options | Policy:
    return policy if name in _POLICY else options


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):  # one text to stop at stands as it is, several as they are written in JSON
        return str(value[0]) if len(value) == 1 else json.dumps(value, ensure_ascii=False)
    return str(value)


def _count(name: str, text: str) -> int | None:
    """A positive number, grouped or not; nothing unsets it."""
    digits = text.strip().replace(",", "").replace("，", "").replace(" ", "")
    if not digits:
        return None
    if not digits.isdecimal() or int(digits) == 0:
        raise BadOption(name, text)
    return int(digits)
