"""An archive comes back as it was, and a bad one as far as it can be read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_chat.domain.errors import ArchiveTooNew, AttachmentLost
from desktop_chat.domain.intake import Loss, Skipped, SkipReason
from desktop_chat.domain.messages import Role
from desktop_chat.domain.models import KEY_PLACEHOLDER
from desktop_chat.transfer.archive import SCHEMA, VERSION, Chat, as_json, pieces
from desktop_chat.transfer.intake import Lacking, Read
from desktop_chat.transfer.reading import read_archive
from tests.transfer.chats import START, chat_of, full_chat, said
from tests.transfer.random_chats import JSON, chats, contents


def archived(*chats: Chat) -> bytes:
    return b"".join(pieces(chats, START))


def read(written: bytes) -> list[Read]:
    return list(read_archive(BytesIO(written), "chats.json"))


def read_values(*conversations: Any, **head: Any) -> list[Read]:
    return read(json.dumps({"schema": SCHEMA, "version": VERSION, **head, "conversations": conversations}).encode())


def chats_in(found: Iterable[Read]) -> list[Chat]:
    return [one.chat if isinstance(one, Lacking) else one for one in found if not isinstance(one, Skipped)]


def read_one(values: Any) -> Chat:
    [chat] = chats_in(read_values(values))
    return chat


def losses(values: Any) -> dict[Loss, int]:
    [found] = read_values(values)
    assert isinstance(found, Lacking)
    return dict(found.losses)


def values_of(chat: Chat) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(json.dumps(as_json(chat)))
    return values


@settings(max_examples=60)
@given(chats())
def test_whatever_is_written_is_read_again(written: Chat) -> None:
    [found] = read(archived(written))
    assert found == written
    assert isinstance(found, Chat)
    assert contents(found) == contents(written)
    assert archived(found) == archived(written)


def test_all_conversations_are_read_one_by_one() -> None:
    one, other = full_chat(), chat_of(said("m1", None, Role.USER, "one", 0))
    assert [type(found) for found in read(archived())] == []
    assert read(archived(other, other)) == [other, other]
    assert len(read(archived(one, other, one))) == 3


def test_no_key_is_taken() -> None:
    values = values_of(full_chat())
    values["options"]["extra_headers"] = {"X-Api-Key": "sk-canary-1", "X-Team": "tides", "Authorization": "sk-canary-2"}
    values["receipts"][0]["headers"] = {"X-Token": "sk-canary-3"}
    chat = read_one(values)
    assert chat.conversation.options.extra_headers == {"X-Team": "tides"}
    assert chat.receipts["m4"].headers == {"X-Token": KEY_PLACEHOLDER}


def test_a_newer_version_is_refused() -> None:
    with pytest.raises(ArchiveTooNew) as refused:
        read_values(version=VERSION + 1)
    assert (refused.value.path, refused.value.version, refused.value.known) == ("chats.json", VERSION + 1, VERSION)


@pytest.mark.parametrize("head", [{"schema": "another"}, {"version": "1"}, {"version": 1.5}])
def test_what_is_no_archive_is_listed(head: dict[str, Any]) -> None:
    assert read_values({"id": "c1"}, **head) == [Skipped("chats.json", SkipReason.BROKEN)]


@pytest.mark.parametrize("text", ["--- text\n", "[1, 2]", "5 ", '"conversations"', '[{"conversations": []}]'])
def test_what_is_no_object_is_listed(text: str) -> None:
    assert read(text.encode()) == [Skipped("chats.json", SkipReason.BROKEN)]


def test_names_in_another_order_and_unknown_ones_are_fine() -> None:
    values = values_of(full_chat()) | {"colour": {"of": ["the", "sea"]}}
    document = {"aaa": [{"version": 9}], "conversations": [values], "schema": SCHEMA, "version": VERSION}
    assert read(json.dumps(document, indent=2).encode()) == read_values(values_of(full_chat()))


def test_a_bad_conversation_costs_only_itself() -> None:
    good = values_of(full_chat())
    found = read_values(good, 5, {"title": "No\nid"}, good)
    assert found[1:3] == [
        Skipped("chats.json", SkipReason.BROKEN, 2),
        Skipped("chats.json", SkipReason.BROKEN, 3, "No id"),
    ]
    assert found[0] == found[3]


def test_so_does_one_that_is_no_json() -> None:
    written = archived(full_chat(), full_chat(), full_chat())
    lines = written.split(b"\n")
    lines[2] = lines[2].replace(b'"pinned": ', b'"pinned" ', 1)
    assert [type(one) for one in read(b"\n".join(lines))] == [Chat, Skipped, Chat]


def test_a_file_that_ends_too_early_gives_what_stands_before() -> None:
    written = archived(full_chat(), full_chat())
    found = read(written[:-40])
    assert len(found) == 2
    assert found[1] == Skipped("chats.json", SkipReason.CUT, 2)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_what_nests_too_deep_is_not_read(opening: str, closing: str) -> None:
    deep = opening * 500 + "1" + closing * 500
    text = f'{{"schema": "{SCHEMA}", "version": 1, "conversations": [{{"id": "c1", "options": {deep}}}]}}'
    assert read(text.encode()) == [Skipped("chats.json", SkipReason.TOO_DEEP, 1)]


def test_brackets_within_words_are_no_depth() -> None:
    chat = chat_of(said("m1", None, Role.USER, '[{"' * 50_000 + "\\" * 33_333, 0))
    assert read(archived(chat)) == [chat]


def test_a_file_that_is_lost_is_named_still() -> None:
    values = values_of(full_chat())
    content = {"digest": "0" * 64, "name": "../../a.png", "media_type": "image/png", "size": 3, "tokens": 1}
    values["messages"][0]["attachments"] = [content | {"content": "AAAA"}, content | {"content": None}, {"digest": "x"}]
    assert losses(values) == {Loss.PICTURE: 2, Loss.FILE: 1}
    first, second = read_one(values).tree["m1"].attachments
    assert first.name == second.name == "a.png"
    with pytest.raises(AttachmentLost):
        _ = first.content


def damaged(**changes: dict[str, Any]) -> dict[str, Any]:
    """The full conversation, each named message changed."""
    values = values_of(full_chat())
    for message in values["messages"]:
        message.update(changes.get(message["id"], {}))
    return values


@pytest.mark.parametrize(
    ("changes", "expected", "parents"),
    [
        ({"m3": {"parent_id": "gone"}}, {Loss.PLACE: 1}, ("m3", None)),
        ({"m1": {"parent_id": "m4"}}, {Loss.PLACE: 1}, ("m1", None)),
        ({"m3": {"parent_id": "m3"}}, {Loss.PLACE: 1}, ("m3", None)),
        ({"m3": {"role": "wizard"}}, {Loss.VALUE: 1}, ("m3", "m1")),
        ({"m3": {"created_at": "0001-01-01T00:00:00+14:00"}}, {Loss.VALUE: 1, Loss.TIME: 1}, ("m3", "m1")),
        ({"m3": {"created_at": None}}, {Loss.TIME: 1}, ("m3", "m1")),
        ({"m3": {"usage": {"prompt_tokens": 10**30}}}, {Loss.VALUE: 1}, ("m3", "m1")),
    ],
)
def test_what_does_not_hold_together_is_mended_and_told(
    changes: dict[str, Any], expected: dict[Loss, int], parents: tuple[str, str | None]
) -> None:
    values = damaged(**changes)
    assert losses(values) == expected
    chat = read_one(values)
    assert len(chat.tree) == 5
    assert chat.tree[parents[0]].parent_id == parents[1]


def test_two_messages_of_one_id_are_two_messages() -> None:
    values = damaged(m2={"id": "m1"})
    assert losses(values) == {Loss.PLACE: 1}
    first, second, *_ = read_one(values).tree.values()
    assert (first.id, second.parent_id, second.role) == ("m1", "m1", Role.ASSISTANT)


def test_a_head_that_is_gone_is_the_newest_end() -> None:
    assert read_one(values_of(full_chat()) | {"head": "gone"}).conversation.head == "m5"


PATHS = [
    *(["messages", n, name] for n in range(5) for name in as_json(full_chat())["messages"][0]),
    *(["receipts", 0, name] for name in as_json(full_chat())["receipts"][0]),
    *(["receipts", 0, "messages", 0, name] for name in ("role", "content", "sources")),
    *(["policy", name] for name in as_json(full_chat())["policy"]),
    *(["options", name] for name in (*as_json(full_chat())["options"], "top_p", "unset", "idle_timeout_s")),
    *([name] for name in as_json(full_chat())),
]
ANYTHING = JSON | st.sampled_from(["m1", "m5", "c1", "user", "9999-12-31T23:59:59-14:00", "\ud800", {}, [{}], [[]], -1])


@given(st.lists(st.tuples(st.sampled_from(PATHS), ANYTHING), min_size=1, max_size=4))
def test_anything_may_stand_anywhere(changes: Iterable[tuple[list[Any], Any]]) -> None:
    values = values_of(full_chat())
    for path, value in changes:
        inner: Any = values
        for step in path[:-1]:
            inner = (
                inner[step]
                if (isinstance(inner, dict) and step in inner) or (isinstance(inner, list) and len(inner) > 0)
                else {}
            )
        if isinstance(inner, dict):
            inner[path[-1]] = value
    for chat in chats_in(read_values(values)):
        assert [archived(one) for one in chats_in(read(archived(chat)))] == [archived(chat)]


@given(st.binary(max_size=60) | st.text('[]{}",:1\\ent', max_size=60).map(str.encode))
def test_any_bytes_are_read_without_a_crash(tail: bytes) -> None:
    read(tail)
    read(archived(full_chat())[:-4] + tail)
