"""Prompts as Markdown files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain.errors import ExportFailed
from desktop_chat.domain.prompts import Left, Prompt, PromptKind, Unfit, prompt_name
from desktop_chat.domain.text import clean
from desktop_chat.transfer.prompts import MOST_BYTES, found, read, write, written

ASK = Prompt("Ask: “what”?", "What is {{thing}}?\n\n---\n\n# {{thing: x}}")
BRIEF = Prompt("Brief", "Be brief.", PromptKind.SYSTEM)


def test_a_file_says_what_the_prompt_is_called_and_for() -> None:
    assert written(BRIEF) == '---\nname: "Brief"\nkind: "system prompt"\n---\n\nBe brief.\n'


@given(
    st.text(min_size=1).map(lambda text: prompt_name(clean(text))).filter(bool),
    st.text(min_size=1).map(clean).filter(lambda text: text.strip() and "\r" not in text),
    st.sampled_from(PromptKind),
)
def test_a_prompt_comes_back_as_it_was(name: str, text: str, kind: PromptKind) -> None:
    assert read(written(Prompt(name, text, kind)), "other") == Prompt(name, text, kind)


def test_a_file_of_another_program_is_called_like_the_file() -> None:
    assert read("Say it\r\nin one line.\r\n", "One line") == Prompt("One line", "Say it\nin one line.")
    assert read("\ufeff---\ntitle: 'It''s short'\ntags:\n - a\n---\nBe short.", "f") == Prompt(
        "It's short", "Be short."
    )


def test_all_files_of_a_folder_are_found_and_what_is_none_is_named(tmp_path: Path) -> None:
    write([ASK, BRIEF], tmp_path)
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "blank.md").write_text("---\nname: x\n---\n\n \n")
    (tmp_path / "huge.markdown").write_bytes(b"x" * (MOST_BYTES + 1))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    prompts, left = found([tmp_path, tmp_path / "gone.md"])
    assert set(prompts) == {ASK, BRIEF}
    assert set(left) == {
        Left("bad.md", Unfit.NO_TEXT),
        Left("blank.md", Unfit.EMPTY),
        Left("huge.markdown", Unfit.TOO_LARGE),
        Left("gone.md", Unfit.UNREADABLE),
    }


def test_folders_in_a_folder_are_looked_through(tmp_path: Path) -> None:
    deep = tmp_path / "work" / "letters"
    for folder in (deep, tmp_path / ".git", tmp_path / "other"):
        folder.mkdir(parents=True)
    write([BRIEF], tmp_path / "work")
    write([ASK], deep)
    (deep / "blank.md").write_text(" ")
    (tmp_path / ".git" / "notes.md").write_text("Not a person's.")
    (deep / "back").symlink_to(tmp_path)
    assert found([tmp_path]) == ((BRIEF, ASK), (Left("work/letters/blank.md", Unfit.EMPTY),))


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shut, list_inside = tmp_path / "shut", Path.iterdir
    shut.mkdir()
    (tmp_path / "brief.md").write_text("Be brief.")

    def refusing(path: Path) -> Iterator[Path]:
        if path == shut:
            raise PermissionError(path)
        return list_inside(path)

    monkeypatch.setattr(Path, "iterdir", refusing)
    assert found([tmp_path])[1] == (Left("shut", Unfit.UNREADABLE),)
    assert found([shut]) == ((), (Left("shut", Unfit.UNREADABLE),))


def test_a_folder_without_any_says_so(tmp_path: Path) -> None:
    assert found([tmp_path]) == ((), (Left(tmp_path.name, Unfit.NO_FILES),))


def test_an_export_takes_the_place_of_the_one_before_and_of_nothing_else(tmp_path: Path) -> None:
    mine = tmp_path / "Brief.md"
    mine.write_text("My own notes.")
    assert write([BRIEF, Prompt("brief", "Other.")], tmp_path) == 2
    assert write([Prompt("Brief", "Be very brief.", PromptKind.SYSTEM)], tmp_path) == 1
    assert mine.read_text() == "My own notes."
    texts = {one.text for one in found([tmp_path])[0]}
    assert texts == {"My own notes.", "Other.", "Be very brief."}


def test_names_that_no_file_may_have_are_files_all_the_same(tmp_path: Path) -> None:
    odd = [Prompt(name, name) for name in ("../up", "a/b", "???", "CON", "长" * 60)]
    write(odd, tmp_path)
    assert set(found([tmp_path])[0]) == set(odd)
    assert not (tmp_path.parent / "up.md").exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed):
        write([BRIEF], tmp_path / "none")
