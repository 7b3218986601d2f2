"""What lies together in an export: one file, the files in a zip archive, those in a folder.

A file is told by the last part of its name alone, and only files of names that a reader asks for are opened. What an
archive says of sizes is what `zipfile` gives at most, so an archive that would unfold to too much is refused before
anything of it is read.
"""

import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

from desktop_chat.domain.attachments import plain_name
from desktop_chat.domain.unreadable import (
    ArchiveBroken,
    ArchiveLocked,
    ImportEmpty,
    ImportUnreadable,
    PackedTooTightly,
    TooMuchInside,
)
from desktop_chat.domain.values import dataclass
from desktop_chat.transfer.elements import Cut

MOST_GIGABYTES = 4
MOST_RATIO = 100
_GIGABYTE = 1024**3
_ENCRYPTED = 1
_ZIP = b"PK\x03\x04"
_LEVELS = 4  # our own exports have two of folders, and one of attached files in those
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a bundle. `name` is the last part of its name, `size` counts bytes, `packed` those it lies in."""

    name: str
    size: int
    packed: int
    is_locked: bool
    open: Callable[[], BinaryIO]


class Bundle:
    """The files of one export by their names, of several with one name that which lies highest. `read` counts the bytes
    that were read of those with conversations; `is_damaged` once something of them could not be unfolded.
    """

    def __init__(self, name: str, members: dict[str, Member]) -> None:
        self.name = name
        self.members = members
        self.read = 0
        self.is_damaged = False
        self._allowed = MOST_GIGABYTES * _GIGABYTE

    def check(self, names: list[str]) -> int:
        """Whether these files may be read, all of them; how many bytes they are. Raises `ImportRefused`."""
        found = [self.members[name] for name in names]
        for member in found:
            self._check(member)
        size = sum(member.size for member in found)
        if size > self._allowed:
            raise TooMuchInside(self.name, MOST_GIGABYTES)
        return size

    @contextmanager
    def reading(self, name: str, *, counts: bool = True) -> Iterator["_Bounded"]:
        """One of the files that were checked, to be read in pieces; a first look at it does not count. Raises
        `ImportUnreadable`.
        """
        try:
            file = self.members[name].open()
        except _DAMAGED as trouble:
            raise ImportUnreadable(self.name, str(trouble)) from None
        with file:
            yield _Bounded(file, self, counts)

    def content(self, name: str, most: int) -> bytes | None:
        """All of a small file, or None where it is damaged or larger than `most` bytes. Raises `ImportRefused`."""
        member = self.members[name]
        self._check(member)
        if member.size > most:
            return None
        try:
            with member.open() as file:
                return file.read(most)
        except _DAMAGED:
            return None

    def spend(self, size: int) -> None:
        """So many bytes are read. Raises `TooMuchInside`."""
        self._allowed -= size
        if self._allowed < 0:
            raise TooMuchInside(self.name, MOST_GIGABYTES)

    def _check(self, member: Member) -> None:
        if member.is_locked:
            raise ArchiveLocked(self.name)
        if member.size > MOST_RATIO * member.packed:
            raise PackedTooTightly(self.name, MOST_RATIO)


class _Bounded:
    """A file whose bytes are counted while they are read."""

    def __init__(self, file: BinaryIO, bundle: Bundle, counts: bool) -> None:
        self._file = file
        self._bundle = bundle
        self._counts = counts

    def read(self, size: int) -> bytes:
        """Raises `Cut` where it is damaged, `TooMuchInside`."""
        try:
            data = self._file.read(size)
        except _DAMAGED:
            self._bundle.is_damaged = True
            raise Cut from None
        if self._counts:
            self._bundle.read += len(data)
            self._bundle.spend(len(data))
        return data

    def seek(self, place: int) -> int:
        return self._file.seek(place)


@contextmanager
def opened(path: Path) -> Iterator[Bundle]:
    """What lies at `path`, for as long as the block runs. Raises `ImportRefused` kinds."""
    name = plain_name(path.name)
    try:
        archive, members = _looked_into(path, name)
    except OSError as trouble:
        raise ImportUnreadable(name, trouble.strerror or str(trouble)) from None
    with archive or nullcontext():
        yield Bundle(name, members)


def _looked_into(path: Path, name: str) -> tuple[zipfile.ZipFile | None, dict[str, Member]]:
    """An archive to be closed, if it is one, and the files at `path`."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        return None, _in_folder(path)
    if not stat.S_ISREG(mode):  # a device or a pipe may never end
        raise ImportUnreadable(name, "Not a regular file")
    with path.open("rb") as file:
        begins = file.read(len(_ZIP))
    if not begins:
        raise ImportEmpty(name)
    if begins != _ZIP:
        return None, {path.name: _file_at(path)}
    archive = _archive(path, name)
    return archive, _in_archive(archive)


def _archive(path: Path, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise ArchiveBroken(name) from None


def _in_archive(archive: zipfile.ZipFile) -> dict[str, Member]:
    found: dict[str, Member] = {}
    for entry in sorted(archive.infolist(), key=lambda entry: entry.filename.count("/")):
        *folders, name = entry.filename.replace("\\", "/").split("/")
        if not entry.is_dir() and "__MACOSX" not in folders:
            is_locked = bool(entry.flag_bits & _ENCRYPTED)
            found.setdefault(
                name, Member(name, entry.file_size, entry.compress_size, is_locked, _opener(archive, entry))
            )
    return found


def _opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: archive.open(entry)  # type: ignore[return-value] # IO[bytes], which is all that is asked of it


def _in_folder(folder: Path, levels: int = _LEVELS) -> dict[str, Member]:
    """Of the folder and of those in it, `levels` in all, and where no link leads."""
    found: dict[str, Member] = {}
    folders = []
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            continue
        if path.is_dir():
            folders.append(path)
        elif path.is_file():
            found.setdefault(path.name, _file_at(path))
    for inner in folders if levels > 1 else ():
        found = _in_folder(inner, levels - 1) | found
    return found


def _file_at(path: Path) -> Member:
    size = path.stat().st_size
    return Member(path.name, size, size, False, lambda: path.open("rb"))
