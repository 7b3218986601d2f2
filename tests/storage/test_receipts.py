import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop_chat.domain import context, receipts, turns
from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.calibration import learned
from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.errors import NotFound, RequestRefused, StoreDamaged
from desktop_chat.domain.messages import Conversation, Message, Role, Status, Usage, new_id
from desktop_chat.domain.models import Options
from desktop_chat.domain.money import Money
from desktop_chat.domain.policy import DropsFirst, Policy, Summary
from desktop_chat.domain.prices import Price, Rates
from desktop_chat.domain.receipts import Receipt
from desktop_chat.domain.streaming import Ended, TextDelta, UsageReported
from desktop_chat.domain.tokens import measure
from desktop_chat.domain.wire import WireMessage
from desktop_chat.storage import wire_rows
from desktop_chat.storage.attachments import digest_of
from desktop_chat.storage.store import Store, open_store
from desktop_chat.storage.wire_rows import Place
from tests.storage.making import AUTHOR, ENDPOINT, ask, at, conversation, done, exchange, receipt_for, stream

text = some.text(some.characters(exclude_categories=["Cs"]), min_size=0, max_size=12)


CONTENTS = (b"print('hi')\n```\n", b"\x89PNG not really", "文件".encode())


def _file(content: bytes, name: str, media_type: str) -> Attachment:
    return Attachment(digest_of(content), name, media_type, len(content), 7, load=lambda: content)


FILES = (
    _file(CONTENTS[0], "hi.py", "text/x-python"),
    _file(CONTENTS[1], "it.png", "image/png"),
    _file(CONTENTS[2], "文.txt", "text/plain"),
)


@dataclass(frozen=True)
class Story:
    """A branch, the rules and the parameters of the request that continues it."""

    branch: tuple[Message, ...]
    policy: Policy
    options: Options


@some.composite
def stories(draw: some.DrawFn) -> Story:
    length = draw(some.integers(1, 14))
    ids = [f"m{number}" for number in range(length)]
    branch: list[Message] = []
    for number, id_ in enumerate(ids):
        continues = number > 0 and branch[-1].role is Role.ASSISTANT and draw(some.booleans())
        role = Role.ASSISTANT if continues else draw(some.sampled_from([Role.USER, Role.ASSISTANT, Role.SYSTEM]))
        parent = branch[-1].id if branch else None
        files = tuple(draw(some.lists(some.sampled_from(FILES), max_size=2))) if draw(some.integers(0, 4)) == 0 else ()
        branch.append(Message(id_, "c", parent, role, draw(text), at(number), continues=continues, attachments=files))
    chosen = some.frozensets(some.sampled_from(ids), max_size=4)
    policy = Policy(
        system_prompt=draw(text),
        keep_last=draw(some.none() | some.integers(0, 8)),
        token_budget=draw(some.none() | some.integers(20, 90)),
        divider=draw(some.none() | some.sampled_from(ids)),
        pinned=draw(chosen),
        excluded=draw(chosen),
        drops_first=draw(some.sampled_from(DropsFirst)),
        summaries=tuple(draw(some.lists(_summaries(ids), max_size=2, unique_by=lambda one: one.id))),
    )
    options = Options(
        temperature=draw(some.none() | some.floats(0, 2)),
        stop=draw(some.none() | some.tuples(text, text)),
        seed=draw(some.none() | some.integers(-(2**63), 2**63)),
        stream=draw(some.none() | some.booleans()),
        extra_body=draw(some.dictionaries(text, text | some.lists(some.floats(allow_nan=False)), max_size=2)),
    )
    return Story(tuple(branch), policy, options)


def _summaries(ids: list[str]) -> some.SearchStrategy[Summary]:
    named = some.sampled_from(ids)
    return some.builds(Summary, some.sampled_from(["one", "two"]), named, named, text)


def sent(store: Store, story: Story) -> tuple[ContextPlan, Receipt] | None:
    """The plan of the story's request, and its receipt as it comes back from the disk."""
    talk = replace(conversation(), policy=story.policy, options=story.options)
    names = {message.id: new_id() for message in story.branch}  # every example is a conversation of its own
    branch = tuple(_moved(message, talk, names) for message in story.branch)
    policy = replace(
        story.policy,
        divider=names.get(story.policy.divider or ""),
        pinned=frozenset(names[id_] for id_ in story.policy.pinned),
        excluded=frozenset(names[id_] for id_ in story.policy.excluded),
        summaries=tuple(replace(one, first=names[one.first], last=names[one.last]) for one in story.policy.summaries),
    )
    try:
        plan = context.plan(branch, policy, story.options, "small")
    except RequestRefused:
        return None
    reply = turns.retry(replace(branch[-1], parent_id=branch[-1].id), AUTHOR, at(99))
    assert reply.reply is not None
    for content in CONTENTS:
        done(store.attachments.put(content))
    done(store.conversations.create(talk, branch))
    issued = receipts.issue(reply.reply, plan.payload, ENDPOINT, 1.25)
    done(store.conversations.begin_turn(talk, reply, issued))
    return plan, store.receipts.get(reply.reply.id)


def _moved(message: Message, talk: Conversation, names: dict[str, str]) -> Message:
    parent = names[message.parent_id] if message.parent_id else None
    return replace(message, id=names[message.id], conversation_id=talk.id, parent_id=parent)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all examples of a property; opening one per example would be most of the time."""
    with open_store(tmp_path_factory.mktemp("receipts") / "data") as opened:
        yield opened


@given(stories())
def test_a_receipt_says_the_exact_body_again(shared: Store, story: Story) -> None:
    found = sent(shared, story)
    if found is not None:
        plan, receipt = found
        assert len(receipt.wire) == len(plan.wire)
        assert receipt.body == plan.body
        assert receipt.wire == plan.wire
        assert (receipt.estimate, receipt.left_out, receipt.factor) == (plan.tokens, plan.left_out, 1.25)


def test_a_receipt_comes_back_as_it_was_issued(store: Store) -> None:
    talk = replace(
        conversation(), policy=Policy("Be brief"), options=Options(max_tokens=5, extra_headers={"X-Team": "一"})
    )
    first = exchange(store, talk, "one", "1")
    turn = turns.begin(talk.id, first.id, "two", AUTHOR, at(9))
    branch = store.conversations.tree(talk.id).branch(first.id)
    receipt = replace(receipt_for(turn, (*branch, turn.added[0]), talk, 0.5), sent_at=at(9.5))
    done(store.conversations.begin_turn(talk, turn, receipt))
    assert turn.reply is not None
    assert store.receipts.get(turn.reply.id) == receipt


def test_a_message_without_a_receipt_is_said_so(store: Store) -> None:
    turn = ask(store, conversation(), "q")
    for missing in (turn.added[0].id, "nothing"):
        with pytest.raises(NotFound, match=f"receipt {missing}"):
            store.receipts.get(missing)


def test_a_request_that_is_not_the_branch_is_kept_word_for_word(store: Store) -> None:
    talk = conversation()
    first = exchange(store, talk, "one", "1")
    turn = turns.begin(talk.id, first.id, "two", AUTHOR, at(9))
    assert turn.reply is not None
    question = turn.added[0]
    wire = (
        WireMessage(Role.USER, "A summary that no message holds", ()),
        WireMessage(Role.USER, "two, with something attached", (question.id,)),
        WireMessage(Role.ASSISTANT, "1", (first.id,)),
        WireMessage(Role.USER, "of another conversation", ("elsewhere",)),
    )
    branch = store.conversations.tree(talk.id).branch(first.id)
    receipt = replace(receipt_for(turn, (*branch, question), talk), wire=wire)
    done(store.conversations.begin_turn(talk, turn, receipt))
    assert store.receipts.get(turn.reply.id).wire == wire
    listed = str(store.database.reader().execute("SELECT listed FROM receipt WHERE listed IS NOT NULL").get)
    assert "A summary" in listed
    assert '"1"' not in listed


def test_a_receipt_above_which_something_is_lost_does_not_guess(store: Store) -> None:
    reply = exchange(store, conversation(), "q", "a")
    done(store.database.write(lambda db: db.execute("DELETE FROM message WHERE role = 'user'").fetchall()))
    with pytest.raises(StoreDamaged):
        store.receipts.get(reply.id)


def test_a_receipt_in_a_branch_that_runs_in_a_circle_does_not_hang(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire_rows, "_LONGEST_BRANCH", 100)
    reply = exchange(store, conversation(), "q", "a")
    done(store.database.write(lambda db: db.execute("UPDATE message SET parent = 2 WHERE row = 1").fetchall()))
    with pytest.raises(StoreDamaged):
        store.receipts.get(reply.id)


# -- what past requests teach --------------------------------------------------------------------------------


def counted(store: Store, talk: Conversation, tokens_counted: int | None, factor: float) -> None:
    turn = turns.begin(talk.id, None, "how many tokens are in this?", AUTHOR, at(1))
    receipt = receipt_for(turn, turn.added[:1], talk, factor)
    receipt = replace(receipt, estimate=round(receipt.estimate * factor))
    done(store.conversations.begin_turn(talk, turn, receipt))
    reply = stream(store, turn, TextDelta("x"), UsageReported(Usage(tokens_counted)), Ended(at(2), "stop"))
    store.journal.settle(reply.id)


def test_samples_are_the_newest_of_one_endpoint_and_model(store: Store) -> None:
    talk = conversation()
    for number, factor in ((100, 1.0), (None, 1.0), (300, 2.0), (400, 4.0)):
        counted(store, talk, number, factor)
    past = store.receipts.counted(ENDPOINT.id, "small")
    found = [one.sample for one in past]
    assert [sample.counted for sample in found] == [400, 300, 100]
    assert {(sample.measured, sample.messages) for sample in found} == {(measure("how many tokens are in this?"), 1)}
    assert [one.factor for one in past] == [4.0, 2.0, 1.0]
    assert store.receipts.counted(ENDPOINT.id, "small", limit=1) == past[:1]
    assert store.receipts.counted(ENDPOINT.id, "large") == store.receipts.counted("other", "small") == []


def test_an_estimate_learned_from_samples_is_what_the_server_counts(store: Store) -> None:
    talk = conversation()
    for factor in (1.0, 2.0):
        counted(store, talk, 50, factor)
    estimator = learned(one.sample for one in store.receipts.counted(ENDPOINT.id, "small"))
    assert estimator.message("how many tokens are in this?") + estimator.per_request == pytest.approx(50, abs=1)


def test_a_receipt_keeps_the_price_of_its_time(store: Store) -> None:
    talk = conversation()
    turn = turns.begin(talk.id, None, "what does this cost?", AUTHOR, at(1))
    price = Price(
        "CNY", Rates(2_000_000, 8_000_000, 500_000), 1000, Rates(4_000_000, 16_000_000), "2026-11-28", "a page"
    )
    receipt = replace(receipt_for(turn, turn.added[:1], talk), price=price)
    done(store.conversations.begin_turn(talk, turn, receipt))
    usage = Usage(100, 10, 110, 60, 4)
    reply = stream(store, turn, TextDelta("x"), UsageReported(usage), Ended(at(2), "stop"))
    store.journal.settle(reply.id)
    stored = store.receipts.get(reply.id)
    assert (stored.price, stored.usage) == (price, usage)
    assert stored.cost == Money("CNY", 40 * 2_000_000 + 60 * 500_000 + 10 * 8_000_000)
    assert store.conversations.message(reply.id).usage == usage


# -- size ----------------------------------------------------------------------------------------------------


def long_talk(store: Store, policy: Policy, turns_wanted: int) -> int:
    """A conversation of that many turns, each with its receipt; the size of its texts in bytes."""
    words, size = random.Random(7), 0
    talk = replace(conversation(), policy=policy)
    branch: list[Message] = []
    for number in range(turns_wanted):
        parent = branch[-1].id if branch else None
        turn = turns.begin(talk.id, parent, _prose(words, 60), AUTHOR, at(number))
        assert turn.reply is not None
        branch.append(turn.added[0])
        receipt = receipt_for(turn, branch, talk, 1.0625)
        done(store.conversations.begin_turn(talk, turn, receipt))
        branch.append(replace(turn.reply, text=_prose(words, 1000), status=Status.COMPLETE))
        reply = stream(store, turn, TextDelta(branch[-1].text), Ended(at(number + 0.9), "stop"))
        done(store.journal.finish(reply.id))
        size += sum(len(message.text.encode()) for message in branch[-2:])
    return size


def _prose(words: random.Random, length: int) -> str:
    return "".join(words.choice("abcdefghij    ") for _ in range(length)).strip() or "a"


def bytes_of_receipts(store: Store) -> int:
    names = ("receipt", "text_blob", "route")
    query = f"SELECT sum(payload) + sum(ncell) * 4 FROM dbstat WHERE name IN ({', '.join('?' * len(names))})"
    return int(store.database.reader().execute(query, names).get)


@pytest.mark.parametrize(
    "policy",
    [
        Policy(),
        Policy("You are a careful assistant. " * 20),
        Policy(keep_last=40),
        Policy(token_budget=2000),
    ],
    ids=["everything", "system prompt", "last messages", "budget"],
)
def test_a_receipt_costs_no_more_at_the_end_of_a_long_conversation(store: Store, policy: Policy) -> None:
    size = long_talk(store, policy, 80)
    assert bytes_of_receipts(store) < size / 10


# -- recipes -------------------------------------------------------------------------------------------------


def places(texts: Sequence[str], joints: frozenset[int] = frozenset()) -> list[Place]:
    return [Place(f"m{n}", "user", n in joints, said) for n, said in enumerate(texts)]


@given(some.lists(some.booleans(), max_size=40), some.frozensets(some.integers(1, 39)))
def test_any_choice_along_a_branch_can_be_said(inside: list[bool], joints: frozenset[int]) -> None:
    branch = places([str(number) for number in range(len(inside))], joints)
    wire = tuple(wire_rows._spoken(branch, inside))
    recipe = wire_rows.recipe_for(branch, wire)
    assert recipe.listed is None
    assert wire_rows.follow(branch, recipe) == wire
    assert wire_rows.length([place.continues for place in branch], recipe) == len(wire)


def test_a_summary_is_said_at_its_place_and_shared_by_all_requests_that_carry_it(store: Store) -> None:
    talk = conversation()
    first = exchange(store, talk, "one", "two")
    second = exchange(store, talk, "three", "four", first.id)
    question = store.conversations.tree(talk.id).branch(second.id)[0]
    talk = replace(talk, policy=Policy(summaries=(Summary("s", question.id, first.id, "They counted to two."),)))
    turn = ask(store, talk, "five", second.id)
    other = ask(store, talk, "six", second.id)
    assert turn.reply is not None
    assert other.reply is not None
    said = [[item.content for item in store.receipts.get(reply.id).wire] for reply in (turn.reply, other.reply)]
    assert said == [["They counted to two.", "three", "four", last] for last in ("five", "six")]
    shared = store.database.reader().execute("SELECT count(*), count(DISTINCT inserts), max(listed) FROM receipt").get
    assert shared == (4, 1, None)


@pytest.mark.parametrize(
    ("inside", "start", "pins", "holes"),
    [
        ("111111", 0, "", ""),
        ("000111", 3, "", ""),
        ("110111", 0, "", "2"),
        ("010011", 4, "1", ""),
        ("111000000011", 10, "0-2", ""),
        ("10110111111111", 0, "", "1,4"),
    ],
)
def test_a_recipe_is_short(inside: str, start: int, pins: str, holes: str) -> None:
    branch = places(["x"] * len(inside))
    recipe = wire_rows.recipe_for(branch, wire_rows._spoken(branch, [mark == "1" for mark in inside]))
    assert (recipe.start, recipe.pins, recipe.holes) == (start, pins, holes)
