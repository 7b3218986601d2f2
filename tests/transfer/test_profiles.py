"""Markdown for readers that know more than CommonMark: they find what was said, and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.messages import Role, Usage
from desktop_chat.markup.splitter import Document
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.formats import MarkdownOptions, Profile
from desktop_chat.transfer.markdown import render
from desktop_chat.transfer.rewriting import Careful, ForObsidian, ForPandoc, rewritten
from tests.markup.seen import seen_of
from tests.markup.test_writing import TEXTS
from tests.transfer.chats import START, WORDING, chat_of, full_chat, said
from tests.transfer.reading import parsed, tags

HANDS = [ForObsidian, ForPandoc]


def written(chat: Chat, profile: Profile) -> str:
    return render(chat, WORDING, START.tzinfo, options=MarkdownOptions(profile))


def front_matter(text: str) -> dict[str, object]:
    head = text.removeprefix("---\n").split("\n---\n", 1)[0]
    return {name: json.loads(value) for name, _, value in (line.partition(": ") for line in head.split("\n"))}


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("#tag and C# and # alone", "\\#tag and C# and # alone"),
        ("[[Note]] and ![[x.png]]", "\\[\\[Note\\]\\] and !\\[\\[x.png\\]\\]"),
        ("%%hidden%% ==marked==", "\\%\\%hidden\\%\\% \\=\\=marked\\=\\="),
        ("a block ^id", "a block \\^id"),
        ("> [!warning] No", "> [!warning\\] No"),
        ("\\(a_1\\) and \\[b\\]", "$a_1$ and $b$"),
        ("\\[\nx = 1\n\\]", "$$\nx = 1\n$$"),
        ("`#tag [[x]]` and\n```\n#tag\n```", "`#tag [[x]]` and\n\n```\n#tag\n```"),
        ("![p](https://a.b/c.png)", "[p](https://a.b/c.png)"),
        ("# Top\n\nSub\n---", "### Top\n\n#### Sub"),
        ("[^1]\n\n[^1]: Note", "[1\\]\n\n[1\\] Note"),
    ],
)
def test_obsidian_takes_no_text_for_a_mark(text: str, safe: str) -> None:
    assert rewritten(text, ForObsidian(2)) == safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("[@key] and me@example.com", "[\\@key\\] and me\\@example.com"),
        ("H~2~O, x^2^, {.a}", "H\\~2\\~O, x\\^2\\^, \\{.a\\}"),
        ('don\'t "say" a -- b...', 'don\\\'t \\"say\\" a -\\- b\\.\\..'),
        ("(1) one\n\na. two\n\n#. three", "(1\\) one\n\na\\. two\n\n#\\. three"),
        ("Term\n: meaning", "Term\\\n\\: meaning"),
        ("| a line", "\\| a line"),
        ("::: box", "\\::: box"),
        ("|a|\n|-|\n|`x` b\\|c|", "| a |\n| --- |\n| `x` b\\|c |"),
        ("```{.py #id}\nx\n```", "```\nx\n```"),
        ("one\ntwo", "one\\\ntwo"),
        ("## Head {#id}", "#### Head \\{#id\\}"),
        ("costs $5 or $6, \\(x\\)", "costs \\$5 or \\$6, $x$"),
    ],
)
def test_pandoc_takes_no_text_for_a_mark(text: str, safe: str) -> None:
    assert rewritten(text, ForPandoc(2)) == safe


@pytest.mark.parametrize("hand", HANDS)
@given(text=TEXTS.map(lambda text: text.replace("[^1]:", "")))
def test_what_a_reader_sees_is_the_same_and_no_tag_comes_of_it(hand: type[Careful], text: str) -> None:
    safe = rewritten(text, hand(2))
    assert tags(parsed(safe, html=True)) == []
    assert _seen(safe) == _seen(text)


def _seen(text: str) -> str:
    """Without the brackets of notes and without white space, which folds."""
    words = "".join(seen_of(block) for block in Document(text).blocks)
    return "".join(character for character in words if character not in "[]^" and not character.isspace())


def test_reasoning_is_a_callout_in_obsidian_and_a_quote_for_pandoc() -> None:
    chat = chat_of(said("m1", None, Role.ASSISTANT, "So.", 0, reasoning="# Hm\n\n- a"))
    assert "> [!note]- Reasoning\n> ### Hm\n>\n> - a\n\nSo." in written(chat, Profile.OBSIDIAN)
    assert "> **Reasoning**\n>\n> ### Hm\n>\n> - a\n\nSo." in written(chat, Profile.PANDOC)


def test_files_are_embedded_by_name_in_obsidian() -> None:
    files = (Attachment("a" * 64, "map.png", "image/png", 1, 1), Attachment("b" * 64, "[1].md", "text/markdown", 1, 1))
    chat = chat_of(said("m1", None, Role.USER, "See", 0, attachments=files))
    links = {files[0]: "x_assets/map aa.png", files[1]: "x_assets/[1] bb.md"}
    text = render(chat, WORDING, links=links, options=MarkdownOptions(Profile.OBSIDIAN))
    assert text.endswith("See\n\n![[map aa.png]]\n\n[[1\\].md](x_assets/%5B1%5D%20bb.md)\n")


def test_properties_are_flat_in_obsidian() -> None:
    chat = full_chat()
    values = front_matter(written(chat, Profile.OBSIDIAN))
    assert not any(isinstance(value, dict) for value in values.values())
    assert values["aliases"] == ["Tides"]
    assert values["tags"] == ["chat", "Sea"]
    assert (values["tokens_prompt"], values["tokens_completion"]) == (20, 8)
    assert values["branch"] == "2 / 2"


@pytest.mark.parametrize(
    ("folder", "found"), [("Sea & more", ["chat", "Sea-more"]), ("2024", ["chat", "_2024"]), ("!", ["chat"])]
)
def test_a_folder_is_a_tag_that_every_reader_takes(folder: str, found: list[str]) -> None:
    assert front_matter(written(chat_of(folder=folder), Profile.PLAIN))["tags"] == found


def test_a_title_is_read_as_it_is_by_pandoc() -> None:
    reply = said("m1", None, Role.ASSISTANT, "x", 0, usage=Usage(1, 2, 3))
    text = written(chat_of(reply, title="*a* @b #"), Profile.PANDOC)
    assert front_matter(text)["title"] == "\\*a\\* \\@b \\#"
    assert "\n# \\*a\\* \\@b \\#\n" in text
    assert front_matter(text)["tokens"] == {"prompt": 1, "completion": 2}
