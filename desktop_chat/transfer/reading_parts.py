"""Parts of an archive as values again: files, rules, options, failures. What `archive.py` writes, this reads."""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

from desktop_chat.domain.attachments import Attachment, digest_of, plain_name
from desktop_chat.domain.errors import Cause, ErrorKind, Failure, NotFound
from desktop_chat.domain.intake import Loss
from desktop_chat.domain.messages import Usage
from desktop_chat.domain.models import LONGEST_TIMEOUT_S, Options, is_header
from desktop_chat.domain.policy import DropsFirst, Policy, Summary
from desktop_chat.transfer.archive import without_secret_headers
from desktop_chat.transfer.fields import Fields

Fetch: TypeAlias = Callable[[str], bytes]
"""The file that lies beside a text, by its relative path. Raises `NotFound`, also for a path that leads away."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_MEDIA_TYPE = re.compile(r"image/(?:png|jpeg|gif|webp)|(?!image/)[a-z0-9][\w.+-]{0,60}/[a-z0-9][\w.+-]{0,60}", re.ASCII)
"""A picture of any other kind is none that a model could be sent, nor one that is shown."""
_NUMBERS = ("temperature", "top_p", "presence_penalty", "frequency_penalty")
_INTEGERS = ("max_tokens", "max_completion_tokens", "seed")
_TIMEOUTS = ("first_byte_timeout_s", "idle_timeout_s")


def nothing_beside(path: str) -> bytes:
    raise NotFound("attachment", path)


def attachments_in(values: Fields, name: str, fetch: Fetch) -> tuple[Attachment, ...]:
    """Each with its content, which is what its hash says or is lost."""
    found = [_attachment(one, fetch) for one in values.each(name)]
    return tuple(one for one in found if one is not None)


def _attachment(values: Fields, fetch: Fetch) -> Attachment | None:
    digest, media_type = values.text("digest"), values.text("media_type")
    named = Attachment(
        digest=digest,
        name=plain_name(values.text("name")),
        media_type=media_type if _MEDIA_TYPE.fullmatch(media_type) else "text/plain",
        size=values.count("size") or 0,
        tokens=values.count("tokens") or 0,
        width=values.count("width"),
        height=values.count("height"),
        is_scaled=values.truth("is_scaled"),
    )
    content = _content(values, fetch)
    if content is not None and digest_of(content) == digest:
        return replace(named, load=partial(bytes, content))
    values.losses[Loss.PICTURE if named.is_image else Loss.FILE] += 1
    return named if _DIGEST.fullmatch(digest) else None


def _content(values: Fields, fetch: Fetch) -> bytes | None:
    coded, path = values.text_or_none("content"), values.text_or_none("path")
    try:
        if coded is not None:
            return base64.b64decode(coded, validate=True)
        return None if path is None else fetch(path)
    except (binascii.Error, ValueError, NotFound):
        return None


def policy_in(values: Fields) -> Policy:
    return Policy(
        system_prompt=values.text("system_prompt"),
        keep_last=values.count("keep_last"),
        token_budget=values.count("token_budget"),
        divider=values.text_or_none("divider"),
        pinned=frozenset(values.strings("pinned")),
        excluded=frozenset(values.strings("excluded")),
        drops_first=values.one_of(DropsFirst, "drops_first", DropsFirst.OLDEST),
        summaries=tuple(map(_summary, values.each("summaries"))),
    )


def _summary(values: Fields) -> Summary:
    first, last, text = (values.text(name) for name in ("first", "last", "text"))
    return Summary(values.text("id"), first, last, text, values.text_or_none("reply"))


def options_in(values: Fields) -> Options:
    """Never a key: headers that would carry one are left out."""
    said: dict[str, Any] = {name: values.number(name) for name in _NUMBERS}
    said |= {name: values.integer(name) for name in _INTEGERS}
    said |= {name: _patience(values, name) for name in _TIMEOUTS}
    stops = values.values.get("stop")
    headers = {name: text for name, text in values.mapping("extra_headers").items() if is_header(name, text)}
    return Options(
        **said,
        stop=None if stops is None else values.strings("stop"),
        stream=values.truth("stream") if values.values.get("stream") is not None else None,
        reasoning_effort=values.text_or_none("reasoning_effort"),
        extra_body=values.mapping("extra_body"),
        extra_headers=without_secret_headers(headers),
        unset=frozenset(values.strings("unset")),
    )


def _patience(values: Fields, name: str) -> float | None:
    seconds = values.number(name)
    return seconds if seconds is None or 0 < seconds <= LONGEST_TIMEOUT_S else None


def usage_in(values: Fields, name: str) -> Usage | None:
    counts = values.inner(name)
    return None if counts is None else Usage(*(counts.integer(count) for count in Usage.__dataclass_fields__))


def failure_in(values: Fields, name: str) -> Failure | None:
    said = values.inner(name)
    if said is None:
        return None
    attempts = said.count("attempts")
    return Failure(
        kind=said.one_of(ErrorKind, "kind", ErrorKind.INTERNAL),
        host=said.text("host"),
        http_status=said.integer("http_status"),
        words=said.text("words"),
        retry_after_s=said.number("retry_after_s"),
        attempts=1 if attempts is None else attempts,
        cause=said.one_of_or_none(Cause, "cause"),
        limit=said.number("limit"),
    )
