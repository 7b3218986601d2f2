"""What the inside of a paragraph becomes."""

from __future__ import annotations

import pytest

from desktop_chat.markup.blocks import Look, Run
from desktop_chat.markup.inline import InlineReader, inline


def pieces(content: str, links: tuple[tuple[str, str], ...] = ()) -> list[tuple[str, Look, str]]:
    """The runs: their text, how it looks and what it points to."""
    read = inline(content, links)
    return [(read.text[run.start : run.end], run.look, run.target) for run in read.runs]


@pytest.mark.parametrize(
    ("content", "text", "look"),
    [
        ("a **b** c", "b", Look.STRONG),
        ("a *b* c", "b", Look.EMPHASIS),
        ("a __b__", "b", Look.STRONG),
        ("~~b~~ c", "b", Look.STRUCK),
        ("a `` b`c `` d", "b`c", Look.CODE),
        ("***b***", "b", Look.STRONG | Look.EMPHASIS),
        ("a[^b] c", "b", Look.NOTE),
    ],
)
def test_marks_become_looks(content: str, text: str, look: Look) -> None:
    assert pieces(content) == [(text, look, "")]


def test_looks_add_up_and_do_not_overlap() -> None:
    read = inline("**a *b* `c`** [*d* e](u)")
    assert read.text == "a b c d e"
    assert read.runs == (
        Run(0, 2, Look.STRONG),
        Run(2, 3, Look.STRONG | Look.EMPHASIS),
        Run(3, 4, Look.STRONG),
        Run(4, 5, Look.STRONG | Look.CODE),
        Run(6, 7, Look.EMPHASIS | Look.LINK, "u"),
        Run(7, 9, Look.LINK, "u"),
    )


@pytest.mark.parametrize(
    "content", ["a * b", "**a", "`a", "[a", "[a](b c)", "~a~", "snake_case_name", "<b>", "&nope;", "\\"]
)
def test_a_mark_without_a_partner_is_text(content: str) -> None:
    assert inline(content).text == content
    assert inline(content).runs == ()


def test_entities_and_escapes_are_what_they_mean() -> None:
    assert inline("&amp; &#x4e2d; \\* \\a").text == "& 中 * \\a"


@pytest.mark.parametrize("content", ["a\nb", "a  \nb", "a\\\nb", "a\n   b"])
def test_every_break_is_a_line_feed(content: str) -> None:
    assert inline(content).text == "a\nb"


@pytest.mark.parametrize(
    ("content", "text", "target"),
    [
        ("[a](<b c> 'title')", "a", "b c"),
        ("[](http://x.y)", "http://x.y", "http://x.y"),
        ("[a](javascript:x)", "a", "javascript:x"),
        ("<https://a.b/ü>", "https://a.b/ü", "https://a.b/ü"),
        ("<a@b.org>", "a@b.org", "mailto:a@b.org"),
        ("![a *b*](c.png)", "a b", "c.png"),
        ("![](c.png)", "c.png", "c.png"),
        ("[![a](c.png)](d)", "a", "d"),
    ],
)
def test_links_and_images_show_their_words_and_keep_their_address(content: str, text: str, target: str) -> None:
    read = inline(content)
    assert read.text == text
    assert {run.target for run in read.runs} == {target}
    assert all(Look.LINK in run.look for run in read.runs)


def test_an_address_within_a_link_keeps_its_own_target() -> None:
    assert pieces("[a **<xy:z>** b](u)") == [
        ("a ", Look.LINK, "u"),
        ("xy:z", Look.STRONG | Look.LINK, "xy:z"),
        (" b", Look.LINK, "u"),
    ]


def test_references_need_their_definition() -> None:
    links = (("FOO BAR", "/u"),)
    assert pieces("[foo\nBar], [x][Foo bar], [foo bar][]", links) == [
        ("foo\nBar", Look.LINK, "/u"),
        ("x", Look.LINK, "/u"),
        ("foo bar", Look.LINK, "/u"),
    ]
    assert inline("[foo bar] ![foo bar]").text == "[foo bar] ![foo bar]"


@pytest.mark.parametrize(
    ("content", "address"),
    [
        ("see https://a.b/c_d_e?x=1&y=2.", "https://a.b/c_d_e?x=1&y=2"),
        ("(http://a.b/c_(d))", "http://a.b/c_(d)"),
        ("访问https://a.b/c，再来", "https://a.b/c"),
        ("访问https://a.b/查看", "https://a.b/"),
        ("HTTP://A.B!", "HTTP://A.B"),
        ("**http://a.b**", "http://a.b"),
        ("http://a.b/__init__.py", "http://a.b/__init__.py"),
    ],
)
def test_bare_addresses_are_links_without_the_sentence_s_punctuation(content: str, address: str) -> None:
    (found,) = pieces(content)
    assert (found[0], found[2]) == (address, address)


@pytest.mark.parametrize("content", ["xhttp://a.b", "http://", "https: //a", "ftp://a.b", "http:// a", "`http://a.b`"])
def test_what_only_looks_like_an_address_is_none(content: str) -> None:
    assert all(look is not Look.LINK for _, look, _ in pieces(content))


def test_an_address_in_a_link_is_its_text() -> None:
    assert pieces("[http://a.b](http://c.d)") == [("http://a.b", Look.LINK, "http://c.d")]


@pytest.mark.parametrize("content", ["$a_1$", "\\(a_1\\)", "\\[a_1\\]", "$$a_1$$", "\\( a_1 \\)"])
def test_formulas_are_pieces_of_their_own(content: str) -> None:
    assert pieces(f"so {content}, and") == [("a_1", Look.MATH, "a_1")]


@pytest.mark.parametrize("content", ["$5 and $6", "a $ b $", "5$ and 6$", "$a", "$ a$", "$a$5", "\\$a$"])
def test_prices_are_no_formulas(content: str) -> None:
    assert pieces(content) == []
    assert inline(content).text == content.replace("\\$", "$")


def test_a_reader_reads_what_is_closed_only_once() -> None:
    reader = InlineReader()
    words = "Some **bold** words, a `span`, $5 and 2 * 3, snake_case and [a link](to). " * 100
    for end in range(0, len(words), 20):
        reader.read(words[:end])
    assert reader.parsed < 4 * len(words)


def test_brackets_that_never_close_are_not_looked_for_again_and_again() -> None:
    assert inline("![" * 50_000).text == "![" * 50_000


def test_a_reader_starts_again_when_the_links_or_the_beginning_change() -> None:
    reader = InlineReader()
    content = "A link to [foo] and then quite a lot of other words."
    assert reader.read(content).runs == ()
    assert len(reader.read(content, (("FOO", "/u"),)).runs) == 1
    assert reader.read("Something *else*.").text == "Something else."


def test_a_mark_without_a_partner_does_not_make_a_long_paragraph_slow() -> None:
    reader = InlineReader()
    content = "**begin " + "words and more words " * 2000
    for end in range(0, len(content), 500):
        reader.read(content[:end].rstrip())
    assert reader.parsed < 12 * len(content)
