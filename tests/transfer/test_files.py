"""A file that is written is whole or absent."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_chat.domain.errors import ExportFailed
from desktop_chat.transfer.files import file_name, replacing, write_atomically


def test_a_new_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    os.umask(0o022)
    target = tmp_path / "chat.md"
    write_atomically(target, [b"one ", b"two"])
    assert target.read_bytes() == b"one two"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "chat.md"
    target.write_text("old")

    def chunks() -> Iterator[bytes]:
        yield b"new"
        raise ExportFailed("elsewhere", "broken")

    with pytest.raises(ExportFailed, match="broken"):
        write_atomically(target, chunks())
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_process_killed_while_it_writes_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "chat.md"
    target.write_text("old")
    code = (
        "import os, signal, sys; from pathlib import Path; from desktop_chat.transfer.files import replacing\n"
        "with replacing(Path(sys.argv[1])) as file:\n"
        "    file.write(b'new' * 100_000); file.flush(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    assert ended.returncode == -9
    assert target.read_text() == "old"


def test_what_a_killed_run_left_is_taken_away_once_nobody_can_be_writing_it(tmp_path: Path) -> None:
    token = "0a" * 6
    old, young = (tmp_path / f".{name}.md.{token}.desktop-chat.part" for name in ("chat", "new"))
    other = tmp_path / f".chat.md.{token}.part"
    for left in (old, young, other):
        left.write_text("half")
    for left in (old, other):
        os.utime(left, (0, 0))
    write_atomically(tmp_path / "chat.md", [b"whole"])
    assert sorted(tmp_path.iterdir()) == sorted([young, other, tmp_path / "chat.md"])


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("old")
    link.symlink_to(real)
    write_atomically(link, [b"new"])
    assert link.is_symlink()
    assert real.read_text() == "new"


@pytest.mark.parametrize("name", ["missing/chat.md", ".", "pipe"])
def test_where_no_file_can_be_the_reason_is_told(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ExportFailed) as failed:
        write_atomically(tmp_path / name, [b"text"])
    assert failed.value.reason
    assert failed.value.path == str(tmp_path / name)


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from desktop_chat.domain.errors import ExportFailed\n"
        "from desktop_chat.transfer.files import write_atomically\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_atomically(Path(sys.argv[1]), [b'x' * 600] * 3)\n"
        "except ExportFailed as error: print(error.reason)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "chat.md")], check=True, capture_output=True, text=True
    )
    assert told.stdout == "File too large\n"
    assert list(tmp_path.iterdir()) == []


def test_the_block_sees_its_own_errors(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "chat.md"):
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Tides", "Tides 1234.md"),
        ("", "1234.md"),
        ("a/b\\c:d*e?f", "a b c d e f 1234.md"),
        ("CON", "_CON 1234.md"),
        ("..", "1234.md"),
        ("line\nbreak\x00", "line break 1234.md"),
        ("潮" * 100, "潮" * 40 + " 1234.md"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_accepts(title: str, name: str) -> None:
    assert file_name(title, "1234", ".md") == name


@pytest.mark.parametrize("identifier", ["/../../x", "a\\b", "C:x", "a\nb"])
def test_an_id_from_elsewhere_leads_into_no_other_folder(identifier: str) -> None:
    name = file_name("Tides", identifier, ".md")
    assert not set(name) & set("/\\:\n")
