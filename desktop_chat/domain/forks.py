"""A conversation of its own from part of another.

The same words stand there under other ids, so that nothing that is done to one of the two reaches the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desktop_chat.domain.messages import Conversation, Edit, Message, MessageId, new_id
from desktop_chat.domain.policy import Policy


def forked(
    conversation: Conversation, branch: Sequence[Message], title: str, at: datetime
) -> tuple[Conversation, tuple[Message, ...]]:
    """A conversation called `title` that goes on from `branch` under the rules of `conversation`.

    What was counted stays with the original, for it was sent and paid for once.
    """
    head = branch[-1].id if branch else None
    other, copies = _copied(conversation, branch, head, at)
    # What was read along is a part of the other one.
    return replace(other, title=title, draft="", draft_attachments=(), draft_edit=None), tuple(
        replace(message, aside=False) for message in copies
    )


def duplicated(
    conversation: Conversation, messages: Sequence[Message], title: str, at: datetime
) -> tuple[Conversation, tuple[Message, ...]]:
    """The same conversation again, called `title`, with all branches. What is being written is not part of it."""
    said = [message for message in messages if not message.is_streaming]
    known = {message.id: message.parent_id for message in messages}
    kept = {message.id for message in said}
    head = conversation.head
    while head is not None and head not in kept:
        head = known.get(head)
    other, copies = _copied(conversation, said, head, at)
    return replace(other, title=title), copies


def _copied(
    conversation: Conversation, messages: Sequence[Message], head: MessageId | None, at: datetime
) -> tuple[Conversation, tuple[Message, ...]]:
    """`messages` in order of their parents."""
    ids = {message.id: new_id() for message in messages}
    other = replace(
        conversation,
        id=new_id(),
        created_at=at,
        updated_at=at,
        head=ids.get(head or ""),
        policy=_renamed(conversation.policy, ids),
        draft_edit=_moved(conversation.draft_edit, ids),
        pinned=False,
        archived=False,
        unread=False,
        trashed_at=None,
    )
    copies = (
        replace(
            message,
            id=ids[message.id],
            conversation_id=other.id,
            parent_id=ids.get(message.parent_id or ""),
            usage=None,
        )
        for message in messages
    )
    return other, tuple(copies)


def _renamed(policy: Policy, ids: Mapping[MessageId, MessageId]) -> Policy:
    """The same rules about the copies; those about messages that were not copied go."""
    summaries = (
        replace(summary, id=new_id(), first=ids[summary.first], last=ids[summary.last], reply=None)
        for summary in policy.summaries
        if summary.first in ids and summary.last in ids
    )
    return replace(
        policy,
        divider=ids.get(policy.divider or ""),
        pinned=frozenset(ids[one] for one in policy.pinned if one in ids),
        excluded=frozenset(ids[one] for one in policy.excluded if one in ids),
        summaries=tuple(summaries),
    )


def _moved(edit: Edit | None, ids: Mapping[MessageId, MessageId]) -> Edit | None:
    """The change of the copy of that message. Where that is no part of the copies, it is of one that is not there."""
    if edit is None:
        return None
    after = None if edit.after is None else ids.get(edit.after, edit.after)
    return replace(edit, message_id=ids.get(edit.message_id, edit.message_id), after=after)
