"""A second parser of CommonMark finds in every export the headings, the code and the tables of what was said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from marko.block import BlankLine, Heading, ThematicBreak

import specification
from desktop_chat.domain.messages import Role
from desktop_chat.transfer import front_matter
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.contained import contained
from desktop_chat.transfer.formats import MarkdownOptions, Profile
from desktop_chat.transfer.markdown import render
from tests.transfer import reading
from tests.transfer.chats import WORDING, chat_of, said
from tests.transfer.messages import MESSAGES
from tests.transfer.other_parser import Found, blocks_of, found_in, in_message
from tests.transfer.test_contained import PIECES

BELOW = 2
# What the window does not take for an address is none in an export either.
NO_LINK_HERE = re.compile(r"<(?!https?:|mailto:)[a-z][a-z0-9+.-]+:", re.IGNORECASE)
# The second parser forgets a backslash before a tag in which an emphasis or a link could end.
QUIRK = re.compile(r"[*_\[][^<]*<[^>]*[*_\]]")


def turns_in(text: str) -> Iterator[Found]:
    """What stands below each heading of level two, the line between two turns left out."""
    _, body = front_matter.split(text)
    inside: list[Any] | None = None
    for block in (*blocks_of(body), None):
        if block is None or (isinstance(block, Heading) and block.level <= BELOW):
            if inside is not None:
                yield found_in(_without_separator(inside, is_last=block is None))
            inside = [] if block is None or block.level == BELOW else None
        elif inside is not None:
            inside.append(block)


def _without_separator(blocks: Sequence[Any], *, is_last: bool) -> list[Any]:
    kept = [block for block in blocks if not isinstance(block, BlankLine)]
    if not is_last:
        assert isinstance(kept.pop(), ThematicBreak)
    return kept


def talk(texts: Sequence[str]) -> Chat:
    """A conversation in which each text is asked, and the reply says it as well."""
    messages = []
    for number, text in enumerate(text for text in texts for _ in range(2)):
        role = Role.ASSISTANT if number % 2 else Role.USER
        messages.append(said(f"m{number}", f"m{number - 1}" if number else None, role, text, number))
    return chat_of(*messages)


def examples() -> list[str]:
    file = specification.file()
    assert file.is_file(), "`make test` fetches the examples"
    return [str(example["markdown"]) for example in json.loads(file.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("text", MESSAGES)
def test_a_message_holds_what_was_said_in_it(text: str) -> None:
    assert found_in(blocks_of(contained(text))) == in_message(text).deeper(BELOW)


@pytest.mark.parametrize("with_trailer", [False, True])
@pytest.mark.parametrize("profile", Profile)
def test_a_conversation_holds_what_was_said_in_it(profile: Profile, with_trailer: bool) -> None:
    # Pandoc's tables know code, so a bar in code has no backslash there, which the second parser would want.
    texts = [text for text in MESSAGES if profile is not Profile.PANDOC or "\\|" not in text]
    text = render(talk(texts), WORDING, options=MarkdownOptions(profile, with_trailer=with_trailer))
    found = list(turns_in(text))
    if with_trailer:
        last = found.pop()
        assert last.code[-1][0] == "desktop-chat-archive"
        found.append(Found(last.headings, last.code[:-1], last.tables, last.tags))
    assert found == [in_message(text.strip("\n")).deeper(BELOW) for text in texts for _ in range(2)]


def test_no_page_break_ends_a_line() -> None:
    assert found_in(blocks_of(contained("a\f# b"))).headings == ()


def test_every_example_of_the_specification_is_held() -> None:
    wrong = {}
    for text in (text for text in examples() if not NO_LINK_HERE.search(text)):
        kept, was = reading.parsed(contained(text), html=True), reading.parsed(text, html=False)
        deeper = [reading.Heading(min(head.level + BELOW, 6), head.words) for head in reading.headings(was)]
        same = (
            reading.headings(kept) == deeper
            and reading.code(kept) == reading.code(was)
            and reading.words(kept) == reading.words(was)
            and reading.tags(kept) == []
        )
        if not same:
            wrong[text] = contained(text)
    assert wrong == {}


def test_every_example_of_the_specification_is_held_for_the_second_parser_too() -> None:
    wrong = {}
    for text in examples():
        kept, was = found_in(blocks_of(contained(text))), in_message(text).deeper(BELOW)
        if kept != was and not (QUIRK.search(text) and kept.tags):
            wrong[text] = contained(text)
    assert wrong == {}


TABLES = st.sampled_from(
    ["| a | b |\n|---|:-:|\n", "|", " | ", "\n|---|---|\n", "`", "<b>", "<div>", "\n", "x", "\\|", "\\", "| c | d |\n"]
)


@settings(max_examples=300)
@given(st.lists(TABLES | PIECES, max_size=14).map("".join))
def test_no_tag_slips_through_a_table(text: str) -> None:
    assume(not QUIRK.search(text))
    assert found_in(blocks_of(contained(text))).tags == ()
