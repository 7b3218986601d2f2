"""A command answers at once: it loads what it needs and nothing else. Qt it never needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop_chat import __version__, cli
from tests.cli.running import Shell
from tests.source_files import ROOT

HEAVY = "PySide6 shiboken6 requests urllib3 keyring xllamacpp apsw argparse sqlite3 ssl"


def loaded(*arguments: str) -> set[str]:
    """Which of the heavy modules a command has loaded when it ends."""
    code = (
        "import sys\nfrom desktop_chat import cli\n"
        "sys.stdout.write = lambda text: len(text)\n"
        "cli.main(sys.argv[2:])\n"
        "print(*[name for name in sys.argv[1].split() if name in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, HEAVY, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(run.stderr.splitlines()[-1].split())


def test_the_version_needs_nothing(bare: Shell) -> None:
    assert loaded("--version") == set()
    ended = bare.run("--version")
    assert (ended.status, ended.out) == (0, f"desktop-chat {__version__}\n")
    assert bare("--version").out == ended.out


def test_a_listing_needs_the_database_only(shell: Shell) -> None:
    assert loaded("--data-dir", str(shell.data_dir), "list") == {"apsw", "argparse"}


def test_a_question_needs_the_network_and_no_window(shell: Shell) -> None:
    found = loaded("--data-dir", str(shell.data_dir), "ask", "hello")
    assert "requests" in found
    assert not found & {"PySide6", "shiboken6", "sqlite3", "keyring", "xllamacpp"}


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["endpoint", "add", "--help"]])
def test_help_is_printed(bare: Shell, arguments: list[str]) -> None:
    ended = bare(*arguments)
    assert ended.status == 0
    assert ended.out.startswith("usage: desktop-chat ")
    assert not bare.data_dir.exists()


def test_wrong_use_is_shown_the_right_one(bare: Shell) -> None:
    ended = bare("endpoint", "add", "name")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("usage: desktop-chat endpoint add ")
    assert "\ndesktop-chat endpoint add: error: " in ended.err


@pytest.mark.parametrize("written", [["--data-dir", ""], ["--data-dir="]])
def test_a_data_directory_without_a_name_is_not_the_current_one(
    written: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main([*written, "list"]) == 2
    assert "--data-dir" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_data_directory_may_stand_behind_the_command(shell: Shell) -> None:
    shell("ask", "One")
    elsewhere = str(shell.data_dir / "elsewhere")
    assert shell("list", "--json", "--data-dir", elsewhere).json == []
    assert len(shell("list", "--json").json) == 1


def test_people_are_spoken_to_in_their_language(shell: Shell) -> None:
    chinese = shell.run("ask", "-c", "nothing", "hello", env={"LC_ALL": "zh_CN.UTF-8"})
    assert chinese.status == 1
    assert "对话" in chinese.err
    assert "自己的磁盘" in shell.run("--help", env={"LC_ALL": "zh_CN.UTF-8"}).out
    (shell.data_dir / "settings.json").write_text('{"appearance.language": "en"}')
    assert "conversation" in shell.run("show", "nothing", env={"LC_ALL": "zh_CN.UTF-8"}).err


def test_a_mistake_of_the_program_is_a_sentence_and_a_record(shell: Shell) -> None:
    code = (
        "import sys; from desktop_chat import __main__; from desktop_chat.cli import reading\n"
        "reading.run = lambda session, arguments: session.store and {}['a private word']\n"
        f"sys.argv = ['desktop-chat', '--data-dir', {str(shell.data_dir)!r}, 'list']\n"
        "sys.exit(__main__.main())"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("The program made a mistake (KeyError).")
    assert run.stderr.count("\n") == 1
    record = (shell.data_dir / "logs" / "desktop-chat.log").read_text()
    assert "builtins.KeyError" in record
