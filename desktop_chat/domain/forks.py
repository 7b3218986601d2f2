"""A conversation of its own from part of another.

The same words stand there under other ids, so that nothing that is done to one of the two reaches the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desktop_chat.domain.messages import Conversation, Message, MessageId, new_id
from desktop_chat.domain.policy import Policy


def forked(
    conversation: Conversation, branch: Sequence[Message], title: str, at: datetime
) -> tuple[Conversation, tuple[Message, ...]]:
    """A conversation called `title` that goes on from `branch` under the rules of `conversation`.

    What was counted stays with the original, for it was sent and paid for once.
    """
    ids = {message.id: new_id() for message in branch}
    other = replace(
        conversation,
        id=new_id(),
        created_at=at,
        updated_at=at,
        title=title,
        head=ids[branch[-1].id] if branch else None,
        policy=_renamed(conversation.policy, ids),
        draft="",
        draft_attachments=(),
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
            aside=False,  # what was read along is a part of the other one
        )
        for message in branch
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
