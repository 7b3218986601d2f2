"""A log that helps to find a fault and tells nothing else.

It lies in the data directory, readable by its owner alone, and never grows beyond three files of 1 MB.
Whatever looks like a key is blotted out of every record. Of an exception it keeps the type and the places in
our code, not its words: those often quote the text that was being worked on.
"""

import contextlib
import faulthandler
import logging
import os
import re
import traceback
from itertools import pairwise
from pathlib import Path
from typing import IO

FILE_NAME = "desktop-chat.log"
CRASH_FILE_NAME = "crash.log"
LARGEST_FILE = 1_000_000
OLD_FILES = 2
_LONGEST_RECORD = 1000
_LINE = "%(asctime)s.%(msecs)03d %(process)d %(levelname)s %(name)s: %(message)s"
_BLOT = "[redacted]"
_SECRETS = (
    re.compile(r"(?i)(?<=bearer )\S+"),
    re.compile(r"(?i)(?<=basic )[A-Za-z0-9+/=]{8,}"),
    re.compile(
        r"(?i)(?<![a-z])(?:api[-_ ]?key|authorization|password|passwd|secret|access[-_ ]?token)[\"']?"
        r"\s*[:=]\s*(?!bearer )[\"']?([^\s\"',;&}\])]+)"
    ),
    re.compile(r"\b(?:sk|pk|rk|gsk|xai|hf|ghp|glpat|nvapi|pplx|tgp|key|AIza)[-_]?[A-Za-z0-9_-]{12,}"),
    # Long, with small and capital letters and digits: no word, and no identifier of ours, which are
    # hexadecimal.
    re.compile(r"(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[A-Za-z0-9_-]{24,}(?![\w-])"),
)


def redacted(text: str) -> str:
    """`text` without anything that looks like a key."""
    for pattern in _SECRETS:
        text = pattern.sub(_blotted, text)
    return text


def _blotted(match: re.Match[str]) -> str:
    if not match.groups() or match.group(1) is None:
        return _BLOT
    start = match.start(1) - match.start()
    return match.group()[:start] + _BLOT


class _Formatter(logging.Formatter):
    """One line a record; of exceptions the types and places."""

    def __init__(self) -> None:
        super().__init__(_LINE, "%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        lines = [self._line(record)]
        error = record.exc_info[1] if record.exc_info else None
        while error is not None:
            lines += [part.rstrip() for part in traceback.format_tb(error.__traceback__)] + [_named(error)]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return redacted("\n".join(lines))

    def _line(self, record: logging.LogRecord) -> str:
        message = record.getMessage().replace("\r", " ").replace("\n", " ")
        record.message = message[:_LONGEST_RECORD]
        record.asctime = self.formatTime(record, self.datefmt)
        return self.formatMessage(record)


def _named(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{name}: {error.strerror}" if isinstance(error, OSError) else name


class _Files:
    """The file and those that it has outgrown, as what a handler writes to; several processes write at once.

    The standard library's handler of this kind comes with sockets, queues and pickles, 10 ms of every start.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def write(self, text: str) -> None:
        data = text.encode("utf-8", "backslashreplace")
        if self._file is None:
            self._file = _append_to(self._path)
        if os.fstat(self._file).st_size + len(data) > LARGEST_FILE:
            self.close()
            self._put_aside()
            self._file = _append_to(self._path)
        os.write(self._file, data)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _put_aside(self) -> None:
        names = [self._path, *(self._path.with_name(f"{self._path.name}.{age}") for age in range(1, OLD_FILES + 1))]
        for newer, older in reversed([*pairwise(names)]):
            # Where another process holds the file open (Windows), it is put aside by whoever closes it last.
            with contextlib.suppress(OSError):
                newer.replace(older)


class _Handler(logging.StreamHandler[_Files]):
    """Fails for nobody because its file cannot be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(_Files(path))
        self.setFormatter(_Formatter())

    def close(self) -> None:
        self.stream.close()
        super().close()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - overrides
        """A full disk is told to the person elsewhere; the log keeps quiet."""


def _append_to(path: Path) -> int:
    """The file, made if need be, for its owner alone from the first moment."""
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.open(path, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)


class _Running:
    """What `start` set up and `stop` takes down again."""

    def __init__(self, folder: Path, level: int) -> None:
        self._handler = _Handler(folder / FILE_NAME)
        self._ours = logging.getLogger("desktop_chat")
        self._level_before = self._ours.level
        logging.getLogger().addHandler(self._handler)
        self._ours.setLevel(level)
        logging.captureWarnings(True)
        self._crashes = _crash_file(folder)
        _keep_memory_off_the_disk()

    def stop(self) -> None:
        if self._crashes is not None:
            faulthandler.disable()
            self._crashes.close()
        logging.captureWarnings(False)
        self._ours.setLevel(self._level_before)
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()


_running: _Running | None = None


def start(folder: Path, level: int = logging.INFO) -> None:
    """Write the log into `folder` from now on.

    Other libraries appear from warnings on, and Python's own warnings with them. Should native code end the
    process, a second file tells where each thread was, unless somebody else is told already.
    """
    global _running  # noqa: PLW0603 - logging is global to the process in Python
    stop()
    _running = _Running(folder, level)


def stop() -> None:
    """Close the files; nothing happens when there are none."""
    global _running  # noqa: PLW0603
    if _running is not None:
        _running.stop()
        _running = None


def _keep_memory_off_the_disk() -> None:
    """What the system writes of a process that crashed would hold its keys; nor do those that it starts write any."""
    try:
        import resource
    except ImportError:  # Windows writes none unless it is told to
        return
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def _crash_file(folder: Path) -> IO[str] | None:
    if faulthandler.is_enabled():
        return None
    try:
        file = os.fdopen(_append_to(folder / CRASH_FILE_NAME), "a", encoding="utf-8")
    except OSError:
        return None
    faulthandler.enable(file)
    return file
