"""What the desktop reads of the program: its entry in the menus, and the kind of its files."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from desktop_chat import paths
from desktop_chat.__main__ import window_wanted
from desktop_chat.desktop.opened_files import OpenedFiles
from desktop_chat.domain.wishes import Wish
from desktop_chat.transfer import archive
from desktop_chat.ui.exporting.choice import ARCHIVE
from tests.support.patience import PATIENCE_S

FOLDER = paths.resources() / "desktop"
ENTRY, KIND = FOLDER / "desktop-chat.desktop", FOLDER / "desktop-chat.xml"
TYPE = "application/x-desktop-chat+json"


def entry() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ENTRY, encoding="utf-8")
    return parser


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="not installed: desktop-file-validate")
def test_the_desktop_finds_no_fault_with_the_entry() -> None:
    run = subprocess.run(["desktop-file-validate", str(ENTRY)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_every_command_of_the_entry_opens_the_window() -> None:
    sections = entry()
    actions = [f"Desktop Action {name}" for name in sections["Desktop Entry"]["Actions"].split(";") if name]
    assert sorted(sections.sections()) == sorted(["Desktop Entry", *actions])
    for section in sections.sections():
        program, *words = sections[section]["Exec"].split()
        assert program == "desktop-chat"
        assert window_wanted([word for word in words if word != "%F"]) is not None
    assert sections["Desktop Entry"]["MimeType"] == f"{TYPE};"
    assert sections["Desktop Entry"]["StartupWMClass"] == ENTRY.stem


@pytest.mark.skipif(shutil.which("update-mime-database") is None, reason="not installed: update-mime-database")
def test_our_archive_is_known_by_its_name_and_by_its_first_bytes(tmp_path: Path) -> None:
    packages = tmp_path / "mime" / "packages"
    packages.mkdir(parents=True)
    shutil.copy(KIND, packages)
    command = ["update-mime-database", str(tmp_path / "mime")]
    made = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE_S)
    assert "error" not in made.stderr.lower()
    content = b"".join(archive.pieces((), datetime.now(UTC)))
    files = [tmp_path / f"Tide{ARCHIVE}", tmp_path / "nameless", tmp_path / "other.json"]
    for file in files:
        file.write_bytes(content if file.suffix != ".json" or ARCHIVE in file.name else b"{}")
    question = (
        "import sys; from PySide6.QtCore import QMimeDatabase\n"
        "for name in sys.argv[1:]: print(QMimeDatabase().mimeTypeForFile(name).name())"
    )
    answer = subprocess.run(
        [sys.executable, "-c", question, *map(str, files)],
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path), "XDG_DATA_DIRS": "/usr/share"},
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_S,
    )
    assert answer.stdout.split() == [TYPE, TYPE, "application/json"]


def test_a_file_that_macos_opens_is_to_be_imported(qapp: QApplication) -> None:
    opened = OpenedFiles(qapp)
    spy = QSignalSpy(opened.opened)
    QCoreApplication.sendEvent(qapp, QFileOpenEvent("/one.json"))
    assert opened.waiting() == Wish(files=("/one.json",))
    QCoreApplication.sendEvent(qapp, QFileOpenEvent("/two.json"))
    assert spy.at(0) == [Wish(files=("/two.json",))]
    assert spy.count() == 1
    qapp.removeEventFilter(opened)
    opened.deleteLater()
    QCoreApplication.sendPostedEvents(opened, QEvent.Type.DeferredDelete)
