"""A file that is written is whole or absent.

The new content goes into a file beside the old one, is synced, and takes its name in one step. Whoever is
killed in the middle leaves the old file as it was. Exports hold what people said in private, so only their
owner may read them.
"""

import contextlib
import functools
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from desktop_chat.domain.errors import ExportFailed
from desktop_chat.domain.text import first_line

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
_LONGEST_NAME_BYTES = 120
_PART = re.compile(r"\..{1,40}\.[0-9a-f]{12}\.desktop-chat\.part", re.DOTALL)
_OLD_S = 24 * 60 * 60


def write_atomically(path: Path, chunks: Iterable[bytes]) -> None:
    """Put `chunks` into `path`. Raises `ExportFailed`; then nothing at `path` has changed."""
    with replacing(path) as file:
        for chunk in chunks:
            file.write(chunk)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which becomes `path` when the block ends without an error. Raises `ExportFailed`."""
    target = _target(path)
    _tidy(target.parent)
    beside = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}.desktop-chat.part")
    try:
        with told_by_the_system(path):
            with _private(beside) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
            _sync_folder(target.parent)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


@contextlib.contextmanager
def told_by_the_system(path: Path) -> Iterator[None]:
    """What it refuses while something is made of `path`, a look at it included. Raises `ExportFailed`."""
    try:
        yield
    except OSError as problem:
        raise ExportFailed(str(path), problem.strerror or str(problem)) from None


def file_name(title: str, identifier: str, suffix: str) -> str:
    """A name that every system accepts: words of the title, and what tells it from others of that title. Neither leads
    into another folder, whoever made them up.
    """
    words = first_line(_NOT_IN_NAMES.sub(" ", title)).strip(" .")
    identifier = _NOT_IN_NAMES.sub("_", identifier)
    while len(words.encode()) > _LONGEST_NAME_BYTES:
        words = words[:-1].rstrip(" .")
    if _RESERVED.match(words):
        words = f"_{words}"
    return f"{words} {identifier}{suffix}".strip()


def folder_name(name: str) -> str:
    """The same for a folder, by which it can be found again."""
    return file_name(name, "", "").strip(" .") or "_"


@contextlib.contextmanager
def made_folders(base: Path, below: PurePath) -> Iterator[None]:
    """The folder `below` in `base`, for its owner alone. An error takes away again what was not there. Raises
    `ExportFailed`.
    """
    with contextlib.ExitStack() as undo:
        folder = base
        for name in below.parts:
            folder /= name
            with told_by_the_system(folder):
                try:
                    folder.mkdir(mode=0o700)
                except FileExistsError:
                    continue  # or something that is no folder, which whoever writes into it will tell
            undo.callback(_remove_if_empty, folder)
        yield
        undo.pop_all()


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _target(path: Path) -> Path:
    """What a write to `path` would reach. A device or a folder is refused: a rename would take its place."""
    try:
        target = path.resolve()
        mode = target.stat().st_mode
    except FileNotFoundError:
        return target
    except (OSError, RuntimeError) as problem:
        raise ExportFailed(str(path), getattr(problem, "strerror", None) or str(problem)) from None
    if not stat.S_ISREG(mode):
        raise ExportFailed(str(path), "Is a directory" if stat.S_ISDIR(mode) else "Not a regular file")
    return target


@functools.cache
def _tidy(folder: Path) -> None:
    """Takes away what a run that was killed has left half written there: not what another one may be writing still.
    Once for each folder is enough, and a mirror writes into one ten thousand times.
    """
    before = time.time() - _OLD_S
    with contextlib.suppress(OSError):
        for left in [one for one in folder.iterdir() if _PART.fullmatch(one.name)]:
            if left.is_file() and not left.is_symlink() and left.stat().st_mtime < before:
                left.unlink()


def _private(path: Path) -> BinaryIO:
    """A new file that nobody else could read, not even for a moment."""
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, on systems and file systems that have such a thing."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
