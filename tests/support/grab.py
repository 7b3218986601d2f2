"""Saves a picture of the whole screen: `python -m tests.support.grab FILE.png`, in the environment of that screen."""

import sys

from PySide6.QtGui import QGuiApplication


def main(path: str) -> int:
    app = QGuiApplication(["grab"])
    saved = app.primaryScreen().grabWindow(0).save(path)
    return 0 if saved else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
