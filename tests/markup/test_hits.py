"""What is counted without reading is what a reader would count, and what a leaf shows is what was searched."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop_chat.markup.blocks import Kind
from desktop_chat.markup.hits import AnyOf, Query, query_for
from desktop_chat.markup.plain import WrittenDocument
from desktop_chat.markup.splitter import Document
from tests.markup.seen import seen_of

_MARKDOWN = (
    *("foo", "bar", "Foo", "o", "oo", "b", "x", "zoo", "ab", "Σας", "İ", "备份", "é", "1", "12", "3.5"),
    *(" ", "  ", "\n", "  \n", "\\\n", "\n\n", "\t", "\r\n", "\n\n    ", "\n> ", "\n- ", "\n1. ", "\n## ", "\n---\n"),
    *(
        "**",
        "*",
        "_",
        "`",
        "``",
        "~~",
        "$",
        "$$",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "[",
        "]",
        "(",
        ")",
        "](",
        "][",
        "![",
        "<",
    ),
    *(">", "[^1]", "\n[^1]: ", "\n[foo]: http://bar/ab", "[foo](bar)", "[](foo)", "&amp;", "&#98;", "&ouml;", "|"),
    *("](a(b)c)", '](a "b) c")', "](<b)>)", "[foo][b]", "\n[b]: ab\n", "[fo](x)", "[b](x)o"),
    *("\n```foo bar\n", "\n```\n", "\n~~~ foo\n", "\n|foo|b|\n|-|:-:|\n", "|x|", "- [x] ", ":", "-", "http://foo.b/ab"),
)
_markdown = st.lists(st.sampled_from(_MARKDOWN), max_size=24).map("".join)
_queries = st.one_of(
    st.sampled_from(
        ["foo", "o", "b", "bar", "foo bar", "oob", "x", "ab", "σας", "份", "1", "2", "->", "*", "foo ", "i"]
    ),
    st.text("foBabr Σς1-*备份é", min_size=1, max_size=4),
)


@pytest.mark.parametrize("reader", [Document, WrittenDocument])
@given(written=_markdown, wanted=_queries)
@example(written="a` b `c", wanted="bc")
@example(written="x[foo](bar)b", wanted="foob")
@example(written="|foo|\n|-|\n|x|foo|", wanted="foo")
@settings(max_examples=400, deadline=None)
def test_what_is_seen_is_within_the_bounds(
    reader: type[Document] | type[WrittenDocument], written: str, wanted: str
) -> None:
    query = Query(wanted)
    seen = sum(query.count(seen_of(block)) for block in reader(written).blocks)
    least, most = query.bounds(written)
    assert least <= seen
    assert most is None or seen <= most


@given(text=st.text(max_size=30), wanted=st.text(min_size=1, max_size=2))
@example(text="ΑΣ ΑΣΑ", wanted="ασ")
@example(text="İi", wanted="i")
def test_what_is_found_stands_where_it_says(text: str, wanted: str) -> None:
    query = Query(wanted)
    found = query.within(text)
    assert len(found) == query.count(text)
    assert all(Query(text[start:end]).text == query.text for start, end in found)


@pytest.mark.parametrize(
    ("written", "wanted", "seen"),
    [
        ("The **cat** and the _cat_.", "CAT", 2),
        ("foo **bar**", "foo bar", 1),
        ("foo\nbar", "foo bar", 1),
        ("# foo\n\nbar", "foo bar", 0),
        ("```python\nprint(1)\n```", "python", 0),
        ("[here](https://hidden.example)", "hidden", 0),
        ("R&amp;D", "r&d", 1),
        ("数据库的备份", "备份", 1),
    ],
)
def test_hits_are_in_what_is_seen(written: str, wanted: str, seen: int) -> None:
    assert sum(Query(wanted).count(seen_of(block)) for block in Document(written).blocks) == seen


def test_plain_words_need_no_reading() -> None:
    text = "A plain reply, with **emphasis**,\n- items\n- and `code`.\n\n```python\nx = 1\n```\n"
    assert Query("items").bounds(text) == (1, 1)
    assert Query("nowhere").bounds(text) == (0, 0)
    assert Query("python").bounds(text) == (0, 1)


def test_nothing_is_found_of_nothing() -> None:
    assert Query("").count("abc") == 0
    assert Query("").within("abc") == []
    assert Query("").bounds("abc") == (0, 0)


@given(st.lists(st.text("ab ", max_size=3), max_size=4), st.text("ab c", max_size=30))
def test_of_several_words_none_is_found_inside_another(wanted: list[str], shown: str) -> None:
    query, spans = AnyOf(wanted), AnyOf(wanted).within(shown)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert {shown[start:end] for start, end in spans} <= set(wanted)
    assert bool(spans) == any(text and text in shown for text in wanted)
    assert query.count(shown) == len(spans)


@given(st.lists(st.sampled_from(("foo", "oo", "bar", "o b")), max_size=3), st.text("fobar *`\n", max_size=40))
def test_the_bounds_of_several_words_hold(wanted: list[str], written: str) -> None:
    least, most = AnyOf(wanted).bounds(written)
    seen = sum(AnyOf(wanted).count(seen_of(block)) for block in Document(written).blocks)
    assert least <= seen
    assert most is None or seen <= most


def test_one_word_is_looked_for_as_it_is() -> None:
    assert type(query_for(["Foo bar"])) is Query
    assert query_for([]).texts == ()
    assert query_for(["Foo", "bar", "foo"]).texts == ("foo", "bar")


def test_every_kind_of_block_shows_something_to_search() -> None:
    text = "# a\n\nb\n\n```\nc\n```\n\n|d|e|\n|-|-|\n|f|g|\n\n$$\nh\n$$\n\n---\n"
    shown = {block.kind: seen_of(block) for block in Document(text).blocks}
    assert shown[Kind.TABLE] == "d\te\nf\tg"
    assert {kind: words for kind, words in shown.items() if kind is not Kind.TABLE} == {
        Kind.HEADING: "a",
        Kind.PARAGRAPH: "b",
        Kind.CODE: "c",
        Kind.MATH: "h",
        Kind.RULE: "",
    }
