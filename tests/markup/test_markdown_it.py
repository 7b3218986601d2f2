"""The blocks of a text as markdown-it sees them, which passes the examples of CommonMark's specification."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.markup.documents import DOCUMENTS
from tests.markup.other_reader import seen_by_markdown_it, seen_by_us, shown_by_markdown_it, with_words
from tests.markup.whole import shown_text, whole

LINES = st.sampled_from(
    [
        *("# One", "## Two #", "#no", "===", "---", "- - -", "***", "=", "-", "--", "###"),
        *("```", "````", "```py", "~~~", "word", "two words", "a\\", "", "", ""),
        *("    four", "  two", "   three", "      six"),
    ]
)
PREFIXES = st.sampled_from(["", "", "", "> ", ">", "> > ", "- ", "* ", "+ ", "1. ", "2) ", "12. ", "  ", "   ", "- - "])
TABLES = st.sampled_from(["| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 |", "a | b\n--|--\n1 \\| x | 2"])
TEXTS = st.lists(st.tuples(PREFIXES, LINES).map("".join) | TABLES, max_size=12).map("\n".join)
# Where markdown-it leaves CommonMark: below a quote, a line indented by four; an empty item and blank lines below it;
# the head of a table that begins like something else; a line indented by four below a definition.
QUIRKS = re.compile(
    r"\]:[^\n]*\n[> ]*(?: {4}|\t)|"
    r">[^\n]*(?:\n[^\n]+)*\n *    |(?:[-+*]|\d+[.)]) *\n *\n|"
    r"(?:^|\n) *(?:[-+*>#`~]|\d+[.)])[^\n]*\n[ >]*[-:|][-:| ]*(?:\n|$)"
)


@settings(max_examples=800)
@given(TEXTS)
def test_markdown_it_sees_the_same_blocks(text: str) -> None:
    text += "\n"  # without it, markdown-it does not see a last line of blanks
    assume(not QUIRKS.search(text))
    assert with_words(seen_by_us(whole(text))) == with_words(seen_by_markdown_it(text))


@settings(max_examples=500)
@given(DOCUMENTS)
def test_no_letter_is_lost_that_markdown_it_shows(text: str) -> None:
    for ours in (
        "[^",
        "$$",
        "\\[",
        "[x]",
        "&amp;",
    ):  # what is not read alike, or is shown by something else than letters
        text = text.replace(ours, "")
    assume(not QUIRKS.search(text))
    shown = iter(shown_text(text))
    assert [one for one in shown_by_markdown_it(text) if one.isalnum() and one not in shown] == []


@pytest.mark.parametrize(
    "text",
    [
        "- foo\n\n  bar\n\n\n  baz",
        "10) a\n\n    b\n11) c",
        "> ```\ncode\n> ```",
        "- a\n - b\n  - c\n   - d\n    - e",
        "1. a\n\n  2. b\n\n   3. c",
        "-\n  foo\n-\n  ```\n  bar\n  ```\n-\n      baz",
        "- a\n  > b\n  ```\n  c\n  ```\n- d",
        "> > > foo\nbar",
        ">>> foo\n> bar\n>>baz",
        "\tfoo\tbaz\t\tbim",
        "  - foo\n\n\tbar",
        "-\t\tfoo",
        ">\t\tfoo",
        " - foo\n   - bar\n\t - baz",
        "#\tFoo",
        "*\t*\t*\t",
        "Foo\n    bar\n---",
        "`Foo\n----\n`",
        "- Foo\n---",
        "The number of windows is\n14.  The number of doors is\n1.  One",
        "- foo\n-   \n- bar",
        "* a\n*\n\n* c",
        "- a\n- ```\n  b\n\n\n  ```\n- c",
        "~~~~    ruby startline=3 $%@#$\ndef\n~~~~~~~",
    ],
)
def test_examples_like_those_of_the_specification_agree(text: str) -> None:
    assert with_words(seen_by_us(whole(text))) == with_words(seen_by_markdown_it(text))
