"""What a tool answered, which an import may bring: no server takes it without the call, and calls are not sent."""

import pytest

from desktop_chat.domain.context import Reason, plan
from desktop_chat.domain.messages import Message, Role
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from tests.domain.builders import branch


def sent(said: list[Message], policy: Policy) -> list[str]:
    return [item.content for item in plan(said, policy, Options(), "m").wire]


@pytest.mark.parametrize("policy", [Policy(), Policy(pinned=frozenset({"t1"})), Policy(token_budget=500)])
def test_what_a_tool_answered_stays_behind_because_its_call_does(policy: Policy) -> None:
    made = plan(branch("u1 Rain?", "a1 ", "t1 {}", "a2 No.", "u2 And now?"), policy, Options(), "m")
    assert [(item.role, item.content) for item in made.wire] == [
        (Role.USER, "Rain?"),
        (Role.ASSISTANT, "No."),
        (Role.USER, "And now?"),
    ]
    assert made.reason_of("t1") is Reason.TOOL
    assert made.out == {Reason.TOOL: 1}


def test_a_reply_after_a_tool_is_asked_with_its_question_and_goes_with_it() -> None:
    said = branch("u1 " + "long " * 100, "a1 ", "t1 {}", "a2 b", "u2 d")
    assert sent(said, Policy(token_budget=40)) == ["d"]
    assert sent(said[:4], Policy(keep_last=0)) == [said[0].text, "b"]
