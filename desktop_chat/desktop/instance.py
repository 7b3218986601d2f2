"""One window for one data directory, however often it is started.

A lock of the operating system decides who is the window, because the system takes it back when a process dies; a socket
beside it is where later starts say what they wish. What a killed window leaves behind is in nobody's way.
"""

import hashlib
import logging
import os
import stat
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from desktop_chat.domain.errors import WindowHangs
from desktop_chat.domain.wishes import Wish, to_line
from desktop_chat.storage.files import FileLock

_log = logging.getLogger(__name__)

PATIENCE_S = 5.0
HEARD = b"heard\n"
# Where the two kinds of desktop put the leave to come forward of whatever they start.
_TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
_LOOK_AGAIN_S = 0.05
# The name of a socket has room for 104 bytes on some systems, and ours adds 36 to that of its folder.
_LONGEST_FOLDER = 64
_WINDOWS = sys.platform == "win32"


class Door:
    """Where the window of a data directory is found, for as long as its process lives or until `close`.

    `address` is "" where the system has no private place for such a thing. Windows are then strangers to each other.
    """

    def __init__(self, address: str = "", lock: FileLock | None = None) -> None:
        self.address = address
        self._lock = lock

    def close(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def enter(directory: Path, wish: Wish, patience_s: float = PATIENCE_S) -> Door | None:
    """The door for whoever is to be the window of `directory`; None when there is one, which now knows of `wish`.

    Raises `WindowHangs` when there is one that has not answered for so long.
    """
    folder = _private_folder(os.environ)
    if folder is None:
        return Door()
    name = f"desktop-chat-{hashlib.sha256(os.fsencode(directory.resolve())).hexdigest()[:16]}"
    address = name if _WINDOWS else str(folder / f"{name}.socket")
    until = time.monotonic() + patience_s
    try:
        while (lock := FileLock.take(folder / f"{name}.lock")) is None:
            # It may be about to open its door, or to leave.
            left_s = until - time.monotonic()
            if left_s <= 0:
                raise WindowHangs(str(directory))
            if _tell(address, to_line(wish), left_s):
                return None
            time.sleep(min(_LOOK_AGAIN_S, left_s))
    except OSError:
        _log.warning("There is no lock for the one window in %s", folder)
        return Door()
    return Door(address, lock)


def token_in(environ: Mapping[str, str]) -> str:
    """The leave to come forward that the desktop gave to this start."""
    return next((environ[name] for name in _TOKENS if environ.get(name)), "")


def _tell(address: str, line: bytes, patience_s: float) -> bool:
    """Whether somebody listens there and has heard it. Loaded only by a start that is not the first."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtNetwork import QLocalSocket

    own = QCoreApplication([]) if QCoreApplication.instance() is None else None
    try:
        until = time.monotonic() + patience_s
        socket = QLocalSocket()
        socket.connectToServer(address)
        if not socket.waitForConnected(_ms_to(until)):
            return False
        _let_come_forward()
        socket.write(line)
        socket.waitForBytesWritten(_ms_to(until))
        while not socket.canReadLine() and socket.waitForReadyRead(_ms_to(until)):
            pass
        return bytes(socket.readLine().data()) == HEARD
    finally:
        if own is not None:
            own.shutdown()


def _ms_to(until: float) -> int:
    return max(1, int((until - time.monotonic()) * 1000))


def _let_come_forward() -> None:
    """Windows lets only the program in front bring another one there, which it may do by anybody's name."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)


def _private_folder(environ: Mapping[str, str]) -> Path | None:
    """A folder that nobody else can put anything into, None where there is none."""
    if _WINDOWS:
        return Path(tempfile.gettempdir())  # each person has one
    running = environ.get("XDG_RUNTIME_DIR", "")
    if running and _is_private(Path(running)):
        return Path(running)
    folder = Path(tempfile.gettempdir()) / f"desktop-chat-{os.getuid()}"
    try:
        folder.mkdir(0o700, exist_ok=True)
        return folder if _is_private(folder) else None
    except OSError:
        return None


def _is_private(folder: Path) -> bool:
    """Whether it is its owner's alone; one whose name leaves no room for ours is of no use."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    is_own = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
    return is_own and len(os.fsencode(folder)) <= _LONGEST_FOLDER
