"""Before the first test: a home of its own, no screen, no keyring, no proxy, nobody's keys.

Set at import, because Qt reads its environment once and child processes inherit it.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

# Here, because workers are counted before any plugin of ours could be registered.
from tests.workers import pytest_collection_modifyitems, pytest_xdist_auto_num_workers

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

__all__ = ["pytest_collection_modifyitems", "pytest_xdist_auto_num_workers"]

_HOME = Path(tempfile.mkdtemp(prefix="desktop-chat-tests-"))
_FOLDERS = {
    "HOME": "",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "share",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "run",
    "DESKTOP_CHAT_DATA_DIR": "data",
}
_PERSONAL = {
    "DBUS_SESSION_BUS_ADDRESS",
    "XMODIFIERS",
    "LANG",
    "LANGUAGE",
    "REQUESTS_CA_BUNDLE",
    "SSL_CERT_FILE",
    "CURL_CA_BUNDLE",
    "SSL_CERT_DIR",
}
_PERSONAL_STARTS = ("QT_", "LC_", "DESKTOP_CHAT_")
_PERSONAL_ENDS = ("_PROXY", "_API_KEY")


def _is_personal(name: str) -> bool:
    """Whether a variable would let the person's own desktop, proxy or keys reach into a test."""
    upper = name.upper()
    return upper in _PERSONAL or upper.startswith(_PERSONAL_STARTS) or upper.endswith(_PERSONAL_ENDS)


def _isolate() -> None:
    platform = os.environ.get("DESKTOP_CHAT_TEST_PLATFORM", "offscreen")
    for name in [name for name in os.environ if _is_personal(name)]:
        del os.environ[name]
    for name, folder in _FOLDERS.items():
        path = _HOME / folder
        path.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(path)
    os.environ.update(
        DESKTOP_CHAT_TEST_PLATFORM=platform,  # for the workers that begin with this environment
        QT_QPA_PLATFORM=platform,
        PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring",
        LC_ALL="C.UTF-8",
        TZ="UTC",
    )
    if hasattr(time, "tzset"):
        time.tzset()


def _keep_what_is_compiled() -> None:
    """Some hundred programs are started from here; compiling all of it again would be half of what a start takes."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def _hear_ctrl_c() -> None:
    """A shell starts its background jobs with Ctrl+C ignored, and every child of a test would inherit that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


_isolate()
_keep_what_is_compiled()
_hear_ctrl_c()

# The same examples on every machine; two busy cores make any deadline for one example a matter of luck.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


def pytest_configure(config: pytest.Config) -> None:
    from tests import guards

    config.pluginmanager.register(guards, "desktop-chat-guards")


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    from tests.support.patient_bot import PatientBot

    return PatientBot(request)


@pytest.fixture(scope="module")
def forget_trees() -> Iterator[None]:
    """For modules that read code: kept, its trees would cost every garbage collection of later tests a second."""
    yield
    from tests.source_files import nodes_of

    nodes_of.cache_clear()
