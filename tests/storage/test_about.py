"""What lies below the store, as the program's own check names it."""

import subprocess
import sys

from desktop_chat.storage.about import keyring_backends, sqlite_version
from tests.source_files import ROOT


def test_the_sqlite_in_use_is_recent_enough_for_the_log_to_be_safe() -> None:
    assert tuple(int(part) for part in sqlite_version().split(".")) >= (3, 51, 3)


def test_the_key_stores_that_can_be_spoken_to_are_named() -> None:
    assert "keyring.backends.SecretService" in keyring_backends()


def test_one_that_cannot_be_loaded_is_left_out() -> None:
    code = (
        "import sys; sys.modules['keyring.backends.kwallet'] = None\n"
        "from desktop_chat.storage.about import keyring_backends; print(*keyring_backends())"
    )
    named = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "keyring.backends.kwallet" not in named.stdout
    assert "keyring.backends.SecretService" in named.stdout
