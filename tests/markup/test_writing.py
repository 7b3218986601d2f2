"""What was selected, written again: as Markdown that shows the same, as plain text, as HTML that does nothing."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop_chat.markup.blocks import Block, Footnote
from desktop_chat.markup.excerpts import END, At, Excerpt, excerpt
from desktop_chat.markup.plain import WrittenDocument
from desktop_chat.markup.splitter import Document
from desktop_chat.markup.writing import markdown, plain
from desktop_chat.markup.writing_html import html
from tests.markup.seen import seen_of

PIECES = st.sampled_from(
    [
        *("word", "two words", "备份", "مرحبا", "👨‍👩‍👧", "e\u0301", " ", "  ", "\n", "\n\n", "\n\n\n", "\t"),
        *("**", "*", "_", "~~", "`", "``", "\\", "&amp;", "&", "<b>", "$x^2$", "$", "\\(a\\)", "!", "|", ":"),
        *("[a](https://b.c/d_e)", "[a][r]", "\n\n[r]: https://r.s 't'\n\n", "https://x.y/z", "<https://q.r>"),
        *("\n# ", "\n### ", " #", "\n- ", "\n  - ", "\n1. ", "\n7) ", "\n> ", "\n> > ", "\n    ", "\n- [x] ", "\n* "),
        *("\n```py\n", "\n```\n", "\n~~~\n", "\n---\n", "\n***\n", "\n===\n", "\n$$\n", "\n|a|b|\n|-|:-:|\n|1|2|\n"),
        *(
            "[",
            "]",
            "(b)",
            "[^1]",
            "\n[^1]: ",
            "\n\n    ",
            "\n   ",
            ">",
            "-",
            "+",
            "1.",
            "#",
            "=",
            "^",
            "\r\n",
            "a_b_c",
            '"',
            ".",
            "(",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)
SHARE = st.floats(0, 1)


def place(blocks: list[Block], share: float) -> At:
    """The place that far into the text that a reader sees."""
    lengths = [len(seen_of(block)) + 1 for block in blocks]
    offset = round(share * sum(lengths))
    for number, length in enumerate(lengths):
        if offset < length:
            return number, offset
        offset -= length
    return END


def part(text: str, first: At = (0, 0), last: At = END) -> Excerpt:
    return excerpt(text, Document(text).blocks, first, last)


def visible(blocks: list[Block]) -> str:
    """What a reader sees, whatever parts its pieces."""
    return " ".join(" ".join(seen_of(block) for block in blocks).split())


def shown(selected: Excerpt) -> str:
    return " ".join(" ".join(cut.text for cut in selected.cuts).split())


@settings(max_examples=200)
@given(TEXTS, SHARE, SHARE)
def test_any_part_written_as_markdown_shows_the_same_when_it_is_read_again(text: str, one: float, other: float) -> None:
    blocks = list(Document(text).blocks)
    first, last = sorted([place(blocks, one), place(blocks, other)])
    assume(first < last)
    selected = excerpt(text, blocks, first, last)
    assert visible(list(Document(markdown(selected)).blocks)) == shown(selected)


@settings(max_examples=100)
@given(TEXTS)
def test_plain_text_of_everything_is_the_text_of_all_leaves(text: str) -> None:
    blocks = [block for block in Document(text).blocks if seen_of(block)]
    written = plain(excerpt(text, blocks))
    for block in blocks:
        before, found, written = written.partition(seen_of(block))
        assert found == seen_of(block)
        assert re.fullmatch(r"\n{0,2} *((•|\d+[.)]|\[.*\]) )*", before)
    assert written == ""


def cut(text: str, words: str, until: str | None = None) -> Excerpt:
    """From the first of these words to the end of the others, or of the same."""
    blocks = list(Document(text).blocks)
    texts = [seen_of(block) for block in blocks]
    until = words if until is None else until
    first = next(number for number, one in enumerate(texts) if words in one)
    last = next(number for number, one in enumerate(texts) if until in one)
    ends = (first, texts[first].index(words)), (last, texts[last].index(until) + len(until))
    return excerpt(text, blocks, *ends)


def test_everything_is_copied_as_it_was_written() -> None:
    text = "Setext\n======\n\n*  a\n*  b\n\n[x][r] and __c__\n\n[r]: http://d.e\n\n    code\n"
    assert markdown(part(text)) == text.rstrip("\n")


@pytest.mark.parametrize(
    ("text", "words", "written"),
    [
        ("a **bold** word", "bo", "**bo**"),
        ("a **bold *and* more** word", "d *and* m".replace("*", ""), "**d *and* m**"),
        ("***both** one* x", "oth on", "***oth** on*"),
        ("**bold** word", "ld wo", "**ld** wo"),
        ("**bo ld** x", "bo ", "**bo**"),
        ("~~gone~~ x", "on", "~~on~~"),
        ("`co``de` x", "o``d", "```o``d```"),
        ("see [the page](https://a.b/c_(d)) x", "the", "[the](<https://a.b/c_(d)>)"),
        ("see <https://a.b/c> x", "https://a.b/c", "<https://a.b/c>"),
        ("see [x][r] y\n\n[r]: https://a.b", "x y", "[x](https://a.b) y"),
        ("so $x^2$ is", "$x^2$ is".replace("$", ""), "$x^2$ is"),
        ("as noted[^1] x", "noted1", "noted[^1]"),
        (r"2 \* 3 \_ snake_case", "* 3 _ snake_case", r"\* 3 \_ snake_case"),
        (r"x \# no \- y", "# no", r"\# no"),
        ("x 1\\. y", "1. y", r"1\. y"),
        ("## A heading of words", "heading", "heading"),
        ("- an item of words", "item", "item"),
        ("```py\nfor a in b:\n    c\n```", "a in b:\n    c", "```py\na in b:\n    c\n```"),
        ("|a|b c|\n|-|-|\n|1|2|", "b", "b"),
        ("|a|b|\n|-|-:|\n|1|2|\n|3|4|", "1\t2\n3", "| 1 | 2 |\n| --- | --: |\n| 3 |  |"),
    ],
)
def test_a_part_of_a_leaf_is_written_with_balanced_marks(text: str, words: str, written: str) -> None:
    assert markdown(cut(text, words)) == written


def test_what_is_whole_between_two_ends_keeps_the_models_own_lines() -> None:
    text = "First *one*.\n\n* a\n* b\n\nLast _one_."
    assert markdown(cut(text, "one.", "La")) == "*one*.\n\n* a\n* b\n\nLa"


def test_half_a_list_is_a_list_and_goes_on_with_its_numbers() -> None:
    assert markdown(cut("3. third\n4. fourth\n5. fifth", "ird", "fourth")) == "3. ird\n\n4. fourth"


def test_half_an_item_keeps_what_stands_in_it() -> None:
    text = "- item\n\n  ```\n  code\n  ```\n\n  > quote\n- next"
    assert markdown(cut(text, "em", "quo")) == "- em\n\n  ```\n  code\n  ```\n\n  > quo"


def test_references_take_their_addresses_along() -> None:
    text = "before\n\n[x][r]\n\n[r]: https://a.b\n\nbehind"
    assert markdown(cut(text, "fore", "x")) == "fore\n\n[x][r]\n\n[R]: https://a.b"


def test_an_open_fence_is_closed() -> None:
    assert markdown(part("Look:\n\n```py\ncode")) == "Look:\n\n```py\ncode\n```"


def test_what_a_person_typed_is_copied_as_it_is() -> None:
    text = "Tabs\tand **marks**\n  indented\n\n```\ncode\n```"
    blocks = WrittenDocument(text).blocks
    assert markdown(excerpt(text, blocks)) == text
    assert markdown(excerpt(text, blocks, (0, 5))) == "and **marks**\n  indented\n\n```\ncode\n```"
    assert plain(excerpt(text, blocks)) == "Tabs\tand **marks**\n  indented\n\ncode"


def test_plain_text_says_what_the_markers_say() -> None:
    text = "1. one\n2. two\n   - [x] done\n   - open\n\n> said\n\nnoted[^a]\n\n[^a]: Why."
    assert plain(part(text)) == "1. one\n2. two\n\n  [x] done\n  • open\n\nsaid\n\nnoteda\n\n[a] Why."


def test_html_has_the_structure_of_the_text() -> None:
    text = (
        "# A & B\n\n3. one\n4. two\n   - in\n\n> **said**\n\n|a|b|\n|-|-:|\n|1|`2`|\n\n```py\nx < y\n```\n\n---\n\na\nb"
    )
    assert html(part(text)).split("\n") == [
        "<h1>A &amp; B</h1>",
        '<ol start="3">',
        "<li>one</li>",
        "<li>",
        "<p>two</p>",
        "<ul>",
        "<li>in</li>",
        "</ul>",
        "</li>",
        "</ol>",
        "<blockquote>",
        "<p><strong>said</strong></p>",
        "</blockquote>",
        "<table>",
        '<tr><th>a</th><th align="right">b</th></tr>',
        '<tr><td>1</td><td align="right"><code>2</code></td></tr>',
        "</table>",
        '<pre><code class="language-py">x &lt; y</code></pre>',
        "<hr>",
        "<p>a<br>",
        "b</p>",
    ]


HOSTILE = st.lists(
    st.sampled_from(
        [
            *("<script>", "</p>", '"', "'", ">", "&", "`<b>`", "$<i>$", "\x0b", "\n\n", "\n# ", "\n- "),
            *("[a](javascript:alert(1))", "[b](data:text/html,x)", '[c](https://d.e/"x)', "[m](mailto:a@b)"),
            *('\n```"><img src=x>\n', "\n|a<b|c|\n|-|-|\n"),
        ]
    ),
    max_size=20,
).map("".join)


class Elements(HTMLParser):
    """What a reader of the HTML would make of it."""

    def __init__(self, written: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(written)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


BLOCKS = {"h1", "h2", "h3", "p", "br", "hr", "ul", "ol", "li", "blockquote", "div", "table", "tr", "th", "td", "pre"}
HARMLESS = BLOCKS | {"sup", "code", "i", "em", "strong", "s", "a"}


@settings(max_examples=100)
@given(HOSTILE)
def test_html_is_inert_whatever_a_model_writes(text: str) -> None:
    written = Elements(html(part(text)))
    for name, attributes in written.found:
        assert name in HARMLESS
        assert set(attributes) <= {"href", "align", "start", "class", "style"}
        assert re.match(r"https?://|mailto:|$", attributes.get("href") or "")
        assert attributes.get("style") in (None, "white-space: pre-wrap")


@settings(max_examples=200)
@given(TEXTS, SHARE, SHARE)
def test_html_says_what_a_reader_sees(text: str, one: float, other: float) -> None:
    blocks = list(Document(text).blocks)
    first, last = sorted([place(blocks, one), place(blocks, other)])
    assume(first < last)
    selected = excerpt(text, blocks, first, last)
    labels = {one.label for block in blocks for one in block.path if isinstance(one, Footnote)}
    said = "".join("".join(Elements(html(selected)).text).split())
    bare = "".join("".join(cut.text for cut in selected.cuts).split())
    assert labels or said.replace("☑", "").replace("☐", "") == bare
