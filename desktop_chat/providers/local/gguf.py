"""What a model file says about itself, read before a process is started for it.

People pick files by hand, and the native loader answers a wrong one with half a page of log. The first bytes
are enough to say "this is no model", and they hold the context length, without which the loader would reserve
memory for the largest context that the model was trained on.
"""

import struct
from pathlib import Path
from typing import BinaryIO

from desktop_chat.domain.errors import LocalModelBroken, LocalModelMissing
from desktop_chat.domain.values import dataclass

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_STRING, _ARRAY = 8, 9
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_INTEGERS = {4: "<I", 5: "<i", 10: "<Q", 11: "<q"}
_MOST_ENTRIES = 100_000
_LONGEST_KEY = 65_535
_LONGEST_TEXT = 16 * 1024 * 1024
_LONGEST_LIST_OF_TEXTS = 2_000_000


class _NotReadable(Exception):
    """The bytes do not follow the format."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file that begins like a model. `context_length` is None where the header does not tell it early."""

    path: Path
    context_length: int | None = None


def inspect(path: Path) -> ModelFile:
    """Read the header of `path`. Raises `LocalModelMissing` or `LocalModelBroken`."""
    if not path.is_file():
        raise LocalModelMissing(str(path))
    try:
        with path.open("rb") as file:
            return ModelFile(path, _context_length(file))
    except _NotReadable as problem:
        raise LocalModelBroken(str(path), str(problem)) from None
    except OSError as problem:
        raise LocalModelBroken(str(path), problem.strerror or str(problem)) from None


def _context_length(file: BinaryIO) -> int | None:
    if file.read(4) != _MAGIC:
        raise _NotReadable("not a GGUF file")
    version = _number(file, "<I")
    if version not in _VERSIONS:
        raise _NotReadable(f"GGUF version {version} is not supported")
    tensors, entries = _number(file, "<Q"), _number(file, "<Q")
    if tensors == 0 or entries > _MOST_ENTRIES:
        raise _NotReadable("the GGUF header is damaged")
    for _ in range(entries):
        key = _text(file, _LONGEST_KEY)
        kind = _number(file, "<I")
        if key.endswith(".context_length") and kind in _INTEGERS:
            return _number(file, _INTEGERS[kind])
        if not _skip(file, kind):
            return None
    return None


def _skip(file: BinaryIO, kind: int) -> bool:
    """Step over one value; False where that would take too long to be worth it."""
    if kind == _STRING:
        _text(file, _LONGEST_TEXT)
    elif kind == _ARRAY:
        return _skip_list(file)
    elif kind in _SIZES:
        file.seek(_SIZES[kind], 1)
    else:
        raise _NotReadable("the GGUF header is damaged")
    return True


def _skip_list(file: BinaryIO) -> bool:
    kind, count = _number(file, "<I"), _number(file, "<Q")
    if kind in _SIZES and count < 2**40:
        file.seek(_SIZES[kind] * count, 1)
        return True
    if kind != _STRING or count > _LONGEST_LIST_OF_TEXTS:
        return False
    for _ in range(count):
        _text(file, _LONGEST_TEXT)
    return True


def _number(file: BinaryIO, layout: str) -> int:
    (value,) = struct.unpack(layout, _exactly(file, struct.calcsize(layout)))
    return int(value)


def _text(file: BinaryIO, longest: int) -> str:
    length = _number(file, "<Q")
    if length > longest:
        raise _NotReadable("the GGUF header is damaged")
    return _exactly(file, length).decode("utf-8", "replace")


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) < size:
        raise _NotReadable("the file ends inside its header")
    return data
