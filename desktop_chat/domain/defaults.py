"""An endpoint's own parameters, and what a conversation makes of them.

An endpoint may have defaults. A conversation has them too until it sets a parameter itself, or says of it that it is
not to be sent. What comes out is what is shown and what is sent.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from desktop_chat.domain.models import Limits, Options

_LIMIT_NAMES = ("max_tokens", "max_completion_tokens")
_MERGED = frozenset({"extra_body", "extra_headers"})
_UNSET = Options()


def overlaid(defaults: Options, own: Options) -> Options:
    """What is in force where a conversation with its `own` options asks an endpoint with these `defaults`."""
    base = _without_limits(defaults) if _sets_limit(own) else defaults
    names = [item.name for item in fields(Options) if item.name != "unset" and item.name not in own.unset]
    made = {name: _either(name, getattr(base, name), getattr(own, name)) for name in names}
    return Options(**made)


def limits_of(options: Options, usual: Limits) -> Limits:
    """How long is waited with these options; the `usual` where they say nothing of it."""
    return replace(
        usual,
        first_byte_timeout_s=options.first_byte_timeout_s or usual.first_byte_timeout_s,
        idle_timeout_s=options.idle_timeout_s or usual.idle_timeout_s,
    )


def is_set(options: Options, name: str) -> bool:
    """Whether `options` say anything of that parameter."""
    return getattr(options, name, None) != getattr(_UNSET, name, None)


def _either(name: str, default: Any, own: Any) -> Any:
    if name in _MERGED:
        return _merged(default, own, ignores_case=name == "extra_headers")
    return default if own == getattr(_UNSET, name) else own


def _merged(default: Mapping[str, Any], own: Mapping[str, Any], *, ignores_case: bool) -> dict[str, Any]:
    """Entry by entry, the conversation's last; a header is the same however it is written."""
    taken = {key.lower() for key in own} if ignores_case else own.keys()
    return {key: value for key, value in default.items() if (key.lower() if ignores_case else key) not in taken} | dict(
        own
    )


def _sets_limit(options: Options) -> bool:
    """Two names, one limit: whichever a conversation sets or unsets is meant."""
    return any(getattr(options, name) is not None or name in options.unset for name in _LIMIT_NAMES)


def _without_limits(options: Options) -> Options:
    return replace(options, max_tokens=None, max_completion_tokens=None)
