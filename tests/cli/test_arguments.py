"""What stands on the command line is text from elsewhere, too."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.running import Shell

NO_TEXT = os.fsdecode(b"a\xff\xfe")
"""Bytes that are no UTF-8, as Python hands them on."""


@pytest.mark.skipif(os.name == "nt", reason="arguments are no bytes there")
@pytest.mark.parametrize(
    "arguments",
    [("show", NO_TEXT), ("search", NO_TEXT), ("export", NO_TEXT, "--format", "json", "-o", "x"), ("receipt", NO_TEXT)],
    ids=lambda arguments: str(arguments[0]),
)
def test_bytes_that_are_no_text_are_told_and_not_stumbled_over(shell: Shell, arguments: tuple[str, ...]) -> None:
    ended = shell(*arguments)
    assert "mistake" not in ended.err
    assert ended.err.strip()


@pytest.mark.skipif(os.name == "nt", reason="names are no bytes there")
def test_a_file_whose_name_is_no_text_is_found_and_written(shell: Shell, tmp_path: Path) -> None:
    written = tmp_path / NO_TEXT
    assert shell("export", "--all", "--format", "json", "-o", str(written)).status == 0
    assert written.exists()
    assert "cannot be opened" not in shell("import", str(written)).err


def test_what_argparse_says_of_a_word_moves_no_cursor(shell: Shell) -> None:
    ended = shell("list", "\x1b]0;title\x07")
    assert ended.status == 2
    assert "\x1b" not in ended.err
    assert "�]0;title�" in ended.err
