"""What a message brings along: how it is put into words and onto the wire, and what it weighs."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop_chat.domain.attachments import Attachment, fenced, picture_tokens, spoken, text_tokens
from desktop_chat.domain.context import plan
from desktop_chat.domain.errors import AttachmentLost, NotFound, NothingToSend
from desktop_chat.domain.messages import Message, Role
from desktop_chat.domain.models import Options
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.tokens import Estimator
from desktop_chat.domain.turns import said
from desktop_chat.domain.wire import WireMessage, as_sent, encode_body
from tests.domain.builders import START, branch

PIXELS = b"\x89PNG\r\n\x1a\n and the rest"


def holding(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def text_file(name: str = "notes.md", content: str = "One.\nTwo.\n") -> Attachment:
    raw = content.encode()
    return Attachment("d1", name, "text/plain", len(raw), text_tokens(name, content), load=holding(raw))


def picture(content: bytes = PIXELS) -> Attachment:
    return Attachment(
        "d2", "map.png", "image/png", len(content), picture_tokens(640, 480), 640, 480, load=holding(content)
    )


def lost() -> Attachment:
    return replace(text_file(), name="gone.txt", load=lambda: (_ for _ in ()).throw(NotFound("attachment", "d1")))


def bringing(text: str, *attached: Attachment) -> list[Message]:
    [question] = branch("u1 x")
    return [replace(question, text=text, attachments=attached)]


def content_sent(text: str, *attached: Attachment) -> object:
    made = plan(bringing(text, *attached), Policy(), Options(), "m")
    return json.loads(made.body)["messages"][0]["content"]


def test_a_text_file_stands_fenced_under_its_name_before_the_words() -> None:
    assert content_sent("What is this?", text_file()) == "notes.md\n```md\nOne.\nTwo.\n```\n\nWhat is this?"


def test_a_picture_is_a_part_of_its_own_behind_the_words() -> None:
    url = f"data:image/png;base64,{base64.b64encode(PIXELS).decode()}"
    assert content_sent("What is this?", picture()) == [
        {"type": "text", "text": "What is this?"},
        {"type": "image_url", "image_url": {"url": url}},
    ]


def test_a_picture_alone_has_no_empty_text_beside_it() -> None:
    parts = content_sent("", picture())
    assert isinstance(parts, list)
    assert [part["type"] for part in parts] == ["image_url"]


def test_files_keep_their_order_and_pictures_theirs() -> None:
    first, second = text_file("a.txt", "A"), text_file("b", "B")
    content = content_sent("both", first, picture(b"1"), second, picture(b"2"))
    assert isinstance(content, list)
    words, *pictures = content
    assert words["text"] == "a.txt\n```txt\nA\n```\n\nb\n```\nB\n```\n\nboth"
    assert [part["image_url"]["url"].rpartition(",")[2] for part in pictures] == ["MQ==", "Mg=="]


@given(some.text())
def test_nothing_in_a_file_closes_its_fence(content: str) -> None:
    first, *inside, last = fenced("n.txt", content).split("\n")[1:]
    fence = first.removesuffix("txt")
    assert last == fence
    assert not any(line.lstrip(" ").startswith(fence) for line in inside)


@given(some.lists(some.text() | some.binary()), some.text())
def test_a_body_with_pictures_is_what_plain_json_would_be(contents: list[str | bytes], text: str) -> None:
    attached = [picture(one) if isinstance(one, bytes) else text_file("f", one) for one in contents]
    wire = (
        WireMessage(Role.USER, "before", images=(picture(b"0"),)),
        WireMessage(Role.USER, spoken(text, attached), images=tuple(one for one in attached if one.is_image)),
    )
    body = json.loads(encode_body(wire, {"model": "m", "temperature": 0.5}))
    simple = {"model": "m", "messages": [as_sent(item) for item in wire], "temperature": 0.5}
    assert list(body) == list(simple)
    assert json.dumps(body) == json.dumps(simple)


def test_a_person_s_own_messages_replace_those_with_pictures() -> None:
    body = encode_body((WireMessage(Role.USER, "", images=(picture(),)),), {"model": "m", "messages": []})
    assert json.loads(body) == {"model": "m", "messages": []}


def test_a_file_that_is_lost_is_named() -> None:
    with pytest.raises(AttachmentLost, match=r"gone\.txt"):
        _ = plan(bringing("and this", lost()), Policy(), Options(), "m").body


def test_a_lost_file_of_an_excluded_message_is_not_asked_for() -> None:
    first, last = branch("u1 one", "u2 two")
    made = plan([replace(first, attachments=(lost(),)), last], Policy(excluded=frozenset({"u1"})), Options(), "m")
    assert [item.content for item in made.wire] == ["two"]


def test_a_message_without_words_can_bring_something_along() -> None:
    assert said("c", None, Role.USER, " ", START, (picture(),)).attachments == (picture(),)
    with pytest.raises(NothingToSend):
        said("c", None, Role.USER, " ", START)


def test_files_and_pictures_are_counted_with_the_message_that_brings_them() -> None:
    alone, file, image = plan(bringing("x"), Policy(), Options(), "m"), text_file(content="word " * 400), picture()
    made = plan(bringing("x", file, image), Policy(), Options(), "m", estimator=Estimator(2.0))
    words = plan(bringing("x"), Policy(), Options(), "m", estimator=Estimator(2.0)).tokens
    assert made.tokens - words == 2 * (file.tokens + image.tokens)
    assert file.tokens > Estimator().text("word " * 400)  # with its name and its fence
    assert made.tokens > alone.tokens


@pytest.mark.parametrize(
    ("width", "height", "tokens"),
    [(512, 512, 255), (1024, 1024, 765), (2048, 4096, 1105), (1, 1, 255), (0, 0, 85), (8000, 10, 765)],
)
def test_a_picture_is_counted_in_tiles(width: int, height: int, tokens: int) -> None:
    assert picture_tokens(width, height) == tokens
