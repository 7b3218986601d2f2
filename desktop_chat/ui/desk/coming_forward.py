"""How a window comes to the front when the desktop was asked for it."""

import os

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

_FOR_WAYLAND = "XDG_ACTIVATION_TOKEN"


def come_forward(window: QWidget, token: str = "") -> None:
    """Shows `window` and gives it the keys. Desktops that guard the front let only a holder of their token there."""
    if token:
        os.environ[_FOR_WAYLAND] = token  # where Qt looks for it
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    os.environ.pop(_FOR_WAYLAND, None)  # it is good for once
