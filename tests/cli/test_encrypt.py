"""`encrypt`, and the other commands on conversations that are encrypted."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_chat.storage import encryption, key_file, keyring_border
from tests.cli.running import Ended, Shell
from tests.source_files import ROOT
from tests.support import keyrings
from tests.support.patience import PATIENCE_S

PASSPHRASE = "correct horse battery"
GIVEN = f"{PASSPHRASE}\n".encode()


@pytest.fixture(autouse=True)
def _quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What guessing costs is not what is tested here; and no key stays with this process."""
    monkeypatch.setattr(key_file, "ROUNDS", 1000)
    yield
    encryption._given.clear()


@pytest.fixture
def key_store(monkeypatch: pytest.MonkeyPatch) -> type[keyrings.MemoryKeyring]:
    """One that works."""
    import keyring

    keyrings.MemoryKeyring.kept.clear()
    monkeypatch.setitem(keyring_border.SAFE, keyrings.SAFE_ENOUGH, "Memory")
    monkeypatch.setattr(keyring, "get_keyring", keyrings.MemoryKeyring)
    return keyrings.MemoryKeyring


@pytest.fixture
def sealed(shell: Shell) -> Shell:
    assert shell("ask", "Is there a canarybird?").status == 0
    assert shell("encrypt", "--passphrase-stdin", stdin=GIVEN).status == 0
    return shell


def locked(shell: Shell, *arguments: str, stdin: bytes = b"") -> Ended:
    """As a process runs it that has been given no key yet."""
    encryption.forget_key(shell.data_dir)
    return shell(*arguments, stdin=stdin)


def singing(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and b"canarybird" in path.read_bytes()]


def test_encrypted_conversations_are_read_with_the_passphrase_alone(sealed: Shell) -> None:
    assert singing(sealed.data_dir) == []
    refused = locked(sealed, "list")
    assert (refused.status, refused.out) == (1, "")
    assert "are encrypted" in refused.err
    assert "--passphrase-stdin" in refused.err
    (told,) = locked(sealed, "list", "--json", "--passphrase-stdin", stdin=GIVEN).json
    assert told["title"] == "Is there a canarybird?"
    wrong = locked(sealed, "--passphrase-stdin", "list", stdin=b"something else\n")
    assert (wrong.status, wrong.out) == (1, "")
    assert "not the passphrase" in wrong.err


def test_a_question_on_standard_input_comes_behind_the_passphrase(sealed: Shell) -> None:
    ended = locked(sealed, "ask", "--passphrase-stdin", "-", stdin=GIVEN + b"And a second line?\nYes")
    assert ended.status == 0, ended.err
    shown = locked(sealed, "search", "--passphrase-stdin", "--json", "second", stdin=GIVEN).json
    assert "user" in {hit["role"] for hit in shown}
    assert singing(sealed.data_dir) == []


def test_doctor_says_that_they_are_locked_and_looks_once_they_are_open(sealed: Shell) -> None:
    told = locked(sealed, "doctor", "--json")
    assert told.status == 1
    assert "are encrypted" in told.json["database"]["problem"]
    told = locked(sealed, "--passphrase-stdin", "doctor", "--json", stdin=GIVEN)
    assert told.json["database"]["messages"] == 2


def test_decrypted_they_are_read_as_before(sealed: Shell) -> None:
    assert locked(sealed, "encrypt", "--off").status == 1
    assert locked(sealed, "encrypt", "--off", "--passphrase-stdin", stdin=GIVEN).status == 0
    assert len(sealed("list", "--json").json) == 1
    assert singing(sealed.data_dir)
    again = sealed("encrypt", "--off")
    assert (again.status, "not encrypted" in again.err) == (1, True)


def test_a_passphrase_is_changed(sealed: Shell) -> None:
    both = GIVEN + b"staple staple staple\n"
    assert locked(sealed, "encrypt", "--change-passphrase", "--passphrase-stdin", stdin=both).status == 0
    assert locked(sealed, "list", "--passphrase-stdin", stdin=GIVEN).status == 1
    assert locked(sealed, "list", "--passphrase-stdin", stdin=b"staple staple staple\n").status == 0


def test_a_passphrase_can_be_made_up_and_is_printed_once(shell: Shell) -> None:
    made = shell("encrypt", "--generate")
    assert made.status == 0
    passphrase = made.out.strip()
    assert len(passphrase) == 29
    assert locked(shell, "list", "--passphrase-stdin", stdin=made.out.encode()).status == 0
    assert not [path for path in shell.data_dir.rglob("*.log*") if passphrase in path.read_text()]


@pytest.mark.parametrize("arguments", [(), ("--passphrase-stdin",)])
def test_they_are_not_encrypted_twice(sealed: Shell, arguments: tuple[str, ...]) -> None:
    again = sealed("encrypt", *arguments, stdin=GIVEN)
    assert (again.status, "already" in again.err) == (1, True)


def test_without_a_terminal_a_passphrase_has_to_be_written(shell: Shell) -> None:
    ended = shell("encrypt")
    assert (ended.status, "--passphrase-stdin" in ended.err) == (2, True)
    assert shell("list").status == 0


def test_a_key_in_the_keyring_opens_them_and_nobody_is_asked(
    sealed: Shell, key_store: type[keyrings.MemoryKeyring]
) -> None:
    assert locked(sealed, "encrypt", "--remember", "--passphrase-stdin", stdin=GIVEN).status == 0
    (kept,) = key_store.kept.values()
    assert locked(sealed, "list").status == 0
    for path in sealed.data_dir.rglob("*"):
        assert not path.is_file() or kept.encode() not in path.read_bytes()
    assert locked(sealed, "encrypt", "--forget").status == 0
    assert locked(sealed, "list").status == 1


def test_a_key_of_another_time_in_the_keyring_is_no_key(sealed: Shell, key_store: type[keyrings.MemoryKeyring]) -> None:
    assert locked(sealed, "encrypt", "--remember", "--passphrase-stdin", stdin=GIVEN).status == 0
    key_store.kept.update(dict.fromkeys(key_store.kept, encryption.new_key()))
    assert "are encrypted" in locked(sealed, "list").err
    assert locked(sealed, "list", "--passphrase-stdin", stdin=GIVEN).status == 0


def test_a_locked_keyring_is_named(sealed: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    name = f"{keyrings.RefusingKeyring.__module__}.RefusingKeyring"
    monkeypatch.setitem(keyring_border.SAFE, name, "Memory")
    monkeypatch.setattr(keyrings.RefusingKeyring, "error", keyrings.REFUSALS["KeyringLocked"])
    monkeypatch.setattr(keyring, "get_keyring", keyrings.RefusingKeyring)
    ended = locked(sealed, "list")
    assert ended.status == 1
    assert "keyring is locked" in ended.err
    assert "are encrypted" in ended.err


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminal there")
def test_at_a_terminal_the_passphrase_is_asked_for_and_not_shown(sealed: Shell) -> None:
    ours, theirs = pty.openpty()
    code = (
        "import sys; from desktop_chat.storage import key_file; key_file.ROUNDS = 1000;"
        "from desktop_chat.__main__ import main; sys.argv[0] = 'desktop-chat'; sys.exit(main())"
    )
    command = [sys.executable, "-c", code, "--data-dir", str(sealed.data_dir), "list", "--json"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT, start_new_session=True
    ) as process:
        os.close(theirs)
        shown = b""
        for given in (b"something else\n", GIVEN):
            asked = b""
            while b"Passphrase: " not in asked:  # what is typed before is thrown away
                asked += os.read(ours, 1024)
            os.write(ours, given)
            shown += asked
        out, _ = process.communicate(timeout=PATIENCE_S)
    os.close(ours)
    assert process.returncode == 0
    assert b"canarybird" in out
    assert PASSPHRASE.encode() not in shown
