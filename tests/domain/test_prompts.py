"""Prompts: what in them is asked for, and what becomes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.prompts import (
    NAME_LENGTH,
    Prompt,
    PromptKind,
    Variable,
    filled,
    matching,
    numbered,
    pieces,
    placed,
    variables,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Translate {{text}} into {{language}}.", ["text", "language"]),
        ("{{ text }}{{  a   name with spaces }}", ["text", "a name with spaces"]),
        ("把{{原文}}翻译成{{语言}}", ["原文", "语言"]),
        ("{{नाम}} {{Größe}} {{ชื่อ}} {{اسم}}", ["नाम", "Größe", "ชื่อ", "اسم"]),
        ("{{its-own.name_1}} {{it's}}", ["its-own.name_1", "it's"]),
        ("{{text}} and {{ text }}", ["text"]),
        (r"\textbf{{{title}}}", ["title"]),
        ("{{#if}} {{/if}} {{> part}} {{a|b}} {{a[0]}} {{f(x)}} {{ }} {{}} {x} {{un\nfinished}} {{open", []),
        (r"\{{name}} and \\\{{name}}", []),
        (r"\\{{name}}", ["name"]),
    ],
)
def test_a_variable_is_a_name_in_any_script_between_two_pairs_of_braces(text: str, names: list[str]) -> None:
    assert [one.name for one in variables(text)] == names


@pytest.mark.parametrize(
    "text", ["{{tone:formal}}", "{{tone : formal }}", "{{tone：formal}}", "{{tone}} {{tone: formal}}"]
)
def test_a_default_follows_a_colon_of_either_width(text: str) -> None:
    assert variables(text) == (Variable("tone", "formal"),)


def test_the_first_default_of_a_name_holds_everywhere() -> None:
    assert filled("{{a}} {{a:1}} {{a:2}}", {}) == "1 1 1"


def test_what_is_given_stands_in_every_place_and_is_not_read_again() -> None:
    assert filled("{{a}}, {{a:x}}, {{b}}", {"a": "{{b}}", "b": r"\{{"}) == r"{{b}}, {{b}}, \{{"


def test_what_was_emptied_is_empty_in_spite_of_its_default() -> None:
    assert filled("[{{a:x}}]", {"a": ""}) == "[]"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (r"\{{name}}", "{{name}}"),
        (r"\\{{name}}", "\\N"),
        (r"\\\{{name}}", r"\{{name}}"),
        (r"C:\dir {x} \n", r"C:\dir {x} \n"),
        ("{{#each}}", "{{#each}}"),
    ],
)
def test_a_backslash_keeps_braces_as_they_are(text: str, meant: str) -> None:
    assert filled(text, {"name": "N"}) == meant


@given(st.text().filter(lambda text: "{{" not in text))
def test_a_text_without_braces_is_inserted_as_it_is(text: str) -> None:
    assert filled(text, {}) == text


@given(st.text(alphabet="a{}\\: :\n", max_size=40))
def test_no_text_is_lost_or_doubled(text: str) -> None:
    """Whatever is no variable and no backslash before braces comes out again."""
    said = [one if isinstance(one, str) else one.name + one.default for one in pieces(text)]
    assert "".join(said).count("a") == text.count("a")


A, B = Prompt("Brief", "Be brief."), Prompt("Translate briefly", "x", PromptKind.SYSTEM)


def test_what_is_typed_finds_names_and_first_those_that_begin_so() -> None:
    assert matching((B, A), "BRIEF") == (A, B)
    assert matching((B, A), "brief tr") == (B,)
    assert matching((A, B), "") == (A, B)


def test_a_prompt_that_is_there_is_not_there_twice_and_another_gets_a_number() -> None:
    known = {A.name: A}
    assert placed(A, known) is None
    other = Prompt("Brief", "Be very brief.")
    assert placed(other, known) == Prompt("Brief (2)", "Be very brief.")
    known["Brief (2)"] = Prompt("Brief (2)", "Be very brief.")
    assert placed(other, known) is None


def test_a_number_fits_behind_the_longest_name() -> None:
    assert len(numbered("x" * NAME_LENGTH, 12)) <= NAME_LENGTH
