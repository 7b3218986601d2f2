"""`list`, `show`, `search` and `receipt`: looking at what is stored."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from desktop_chat.cli import status
from desktop_chat.cli.session import Session
from desktop_chat.domain import receipts
from desktop_chat.domain.hits import Hit
from desktop_chat.domain.messages import Conversation, ConversationId, Message
from desktop_chat.domain.receipts import usage_json
from desktop_chat.domain.spelled import Form
from desktop_chat.storage.truncations import Truncations
from desktop_chat.words import times
from desktop_chat.words.catalogue import tr

_SHORT_ID = 8


def run(session: Session, arguments: Any) -> int:
    match arguments.command:
        case "list":
            _list(session, as_json=arguments.json)
        case "show":
            _show(session, arguments.id, arguments.format)
        case "search":
            hits = session.store.search(arguments.query, arguments.limit, with_trash=arguments.trash)
            _print_hits(session, hits, as_json=arguments.json)
        case "receipt":
            _receipt(session, arguments.id, Form(arguments.format))
    return status.DONE


def _list(session: Session, *, as_json: bool) -> None:
    conversations = session.store.conversations.summaries()
    names = {endpoint.id: endpoint.name for endpoint in session.store.endpoints.all()}
    if as_json:
        session.output.json([_summary(conversation, names) for conversation in conversations])
        return
    if not conversations:
        session.output.complain(tr("There is no conversation yet."))
        return
    now = datetime.now().astimezone()
    session.output.table(
        [
            (
                conversation.id[:_SHORT_ID],
                times.when(conversation.updated_at, now),
                conversation.model or "–",
                conversation.title or tr("New conversation"),
            )
            for conversation in conversations
        ]
    )


def _summary(conversation: Conversation, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": conversation.id,
        "title": conversation.title,
        "updated_at": conversation.updated_at.isoformat(),
        "endpoint": names.get(conversation.endpoint_id or ""),
        "model": conversation.model,
        "folder": conversation.folder,
        "pinned": conversation.pinned,
        "archived": conversation.archived,
    }


def _show(session: Session, named: str, form: str) -> None:
    conversation_id = session.store.conversations.resolve(named)
    if form == "markdown":
        from desktop_chat.cli.wording import wording
        from desktop_chat.transfer import export, markdown

        session.output.text(markdown.render(export.load(session.store, conversation_id), wording()))
        return
    conversation, branch = _branch(session, conversation_id)
    if form == "json":
        messages = [_message(message) for message in branch]
        session.output.json({"id": conversation.id, "title": conversation.title, "messages": messages})
        return
    _print_turns(session, conversation, branch)


def _branch(session: Session, conversation_id: ConversationId) -> tuple[Conversation, tuple[Message, ...]]:
    conversations = session.store.conversations
    conversation = conversations.get(conversation_id)
    return conversation, conversations.tree(conversation_id).branch(conversation.head)


def _message(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "parent_id": message.parent_id,
        "role": message.role.value,
        "text": message.text,
        "reasoning": message.reasoning,
        "status": message.status.value,
        "finish_reason": message.finish_reason,
        "model": message.model,
        "created_at": message.created_at.isoformat(),
        "usage": usage_json(message.usage),
    }


def _print_turns(session: Session, conversation: Conversation, branch: tuple[Message, ...]) -> None:
    from desktop_chat.cli.wording import wording

    words, output = wording(), session.output
    now = datetime.now().astimezone()
    output.line(conversation.title or words.untitled)
    for message in branch:
        head = f"{words.role_name(message.role, message.model)} · {times.when(message.created_at, now)}"
        output.line(f"\n{head} · {message.id[:_SHORT_ID]}")
        for part in (message.text, message.refusal):
            if part:
                output.text(part)
                output.end_line()
        if note := words.ending(message):
            output.line(f"[{note}]")


def _print_hits(session: Session, hits: Sequence[Hit], *, as_json: bool) -> None:
    if as_json:
        session.output.json([_hit(hit) for hit in hits])
        return
    if not hits:
        session.output.complain(tr("Nothing was found."))
        return
    session.output.table(
        [(hit.conversation_id[:_SHORT_ID], (hit.message_id or "")[:_SHORT_ID], hit.title, hit.snippet) for hit in hits]
    )


def _hit(hit: Hit) -> dict[str, Any]:
    """In the title when there is no message."""
    return {
        "conversation_id": hit.conversation_id,
        "message_id": hit.message_id,
        "title": hit.title,
        "role": hit.role.value if hit.role else None,
        "snippet": hit.snippet,
    }


def _receipt(session: Session, named: str, form: Form) -> None:
    receipt = session.store.receipts.get(session.store.conversations.resolve_message(named))
    if form is Form.JSON:
        store = session.store
        cut = Truncations(store.receipts, store.conversations.tree).of(receipt)
        session.output.json(receipts.as_json(receipt) | ({"read_tokens": cut.read} if cut else {}))
    else:
        session.output.line(receipts.spelled(receipt, form))
