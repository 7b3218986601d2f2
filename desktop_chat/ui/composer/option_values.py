"""The form of the parameters, read and written: what each field shows and what its text means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from desktop_chat.domain.defaults import is_set, overlaid
from desktop_chat.domain.errors import BadOption
from desktop_chat.domain.messages import Conversation
from desktop_chat.domain.models import Options, Quirks, with_option
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.values import dataclass
from desktop_chat.domain.wire import parameters_of
from desktop_chat.words.catalogue import later, tr

SYSTEM_PROMPT = "system_prompt"
LIMIT = "max_tokens"
BUDGET = "token_budget"
STREAM = "stream"
NEWER_LIMIT = "max_completion_tokens"
_POLICY = (BUDGET, "keep_last")
_SERVERS = later("the server's default")
_SETTINGS = later("as in the settings")
STREAMED, AT_ONCE, NOT_SENT = "", "false", "null"
"""The texts of the choice about streaming: as usual, and the two ways to differ."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A field: the name on the wire or in the policy, its label, what it is for with its range, what it says while it
    is empty, and the range of numbers that servers take.

    The words are English and shown through `tr`.
    """

    name: str
    label: str
    hint: str
    empty: str = _SERVERS
    range: tuple[float, float] | None = None


ENTRIES = (
    Entry(LIMIT, later("Output limit, tokens"), later("Where a reply is cut off, thinking included; from 1.")),
    Entry("temperature", later("Temperature"), later("How freely words are chosen; 0 to 2."), range=(0, 2)),
    Entry("top_p", later("Top p"), later("The share of likely words to choose from; 0 to 1."), range=(0, 1)),
    Entry("presence_penalty", later("Presence penalty"), later("Above 0: more new subjects; −2 to 2."), range=(-2, 2)),
    Entry(
        "frequency_penalty", later("Frequency penalty"), later("Above 0: fewer repeated words; −2 to 2."), range=(-2, 2)
    ),
    Entry("stop", later("Stop at"), later('Ends the reply before this; several: ["a", "b"].')),
    Entry("seed", later("Seed"), later("A whole number; the same one asks for the same reply.")),
    Entry(
        "reasoning_effort", later("Reasoning effort"), later("How long it thinks first: minimal, low, medium, high.")
    ),
    Entry(STREAM, later("Streaming"), later("Whether you see a reply while it is written."), ""),
    Entry(
        "extra_body", later("Extra body, JSON"), later('Goes into the body as it is: {"top_k": 40}.'), later("nothing")
    ),
    Entry(
        "extra_headers",
        later("Extra headers, JSON"),
        later('Sent along: {"X-Team": "blue"}; never a key.'),
        later("none"),
    ),
    Entry(
        "first_byte_timeout_s",
        later("Wait for an answer, s"),
        later("How long until the first byte; more than 0."),
        _SETTINGS,
    ),
    Entry("idle_timeout_s", later("Wait in between, s"), later("How long a reply may pause; more than 0."), _SETTINGS),
    Entry(BUDGET, later("Input budget, tokens"), later("What a request may carry; from 1."), later("none")),
    Entry(
        "keep_last",
        later("Keep only the last messages"),
        later("How many of the latest are sent; from 1."),
        later("all messages"),
    ),
)


def is_any_set(conversation: Conversation, defaults: Options = Options()) -> bool:  # noqa: B008 - frozen
    """Whether a request differs from what the server would do with the messages alone."""
    policy = conversation.policy
    is_usual = overlaid(defaults, conversation.options) == Options()
    return not is_usual or bool(policy.system_prompt.strip()) or (policy.token_budget, policy.keep_last) != (None, None)


def texts_of(conversation: Conversation) -> dict[str, str]:
    """What the fields show; an empty one is not set."""
    policy = conversation.policy
    texts = {
        entry.name: option_text(conversation.options, entry.name) for entry in ENTRIES if entry.name not in _POLICY
    }
    ruled = {name: _shown(getattr(policy, name)) for name in _POLICY}
    return texts | ruled | {SYSTEM_PROMPT: policy.system_prompt}


def option_text(options: Options, name: str) -> str:
    """One option as a field shows it, "" where it is not set."""
    if name == STREAM:
        return {True: STREAMED, False: AT_ONCE, None: NOT_SENT}[options.stream]
    if name == LIMIT and options.max_completion_tokens is not None:
        return _shown(options.max_completion_tokens)
    return _shown(getattr(options, name))


def options_words(options: Options, quirks: Quirks = Quirks()) -> str:  # noqa: B008 - frozen
    """All that is set, in a line: names and values as they go over the wire; "" for nothing."""
    sent = parameters_of("", options, quirks)
    named = {name: value for name, value in sent.items() if _UNASKED.get(name) != value}
    if options.stream is None:
        named[STREAM] = tr("not sent")
    named |= {f"{name}:": value for name, value in options.extra_headers.items()}
    waits = (options.first_byte_timeout_s, options.idle_timeout_s)
    words = [f"{name} {value}" for name, value in named.items()]
    return ", ".join([*words, *(tr("wait {n} s").format(n=_shown(wait)) for wait in waits if wait is not None)])


_UNASKED = {"model": "", STREAM: True, "stream_options": {"include_usage": True}}
"""What every request carries."""


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
            options = _with(options, name, text.strip())
    return options, policy


def left_out(options: Options, name: str, *, out: bool) -> Options:
    """With the endpoint's default for `name` not sent, or sent again."""
    names = options.unset | {name} if out else options.unset - {name}
    return replace(options, unset=names)


def is_unusual(entry: Entry, text: str) -> bool:
    """Whether that number is outside what servers take; it is sent all the same."""
    try:
        number = float(text)
    except ValueError:
        return False
    return entry.range is not None and not entry.range[0] <= number <= entry.range[1]


def default_name(defaults: Options, name: str) -> str | None:
    """Under which name the endpoint has a default for this field; None where it has none."""
    names = (LIMIT, NEWER_LIMIT) if name == LIMIT else (name,)
    return next((one for one in names if name not in _POLICY and is_set(defaults, one)), None)


def _with(options: Options, name: str, text: str) -> Options:
    if name == STREAM:
        return replace(options, stream={STREAMED: True, AT_ONCE: False, NOT_SENT: None}[text])
    wire = NEWER_LIMIT if name == LIMIT and options.max_completion_tokens is not None else name
    made = with_option(options, wire, text)
    if name == LIMIT and text and int(text) < 1:
        raise BadOption(name, text)
    return left_out(made, name, out=False) if text else made


def _shown(value: object) -> str:
    if value is None or value == {}:
        return ""
    if isinstance(value, tuple):  # one text to stop at stands as it is, several as they are written in JSON
        return str(value[0]) if len(value) == 1 else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return json.dumps(dict(value), ensure_ascii=False)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _count(name: str, text: str) -> int | None:
    """A positive number, grouped or not; nothing unsets it."""
    digits = text.strip().replace(",", "").replace("，", "").replace(" ", "")
    if not digits:
        return None
    if not digits.isdecimal() or int(digits) == 0:
        raise BadOption(name, text)
    return int(digits)
