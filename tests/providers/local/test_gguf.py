"""The first bytes of a file say whether it can be a model."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from desktop_chat.domain.errors import LocalModelBroken, LocalModelMissing
from desktop_chat.providers.local.gguf import inspect

TEXT, LIST, U8, U32, U64 = 8, 9, 0, 4, 10


def text(value: str) -> bytes:
    return struct.pack("<Q", len(value.encode())) + value.encode()


def entry(key: str, kind: int, value: bytes) -> bytes:
    return text(key) + struct.pack("<I", kind) + value


def header(*entries: bytes, version: int = 3, tensors: int = 1, count: int | None = None) -> bytes:
    head = b"GGUF" + struct.pack("<IQQ", version, tensors, len(entries) if count is None else count)
    return head + b"".join(entries)


def write(folder: Path, content: bytes) -> Path:
    path = folder / "model.gguf"
    path.write_bytes(content)
    return path


def test_the_real_model_tells_its_context_length(model: Path) -> None:
    assert inspect(model).context_length == 8192


def test_the_context_length_is_found_behind_other_values(tmp_path: Path) -> None:
    content = header(
        entry("general.architecture", TEXT, text("llama")),
        entry("general.flag", U8, b"\x01"),
        entry("general.sizes", LIST, struct.pack("<IQ", U64, 2) + bytes(16)),
        entry("general.tags", LIST, struct.pack("<IQ", TEXT, 2) + text("a") + text("bc")),
        entry("llama.context_length", U32, struct.pack("<I", 4096)),
    )
    assert inspect(write(tmp_path, content)).context_length == 4096


def test_a_model_may_keep_its_context_length_to_itself(tmp_path: Path) -> None:
    assert inspect(write(tmp_path, header(entry("a", TEXT, text("b"))))).context_length is None
    endless = entry("a", LIST, struct.pack("<IQ", TEXT, 2**40))
    assert inspect(write(tmp_path, header(endless))).context_length is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a GGUF file"),
        (b"PK\x03\x04 a zip file", "not a GGUF file"),
        (b"GGUF", "the file ends inside its header"),
        (header(version=1), "GGUF version 1 is not supported"),
        (header(version=3 << 24), "GGUF version 50331648 is not supported"),
        (header(tensors=0), "the GGUF header is damaged"),
        (header(count=2**60), "the GGUF header is damaged"),
        (header(entry("a", 77, b"")), "the GGUF header is damaged"),
        (header(struct.pack("<Q", 2**62)), "the GGUF header is damaged"),
        (header(entry("a", TEXT, struct.pack("<Q", 2**40))), "the GGUF header is damaged"),
        (header(count=3), "the file ends inside its header"),
    ],
)
def test_what_is_no_model_is_told_apart(tmp_path: Path, content: bytes, reason: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(LocalModelBroken) as broken:
        inspect(path)
    assert (broken.value.path, broken.value.reason) == (str(path), reason)


@pytest.mark.parametrize("name", ["nothing.gguf", ""])
def test_a_file_that_is_not_there_is_missed(tmp_path: Path, name: str) -> None:
    with pytest.raises(LocalModelMissing) as missing:
        inspect(tmp_path / name)
    assert missing.value.what == str(tmp_path / name)
