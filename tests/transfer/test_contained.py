"""A message stays inside its turn, however it is written."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from desktop_chat.transfer.contained import contained
from tests.transfer import reading

PIECES = st.sampled_from(
    [
        *("# One", "## You · 2026-03-04 20:12", "### Three #", "###### Six", "#no heading", "   # Indented"),
        *("```", "````", "```python", "~~~", "~~~~ text", "  ```", "    ```", "`", "``"),
        *("===", "---", "- - -", "***", "___", "=", "-"),
        *("> ", ">", "> > ", "- ", "* ", "+ ", "1. ", "2) ", "12. ", "-", "1."),
        *("\t", " ", "    ", "  ", "      "),
        *("\n", "\n", "\n\n", "\n\n\n"),
        *("word", "two words", "*soft*", "a\\", "`code # span`", "`` ` ``", "\\`", "\\<b>"),
        *("<b>", "</details>", "<details>", "<!-- ", "-->", "<?php", "<script>", "<a href='x'>", "<", "< b"),
        *("<https://example.com/a>", "<me@example.com>", "<javascript:x>", "&lt;", "数据", "\u2028"),
    ]
)
# Where this parser leaves CommonMark: a line below a quote that is indented by four or by a tab.
QUIRK = re.compile(r">[^\n]*>[^\n]*\n[ \t]*(?: {4}|\t)|>[^\n]*(?:\n[^\n]+)*\n *\t")
HOSTILE = st.lists(PIECES, max_size=14).map("".join)


def test_headings_go_below_the_heading_of_the_turn() -> None:
    assert contained("# A\n\n## B\n\n###### C") == "### A\n\n#### B\n\n###### C"


def test_an_underlined_heading_goes_below_it_too() -> None:
    assert contained("Title\nof two\n===\n\nSub\n---") == "### Title of two\n\n#### Sub"


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("> # quoted", "> ### quoted"),
        ("- # listed\n  # again", "- ### listed\n  ### again"),
        ("1. > - # deep", "1. > - ### deep"),
        ("> Sub\n> ---\n> text", "> #### Sub\n> text"),
    ],
)
def test_headings_in_quotes_and_lists_go_below_it_too(text: str, inside: str) -> None:
    assert contained(text) == inside


@pytest.mark.parametrize(
    "text",
    [
        "```sh\n# comment\n<b>\n```",
        "~~~\n# comment\n```\n# more\n~~~",
        "- ```\n  # comment\n  ```",
        "> ```\n> # comment\n> ```",
        "    # indented\n\n    # more",
        "1. text\n\n       # indented in an item",
        "text\n    # a line of the paragraph, not a heading",
        "#hashtag, \\# and # in the middle",
        "- a\n- b\n\n---\n\n* * *",
    ],
)
def test_what_is_no_heading_stays_as_it_is(text: str) -> None:
    assert contained(text) == text


def test_a_fence_that_is_left_open_is_closed() -> None:
    assert contained("````py\n# cut here\n```") == "````py\n# cut here\n```\n````"


def test_a_fence_left_open_in_a_quote_ends_with_the_quote() -> None:
    assert contained("> ```\n> cut") == "> ```\n> cut"


def test_tags_are_shown_and_code_and_links_are_left_alone() -> None:
    text = "a <b> `<b>` <https://example.com> 1 < 2 \\<i> <!-- c -->\n<div>"
    assert contained(text) == "a \\<b> `<b>` <https://example.com> 1 < 2 \\<i> \\<!-- c -->\n\\<div>"


def test_a_code_span_may_run_over_lines_and_quotes() -> None:
    assert contained("> `a\n> b <b>` <c>") == "> `a\n> b <b>` \\<c>"


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("| a |\n|---|\n===", "| a |\n|---|\n\\==="),
        ("| a |\n|---|\n---", "| a |\n|---|\n\n---"),
        ("| a |\n|---|\n12. # b", "| a |\n|---|\n\n12. ### b"),
        ("> | a |\n> |---|\nlazy\n===", "> | a |\n> |---|\n\n### lazy"),
        ("> | a |\n> |---|\n>     # b", "> | a |\n> |---|\n>\n>     # b"),
        ("`a\n| <b> |\n|---|\n| ` |", "`a\n| \\<b> |\n|---|\n| ` |"),
    ],
)
def test_a_table_ends_where_those_who_know_tables_see_its_end(text: str, inside: str) -> None:
    assert contained(text) == inside


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("[a](<b c(d)>)", "[a](b%20c\\(d\\))"),
        ("[a]: <b> 'c'", "[a]: b 'c'"),
        ("[a](<b>c)", "[a]\\(\\<b>c)"),
        ("[a](<>) <HTTPS://b.c>", "[a](<>) <HTTPS://b.c>"),
    ],
)
def test_addresses_in_angle_brackets_stay_addresses(text: str, inside: str) -> None:
    assert contained(text) == inside


def test_foreign_line_ends_become_our_own() -> None:
    assert contained("# a\r\n# b\r# c") == "### a\n### b\n### c"


def test_a_code_span_that_goes_on_with_a_tag_is_written_on_one_line() -> None:
    assert contained("see `a\n<!-- b` and\nmore") == "see `a <!-- b` and\nmore"


@given(HOSTILE)
@example("> - # a\n  ===\n")
@example("- \n\n  # not in the item")
@example("a\n> b\n===\n")
@example("\t- \t# a\n\t\t# b")
def test_another_parser_finds_the_same_message_one_storey_deeper(text: str) -> None:
    assume(not QUIRK.search(text))
    said = reading.parsed(text, html=False)
    kept = reading.parsed(contained(text), html=True)
    deeper = [reading.Heading(min(head.level + 2, 6), head.words) for head in reading.headings(said)]
    assert reading.tags(kept) == []
    assert reading.headings(kept) == deeper
    assert reading.code(kept) == reading.code(said)
    assert reading.words(kept) == reading.words(said)


@given(st.lists(HOSTILE, min_size=1, max_size=4))
def test_whatever_is_said_the_turns_are_those_that_were_taken(texts: list[str]) -> None:
    assume(not any(QUIRK.search(text) for text in texts))
    parts = [f"## Turn {number}\n\n{contained(text)}" for number, text in enumerate(texts)]
    tokens = reading.parsed("\n\n***\n\n".join(parts) + "\n", html=True)
    turns = [
        tokens[place + 1].content
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag in {"h1", "h2"}
    ]
    assert turns == [f"Turn {number}" for number in range(len(texts))]
    assert all(token.level == 0 for token in tokens if token.tag == "h2")


@pytest.mark.parametrize("text", [">" * 20_000 + "x", "- " * 4_000 + "x"])
def test_what_is_nested_without_measure_is_read_in_a_moment(text: str) -> None:
    assert contained(text) == text
