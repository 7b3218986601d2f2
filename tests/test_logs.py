"""The log: found by whoever looks for a fault, useless to whoever looks for a secret."""

from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_chat import logs
from tests.guards import ExpectedWarnings

log = logging.getLogger("desktop_chat.tests")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data" / "logs"
    logs.start(folder)
    yield folder
    logs.stop()


def written(folder: Path) -> str:
    return (folder / logs.FILE_NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Authorization: Bearer sk-abc", "sk-abc"),
        ("authorization=Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
        ("{'api-key': 'c4n4ry'}", "c4n4ry"),
        ("api_key = c4n4ry, next", "c4n4ry"),
        ("password: hunter2;", "hunter2"),
        ("the key sk-proj-abcdefghijklmnop was refused", "sk-proj-abcdefghijklmnop"),
        ("AIzaSyA1234567890abcdefghijklm", "AIzaSyA1234567890abcdefghijklm"),
        ("gsk_1234567890abcdef", "gsk_1234567890abcdef"),
        ("token Qm9yZWQgb2YgdGhpcyBrZXkgNDI here", "Qm9yZWQgb2YgdGhpcyBrZXkgNDI"),
    ],
)
def test_what_looks_like_a_key_is_blotted_out(text: str, secret: str) -> None:
    assert secret not in logs.redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "reply 0f8fad5bd9cb469fa16570867728950e ended",
        "/home/me/.local/share/desktop-chat/chats.db",
        "the monkey: see KeyError in desktop_chat.storage.conversations",
    ],
)
def test_what_helps_to_find_a_fault_stays(text: str) -> None:
    assert logs.redacted(text) == text


def test_a_record_is_one_line_of_bounded_length(folder: Path) -> None:
    log.info("first\nsecond %s", "x" * 5000)
    line = written(folder)
    assert line.count("\n") == 1
    assert "first second" in line
    assert len(line) < 1200


def test_an_exception_tells_its_type_and_place_and_none_of_its_words(
    folder: Path, expected_warnings: ExpectedWarnings
) -> None:
    expected_warnings("it went wrong")
    try:
        try:
            raise ValueError("a private message")
        except ValueError as error:
            raise PermissionError(13, "Permission denied", "/secret") from error
    except OSError:
        log.exception("it went wrong")
    text = written(folder)
    assert "builtins.ValueError" in text
    assert "PermissionError: Permission denied" in text
    assert "test_logs.py" in text
    assert "private message" not in text.replace('raise ValueError("a private message")', "")


def test_warnings_of_python_are_in_it(folder: Path, expected_warnings: ExpectedWarnings) -> None:
    expected_warnings("old ways")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old ways", DeprecationWarning, stacklevel=1)
    assert "old ways" in written(folder)


def test_of_other_libraries_only_warnings_are_in_it(folder: Path, expected_warnings: ExpectedWarnings) -> None:
    expected_warnings("bad news")
    logging.getLogger("urllib3.connectionpool").info("POST /v1")
    logging.getLogger("urllib3.connectionpool").warning("bad news")
    assert "POST" not in written(folder)
    assert "bad news" in written(folder)


def test_only_its_owner_reads_it_and_it_never_grows_beyond_three_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.umask(0o022)
    monkeypatch.setattr(logs, "LARGEST_FILE", 2000)
    logs.start(folder)
    for number in range(100):
        log.info("record %d %s", number, "x" * 200)
    files = sorted(path for path in folder.iterdir() if path.name.startswith(logs.FILE_NAME))
    assert len(files) == 3
    assert all(path.stat().st_size <= 2000 for path in files)
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)} == {0o700}
    assert "record 99" in written(folder)


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    logs.start(tmp_path / "file" / "logs")
    log.info("nobody hears this")
    logs.stop()
    logs.stop()
    assert capfd.readouterr() == ("", "")


def test_a_crash_in_native_code_is_told_in_a_file_of_its_own(tmp_path: Path) -> None:
    code = (
        "import faulthandler, sys; from pathlib import Path; from desktop_chat import logs\n"
        "logs.start(Path(sys.argv[1])); faulthandler._sigabrt()"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path / "logs")], check=False, capture_output=True)
    crash = tmp_path / "logs" / logs.CRASH_FILE_NAME
    assert ended.returncode == -6
    assert "Fatal Python error: Aborted" in crash.read_text()
    assert stat.S_IMODE(crash.stat().st_mode) == 0o600


CRASH = """
import os, resource, sys
from pathlib import Path
from desktop_chat import logs
most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
logs.start(Path(sys.argv[1]))
os.abort()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="it writes none unless it is told to")
def test_a_crash_writes_no_memory_to_the_disk(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", CRASH, str(tmp_path / "data" / "logs")]
    with subprocess.Popen(command, cwd=tmp_path, env=environment) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = -os.WTERMSIG(status)
    assert os.WIFSIGNALED(status)
    assert not os.WCOREDUMP(status), used
