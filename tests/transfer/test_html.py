"""An exported page shows what was said and does nothing, whatever was said."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import timedelta, timezone
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.messages import Role, Status, ToolCall
from desktop_chat.domain.policy import Policy
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.formats import PLAINLY, MarkdownOptions
from desktop_chat.transfer.html import page
from tests.markup.test_writing import TEXTS
from tests.transfer.chats import WORDING, chat_of, full_chat, said
from tests.transfer.test_branches import forked

ZONE = timezone(timedelta(hours=1))
VOID = frozenset({"meta", "br", "hr", "img"})
NAMES = """
html head title style body header main section article h1 h2 h3 h4 h5 h6 p div time span a code pre ul ol li table tr
th td blockquote details summary figure figcaption svg path rect text em strong s sup"""
ELEMENTS = VOID | set(NAMES.split())
ATTRIBUTE_NAMES = """
lang charset name content http-equiv dir class id datetime href rel src alt start align role aria-label viewbox width
height d x y font-size fill"""
ATTRIBUTES = frozenset(ATTRIBUTE_NAMES.split())
HOSTILE = st.sampled_from(
    [
        *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "</style>", "</title>"),
        *("[x](javascript:alert(1))", "[x](data:text/html,hi)", "[x](file:///etc/passwd)", "<javascript:alert(1)>"),
        *(
            "[x](JaVaScRiPt:alert(1))",
            "[x](&#106;avascript:x)",
            '[x](https://a.b/"onclick="x)',
            "![x](https://a.b/p.png)",
        ),
        *(
            "[x](//a.b/c)",
            "[x](/etc/passwd)",
            "[x](https://a.b/c)",
            "<https://a.b>",
            "[x](mailto:a@b.c)",
            "![x](x.png)",
        ),
        *(
            '\n```"onclick=x\n</code></pre><script>\n```\n',
            "\n```<script>\nx\n```\n",
            "`</code><b>`",
            "$</svg><script>$",
        ),
        *("$$\n\\text{</svg>}\n$$\n", "<!-- ", "-->", "&lt;script&gt;", "\x00\x08\x0b", "<meta http-equiv=refresh>"),
        *("<link rel=stylesheet href=//x>", "<base href=//x>", "<iframe src=//x>", "\n> ", "\n- ", "\n# ", "\n\n", " "),
        *(
            "<details open ontoggle=alert(1)>",
            "[r]: javascript:x\n[r]",
            "\n|<b>|\n|-|\n|<i>|\n",
            "<style>@import 'x'</style>",
        ),
    ]
)


class Walk(HTMLParser):
    """Everything that is an element or an attribute, and the text that is shown."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.shown: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.shown.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return "".join(self.shown)


def walked(chat: Chat, options: MarkdownOptions = PLAINLY) -> Walk:
    return Walk("".join(page(chat, WORDING, ZONE, options)))


def is_inert(walk: Walk) -> None:
    for tag, attributes in walk.elements:
        assert tag in ELEMENTS
        assert set(attributes) <= ATTRIBUTES, (tag, attributes)
        if "src" in attributes:
            assert re.fullmatch(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*", attributes["src"] or "")
        if "href" in attributes:
            assert tag == "a"
            assert re.match(r"(?:https?://|mailto:|#[bt]\d+$)", attributes["href"] or "", re.IGNORECASE)
            assert attributes["href"].startswith("#") or "noreferrer" in (attributes["rel"] or "")  # type: ignore[union-attr]
    assert len(walk.all("style")) == 1


@given(st.lists(HOSTILE, max_size=8).map("".join), st.lists(HOSTILE, max_size=4).map("".join))
def test_nothing_that_is_said_becomes_anything_but_text(text: str, more: str) -> None:
    chat = chat_of(
        said("m1", None, Role.USER, more, 0),
        said(
            "m2", "m1", Role.ASSISTANT, text, 1, reasoning=more, refusal=more, tool_calls=(ToolCall("t", more, text),)
        ),
        said("m3", "m2", Role.ASSISTANT, "x", 2, model=text, endpoint=more, finish_reason=text, status=Status.STOPPED),
        title=text,
        folder=more,
        policy=Policy(text),
    )
    is_inert(walked(chat))


@given(TEXTS)
def test_any_markdown_makes_a_page_whose_elements_are_closed(text: str) -> None:
    is_inert(walked(chat_of(said("m1", None, Role.ASSISTANT, text, 0))))


def test_a_browser_is_told_to_run_and_fetch_nothing() -> None:
    text = "".join(page(full_chat(), WORDING, ZONE))
    [policy] = [
        meta["content"] for meta in Walk(text).all("meta") if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    style = text.split("<style>", 1)[1].split("</style>", 1)[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'"
    )
    assert "url(" not in style
    assert "@import" not in style
    assert text.index("Content-Security-Policy") < text.index("<style>")


def test_everything_that_was_said_can_be_read() -> None:
    walk = walked(full_chat())
    for words in ("Tides", "Be brief.", "the moon pulls.", "hm", "look_up", "2026-03-04 20:12"):
        assert words in walk.text
    assert walk.all("html") == [{"lang": "en"}]
    assert [one["class"] for one in walk.all("article")][:2] == ["system", "user"]


def test_headings_stay_below_the_heading_of_their_turn() -> None:
    walk = walked(chat_of(said("m1", None, Role.ASSISTANT, "# A\n\n###### B", 0)))
    assert [tag for tag, _ in walk.elements if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h3", "h6"]


def test_code_is_coloured_by_classes_and_keeps_every_character() -> None:
    code = 'def f(x):\n    return "<a>" & x  # no\n'
    walk = walked(chat_of(said("m1", None, Role.ASSISTANT, f"```py\n{code}```", 0)))
    assert {one["class"] for one in walk.all("span")} >= {"k", "s", "c", "n"}
    assert walk.all("code")[-1] == {"class": "language-py"}
    assert code.rstrip("\n") in walk.text


def test_formulas_are_shapes_with_their_source_for_who_cannot_see_them() -> None:
    text = "Inline $x^2$ and\n\n$$\n\\frac{a}{b}\n$$\n\nbroken $\\frac{$ and $$\\foo{x}$$"
    walk = walked(chat_of(said("m1", None, Role.ASSISTANT, text, 0)))
    assert [one["aria-label"] for one in walk.all("svg")] == ["x^2", "\\frac{a}{b}"]
    assert "\\foo{x}" in walk.text
    assert "\\frac{" in walk.text


def test_what_a_person_typed_stands_as_it_was_typed() -> None:
    chat = chat_of(said("m1", None, Role.USER, "# no heading\n  *as is*\n```\ncode\n```", 0))
    # Neither more lines than were typed nor fewer: in such a paragraph a line feed counts as well.
    assert '<p class="plain"># no heading<br>  *as is*</p>' in "".join(page(chat, WORDING))
    assert walked(chat).all("pre")


def attached(media_type: str, content: bytes, name: str = "a") -> Attachment:
    return Attachment("ab" * 32, name, media_type, len(content), 1, load=lambda: content)


def test_pictures_are_in_the_page_unless_they_are_programs() -> None:
    files = (
        attached("image/png", b"PNG", 'a"b.png'),
        attached("image/svg+xml", b"<svg onload=x>", "evil.svg"),
        attached("text/plain", b"<b>notes", "n.txt"),
        Attachment("cd" * 32, "gone.png", "image/png", 1, 1),
    )
    chat = chat_of(said("m1", None, Role.USER, "See", 0, attachments=files))
    walk = walked(chat)
    is_inert(walk)
    assert walk.all("img") == [{"src": "data:image/png;base64,UE5H", "alt": 'a"b.png'}]
    assert all(words in walk.text for words in ("evil.svg", "<b>notes", "gone.png"))
    assert walked(chat, MarkdownOptions(with_files=False)).all("img") == []
    assert "<b>notes" not in walked(chat, MarkdownOptions(with_files=False)).text


def test_all_branches_lead_to_each_other() -> None:
    walk = walked(forked(), MarkdownOptions(whole_tree=True))
    is_inert(walk)
    ids = {attributes["id"] for _, attributes in walk.elements if "id" in attributes}
    links = [attributes["href"] for attributes in walk.all("a")]
    assert links == ["#b1", "#t1", "#t2"]
    assert {str(link)[1:] for link in links} <= ids
    assert "Asked aside" in walk.text


@pytest.mark.parametrize("tail", ["", "\n"])
def test_an_empty_conversation_is_a_page(tail: str) -> None:
    assert "New conversation" in walked(chat_of(title=tail)).text
