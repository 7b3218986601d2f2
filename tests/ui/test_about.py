"""What the program is made of can be read in it, by keyboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

import shipped
from desktop_chat.ui.about import About
from tests.support.program import running


def test_every_licence_of_what_is_shipped_stands_there_in_full(tmp_path: Path, qapp: QApplication) -> None:
    with running(tmp_path) as run:
        run.window.commands.run("program.about")
        (about,) = run.window.findChildren(About)
        (text,) = about.findChildren(QPlainTextEdit)
        said = text.toPlainText()
        assert text.accessibleName() == "About Desktop Chat"
        for package in shipped.packages():
            assert f"\n{package.name}\n=" in said
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in said
        QTest.keyClick(text, Qt.Key.Key_Down)
        assert text.textCursor().blockNumber() == 1
        QTest.keyClick(about, Qt.Key.Key_Escape)
        assert not about.isVisible()
