"""The window or the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_chat.__main__ import window_wanted


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


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "hello"],
        ["--version"],
        ["--data-dir"],
        ["--data-dir", "/d", "list"],
        ["--help"],
        ["-platform"],
        ["rubbish"],
    ],
)
def test_whatever_else_is_the_command_lines(arguments: list[str]) -> None:
    assert window_wanted(arguments) is None
