"""A conversation on pages: all of it, in pieces that hold up nobody, as a whole file or none."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.messages import Role, Status
from desktop_chat.domain.policy import Policy
from desktop_chat.services.own_command import OwnCommand
from desktop_chat.services.transfers import Transfers
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.formats import MarkdownOptions
from desktop_chat.transfer.printing import Ground, Pages, Piece, pages
from desktop_chat.ui.exporting.paper import Paper
from desktop_chat.ui.exporting.printing import Printing
from desktop_chat.ui.pictures import png_of
from tests.services.world import World, a_world, wait_until
from tests.transfer.chats import START, WORDING, chat_of, full_chat, said
from tests.transfer.test_branches import forked

MUCH = "# Head\n\nSome **text** 中文 with $x^2$.\n\n- a\n- b\n\n```py\nreturn 1\n```\n\n"
MUCH += "$$\n\\frac{a}{b}\n$$\n\n|a|b|\n|-|-|\n|1|2|\n"


def pieces_of(chat: Chat, options: MarkdownOptions = MarkdownOptions()) -> list[Piece]:  # noqa: B008 - it is frozen
    return list(pages(chat, WORDING, START.tzinfo, options).pieces)


def printed(pieces: list[Piece], title: str = "Tides") -> tuple[bytes, int]:
    paper = Paper(title, "en")
    for piece in pieces:
        paper.put(piece)
    return paper.finish(), paper.page


def words(pieces: list[Piece]) -> str:
    return re.sub(r"<[^>]+>", "", "\n".join(piece.html for piece in pieces))


def test_everything_that_was_said_is_in_the_pieces() -> None:
    said_words = words(pieces_of(full_chat()))
    for part in ("Tides", "Be brief.", "the moon pulls.", "hm", "look_up", "2026-03-04 19:12"):
        assert part in said_words


def test_all_branches_are_printed_when_they_are_wanted() -> None:
    assert "Old" in words(pieces_of(forked(), MarkdownOptions(whole_tree=True)))
    assert "Old" not in words(pieces_of(forked()))


def test_long_code_and_tables_come_in_parts() -> None:
    code = "\n".join(f"line {number}" for number in range(100))
    rows = "\n".join(f"|{number}|x|" for number in range(100))
    chat = chat_of(said("m1", None, Role.ASSISTANT, f"```\n{code}\n```\n\n|a|b|\n|-|-|\n{rows}", 0))
    pieces = pieces_of(chat)
    parts = [piece for piece in pieces if piece.ground is Ground.CODE]
    assert [piece.goes_on for piece in parts] == [False, True, True]
    assert sum(piece.html.count("<table>") for piece in pieces) == 3
    assert words(parts).count("line") == 100
    assert words(pieces).count("x") >= 100


def test_a_long_conversation_takes_many_pages(qapp: QApplication) -> None:
    turns = [said(f"m{n}", f"m{n - 1}" if n else None, Role(("user", "assistant")[n % 2]), MUCH, n) for n in range(24)]
    content, count = printed(pieces_of(chat_of(*turns, policy=Policy("Be brief."))))
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    assert count > 4
    assert content.count(b"/Type /Page\n") == count


def test_the_title_is_in_the_file_and_letters_are_letters(qapp: QApplication) -> None:
    content, _ = printed(pieces_of(chat_of(said("m1", None, Role.USER, "中文", 0), title="Tides")))
    assert b"T\x00i\x00d\x00e\x00s" in content or b"\x00T\x00i\x00d\x00e\x00s" in content
    assert b"/ToUnicode" in content
    assert b"/FontFile" in content


def test_lines_that_were_typed_are_neither_more_nor_fewer(qapp: QApplication) -> None:
    once, twice = (
        printed(pieces_of(chat_of(said("m1", None, Role.USER, "\n".join(["line"] * count), 0))))[1]
        for count in (35, 70)
    )
    assert (once, twice) == (1, 2)


def test_formulas_are_shapes_and_no_pictures(qapp: QApplication) -> None:
    text = "For $x^2$ and $\\frac{a}{b}$ in a line\n\n- $$\\sum_{n=1}^{9} n$$\n\n> $y$"
    content, _ = printed(pieces_of(chat_of(said("m1", None, Role.ASSISTANT, text, 0))))
    assert b"/Subtype /Image" not in content
    without, _ = printed(pieces_of(chat_of(said("m1", None, Role.ASSISTANT, "For and in a line\n\n- a\n\n> b", 0))))
    assert sum(map(len, streams(content))) > sum(map(len, streams(without)))


def test_a_line_that_no_page_could_hold_is_cut_and_ends(qapp: QApplication) -> None:
    tall = Piece('<p style="font-size: 2000pt">X</p>')
    assert printed([tall, tall])[1] < 20


def test_a_heading_is_not_left_behind_at_the_foot_of_a_page(qapp: QApplication) -> None:
    for lines in range(40, 60):
        paper = Paper("t", "en")
        for _ in range(lines):
            paper.put(Piece("<p>line</p>"))
        before = paper.page
        paper.put(Piece("<h2>Head</h2>", leads=True))
        assert paper.page == before
        paper.put(Piece("<p>text</p>" * 3))
        paper.abandon()


def lines_until_the_next_page(paper: Paper) -> int:
    count, page = 0, paper.page
    while paper.page == page:
        paper.put(Piece("<p>line</p>"))
        count += 1
    return count


def test_a_short_table_is_not_parted_from_its_head(qapp: QApplication) -> None:
    behind = set()
    for lines in range(20, 50):
        paper = Paper("t", "en")
        for _ in range(lines):
            paper.put(Piece("<p>line</p>"))
        page = paper.page
        paper.put(Piece("<table><tr><th>a</th></tr><tr><td>1</td></tr><tr><td>2</td></tr></table>"))
        if paper.page != page:  # all of it went to the other page, so that this one is always as full
            behind.add(lines_until_the_next_page(paper))
        paper.abandon()
    assert len(behind) == 1


def picture(width: int, height: int) -> Attachment:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    content = png_of(image)
    return Attachment("ab" * 32, "map.png", "image/png", len(content), 1, width, height, load=lambda: content)


@pytest.fixture
def world(qapp: QApplication, tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as made:
        yield made


@pytest.fixture
def transfers(world: World) -> Iterator[Transfers]:
    def command(arguments: object) -> OwnCommand:
        raise AssertionError(arguments)

    made = Transfers(command, lambda _: Pages("", "en", iter(())), world.background)
    yield made
    made.close()


def test_pages_are_set_between_frames_and_written_whole(world: World, transfers: Transfers, tmp_path: Path) -> None:
    chat = chat_of(
        said(
            "m1",
            None,
            Role.USER,
            "See",
            0,
            attachments=(picture(3000, 500), Attachment("cd" * 32, "x.png", "image/png", 1, 1)),
        ),
        said("m2", "m1", Role.ASSISTANT, MUCH * 10, 1, status=Status.STOPPED),
    )
    told: list[int] = []
    written: list[Path] = []
    transfers.exported.connect(written.append)
    printing = Printing(pages(chat, WORDING), tmp_path / "t.pdf", transfers, transfers)
    printing.progressed.connect(told.append)
    wait_until(lambda: written == [tmp_path / "t.pdf"])
    content = (tmp_path / "t.pdf").read_bytes()
    assert told == sorted(told) != []
    assert b"/Width 3000" in content
    assert any(b" re" in stream or b" Tf" in stream for stream in streams(content))


def streams(content: bytes) -> Iterator[bytes]:
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            continue


def test_what_is_called_off_is_not_written(world: World, transfers: Transfers, tmp_path: Path) -> None:
    chat = chat_of(said("m1", None, Role.ASSISTANT, MUCH * 50, 0))
    heard: list[str] = []
    printing = Printing(pages(chat, WORDING), tmp_path / "t.pdf", transfers, transfers)
    printing.called_off.connect(lambda: heard.append("off"))
    printing.progressed.connect(lambda _: printing.cancel())
    wait_until(lambda: heard == ["off"])
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_picture_that_is_a_program_is_not_run(world: World, transfers: Transfers, tmp_path: Path) -> None:
    """SVG under the name of a picture would open the files that it names; one that is lost would be looked for."""
    (tmp_path / "bait.png").write_bytes(png_of(QImage(7, 7, QImage.Format.Format_RGB32)))
    shape = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{tmp_path}/bait.png" width="7" height="7"/></svg>'
    posing = Attachment("ef" * 32, "x.png", "image/png", 9, 1, 7, 7, load=shape.encode)
    lost = Attachment(str(tmp_path / "bait.png"), "y.png", "image/png", 1, 1, 7, 7)
    chat = chat_of(said("m1", None, Role.USER, "See", 0, attachments=(posing, lost)))
    written: list[Path] = []
    transfers.exported.connect(written.append)
    Printing(pages(chat, WORDING), tmp_path / "t.pdf", transfers, transfers)
    wait_until(lambda: bool(written))
    assert b"/Subtype /Image" not in (tmp_path / "t.pdf").read_bytes()
