"""A fork says the same, and shares nothing with what it was made from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.context import plan
from desktop_chat.domain.errors import BudgetTooSmall, NothingToSend
from desktop_chat.domain.forks import forked
from desktop_chat.domain.messages import Conversation, Message
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from tests.domain.builders import START, branches, policies


@given(st.data())
def test_a_fork_of_everything_would_send_the_same(data: st.DataObject) -> None:
    said: list[Message] = data.draw(branches(min_size=1))
    policy: Policy = data.draw(policies(said))
    conversation = Conversation("c", START, START, "Title", policy=policy, draft="unsaid", pinned=True)
    other, copies = forked(conversation, said, "Title, forked", START)
    assert [(one.role, one.text, one.continues) for one in copies] == [(m.role, m.text, m.continues) for m in said]
    assert {one.conversation_id for one in copies} == {other.id}
    assert not {one.id for one in copies} & {one.id for one in said}
    assert (other.head, other.draft, other.pinned) == (copies[-1].id, "", False)
    assert _sent(copies, other.policy) == _sent(said, policy)


def test_a_fork_of_nothing_is_blank() -> None:
    other, copies = forked(Conversation("c", START, START), (), "", START)
    assert (other.head, copies) == (None, ())


def _sent(said: tuple[Message, ...] | list[Message], policy: Policy) -> list[tuple[str, str]] | type[Exception]:
    try:
        return [(one.role.value, one.content) for one in plan(said, policy, Options(), "m").wire]
    except (BudgetTooSmall, NothingToSend) as error:
        return type(error)
