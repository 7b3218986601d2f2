"""What scrolls, as assistive technology finds it."""

from __future__ import annotations

import ast

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel

from desktop_chat.ui.scroll_pane import ScrollPane
from tests.source_files import ROOT
from tests.ui.showing import gone


@pytest.mark.parametrize("number", [999, -1])
def test_a_child_that_is_not_there_is_none(qapp: QApplication, number: int) -> None:
    pane = ScrollPane()
    pane.setAccessibleName("Parameters")
    pane.setWidget(QLabel("temperature"))
    interface = QAccessible.queryAccessibleInterface(pane)
    assert interface.child(number) is None
    assert interface.text(QAccessible.Text.Name) == "Parameters"
    viewport = interface.child(0)
    assert viewport.child(0).text(QAccessible.Text.Name) == "temperature"
    gone(pane)


def test_every_part_that_scrolls_is_such_a_pane() -> None:
    files = [path for path in (ROOT / "desktop_chat" / "ui").rglob("*.py") if path.name != "scroll_pane.py"]
    names = {
        (path.name, node.id)
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Name)
    }
    assert not [name for name, used in names if used == "QScrollArea"]
