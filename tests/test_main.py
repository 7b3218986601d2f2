"""The window or the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_chat.__main__ import has_no_screen, window_wanted
from tests.source_files import ROOT


@pytest.mark.parametrize(
    ("arguments", "data_dir"),
    [
        ([], None),
        (["--data-dir", "/d"], Path("/d")),
        (["--data-dir=/d"], Path("/d")),
        (["-platform", "offscreen"], None),
        (["-style", "Fusion", "-reverse", "--data-dir", "/d"], Path("/d")),
    ],
)
def test_without_a_command_there_is_a_window(arguments: list[str], data_dir: Path | None) -> None:
    wanted = window_wanted(arguments)
    assert wanted is not None
    assert wanted.data_dir == data_dir


def test_a_start_may_ask_something_of_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.json").touch()
    wanted = window_wanted(["--new", "mine.json", "--quick-ask", str(tmp_path)])
    assert wanted is not None
    assert wanted.new
    assert wanted.quick_ask
    assert wanted.files == [str(tmp_path / "mine.json"), str(tmp_path)]


def test_a_command_stays_one_beside_a_file_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list").touch()
    assert window_wanted(["list"]) is None
    assert window_wanted(["./list"]) is not None


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "hello"],
        ["--new", "list"],
        ["missing.json"],
        ["--version"],
        ["--data-dir"],
        ["--data-dir", ""],
        ["--data-dir="],
        ["--data-dir", "/d", "list"],
        ["--help"],
        ["-platform"],
        ["rubbish"],
    ],
)
def test_whatever_else_is_the_command_lines(arguments: list[str]) -> None:
    assert window_wanted(arguments) is None


@pytest.mark.parametrize(
    ("arguments", "system", "environ"),
    [
        ([], "linux", {"DISPLAY": ":0"}),
        ([], "linux", {"WAYLAND_DISPLAY": "wayland-0"}),
        ([], "linux", {"XDG_SESSION_TYPE": "wayland"}),
        ([], "linux", {"QT_QPA_PLATFORM": "offscreen"}),
        (["-platform", "offscreen"], "linux", {}),
        ([], "win32", {}),
        ([], "darwin", {}),
    ],
)
def test_a_screen_is_missed_only_where_there_is_none(
    arguments: list[str], system: str, environ: dict[str, str]
) -> None:
    assert not has_no_screen(arguments, system, environ)
    assert has_no_screen([], "linux", {"DISPLAY": "", "XDG_SESSION_TYPE": "tty"})


@pytest.mark.parametrize(("language", "said"), [("C", "There is no screen"), ("zh_CN.UTF-8", "没有屏幕")])
def test_without_a_screen_the_way_without_one_is_named(tmp_path: Path, language: str, said: str) -> None:
    named = {"DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE", "LANGUAGE"}
    environ = {name: value for name, value in os.environ.items() if name not in named} | {"LC_ALL": language}
    command = [sys.executable, "-m", "desktop_chat", "--data-dir", str(tmp_path / "data")]
    run = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=False)
    assert run.returncode == 1
    assert run.stderr.decode().startswith(said)
    assert "desktop-chat --help" in run.stderr.decode()
    assert run.stdout == b""
    assert not (tmp_path / "data").exists()


def test_python_collects_nothing_by_itself_and_what_a_start_loaded_is_set_aside(tmp_path: Path) -> None:
    question = (
        "import gc, sys; from desktop_chat import __main__, app\n"
        "def shown(_, then, *rest): print(gc.isenabled(), gc.get_freeze_count() > 0); then();"
        " print(gc.isenabled(), gc.get_freeze_count() > 0); return 0\n"
        "app.main = shown; sys.argv[1:] = ['--data-dir', '.']; __main__.main()"
    )
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    answer = subprocess.run(
        [sys.executable, "-c", question], env=environ, cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert answer.stdout.split("\n") == ["False False", "False True", ""]
