"""How many tokens a second one thread decodes, and how many the official Python client does in the same run.

Both get the same bytes in the same pieces: 4 KiB, about what lies in a socket's buffer when a fast server writes.
"""

import time
from collections.abc import Callable, Iterator

import httpx2 as httpx  # what the official client is built on
import openai
from openai._streaming import Stream
from openai.types.chat import ChatCompletionChunk

from desktop_chat.domain.models import Limits
from desktop_chat.providers.redaction import redactor
from desktop_chat.providers.reply_body import ReplyDecoder
from tests.benchmarks.figure import Figure
from tests.support import script

_TOKENS = 20_000
_PIECE_BYTES = 4096
_ROUNDS = 5
_WORDS = ("The ", "quick ", "brown ", "fox ", "says ", "你好", "，", "世界", " and", " goes", " on", ".\n")


def _wire() -> list[bytes]:
    """A long reply as OpenAI writes it, in pieces."""
    extra = {"system_fingerprint": "fp_44709d6fcb", "service_tier": "default", "obfuscation": "aB3x9", "usage": None}
    events = [script.chunk({"content": _WORDS[n % len(_WORDS)]}, **extra) for n in range(_TOKENS)]
    data = b"".join([*events, script.chunk(None, "stop"), b"data: [DONE]\n\n"])
    return [data[start : start + _PIECE_BYTES] for start in range(0, len(data), _PIECE_BYTES)]


def _ours(pieces: list[bytes]) -> int:
    decoder = ReplyDecoder("text/event-stream", Limits(), redactor())
    deltas = 0
    for piece in pieces:
        deltas += len(decoder.feed(piece))
    return deltas + len(decoder.end())


def _theirs(pieces: list[bytes]) -> int:
    with openai.OpenAI(api_key="none", base_url="http://127.0.0.1:1") as client:
        response = httpx.Response(200, content=iter(pieces), request=httpx.Request("POST", "http://127.0.0.1:1"))
        stream = Stream(cast_to=ChatCompletionChunk, response=response, client=client)
        return sum(bool(chunk.choices and chunk.choices[0].delta.content) for chunk in stream)


def _per_second(decode: Callable[[list[bytes]], int], pieces: list[bytes]) -> float:
    """The best of some rounds: what the code can do, not what else the machine was doing."""
    best = float("inf")
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        assert decode(pieces) == _TOKENS
        best = min(best, time.perf_counter() - began)
    return _TOKENS / best


def figures() -> Iterator[Figure]:
    pieces = _wire()
    ours, theirs = _per_second(_ours, pieces), _per_second(_theirs, pieces)
    yield Figure("decoder_tokens_per_second", ours, "tokens/s", ">= 60000")
    yield Figure("decoder_official_client_tokens_per_second", theirs, "tokens/s", "report")
    yield Figure("decoder_times_as_fast_as_official_client", ours / theirs, "times", "report")
