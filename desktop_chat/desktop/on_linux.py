"""What has to be set before Qt is started."""

import os
from pathlib import Path

from desktop_chat import paths


def help_qt_on_linux() -> None:
    """What Qt's wheel lacks to be at home on every desktop, as defaults that the environment may overrule.

    Without the portal's platform theme only GNOME's light and dark are followed; where there is no portal, that theme
    complains at every start. There is no fcitx plugin, and with `QT_IM_MODULE=fcitx` alone only Latin letters are
    typed; but fcitx answers on the ibus portal as well, which the wheel's ibus plugin speaks.
    """
    if "GNOME" not in os.environ.get("XDG_CURRENT_DESKTOP", "") and paths.has_portal(os.environ, Path("/")):
        os.environ.setdefault("QT_QPA_PLATFORMTHEME", "xdgdesktopportal")
    if "fcitx" in os.environ.get("QT_IM_MODULE", "") + os.environ.get("XMODIFIERS", ""):
        os.environ.setdefault("QT_IM_MODULES", "wayland;fcitx;ibus")
        os.environ.setdefault("IBUS_USE_PORTAL", "1")
