"""Messages and branches for the tests of the domain: short to write, and as random as a property needs."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from desktop_chat.domain.messages import Message, Role, Status
from desktop_chat.domain.policy import DropsFirst, Policy, Summary

START = datetime(2026, 3, 6, 20, 0, tzinfo=UTC)
ROLES = {"u": Role.USER, "a": Role.ASSISTANT, "s": Role.SYSTEM, "t": Role.TOOL}


def message(
    identifier: str,
    text: str = "",
    *,
    role: Role = Role.USER,
    parent: str | None = None,
    minutes: int = 0,
    continues: bool = False,
    status: Status = Status.COMPLETE,
) -> Message:
    at = START + timedelta(minutes=minutes)
    return Message(identifier, "c", parent, role, text, at, status, continues=continues)


def branch(*spoken: str) -> list[Message]:
    """`branch("u1 hello", "a1 hi", "+a2 there")`: role letter and id, text; "+" continues the message before."""
    said: list[Message] = []
    for place, words in enumerate(spoken):
        head, _, text = words.partition(" ")
        identifier = head.lstrip("+")
        said.append(
            message(
                identifier,
                text,
                role=ROLES[identifier[0]],
                parent=said[-1].id if said else None,
                minutes=place,
                continues=head.startswith("+"),
            )
        )
    return said


TEXTS = st.text(max_size=40) | st.sampled_from(["", " ", "你好，世界", "x" * 200, "\x00\u2028", "🙂" * 9])


@st.composite
def branches(draw: st.DrawFn, min_size: int = 0) -> list[Message]:
    """A branch of any roles in any order, with joints where the parent allows them and where it does not."""
    size = draw(st.integers(min_size, 9))
    said: list[Message] = []
    for place in range(size):
        parent = said[-1].id if said else None
        if said and draw(st.integers(0, 9)) == 0:
            parent = said[0].id
        said.append(
            message(
                f"m{place}",
                draw(TEXTS),
                role=draw(st.sampled_from(Role)),
                parent=parent,
                minutes=place,
                continues=draw(st.integers(0, 2)) == 0,
            )
        )
    return said


@st.composite
def policies(draw: st.DrawFn, said: Sequence[Message]) -> Policy:
    ids = [one.id for one in said] or ["none"]
    some = st.frozensets(st.sampled_from(ids), max_size=3)
    return Policy(
        system_prompt=draw(st.sampled_from(["", "  \n", "Be brief.", "你是助手。" * 20])),
        keep_last=draw(st.none() | st.integers(0, 6)),
        token_budget=draw(st.none() | st.integers(0, 300)),
        divider=draw(st.none() | st.sampled_from([*ids, "elsewhere"])),
        pinned=draw(some),
        excluded=draw(some),
        drops_first=draw(st.sampled_from(DropsFirst)),
        summaries=tuple(draw(st.lists(summaries(ids), max_size=2, unique_by=lambda one: one.id))),
    )


def summaries(ids: Sequence[str]) -> st.SearchStrategy[Summary]:
    named = st.sampled_from([*ids, "elsewhere"])
    return st.builds(
        Summary, st.sampled_from(["sum1", "sum2"]), named, named, st.sampled_from(["", "In short.", "摘要"])
    )
