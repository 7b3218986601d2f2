"""A request in the terms of the wire: its messages, its parameters, its exact bytes.

The protocol is OpenAI's chat completions (`POST /v1/chat/completions`); content with pictures is a list of parts, all
other content a string.
"""

import base64
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Any, overload

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.messages import MessageId, Role
from desktop_chat.domain.models import Options, Quirks
from desktop_chat.domain.text import clean
from desktop_chat.domain.values import dataclass

_GAP = f"data:{os.urandom(16).hex()}"
"""Holds the place of a picture while everything else is encoded. No text can be the same: nobody knows it before."""


@dataclass(frozen=True, slots=True)
class WireMessage:
    """One element of `messages`, and the stored messages it was made of (more than one where a joint is).

    Without sources it is no stored message: the system prompt, which comes first, or a summary.
    """

    role: Role
    content: str
    sources: tuple[MessageId, ...] = ()
    images: tuple[Attachment, ...] = ()


class LaterWire(Sequence[WireMessage]):
    """Messages that are read when the first of them is looked at; how many they are is known before.

    `load` says them all; whatever it raises, the look raises.
    """

    def __init__(self, length: int, load: Callable[[], tuple[WireMessage, ...]]) -> None:
        self._length, self._load = length, load

    @cached_property
    def _all(self) -> tuple[WireMessage, ...]:
        return self._load()

    def once(self) -> tuple[WireMessage, ...]:
        """All of them, without keeping them: for whoever looks at very many requests one after another."""
        return self.__dict__["_all"] if "_all" in self.__dict__ else self._load()

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> WireMessage: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[WireMessage, ...]: ...

    def __getitem__(self, place: int | slice) -> WireMessage | tuple[WireMessage, ...]:
        return self._all[place]

    def __iter__(self) -> Iterator[WireMessage]:
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        return self._all == (other._all if isinstance(other, LaterWire) else other)

    def __hash__(self) -> int:
        return hash(self._all)

    def __repr__(self) -> str:
        return repr(self._all)


@dataclass(frozen=True, slots=True)
class Payload:
    """What is sent to whichever endpoint, or would be. `tokens` is an estimate of its input, `left_out` counts messages
    that stay behind.
    """

    wire: Sequence[WireMessage]
    parameters: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    tokens: int = 0
    left_out: int = 0

    @property
    def body(self) -> bytes:
        return encode_body(self.wire, self.parameters)


def encode_body(wire: Sequence[WireMessage], parameters: Mapping[str, Any]) -> bytes:
    """The request body, JSON in UTF-8. `parameters` holds `model` first; `messages` follow it."""
    rest = {name: value for name, value in parameters.items() if name != "model"}
    pictures = [image for item in wire for image in item.images]
    if not pictures or "messages" in rest:
        return _encode({"model": parameters["model"], "messages": [as_sent(item) for item in wire]} | rest)
    # Pictures are megabytes of letters that need no escape: looking for some takes half a second for each ten of them.
    messages = [as_sent(item, lambda _: _GAP) for item in wire]
    before, *after = _encode({"model": parameters["model"], "messages": messages} | rest).split(_encode(_GAP))
    filled = (part for image, text in zip(pictures, after, strict=True) for part in (_encoded_url(image), text))
    return b"".join([before, *filled])


def _encoded_url(image: Attachment) -> bytes:
    """The picture's address as JSON."""
    return b'%b%b"' % (_encode(_head_of_url(image)).removesuffix(b'"'), base64.b64encode(image.content))


def _encode(body: Mapping[str, Any] | str) -> bytes:
    return clean(json.dumps(body, ensure_ascii=False, separators=(",", ":"))).encode()


def as_sent(item: WireMessage, address: Callable[[Attachment], str] | None = None) -> dict[str, Any]:
    """One element of `messages` as a value of JSON; `address` stands in for the pictures themselves, if given."""
    return {"role": item.role.value, "content": _content(item, address or data_url)}


def _content(item: WireMessage, address: Callable[[Attachment], str]) -> str | list[dict[str, Any]]:
    if not item.images:
        return item.content
    words = [{"type": "text", "text": item.content}] if item.content else []
    return [*words, *({"type": "image_url", "image_url": {"url": address(image)}} for image in item.images)]


def data_url(image: Attachment) -> str:
    """The picture itself as an address (RFC 2397). Raises `AttachmentLost`."""
    return _head_of_url(image) + base64.b64encode(image.content).decode()


def _head_of_url(image: Attachment) -> str:
    return f"data:{image.media_type};base64,"


def parameters_of(model: str, options: Options, quirks: Quirks) -> dict[str, Any]:
    """`model` and every parameter that is set, under the names that the endpoint accepts."""
    named = {quirks.renamed.get(name, name): value for name, value in options.parameters().items()}
    # A streamed answer reports usage only when asked to; a person's own stream_options stay as written.
    if named.get("stream") is True and "stream" not in quirks.refused:
        named = {"stream_options": {"include_usage": True}} | named
    return {"model": model} | {name: value for name, value in named.items() if name not in quirks.refused}
