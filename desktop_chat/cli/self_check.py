"""`--self-check`: is the program itself whole, wherever and however it was installed?

It touches no data of anybody and no network: what it stores lies in a folder that is gone afterwards. A frozen program
that lacks a module, a resource or a certificate fails here instead of on somebody's desk.
"""

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop_chat import paths
from desktop_chat.cli import status
from desktop_chat.cli.session import Session
from desktop_chat.cli.versions import versions
from desktop_chat.domain import context, receipts, turns
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.messages import Conversation, Message, new_id, now
from desktop_chat.domain.models import Endpoint, Limits, Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.streaming import Ended, ReplyBuilder, TextDelta
from desktop_chat.domain.turns import Author
from desktop_chat.storage.about import keyring_backends
from desktop_chat.words import catalogue

_SAID = "数据 and data"
_WIRE = (
    b'data: {"choices":[{"index":0,"delta":{"content":"\\u6570\\u636e"}}]}\n\n'
    b'data: {"choices":[{"index":0,"delta":{"content":" and data"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
)
_MODEL = "check"


class Broken(Exception):
    """A part does not do what it is there for."""


def self_check(session: Session) -> int:
    """Run the checks, print a line of facts for each; returns the exit status."""
    whole = True
    for name, check in _CHECKS.items():
        try:
            facts = check()
        except (Broken, ChatError, ImportError, OSError, ValueError) as problem:
            whole = False
            facts = f"BROKEN: {type(problem).__name__}: {problem}"
        session.output.line(f"{name}: {facts}")
    return status.DONE if whole else status.FAILED


def _versions() -> str:
    return ", ".join(f"{name} {version}" for name, version in versions().items() if version)


def _languages() -> str:
    spoken = catalogue.current()
    try:
        return ", ".join(_tried_languages())
    finally:
        catalogue.use(spoken)


def _tried_languages() -> Iterator[str]:
    catalogue.load(paths.translations())
    for tag in (catalogue.ENGLISH, catalogue.CHINESE):
        catalogue.use(tag)
        if catalogue.current() != tag:
            raise Broken(f"{tag} has no catalogue in {paths.translations()}")
        yield tag


def _keyring() -> str:
    """The key stores that this program could talk to; whether one is there is another question."""
    backends = keyring_backends()
    if not backends:
        raise Broken("no backend of keyring can be loaded")
    return ", ".join(backends)


def _tls() -> str:
    from desktop_chat.providers.trust import tls_context

    return f"{tls_context().cert_store_stats()['x509_ca']} certificate authorities"


def _local_server() -> str:
    from desktop_chat.providers.local.process import is_installed

    return "installed" if is_installed() else "not installed"


def _wire() -> str:
    """One reply, decoded as it comes from a socket, in the smallest pieces."""
    from desktop_chat.providers.redaction import redactor
    from desktop_chat.providers.reply_body import ReplyDecoder

    decoder = ReplyDecoder("text/event-stream", Limits(), redactor(None))
    deltas = [delta for byte in _WIRE for delta in decoder.feed(bytes([byte]))] + decoder.end()
    text = "".join(delta.text for delta in deltas if isinstance(delta, TextDelta))
    if text != _SAID or decoder.failure is not None or not decoder.completion.is_complete:
        raise Broken(f"decoded {text!r}")
    return "one reply decoded"


def _store() -> str:
    """One turn planned, encoded, stored, and read again by a second opening."""
    from desktop_chat.storage.store import open_store

    conversation = Conversation(new_id(), now(), now(), title=_SAID)
    turn = turns.begin(conversation.id, None, _SAID, Author(_MODEL, _MODEL), now())
    plan = context.plan(turn.added[:1], Policy(system_prompt="Check."), Options(), _MODEL)
    reply = turn.added[-1]
    receipt = receipts.issue(reply, plan.payload, Endpoint(new_id(), _MODEL, "https://check.invalid/v1"), 1.0)
    with tempfile.TemporaryDirectory(prefix="desktop-chat-check-") as folder:
        with open_store(Path(folder)) as store:
            store.conversations.begin_turn(conversation, turn, receipt).result()
            store.journal.open(reply)
            for event in (TextDelta(_SAID), Ended(now(), "stop")):
                store.journal.put(reply.id, event)
            store.journal.settle(reply.id)
        with open_store(Path(folder)) as store:
            _compare(_built(reply), store.conversations.message(reply.id), plan.body, store.receipts.get(reply.id).body)
            found = len(store.search("数据"))
            report = store.check()
    if not report.ok or found == 0:
        raise Broken(f"{report}, {found} found")
    return f"one turn stored and found, schema {report.schema}, body of {len(plan.body)} bytes"


def _built(reply: Message) -> Message:
    builder = ReplyBuilder()
    builder.apply(TextDelta(_SAID))
    builder.apply(Ended(now(), "stop"))
    return builder.built(reply)


def _compare(sent: Message, stored: Message, body: bytes, stored_body: bytes) -> None:
    if stored != sent or stored_body != body or json.loads(body)["messages"][-1]["content"] != _SAID:
        raise Broken(f"stored {stored}")


_CHECKS: dict[str, Callable[[], str]] = {
    "versions": _versions,
    "languages": _languages,
    "keyring": _keyring,
    "certificates": _tls,
    "local model server": _local_server,
    "wire": _wire,
    "store": _store,
}
