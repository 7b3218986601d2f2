"""Chooses between the window, the command line and the local model's server.

Nothing else is imported before that choice: the command line must not pay for Qt, nor the window for the parser.
"""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# Options that QApplication takes for itself; those in the first set are followed by a value.
_QT_WITH_VALUE = frozenset(
    f"-{name}"
    for name in (
        *("display", "geometry", "icon", "platform", "platformpluginpath", "platformtheme", "plugin"),
        *("qwindowgeometry", "qwindowicon", "qwindowtitle", "session", "style", "stylesheet", "title"),
    )
)
_QT_FLAGS = frozenset({"-reverse", "-nograb", "-dograb", "-sync", "-widgetcount"})
_DATA_DIR, _NEW, _QUICK_ASK = "--data-dir", "--new", "--quick-ask"
# What tells of a screen, or of a wish to do without, where a system may have none.
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")


def main() -> int:
    arguments = sys.argv[1:]
    if arguments[:1] == ["--local-server"]:
        from desktop_chat.providers.local.server import serve

        return serve()
    wanted = window_wanted(arguments)
    if wanted is None:
        return _command_line(arguments)
    if has_no_screen(arguments, sys.platform, os.environ):
        from desktop_chat import cli

        return cli.tell_of_no_screen()
    return _window(wanted)


def collect_from_now_on() -> None:
    """Only what comes after the start, and all of it rarely: a walk through everything costs the window its frames.

    A full walk stands still for some 50 ms with a long conversation open, and finds next to nothing. Automatic
    collection stays off: the window collects on its own thread.
    """
    gc.freeze()
    gc.set_threshold(5_000, 20, 100)


def _window(wanted: "Window") -> int:
    """Opens the window, or brings the one forward that is open on the same data directory already."""
    gc.disable()  # nothing of what a start loads and builds is rubbish
    from desktop_chat.plain_import import load_qt

    load_qt()
    from desktop_chat import paths
    from desktop_chat.desktop import instance
    from desktop_chat.domain.errors import WindowHangs
    from desktop_chat.domain.wishes import Wish

    wish = Wish(wanted.new, wanted.quick_ask, tuple(wanted.files), instance.token_in(os.environ))
    try:
        door = instance.enter(paths.data_directory(wanted.data_dir), wish)
    except WindowHangs as error:
        from desktop_chat import app

        return app.tell(error)
    if door is None:
        return 0
    from desktop_chat import app

    return app.main(wanted.data_dir, collect_from_now_on, door, wish)


def _command_line(arguments: Sequence[str]) -> int:
    try:
        from desktop_chat.cli.signals import heard

        with heard():
            from desktop_chat import cli

            sys.excepthook = cli.tell_of_fault
            return cli.main(arguments)
    except KeyboardInterrupt:  # before a signal could be heard; what a shell expects then
        return 130


class Window:
    """A request for the window, with the data directory that was named for it and what is to be done there."""

    def __init__(self) -> None:
        self.data_dir: Path | None = None
        self.new = self.quick_ask = False
        self.files: list[str] = []


def window_wanted(arguments: Sequence[str]) -> Window | None:
    """The window, unless something is asked for that is the command line's; so is saying what is wrong."""
    wanted = Window()
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word.startswith(f"{_DATA_DIR}=") or (word == _DATA_DIR and rest):
            named = word.partition("=")[2] if "=" in word else rest.pop(0)
            if not named:
                return None
            wanted.data_dir = Path(named)
        elif word == _NEW:
            wanted.new = True
        elif word == _QUICK_ASK:
            wanted.quick_ask = True
        elif word in _QT_WITH_VALUE and rest:
            rest.pop(0)
        elif _is_file(word):
            wanted.files.append(str(Path(word).absolute()))
        elif word not in _QT_FLAGS:
            return None
    return wanted


def _is_file(word: str) -> bool:
    """Whether a file to be imported is named. No command has a dot or a slash in it; every file can have one."""
    return not word.startswith("-") and any(sign in word for sign in "./\\") and Path(word).exists()


def has_no_screen(arguments: Sequence[str], system: str, environ: Mapping[str, str]) -> bool:
    """Whether Qt would find nothing to show a window on; it aborts the process then, which nobody understands."""
    if system in ("win32", "darwin") or "-platform" in arguments:
        return False
    return not any(environ.get(name) for name in _SCREENS) and environ.get("XDG_SESSION_TYPE") != "wayland"


if __name__ == "__main__":
    sys.exit(main())
