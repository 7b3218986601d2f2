"""The program without a window: the same store, for scripts and for people without a screen.

Nothing heavy is imported before it is needed, so that a command answers at once; Qt never is.
"""

import sys
from collections.abc import Sequence
from types import TracebackType

from desktop_chat import __version__


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit status."""
    if list(argv) == ["--version"]:
        print(f"desktop-chat {__version__}")
        return 0
    from desktop_chat.cli.program import run

    return run(argv)


def tell_of_no_screen() -> int:
    """Instead of the window, where there is nothing to show it on; returns the exit status."""
    import os

    from desktop_chat import paths
    from desktop_chat.cli import status
    from desktop_chat.cli.output import standard_output
    from desktop_chat.words import catalogue
    from desktop_chat.words.catalogue import tr

    catalogue.load(paths.translations())
    catalogue.use(catalogue.language_for(catalogue.SYSTEM, catalogue.locale_from(os.environ)))
    sentence = tr("There is no screen to open the window on. “desktop-chat --help” tells what works without one.")
    standard_output().complain(sentence)
    return status.FAILED


def tell_of_fault(kind: type[BaseException], _error: BaseException, _trace: TracebackType | None) -> None:
    """The hook for exceptions that nobody expected: a sentence instead of a traceback, which the log has."""
    from desktop_chat.cli.output import Output
    from desktop_chat.words.catalogue import tr

    sentence = tr("The program made a mistake ({name}). What was stored before is kept; the log file says more.")
    Output(sys.stdout, sys.stderr).complain(sentence.format(name=kind.__name__))
