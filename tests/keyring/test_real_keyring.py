"""Against the Secret Service as it runs on people's machines: unlocked, locked, hanging, gone."""

from pathlib import Path

import pytest

from tests.keyring.session import Service, missing, session

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}")

KEY = "sk-canary-7f3a9c2e"


def files_holding(secret: str, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]


def test_a_key_is_kept_in_the_real_keyring_and_nowhere_else(tmp_path: Path) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    with session(home, Service.UNLOCKED) as program:
        assert program("state") == ["Secret Service", True, "NoneType"]
        assert program("get") is None
        assert program("put", key=KEY) is True
        program("use", directory=str(data))
        program("restart")
        assert program("get") == KEY
        command_line = Path(f"/proc/{program.process.pid}/cmdline").read_bytes()
        assert KEY.encode() not in command_line
    assert any(data.rglob("*"))
    assert files_holding(KEY, tmp_path) == []
    with session(home, Service.UNLOCKED) as program:
        assert program("get") == KEY
        program("forget")
        program("restart")
        assert program("get") is None
        program("forget")


def test_a_locked_keyring_is_told_as_locked_and_the_key_works_for_this_run(tmp_path: Path) -> None:
    with session(tmp_path, Service.UNLOCKED) as program:
        assert program("put", key=KEY) is True
    with session(tmp_path, Service.LOCKED) as program:
        assert program("get") == "KeyringLocked"
        assert program("put", key="sk-for-now") == "KeyringLocked"
        assert program("get") == "sk-for-now"
    with session(tmp_path, Service.UNLOCKED) as program:
        assert program("get") == KEY
    assert files_holding("sk-for-now", tmp_path) == []


def test_a_keyring_that_was_never_unlocked_is_told_as_locked(tmp_path: Path) -> None:
    with session(tmp_path, Service.LOCKED) as program:
        assert program("get") == "KeyringLocked"


def test_a_daemon_that_went_away_is_an_error_and_no_crash(tmp_path: Path) -> None:
    with session(tmp_path, Service.UNLOCKED) as program:
        assert program("put", key=KEY) is True
        program("signal", name="SIGKILL")
        assert program("get") == KEY
        program("restart")
        assert program("get") in {"KeyringLocked", "KeyringMissing"}


def test_a_daemon_that_hangs_is_given_up_and_its_late_answer_kept(tmp_path: Path) -> None:
    with session(tmp_path, Service.UNLOCKED) as program:
        assert program("put", key=KEY) is True
        program("signal", name="SIGSTOP")
        program("restart", limit=0.5)
        assert program("get") == "KeyringSlow"
        assert program("get") == "KeyringSlow"
        program("signal", name="SIGCONT")
        program("settle")
        program("signal", name="SIGKILL")
        assert program("get") == KEY


def test_without_a_session_bus_a_key_lives_for_this_run_only(tmp_path: Path) -> None:
    with session(tmp_path, Service.NO_BUS) as program:
        assert program("get") == "KeyringMissing"
        assert program("put", key=KEY) is False
        assert program("get") == KEY
        assert program("state") == ["", False, "KeyringMissing"]
    assert files_holding(KEY, tmp_path) == []


def test_a_plain_text_backend_is_never_given_a_key(tmp_path: Path) -> None:
    backend = "tests.support.keyrings.PlainTextKeyring"
    keys = tmp_path / "keys"
    with session(tmp_path, Service.UNLOCKED, PYTHON_KEYRING_BACKEND=backend, PLAIN_TEXT_KEYRING=str(keys)) as program:
        assert program("get") == "KeyringUnsafe"
        assert program("put", key=KEY) is False
        assert program("get") == KEY
        assert program("state") == [backend, False, "KeyringUnsafe"]
    assert not keys.exists()
    assert files_holding(KEY, tmp_path) == []
