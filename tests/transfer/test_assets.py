"""Attached files go out with the Markdown, where it says they are and nowhere else."""

import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from desktop_chat.domain.attachments import Attachment
from desktop_chat.domain.errors import ExportFailed
from desktop_chat.domain.messages import Role
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.assets import asset_name
from desktop_chat.transfer.export import save, save_all
from desktop_chat.transfer.formats import Format
from tests.transfer.chats import WORDING, chat_of, said


def file(name: str, content: bytes = b"content", kind: str = "text/plain", digest: str = "ab" * 32) -> Attachment:
    return Attachment(digest, name, kind, len(content), 1, load=lambda: content)


def chat_with(*attached: Attachment) -> Chat:
    return chat_of(
        said("m1", None, Role.USER, "See", 0, attachments=attached), said("m2", "m1", Role.ASSISTANT, "Yes", 1)
    )


def exported(folder: Path, *attached: Attachment) -> str:
    save(chat_with(*attached), Format.MARKDOWN, folder / "tides.md", WORDING)
    return (folder / "tides.md").read_text()


def test_files_lie_beside_the_markdown_that_links_to_them(tmp_path: Path) -> None:
    text = exported(tmp_path, file("my map.png", b"PNG", "image/png"), file("notes.md", b"notes", digest="cd" * 32))
    assert "![my map.png](tides_assets/my%20map%20abababababab.png)" in text
    assert "[notes.md](tides_assets/notes%20cdcdcdcdcdcd.md)" in text
    written = {path.name: path.read_bytes() for path in (tmp_path / "tides_assets").iterdir()}
    assert written == {"my map abababababab.png": b"PNG", "notes cdcdcdcdcdcd.md": b"notes"}


def test_without_files_there_is_no_folder(tmp_path: Path) -> None:
    exported(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["tides.md"]


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "..", ".", "a\\..\\b", "con.txt", "x\u202egnp.exe", "a\nb](javascript:1)"],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    text = exported(tmp_path, file(name))
    [written] = (tmp_path / "tides_assets").iterdir()
    assert written.read_bytes() == b"content"
    assert [path.name for path in tmp_path.iterdir()].count("tides.md") == 1
    assert len(list(tmp_path.iterdir())) == 2
    assert f"tides_assets/{written.name}" in unquote(text)


def test_two_files_of_one_name_do_not_meet_and_the_same_file_is_one(tmp_path: Path) -> None:
    exported(tmp_path, file("a.txt", b"1"), file("a.txt", b"2", digest="cd" * 32), file("A.TXT", b"1"))
    assert sorted(path.read_bytes() for path in (tmp_path / "tides_assets").iterdir()) in (
        [b"1", b"2"],
        [b"1", b"1", b"2"],
    )


def test_a_picture_s_ending_is_what_it_is() -> None:
    assert asset_name(file("evil.html", b"", "image/png")) == "evil abababababab.png"
    assert asset_name(file("no ending", b"")) == "no ending abababababab.txt"


def test_a_lost_file_is_named_and_the_rest_goes_out(tmp_path: Path) -> None:
    text = exported(tmp_path, Attachment("0" * 64, "gone.txt", "text/plain", 1, 1), file("a.txt", b"1"))
    assert "\ngone.txt\n" in text
    assert len(list((tmp_path / "tides_assets").iterdir())) == 1


def test_a_text_that_cannot_be_written_leaves_no_files_behind(tmp_path: Path) -> None:
    (tmp_path / "tides.md").mkdir()
    with pytest.raises(ExportFailed):
        save(chat_with(file("a.txt", b"1")), Format.MARKDOWN, tmp_path / "tides.md", WORDING)
    assert [path.name for path in tmp_path.iterdir()] == ["tides.md"]


def test_files_that_were_there_before_stay(tmp_path: Path) -> None:
    exported(tmp_path, file("a.txt", b"1"))
    (tmp_path / "tides_assets" / "mine.txt").write_text("mine")
    (tmp_path / "tides.md").unlink()
    (tmp_path / "tides.md").mkdir()
    with pytest.raises(ExportFailed):
        save(chat_with(file("a.txt", b"1")), Format.MARKDOWN, tmp_path / "tides.md", WORDING)
    assert sorted(path.name for path in (tmp_path / "tides_assets").iterdir()) == ["a abababababab.txt", "mine.txt"]


class Shelf:
    """As much of a store as an export reads."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self.conversations = self.receipts = self

    def summaries(self) -> list[object]:
        return [self._chat.conversation]

    def tree(self, _: str) -> object:
        return self._chat.tree

    def get(self, message_id: str) -> object:
        from desktop_chat.domain.errors import NotFound

        raise NotFound("receipt", message_id)


def test_all_conversations_in_a_zip_take_their_files_along(tmp_path: Path) -> None:
    source = Shelf(chat_with(file("a.txt", b"1")))
    save_all(source, Format.MARKDOWN, tmp_path / "all.zip", WORDING)  # type: ignore[arg-type]
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert sorted(archive.namelist()) == ["Tides c1.md", "Tides c1_assets/a abababababab.txt"]


def test_a_text_whose_folder_could_have_no_name_is_told_why(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="File name too long"):
        save(chat_with(file("a.txt")), Format.MARKDOWN, tmp_path / f"{'x' * 250}.md", WORDING)
    assert list(tmp_path.iterdir()) == []
