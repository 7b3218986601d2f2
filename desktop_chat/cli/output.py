"""Where words go: results to standard output, everything else to standard error.

What a model wrote is not trusted: on a terminal, control characters could move the cursor, change the window's title or
overwrite what stands there. They are shown as U+FFFD; a pipe gets no controls but tab and new line either.
"""

import contextlib
import io
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from desktop_chat.cli.status import NotNow
from desktop_chat.words.catalogue import tr

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ON_A_TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]")
_NOT_PLAIN_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202d\u202e]")
_GAP = "  "


def harmless(text: str) -> str:
    """`text` as a terminal may get it."""
    return _ON_A_TERMINAL.sub("\ufffd", text)


class Unwritable(NotNow):
    """Standard output takes no more: a full disk, for instance."""


class Output:
    """The two streams of a command."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self._out = out
        self._err = err
        self._unsafe = _ON_A_TERMINAL if out.isatty() else _CONTROLS
        self._held = ""
        self._at_line_start = True

    def text(self, text: str) -> None:
        """A piece of running text, seen once `flush` is called. Raises `Unwritable`, `BrokenPipeError`."""
        text = self._held + text
        # Only what follows tells whether this is half of a line end.
        self._held = "\r" if text.endswith("\r") else ""
        safe = self._unsafe.sub("\ufffd", text[: len(text) - len(self._held)].replace("\r\n", "\n"))
        if safe:
            self._at_line_start = safe.endswith("\n")  # before: writing may wait for a reader, and be interrupted then
            with _writing():
                self._out.write(safe)

    def line(self, text: str = "") -> None:
        self.text(f"{text}\n")

    def end_line(self) -> None:
        """Whatever comes next begins on a line of its own."""
        if self._held:
            self.text("\n")
        if not self._at_line_start:
            self.line()

    def json(self, value: Any) -> None:
        """One value on one line, exact: what must not reach a terminal is written as an escape."""
        line = json.dumps(value, ensure_ascii=False)
        with _writing():
            self._out.write(_NOT_PLAIN_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", line) + "\n")

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Rows with their cells one below the other; the last column is as wide as it likes."""
        widths = [max(map(_width, column)) for column in zip(*rows, strict=True)][:-1]
        for *cells, last in rows:
            padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
            self.line(_GAP.join([*padded, last]).rstrip())

    def complain(self, *sentences: str) -> None:
        """A diagnosis, for a person."""
        with contextlib.suppress(OSError, ValueError):
            self._out.flush()
        with contextlib.suppress(OSError, ValueError):
            for sentence in filter(None, sentences):
                self._err.write(harmless(sentence) + "\n")
            self._err.flush()

    def flush(self) -> None:
        with _writing():
            self._out.flush()

    def give_up(self) -> None:
        """Nobody reads any more. What is still unwritten must not be tried again when Python ends."""
        _lead_nowhere(self._out)

    def fall_silent(self) -> None:
        """The same for both streams, where even a diagnosis might wait for a reader."""
        _lead_nowhere(self._out)
        _lead_nowhere(self._err)


def _lead_nowhere(stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


@contextlib.contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise Unwritable(tr("Standard output cannot be written to: {reason}.").format(reason=reason)) from None


def standard_output() -> Output:
    """The streams of this process. Words that an old terminal cannot show must not end the command.

    A process started without one of them writes nowhere instead; that is taken at once, or the next file that is opened
    would get the stream's number.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace", encoding=None if stream.isatty() else "utf-8")
    return Output(sys.stdout, sys.stderr)


def _nowhere() -> TextIO:
    """For as long as the process lives."""
    return Path(os.devnull).open("w", encoding="utf-8")


def _width(text: str) -> int:
    """Columns that `text` takes on a terminal."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
