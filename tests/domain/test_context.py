"""Which messages a request carries, case by case; `test_context_properties.py` has the laws behind them."""

import json
from dataclasses import replace

import pytest

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.context import ContextPlan, History, Reason, outlook, plan, plan_after
from desktop_chat.domain.errors import BudgetTooSmall, NothingToSend
from desktop_chat.domain.messages import Message, Role
from desktop_chat.domain.models import Options, Quirks
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.tokens import Estimator
from desktop_chat.domain.wire import encode_body, parameters_of
from tests.domain.builders import branch

TURNS = branch("u1 one", "a1 two", "u2 three", "a2 four", "u3 five")


def planned(said: list[Message], policy: Policy = Policy(), options: Options = Options()) -> ContextPlan:  # noqa: B008
    return plan(said, policy, options, "some-model")


def reasons(made: ContextPlan) -> dict[str | None, Reason]:
    return {entry.message_id: entry.reason for entry in made.entries}


def sent(made: ContextPlan) -> list[str]:
    return [item.content for item in made.wire]


def without(made: ContextPlan, *units: str) -> int:
    """The tokens of `made` if these messages were not in it."""
    return made.tokens - sum(entry.tokens for entry in made.entries if entry.message_id in units)


# Everything goes, in order.


def test_two_turns_with_a_system_prompt_send_system_user_assistant_user() -> None:
    made = planned(branch("u1 Name a colour.", "a1 Blue.", "u2 Why?"), Policy(system_prompt="Be brief."))
    assert json.loads(made.body)["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Name a colour."},
        {"role": "assistant", "content": "Blue."},
        {"role": "user", "content": "Why?"},
    ]


def test_without_rules_every_message_is_sent() -> None:
    made = planned(TURNS)
    assert sent(made) == ["one", "two", "three", "four", "five"]
    assert reasons(made) == {
        "u1": Reason.HISTORY,
        "a1": Reason.HISTORY,
        "u2": Reason.HISTORY,
        "a2": Reason.HISTORY,
        "u3": Reason.QUESTION,
    }
    assert made.left_out == 0


def test_a_system_prompt_of_blanks_is_none() -> None:
    made = planned(TURNS, Policy(system_prompt=" \n"))
    assert made.entries[0].message_id == "u1"
    assert made.wire[0].role is Role.USER


def test_the_body_has_the_model_first_and_text_as_it_was_written() -> None:
    made = planned(branch('u1 你好 \u2028 "x" 🙂'))
    assert made.body.decode().startswith('{"model":"some-model","messages":[{"role":"user","content":"你好 ')
    assert json.loads(made.body)["messages"][0]["content"] == '你好 \u2028 "x" 🙂'


def test_a_body_can_always_be_encoded() -> None:
    made = planned(branch("u1 half \ud83d"), Policy(system_prompt="\udfff"))
    assert [item["content"] for item in json.loads(made.body)["messages"]] == ["\ufffd", "half \ufffd"]


# Joints.


def test_a_reply_and_its_continuation_are_one_message() -> None:
    made = planned(branch("u1 Count.", "a1 1, 2", "+a2 , 3", "+a3 , 4", "u2 Go on."))
    assert sent(made) == ["Count.", "1, 2, 3, 4", "Go on."]
    assert [item.sources for item in made.wire] == [("u1",), ("a1", "a2", "a3"), ("u2",)]
    assert [entry.message_id for entry in made.entries] == ["u1", "a1", "a2", "a3", "u2"]


def test_a_continuation_elsewhere_in_the_tree_is_a_message_of_its_own() -> None:
    other_reply = branch("a8 0", "+a9 , 3")[1]
    made = planned([*branch("u1 Count.", "a1 1, 2"), other_reply])
    assert sent(made) == ["Count.", "1, 2", ", 3"]


def test_a_continuation_by_another_role_is_a_message_of_its_own() -> None:
    made = planned(branch("u1 Count.", "+a1 1, 2", "+u2 Go on."))
    assert sent(made) == ["Count.", "1, 2", "Go on."]


def test_excluding_one_part_of_a_joined_reply_excludes_the_whole() -> None:
    said = branch("u1 Count.", "a1 1, 2", "+a2 , 3", "+a3 , 4", "u2 Go on.")
    made = planned(said, Policy(excluded=frozenset({"a2"})))
    assert sent(made) == ["Count.", "Go on."]
    assert {reasons(made)[part] for part in ("a1", "a2", "a3")} == {Reason.EXCLUDED}
    assert made.left_out == 3


def test_pinning_one_part_of_a_joined_reply_pins_the_whole() -> None:
    said = branch("u1 Count.", "a1 1, 2", "+a2 , 3", "u2 Go on.")
    made = planned(said, Policy(pinned=frozenset({"a2"}), keep_last=0))
    assert sent(made) == ["1, 2, 3", "Go on."]


def test_a_divider_inside_a_joined_reply_keeps_it_whole() -> None:
    said = branch("u1 Count.", "a1 1, 2", "+a2 , 3", "u2 Go on.")
    assert sent(planned(said, Policy(divider="a1"))) == ["1, 2, 3", "Go on."]
    assert sent(planned(said, Policy(divider="a2"))) == ["Go on."]


def test_the_parts_of_a_joint_count_as_much_as_the_whole() -> None:
    said = branch("u1 q", "a0 abc", *(f"+a{place} abc" for place in range(1, 60)), "u2 why")
    made = planned(said)
    assert made.tokens == planned(branch("u1 q", "a0 " + "abc" * 60, "u2 why")).tokens
    assert all(entry.tokens >= 0 for entry in made.entries)


def test_a_continued_reply_is_the_last_message() -> None:
    made = planned(branch("u1 Count.", "a1 1, 2"))
    assert [(item.role, item.content) for item in made.wire] == [(Role.USER, "Count."), (Role.ASSISTANT, "1, 2")]


def test_a_continued_reply_never_goes_without_its_question() -> None:
    assert sent(planned(branch("u1 Count.", "a1 1, 2"), Policy(keep_last=0))) == ["Count.", "1, 2"]
    said = branch("u0 Before.", "a0 Yes.", "u1 Count.", "a1 1, 2", "+a2 , 3")
    for policy in (Policy(keep_last=0), Policy(keep_last=1), Policy(token_budget=planned(said).tokens - 1)):
        assert sent(planned(said, policy)) == ["Count.", "1, 2, 3"]


# Exclude, pin, divide.


def test_an_excluded_message_is_not_sent_even_when_pinned_or_last() -> None:
    made = planned(TURNS, Policy(excluded=frozenset({"u3", "u2"}), pinned=frozenset({"u2"})))
    assert sent(made) == ["one", "two", "four"]
    assert reasons(made)["u2"] is Reason.EXCLUDED


def test_nothing_up_to_the_divider_is_sent_but_pins() -> None:
    made = planned(TURNS, Policy(divider="a1", pinned=frozenset({"u1"})))
    assert sent(made) == ["one", "three", "four", "five"]
    assert reasons(made)["a1"] is Reason.BEFORE_DIVIDER
    assert made.left_out == 1


def test_a_divider_before_the_question_leaves_the_question() -> None:
    assert sent(planned(TURNS, Policy(divider="a2"))) == ["five"]


def test_a_divider_behind_all_that_is_there_leaves_the_next_question_alone() -> None:
    history = History(TURNS, Policy(divider="u3"), Estimator(), followed=True)
    assert sent(plan_after(history, branch("u9 six")[0], Options(), "m")) == ["six"]


def test_a_divider_on_another_branch_divides_nothing() -> None:
    assert len(planned(TURNS, Policy(divider="elsewhere")).wire) == 5


def test_an_excluded_divider_still_divides() -> None:
    made = planned(TURNS, Policy(divider="u2", excluded=frozenset({"u2"})))
    assert sent(made) == ["four", "five"]
    assert reasons(made)["u2"] is Reason.EXCLUDED


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_a_message_without_words_is_not_sent_and_not_counted_as_left_out(text: str) -> None:
    made = planned(branch("u1 one", f"a1 {text}", "u2 two"))
    assert sent(made) == ["one", "two"]
    assert reasons(made)["a1"] is Reason.NO_TEXT
    assert made.left_out == 0


# The last N.


@pytest.mark.parametrize(
    ("keep_last", "expected"),
    [
        (0, ["five"]),
        (1, ["five"]),
        (2, ["four", "five"]),
        (3, ["three", "four", "five"]),
        (5, ["one", "two", "three", "four", "five"]),
        (9, ["one", "two", "three", "four", "five"]),
    ],
)
def test_the_last_messages_are_counted_with_the_question(keep_last: int, expected: list[str]) -> None:
    made = planned(TURNS, Policy(keep_last=keep_last))
    assert sent(made) == expected
    assert {reasons(made)[entry.message_id] for entry in made.entries if not entry.included} <= {Reason.BEYOND_LAST}


def test_pins_do_not_count_among_the_last() -> None:
    made = planned(TURNS, Policy(keep_last=2, pinned=frozenset({"u1"})))
    assert sent(made) == ["one", "four", "five"]


def test_a_joined_reply_counts_once_among_the_last() -> None:
    made = planned(branch("u1 q", "a1 1", "+a2 2", "u2 r"), Policy(keep_last=3))
    assert sent(made) == ["q", "12", "r"]


# The budget.


def test_a_request_of_exactly_the_budget_is_whole() -> None:
    all_of_it = planned(TURNS).tokens
    made = planned(TURNS, Policy(token_budget=all_of_it))
    assert made.left_out == 0
    assert made.tokens == made.budget == all_of_it


def test_one_token_less_drops_the_oldest_turn_in_a_pair() -> None:
    made = planned(TURNS, Policy(token_budget=planned(TURNS).tokens - 1))
    assert sent(made) == ["three", "four", "five"]
    assert reasons(made)["u1"] is reasons(made)["a1"] is Reason.OVER_BUDGET
    assert made.left_out == 2


def test_a_reply_stays_when_its_question_is_pinned() -> None:
    said = branch("u1 old", "a1 older", "u2 three", "a2 four", "u3 five")
    everything = planned(said)
    budget = without(everything, "u1", "a1")
    made = planned(said, Policy(token_budget=budget, pinned=frozenset({"u2"})))
    assert sent(made) == ["three", "four", "five"]


def test_what_is_older_than_a_message_too_long_goes_too() -> None:
    said = branch("u1 a", "a1 b", "u2 " + "long " * 100, "a2 c", "u3 d")
    made = planned(said, Policy(token_budget=40))
    assert sent(made) == ["d"]
    assert {reasons(made)[name] for name in ("u1", "a1", "u2", "a2")} == {Reason.OVER_BUDGET}


def test_a_reply_after_one_that_failed_without_text_is_orphaned_with_its_question() -> None:
    said = branch("u1 " + "long " * 100, "a0 ", "a1 b", "u3 d")
    assert sent(planned(said, Policy(token_budget=40))) == ["d"]


def test_a_reply_whose_question_was_excluded_by_hand_stays() -> None:
    said = branch("u0 " + "long " * 100, "u1 q", "a1 b", "u3 d")
    made = planned(said, Policy(token_budget=60, excluded=frozenset({"u1"})))
    assert sent(made) == ["b", "d"]


def test_a_conversation_that_a_reply_begins_is_sent_as_it_is() -> None:
    said = branch("a0 Hello.", "u1 hi")
    assert sent(planned(said, Policy(token_budget=1000))) == ["Hello.", "hi"]


def test_the_system_prompt_counts_and_is_never_dropped() -> None:
    prompt = "Be brief. " * 20
    question = branch("u1 x")
    needed = planned(question, Policy(system_prompt=prompt)).tokens
    assert planned(question, Policy(system_prompt=prompt, token_budget=needed)).wire[0].content == prompt
    with pytest.raises(BudgetTooSmall) as refused:
        planned(question, Policy(system_prompt=prompt, token_budget=needed - 1))
    assert (refused.value.needed, refused.value.budget) == (needed, needed - 1)


@pytest.mark.parametrize("policy", [Policy(token_budget=0), Policy(token_budget=9, pinned=frozenset({"u1"}))])
def test_a_budget_that_pins_and_question_do_not_fit_refuses_to_send(policy: Policy) -> None:
    with pytest.raises(BudgetTooSmall):
        planned(TURNS, policy)


def test_the_calibrated_estimate_decides() -> None:
    made = plan(TURNS, Policy(), Options(), "m", estimator=Estimator(5.0))
    assert made.tokens > planned(TURNS).tokens
    with pytest.raises(BudgetTooSmall):
        plan(TURNS, Policy(token_budget=11), Options(), "m", estimator=Estimator(5.0))


# Nothing to send.


@pytest.mark.parametrize(
    ("said", "policy"),
    [
        ([], Policy()),
        ([], Policy(system_prompt="Be brief.")),
        (branch("u1 "), Policy(system_prompt="Be brief.")),
        (branch("s1 Be brief."), Policy()),
        (branch("u1 one"), Policy(excluded=frozenset({"u1"}))),
    ],
)
def test_a_request_without_a_message_is_not_made(said: list[Message], policy: Policy) -> None:
    with pytest.raises(NothingToSend):
        planned(said, policy)


def test_what_does_not_fit_can_still_be_looked_at() -> None:
    policy = Policy(token_budget=9, pinned=frozenset({"u1"}))
    looked = outlook(History(TURNS, policy, Estimator(), followed=False), None, Options(), "m")
    assert isinstance(looked.refusal, BudgetTooSmall)
    assert reasons(looked) == {
        "u1": Reason.PINNED,
        "a1": Reason.OVER_BUDGET,
        "u2": Reason.OVER_BUDGET,
        "a2": Reason.OVER_BUDGET,
        "u3": Reason.QUESTION,
    }


# Parameters.


def test_unset_options_are_not_sent() -> None:
    assert json.loads(planned(TURNS, options=Options(stream=None)).body).keys() == {"model", "messages"}


def test_a_streamed_answer_asks_for_its_usage() -> None:
    body = json.loads(planned(TURNS).body)
    assert (body["stream"], body["stream_options"]) == (True, {"include_usage": True})


def test_an_answer_in_one_piece_asks_for_no_stream_options() -> None:
    assert "stream_options" not in json.loads(planned(TURNS, options=Options(stream=False)).body)


def test_a_persons_own_stream_options_stay_as_written() -> None:
    body = json.loads(planned(TURNS, options=Options(extra_body={"stream_options": {"a": 1}})).body)
    assert body["stream_options"] == {"a": 1}


def test_a_parameter_goes_under_the_name_that_the_endpoint_accepts() -> None:
    options = Options(max_tokens=50, stream=None)
    quirks = Quirks(renamed={"max_tokens": "max_completion_tokens"})
    assert parameters_of("m", options, quirks) == {"model": "m", "max_completion_tokens": 50}


def test_a_parameter_set_under_both_names_is_sent_once() -> None:
    options = Options(max_tokens=50, max_completion_tokens=60, stream=None)
    quirks = Quirks(renamed={"max_tokens": "max_completion_tokens"})
    assert parameters_of("m", options, quirks) == {"model": "m", "max_completion_tokens": 60}


@pytest.mark.parametrize(
    ("refused", "names"),
    [
        ({"temperature"}, {"model", "stream", "stream_options"}),
        ({"stream_options"}, {"model", "temperature", "stream"}),
        ({"stream"}, {"model", "temperature"}),
    ],
)
def test_a_refused_parameter_is_not_sent(refused: set[str], names: set[str]) -> None:
    made = parameters_of("m", Options(temperature=0.5), Quirks(refused=frozenset(refused)))
    assert made.keys() == names


def test_extra_body_adds_and_wins_but_never_replaces_model_or_messages() -> None:
    extra = {"temperature": 1, "top_k": 5, "model": "other", "messages": []}
    body = json.loads(planned(TURNS, options=Options(temperature=0.5, extra_body=extra)).body)
    assert (body["temperature"], body["top_k"], body["model"]) == (1, 5, "some-model")
    assert len(body["messages"]) == 5


def test_extra_headers_travel_with_the_plan() -> None:
    assert planned(TURNS, options=Options(extra_headers={"X-Title": "mine"})).headers == {"X-Title": "mine"}


def test_a_body_is_encoded_in_one_fixed_way() -> None:
    made = planned(branch("u1 hi"), options=Options(stream=None, seed=1))
    assert made.body == b'{"model":"some-model","messages":[{"role":"user","content":"hi"}],"seed":1}'
    assert encode_body(made.wire, made.parameters) == made.body


def test_every_reason_is_either_in_or_out() -> None:
    assert {reason for reason in Reason if reason.is_in} == {
        Reason.SYSTEM,
        Reason.PINNED,
        Reason.SUMMARY,
        Reason.QUESTION,
        Reason.HISTORY,
    }


def test_a_picture_that_a_model_made_is_shown_and_not_sent() -> None:
    picture = Attachment("0" * 64, "quay.png", "image/png", 80, 85, 6, 4)
    asked, drawn, more = branch("u1 Draw it", "a2 Here", "u3 By night")
    made = planned([replace(asked, attachments=(picture,)), replace(drawn, attachments=(picture,)), more])
    assert [len(item.images) for item in made.wire] == [1, 0, 0]
