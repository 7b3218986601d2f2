"""One conversation's visible branch as Markdown: for reading, for notes, for any other program.

Each turn stands below a heading of level two, and whatever was said in it stays below that heading. The words
for people (who speaks, how a reply ended) are handed in, because they follow the reader's language.
"""

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from itertools import chain
from typing import Any, TypeAlias
from urllib.parse import quote

from desktop_chat import __version__
from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.joints import units
from desktop_chat.domain.messages import Message, Role
from desktop_chat.domain.money import Money, exact, totals
from desktop_chat.domain.text import first_line
from desktop_chat.domain.values import dataclass
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.contained import contained
from desktop_chat.transfer.formats import PLAINLY, MarkdownOptions
from desktop_chat.transfer.inline import fenced, literal

_LOOPBACK = "127.0.0.1"
_SEPARATOR = "***"
_TURN_LEVEL = 2
_TITLE_LENGTH = 200
_NOT_PLAIN_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_USUAL_FINISH = frozenset({None, "", "stop"})


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of an export: who speaks, how a reply ended ("" for as it should), and heads."""

    role_name: Callable[[Role, str | None], str]
    ending: Callable[[Message], str]
    reasoning: str
    untitled: str


Links: TypeAlias = Mapping[Attachment, str]
"""Where each attached file lies, relative to the Markdown; one that is not in it is named only."""


def render(
    chat: Chat,
    wording: Wording,
    zone: tzinfo | None = None,
    links: Links | None = None,
    options: MarkdownOptions = PLAINLY,
) -> str:
    """The whole file. Times are shown in `zone`, which is the machine's own when None."""
    title = first_line(chat.conversation.title, _TITLE_LENGTH) or wording.untitled
    parts = [_front_matter(chat, title, zone), f"# {literal(title)}"]
    system = chat.conversation.policy.system_prompt
    if system.strip():
        parts.append(f"## {literal(wording.role_name(Role.SYSTEM, None))}\n\n{contained(system)}")
    parts += _turns(chat.branch, wording, zone, links or {})
    head, first, *rest = parts
    return "\n\n".join([head, first, *chain.from_iterable((_SEPARATOR, part) for part in rest)]) + "\n"


def _turns(branch: Iterable[Message], wording: Wording, zone: tzinfo | None, links: Links) -> Iterator[str]:
    day = None
    for unit in units(tuple(branch)):  # a joint may lie in the middle of a word or of code
        moment = unit[0].created_at.astimezone(zone)
        when = f"{moment:%H:%M}" if moment.date() == day else f"{moment:%Y-%m-%d %H:%M}"
        day = moment.date()
        name = literal(wording.role_name(unit[0].role, unit[0].model))
        yield "\n\n".join([f"## {name} · {when}", *_said(unit, wording), *_brought(unit, links)])


def _said(unit: Sequence[Message], wording: Wording) -> Iterator[str]:
    reasoning = "\n\n".join(message.reasoning for message in unit if message.reasoning)
    if reasoning.strip():
        yield f"<details>\n<summary>{html.escape(wording.reasoning)}</summary>"
        yield contained(reasoning, _TURN_LEVEL)
        yield "</details>"
    for text in ("".join(message.text for message in unit), "".join(message.refusal for message in unit)):
        if text.strip():
            yield contained(text.strip("\n"), _TURN_LEVEL)
    for call in chain.from_iterable(message.tool_calls for message in unit):
        yield f"**{literal(call.name)}**"
        yield fenced(call.arguments, "json")
    if note := _note(unit[-1], wording):
        yield f"> {note}"


def _brought(unit: Sequence[Message], links: Links) -> Iterator[str]:
    """The files that came with the turn, each a paragraph of its own."""
    for attachment in chain.from_iterable(message.attachments for message in unit):
        name, link = literal(attachment.name), links.get(attachment)
        if link is None:
            yield name
        else:
            yield f"{'!' if attachment.is_image else ''}[{name}]({quote(link)})"


def _note(last: Message, wording: Wording) -> str:
    """How the turn ended, when that is not simply its end."""
    sentence = literal(wording.ending(last))
    if last.finish_reason in _USUAL_FINISH:
        return sentence
    return f"{sentence} ({literal(str(last.finish_reason))})".strip()


def _front_matter(chat: Chat, title: str, zone: tzinfo | None) -> str:
    """Every value is written as JSON, which YAML reads as it is."""
    conversation, branch = chat.conversation, chat.branch
    replies = [message for message in branch if message.is_reply]
    values = {
        "title": title,
        "id": conversation.id,
        "created": _iso(conversation.created_at, zone),
        "updated": _iso(conversation.updated_at, zone),
        "models": _unlike(message.model for message in replies),
        "endpoints": _unlike(_host(chat, message) for message in replies),
        "tokens": _tokens(replies),
        "cost": _cost(chat, replies),
        "branch": _place(chat),
        "folder": conversation.folder,
        "program": f"Desktop Chat {__version__}",
    }
    lines = [f"{name}: {_yaml(value)}" for name, value in values.items() if value is not None]
    return "\n".join(["---", *lines, "---"])


def _host(chat: Chat, reply: Message) -> str | None:
    """Where the request went; the endpoint's name where no receipt is left."""
    receipt = chat.receipts.get(reply.id)
    if receipt is None:
        return reply.endpoint
    host = receipt.base_url.partition("://")[2].partition("/")[0]
    # A server on this machine has another port each time, which tells nobody anything.
    return _LOOPBACK if host.startswith(f"{_LOOPBACK}:") else host


def _tokens(replies: Iterable[Message]) -> dict[str, int] | None:
    """What the servers counted over the whole branch; nothing when none of them did."""
    usages = [message.usage for message in replies if message.usage]
    if not usages:
        return None
    return {
        "prompt": sum(usage.prompt_tokens or 0 for usage in usages),
        "completion": sum(usage.completion_tokens or 0 for usage in usages),
    }


def _cost(chat: Chat, replies: Iterable[Message]) -> dict[str, str] | None:
    """What the branch cost per currency, exactly, as text; nothing where no reply has a known price."""
    costs = (chat.receipts[message.id].cost for message in replies if message.id in chat.receipts)
    sums = totals(cost for cost in costs if cost is not None)
    return {currency: exact(Money(currency, amount)) for currency, amount in sums.items()} or None


def _place(chat: Chat) -> dict[str, Any]:
    """Which of the conversation's branches this is, counted from the oldest leaf on."""
    head = chat.branch[-1].id if chat.branch else None
    leaves = sorted(
        chain.from_iterable(chat.tree.leaves_under(root.id) for root in chat.tree.children(None)),
        key=lambda leaf: (chat.tree[leaf].created_at, leaf),
    )
    number = leaves.index(head) + 1 if head in leaves else None
    return {"head": head, "number": number, "of": len(leaves)}


def _unlike(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _iso(moment: datetime, zone: tzinfo | None) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")


def _yaml(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _NOT_PLAIN_IN_YAML.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
