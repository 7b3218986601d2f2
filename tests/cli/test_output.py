"""What a model wrote reaches a terminal as text, whatever is in it."""

from __future__ import annotations

import io
import json
import os
import pty
import sys
from pathlib import Path

import pytest

from desktop_chat.cli.output import Output
from tests.cli.running import Shell
from tests.support.patience import PATIENCE_S
from tests.support.wire_server import WireServer

HOSTILE = "\x1b]0;title\x07red\x1b[31m\x08\x00 \x9b2J\x7f\u202eend"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def printed(*pieces: str, terminal: bool) -> str:
    stream = Terminal() if terminal else io.StringIO()
    output = Output(stream, io.StringIO())
    for piece in pieces:
        output.text(piece)
    output.end_line()
    return stream.getvalue()


def test_a_terminal_gets_no_control_characters() -> None:
    assert printed(HOSTILE, terminal=True) == "�]0;title�red�[31m�� �2J��end\n"


def test_a_pipe_gets_tabs_and_lines_only() -> None:
    assert printed("a\tb\nc\x1b[1m\x07\x0b\x9b2J\x7f", terminal=False) == "a\tb\nc�[1m���2J�\n"


@pytest.mark.parametrize(
    ("pieces", "text"),
    [(["a\r\nb"], "a\nb\n"), (["a\r", "\nb"], "a\nb\n"), (["a\rb"], "a�b\n"), (["a\r", "b\r"], "a�b\n")],
)
def test_line_ends_of_all_systems_are_line_ends(pieces: list[str], text: str) -> None:
    assert printed(*pieces, terminal=False) == text


def test_a_text_without_a_line_end_gets_one_and_others_do_not() -> None:
    assert printed("a", terminal=False) == "a\n"
    assert printed("a\n", terminal=False) == "a\n"
    assert printed(terminal=False) == ""


def test_json_is_exact_and_inert() -> None:
    stream = Terminal()
    Output(stream, io.StringIO()).json({"text": HOSTILE})
    assert json.loads(stream.getvalue()) == {"text": HOSTILE}
    assert stream.getvalue().isprintable() or stream.getvalue()[:-1].isprintable()


def test_columns_stand_below_each_other_in_every_script() -> None:
    stream = io.StringIO()
    Output(stream, io.StringIO()).table([("id", "潮汐", "x"), ("longer", "ab", "y"), ("", "", "")])
    assert stream.getvalue() == "id      潮汐  x\nlonger  ab    y\n\n"


def test_a_reply_on_a_real_terminal_is_inert(shell: Shell, server: WireServer) -> None:
    server.reply(HOSTILE)
    main, side = pty.openpty()
    with shell.spawn("ask", "hello", stdout=side) as asking:
        os.close(side)
        _, err = asking.communicate(timeout=PATIENCE_S)
        seen = os.read(main, 4096).decode()
    os.close(main)
    assert (asking.returncode, err) == (0, b"")
    assert "\x1b" not in seen
    assert "red" in seen


def test_a_terminal_of_another_encoding_ends_no_command(shell: Shell, server: WireServer, tmp_path: Path) -> None:
    server.reply("潮汐 ö")
    ended = shell.run("ask", "hello", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"})
    assert (ended.status, ended.out) == (0, "潮汐 ö\n")
    assert sys.stdout is not None
