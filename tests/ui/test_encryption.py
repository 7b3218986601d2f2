"""Encryption in the window: asked for in the settings, done between two lives, the passphrase asked for at a start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_chat.storage import encryption, key_file
from tests.source_files import ROOT
from tests.storage.sealing import PASSPHRASE, fill, messages, singing
from tests.support.patience import PATIENCE_S


def run(directory: Path, *passphrases: str) -> tuple[int, str]:
    """The exit status, and what was read on the way."""
    command = [sys.executable, "-m", "tests.ui.encryption_child", str(directory), *passphrases]
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.returncode, ended.stdout.strip()


def test_conversations_are_encrypted_and_opened_by_keys_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "ROUNDS", 1000)
    folder = tmp_path / "data"
    fill(folder)
    before = messages(folder)
    status, said = run(folder, PASSPHRASE)
    assert status == 0, said
    assert "The conversations are encrypted. 1 backup was written anew." in said
    assert said.endswith("The window opened. Encrypted.")
    assert singing(folder) == []
    status, said = run(folder, "something else", PASSPHRASE)
    assert status == 0, said
    assert f"The passphrase opens them: {folder}" in said
    assert "That is not the passphrase." in said
    assert said.endswith("The window opened. Encrypted.")
    assert singing(folder) == []
    assert messages(folder) == before
    encryption.forget_key(folder)
