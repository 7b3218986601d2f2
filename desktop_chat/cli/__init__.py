"""The program without a window: the same store, for scripts and for people without a screen.

Nothing heavy is imported before it is needed, so that a command answers at once; Qt never is.
"""

from collections.abc import Sequence

from desktop_chat import __version__


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit status."""
    if list(argv) == ["--version"]:
        print(f"desktop-chat {__version__}")
        return 0
    from desktop_chat.cli.program import run

    return run(argv)
