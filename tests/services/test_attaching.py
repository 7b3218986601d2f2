"""From files and clipboards to what a message brings along, whatever they turn out to be."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import ChatError, StoreFull
from desktop_chat.domain.unfit import (
    FileBinary,
    FileEmpty,
    FileIsFolder,
    FileTooLarge,
    FileUnreadable,
    PictureBroken,
    PictureTooLarge,
    TooManyFiles,
    TooMuchAttached,
)
from desktop_chat.services.attaching import (
    LARGEST_PICTURE_MB,
    LARGEST_TEXT_MB,
    MOST_FILES,
    Attached,
    Attaching,
    Source,
    file_at,
)
from desktop_chat.ui.pictures import read_picture
from tests.services.world import Gate, World, wait_until
from tests.support import picture_files

MEGABYTE = 1024 * 1024


class Desk:
    """Attaches, and waits for what comes of it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.attaching = Attaching(world.store.attachments, read_picture, world.background)
        self.told: list[Attached] = []
        self.attaching.attached.connect(self.told.append)

    def attach(self, *sources: Source | Path, held: tuple[Attachment, ...] = ()) -> Attached:
        before = len(self.told)
        made = [source if isinstance(source, Source) else file_at(source) for source in sources]
        self.attaching.attach("c", made, held)
        wait_until(lambda: len(self.told) > before)
        return self.told[-1]

    def one(self, source: Source | Path) -> Attachment:
        told = self.attach(source)
        assert told.errors == ()
        [attachment] = told.attachments
        return attachment

    def refusal(self, source: Source | Path) -> ChatError:
        told = self.attach(source)
        assert told.attachments == ()
        [error] = told.errors
        return error


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


File = Callable[[str, bytes], Path]


# Text.


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("ünï 一\r\n".encode(), "ünï 一\r\n"),
        (b"\xef\xbb\xbfmarked", "marked"),
        ("wide 一".encode("utf-16"), "wide 一"),
        (b"\xfe\xff" + "big 一".encode("utf-16-be"), "big 一"),
        (b"<svg onload='alert(1)'/>", "<svg onload='alert(1)'/>"),
        (b"\x1b[31mred\x1b[0m\tand\x0c", "\x1b[31mred\x1b[0m\tand\x0c"),
    ],
)
def test_a_text_file_is_kept_as_utf_8(desk: Desk, file: File, content: bytes, text: str) -> None:
    made = desk.one(file("notes.svg", content))
    assert (made.media_type, made.name, made.text, made.is_image) == ("text/plain", "notes.svg", text, False)
    assert made.content == text.encode()


def test_a_very_long_line_is_text_like_any_other(desk: Desk, file: File) -> None:
    made = desk.one(file("long.txt", b"x" * (LARGEST_TEXT_MB * MEGABYTE)))
    assert made.size == LARGEST_TEXT_MB * MEGABYTE


def test_a_text_longer_than_any_model_reads_is_refused_with_the_limit(desk: Desk, file: File) -> None:
    error = desk.refusal(file("long.txt", b"x" * (10 * MEGABYTE)))
    assert isinstance(error, FileTooLarge)
    assert (error.name, error.megabytes) == ("long.txt", LARGEST_TEXT_MB)


# Pictures.


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_a_picture_is_known_by_its_content_and_kept_to_the_byte(desk: Desk, file: File, kind: str) -> None:
    content = picture_files.file_of(picture_files.image(60, 40), kind)
    made = desk.one(file("misnamed.txt", content))
    assert (made.media_type, made.width, made.height, made.is_scaled) == (f"image/{kind}", 60, 40, False)
    assert made.content == content


@pytest.mark.parametrize("kind", ["bmp", "tiff", "ico"])
def test_another_kind_of_picture_becomes_a_png(desk: Desk, file: File, kind: str) -> None:
    made = desk.one(file("old.bin", picture_files.file_of(picture_files.image(), kind)))
    assert (made.media_type, made.width, made.height) == ("image/png", 6, 4)


@pytest.mark.parametrize(
    "content",
    [
        picture_files.png_with_metadata,
        picture_files.jpeg_with_metadata,
        picture_files.webp_with_metadata,
        picture_files.gif_with_metadata,
    ],
)
def test_what_a_camera_wrote_into_a_picture_is_not_sent(desk: Desk, file: File, content: Callable[[], bytes]) -> None:
    original = content()
    made = desk.one(file("photo", original))
    assert picture_files.SECRET in original
    assert picture_files.SECRET not in made.content
    again = read_picture("again", made.content)
    assert again is not None
    assert again.content == made.content


def test_a_moving_picture_keeps_its_frames(desk: Desk, file: File) -> None:
    made = desk.one(file("moves.gif", picture_files.gif_with_metadata()))
    assert made.content.count(b",") == picture_files.gif_with_metadata().count(b",")


def test_a_photo_that_was_taken_sideways_stands_upright(desk: Desk, file: File) -> None:
    made = desk.one(file("photo.jpg", picture_files.jpeg_with_metadata(orientation=6)))
    assert (made.media_type, made.width, made.height) == ("image/jpeg", 40, 60)
    assert picture_files.SECRET not in made.content


@pytest.mark.parametrize(("width", "height", "seen"), [(4096, 1024, (2048, 512)), (10, 2049, (9, 2048))])
def test_a_very_large_picture_is_scaled_and_says_so(
    desk: Desk, file: File, width: int, height: int, seen: tuple[int, int]
) -> None:
    made = desk.one(file("wide.png", picture_files.png(width, height)))
    assert (made.width, made.height, made.is_scaled) == (*seen, True)


def test_a_bomb_is_refused_before_it_is_decoded(desk: Desk, file: File) -> None:
    error = desk.refusal(file("bomb.png", picture_files.bomb()))
    assert isinstance(error, PictureTooLarge)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\nnothing", picture_files.jpeg_with_metadata()[:40]])
@pytest.mark.qt_log_ignore("JPEG")
def test_a_broken_picture_is_refused(desk: Desk, file: File, content: bytes) -> None:
    assert isinstance(desk.refusal(file("map.png", content)), PictureBroken)


# What is neither.


@pytest.mark.parametrize(
    "content", [b"\x7fELF\x00\x01", b"PK\x03\x04\x00", b"latin \xe9", b"%PDF-1.7\x00\xff", b"\x1f\x8b\x08"]
)
def test_what_is_neither_text_nor_picture_is_refused(desk: Desk, file: File, content: bytes) -> None:
    assert isinstance(desk.refusal(file("thing.txt", content)), FileBinary)


def test_an_empty_file_a_folder_and_a_file_that_is_gone_say_what_they_are(
    desk: Desk, file: File, tmp_path: Path
) -> None:
    assert isinstance(desk.refusal(file("empty.txt", b"")), FileEmpty)
    assert isinstance(desk.refusal(tmp_path), FileIsFolder)
    assert isinstance(desk.refusal(tmp_path / "gone.txt"), FileUnreadable)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_not_waited_for(desk: Desk, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert isinstance(desk.refusal(tmp_path / "pipe"), FileUnreadable)


def test_a_file_without_an_end_is_not_read_to_its_end(desk: Desk, file: File) -> None:
    path = file("huge.bin", b"")
    with path.open("r+b") as sparse:
        sparse.truncate(4096 * MEGABYTE)
    error = desk.refusal(path)
    assert isinstance(error, FileTooLarge)
    assert error.megabytes == LARGEST_PICTURE_MB


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("evil\u202egnp.exe", "evil gnp.exe"),
        ("two\nlines.txt", "two lines.txt"),
        ("../../etc/passwd", "passwd"),
        ("```", "'''"),
        ("x" * 300 + ".txt", "x" * 115 + "….txt"),
        ("", "file"),
    ],
)
def test_a_name_is_one_line_that_reads_in_one_direction(desk: Desk, name: str, shown: str) -> None:
    assert desk.one(Source(name, lambda: b"text")).name == shown


# Many of them.


def test_three_hundred_files_give_what_fits_and_one_sentence(desk: Desk, file: File) -> None:
    paths = [file(f"{number}.txt", b"%d" % number) for number in range(300)]
    told = desk.attach(*paths)
    assert [one.name for one in told.attachments] == [f"{number}.txt" for number in range(MOST_FILES)]
    [error] = told.errors
    assert isinstance(error, TooManyFiles)


def test_what_is_held_already_counts(desk: Desk, file: File) -> None:
    held = tuple(Attachment(str(n), "f", "text/plain", 1, 1) for n in range(MOST_FILES))
    told = desk.attach(file("one.txt", b"1"), held=held)
    assert told.attachments == ()
    assert isinstance(told.errors[0], TooManyFiles)


def test_files_that_are_too_much_together_stop_at_the_limit(desk: Desk, file: File) -> None:
    paths = [file(f"{number}.txt", b"x" * (4 * MEGABYTE)) for number in range(7)]
    told = desk.attach(*paths)
    assert len(told.attachments) == 5
    assert isinstance(told.errors[0], TooMuchAttached)


def test_one_that_cannot_be_read_does_not_keep_out_the_others(desk: Desk, file: File, tmp_path: Path) -> None:
    told = desk.attach(file("a.txt", b"a"), tmp_path / "gone", file("b.txt", b"b"))
    assert [one.name for one in told.attachments] == ["a.txt", "b.txt"]
    assert [type(error) for error in told.errors] == [FileUnreadable]


def test_reading_holds_up_nothing_and_is_told(desk: Desk) -> None:
    gate = Gate()
    heard: list[str] = []
    desk.attaching.reading.connect(heard.append)

    def slow() -> bytes:
        assert threading.current_thread() is not threading.main_thread()
        gate.wait()
        return b"text"

    desk.attaching.attach("c", [Source("slow.txt", slow)], ())
    assert desk.attaching.being_read("c") == ("slow.txt",)
    gate.open()
    wait_until(lambda: bool(desk.told))
    assert desk.attaching.being_read("c") == ()
    assert heard == ["c", "c"]


def test_a_disk_that_takes_nothing_is_told_and_attaches_nothing(world: World, file: File) -> None:
    class Full:
        def put(self, content: bytes) -> None:
            raise StoreFull("chats.db")

        def load(self, digest: str) -> bytes:
            raise AssertionError(digest)

    desk = Desk(world)
    desk.attaching._contents = Full()  # type: ignore[assignment]
    assert isinstance(desk.refusal(file("a.txt", b"a")), StoreFull)


@pytest.fixture(autouse=True)
def nothing_is_left(world: World) -> Iterator[None]:
    yield
    world.settle()
