"""The specification's examples are taken out of a source package that is neither installed nor run."""

from __future__ import annotations

import hashlib
import tarfile
from pathlib import Path

import pytest

import pins
import specification
from report import SetupFailed
from tests.source_files import ROOT

NAME = "markdown_it_py-1.0"
EXAMPLES = b'[{"markdown": "\xc3\xa9"}]'
PROJECT = """\
[build-system]
requires = ["flit_core"]
build-backend = "flit_core.buildapi"
[project]
name = "markdown-it-py"
description = "not the real one"
dynamic = ["version"]
"""
MODULE = "__version__ = '1.0'\nraise SystemExit('code of the package was run')\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A source package as a registry would hand it out."""
    files = {"pyproject.toml": PROJECT.encode(), "markdown_it_py.py": MODULE.encode()}
    return pack(tmp_path, {**files, pins.SPECIFICATION_MEMBER: EXAMPLES})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the examples are put."""
    monkeypatch.setattr(pins, "SPECIFICATION_FOLDER", tmp_path / "specification")
    return tmp_path / "specification"


def pack(folder: Path, files: dict[str, bytes]) -> Path:
    content = folder / NAME
    for name, data in files.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_bytes(data)
    with tarfile.open(folder / f"{NAME}.tar.gz", "w:gz") as archive:
        archive.add(content, NAME)
    return folder / f"{NAME}.tar.gz"


def lock(source: Path, monkeypatch: pytest.MonkeyPatch, *, sha256: str = "") -> None:
    """Let the lock name this package, and pip know no other source than its folder."""
    sha256 = sha256 or hashlib.sha256(source.read_bytes()).hexdigest()
    requirements = source.with_name("requirements.txt")
    hashes = f"    --hash=sha256:{sha256} \\\n    --hash=sha256:{'1' * 64}\n"
    requirements.write_text(f"a==1 \\\n{hashes}markdown-it-py==1.0 \\\n{hashes}    # via b\nmdurl==1 \\\n{hashes}")
    monkeypatch.setattr(pins, "TEST_REQUIREMENTS", requirements)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(source.parent))


def test_the_examples_are_fetched_by_what_the_lock_says(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock(source, monkeypatch)
    specification.ensure()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"commonmark-1.0.json": EXAMPLES}


def test_another_checksum_than_that_of_the_lock_is_refused(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock(source, monkeypatch, sha256="0" * 64)
    with pytest.raises(SetupFailed, match="could not be downloaded"):
        specification.ensure()
    assert list(folder.iterdir()) == []


def test_examples_that_are_there_are_not_fetched_again(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lock(source, monkeypatch)
    monkeypatch.setattr(pins, "PIP", ("false",))
    folder.mkdir()
    (folder / "commonmark-1.0.json").write_bytes(b"[]")
    specification.ensure()
    assert capfd.readouterr() == ("", "")


def test_a_source_without_the_examples_is_refused(tmp_path: Path) -> None:
    source = pack(tmp_path, {"pyproject.toml": PROJECT.encode()})
    with pytest.raises(SetupFailed, match="unpacked"):
        specification.take(source, tmp_path / "examples.json")
    assert not (tmp_path / "examples.json").exists()


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    source = tmp_path / f"{NAME}.tar.gz"
    source.write_bytes(b"<html>")
    with pytest.raises(SetupFailed, match="unpacked"):
        specification.take(source, tmp_path / "examples.json")


def test_a_lock_without_the_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "requirements.txt").write_text("markdown-it-py==1.0\n")
    monkeypatch.setattr(pins, "TEST_REQUIREMENTS", tmp_path / "requirements.txt")
    with pytest.raises(SetupFailed, match="does not name markdown-it-py"):
        specification.file()


def test_examples_lie_where_a_checkout_is_not_changed_by_them() -> None:
    assert specification.file().is_relative_to(ROOT / ".venv")
