"""Readable Markdown is read back as far as it tells what was said."""

from __future__ import annotations

from datetime import timedelta, timezone
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.intake import Loss, Skipped, SkipReason
from desktop_chat.domain.messages import Role
from desktop_chat.domain.policy import Policy
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.contained import contained, released
from desktop_chat.transfer.formats import MarkdownOptions, Profile
from desktop_chat.transfer.intake import Lacking
from desktop_chat.transfer.markdown import render
from desktop_chat.transfer.reading_markdown import is_ours, read_markdown
from tests.transfer.chats import WORDING, at, chat_of, said
from tests.transfer.test_contained import HOSTILE

ZONE = timezone(timedelta(hours=5, minutes=30))
TALK = chat_of(
    said("m1", None, Role.USER, "# Why\n\nare there *tides*?", 0),
    said(
        "m2",
        "m1",
        Role.ASSISTANT,
        "```md\n## You · 20:12\n</details>\n```\n\nThe <b>moon</b>.",
        1,
        reasoning="Hm.\n\n# So\n\n`</details>`",
    ),
    said("m3", "m2", Role.USER, "And now?", 24 * 60),
    said("m4", "m3", Role.ASSISTANT, "Ebb.", 24 * 60 + 1, model="o-1_mini", by_hand=True),
    title="Tides & #1_of_2",
    policy=Policy("Be brief."),
    folder="Sea",
)


def written(chat: Chat, profile: Profile = Profile.PLAIN, **options: bool) -> str:
    return render(chat, WORDING, ZONE, options=MarkdownOptions(profile, **options))


def read(text: str) -> Chat:
    [found] = read_markdown(BytesIO(text.encode()), "tides.md")
    assert isinstance(found, Lacking)
    assert found.losses == {Loss.UNSAID: 1}
    return found.chat


@pytest.mark.parametrize("profile", Profile)
def test_who_said_what_and_when_comes_back(profile: Profile) -> None:
    chat = read(written(TALK, profile))
    messages = list(chat.tree.values())
    assert [message.role for message in messages] == [message.role for message in TALK.tree.values()]
    assert [message.model for message in messages] == [None, "gpt-x", None, "o-1_mini"]
    assert [message.created_at for message in messages] == [at(0), at(1), at(24 * 60), at(24 * 60 + 1)]
    assert [message.parent_id for message in messages] == [None, *(message.id for message in messages[:-1])]
    assert chat.conversation.head == messages[-1].id
    assert chat.conversation.title == "Tides & #1_of_2"
    assert chat.conversation.folder == "Sea"
    assert chat.conversation.policy == Policy("Be brief.")


def test_texts_come_back_as_they_were() -> None:
    messages = read(written(TALK)).tree.values()
    assert [message.text for message in messages] == [message.text for message in TALK.tree.values()]
    assert [message.reasoning for message in messages] == [message.reasoning for message in TALK.tree.values()]


def test_the_same_text_is_the_same_conversation_and_a_longer_one_goes_on() -> None:
    short = read(written(TALK))
    longer = Chat(TALK.conversation, TALK.tree.with_messages([said("m5", "m4", Role.USER, "More", 2000)]))
    longer = chat_of(*longer.tree.values(), title="Tides & #1_of_2", policy=Policy("Be brief."))
    again = read(written(longer))
    assert read(written(TALK)) == short
    assert again.conversation.id == short.conversation.id
    assert list(again.tree)[:4] == list(short.tree)


@pytest.mark.parametrize("profile", Profile)
def test_other_branches_that_were_written_come_back(profile: Profile) -> None:
    more = [
        said("m5", "m1", Role.ASSISTANT, "# Other\n\nThe sun.", 60),
        said("m6", "m5", Role.USER, "Sure?", 61),
        said("m7", None, Role.USER, "Anew", 62),
        said("m8", "m3", Role.USER, "By the way?", 63, aside=True),
    ]
    whole = Chat(TALK.conversation, TALK.tree.with_messages(more))
    text = written(whole, profile, whole_tree=True)
    chat = read(text)
    texts = {message.id: message.text.split("\n")[0] for message in chat.tree.values()}
    tree = {texts[message.id]: texts.get(message.parent_id or "") for message in chat.tree.values()}
    assert tree["# Other"] == "# Why"
    assert tree["Sure?"] == "# Other"
    assert tree["Anew"] is None
    assert [message.text for message in chat.tree.values() if message.aside] == ["By the way?"]
    assert [message.role for message in chat.tree.values()][4:6] == [Role.ASSISTANT, Role.USER]
    assert chat.conversation.head == list(chat.tree)[3]


def test_what_a_note_program_makes_of_the_values_above_is_read() -> None:
    _, _, body = written(TALK).partition("\n---\n")
    values = "title: 'It''s'\ncreated: 2026-03-05T00:42:00+05:30\nmodels:\n  - gpt-x\n  - o-1_mini\nid: c1\naliases:\n"
    chat = read(f"---\n{values}---\n{body}")
    assert [message.model for message in chat.tree.values()] == [None, "gpt-x", None, "o-1_mini"]
    assert chat.tree == read(written(TALK)).tree
    assert chat.conversation.id == read(written(TALK)).conversation.id


@pytest.mark.parametrize("text", ["", "# Notes\n\n## Today\n\nText", "---\ntitle: x", "\0\ud7ff", "---\n---\n"])
def test_what_holds_no_turn_is_listed(text: str) -> None:
    [found] = read_markdown(BytesIO(text.encode()), "notes.md")
    assert found == Skipped("notes.md", SkipReason.EMPTY)
    assert not is_ours(text)


@pytest.mark.parametrize("profile", Profile)
def test_a_text_of_ours_is_known_by_its_beginning(profile: Profile) -> None:
    assert is_ours(written(TALK, profile))
    assert is_ours(written(TALK, profile, with_version=False))
    assert is_ours("\ufeff" + written(TALK, profile).replace("\n", "\r\n"))


@given(HOSTILE)
def test_what_was_put_below_a_turn_is_put_there_again(text: str) -> None:
    """Read and written again a message stays what it became when it was written first."""
    once = contained(text)
    assert contained(released(once)) == contained(released(contained(released(once))))


@given(st.text("#-*> `~·:0123456789\nYouab<>/details", max_size=80))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    list(read_markdown(BytesIO(f"---\nid: 1\n---\n{text}".encode()), "x.md"))
    list(read_markdown(BytesIO(f"# T\n\n## You · 2026-03-05 12:12\n\n{text}".encode()), "x.md"))
