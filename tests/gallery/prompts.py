"""States of the texts that a person keeps."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop_chat.domain.prompts import Prompt, PromptKind
from tests.gallery.dialogs import dialog
from tests.gallery.stage import Stage
from tests.support.program import write


def slash(stage: Stage) -> QWidget:
    """What a slash before the first letter lists."""
    _fill(stage)
    stage.open(stage.talks.empty)
    QTest.keyClicks(stage.run.window.pane.composer.editor, "/")
    return stage.popup()


def asking(stage: Stage) -> QWidget:
    """The form of one with variables, which its name leads to."""
    slash(stage)
    write(stage.run, stage.content.prompts[0][0])
    stage.press(Qt.Key.Key_Return)
    return dialog(stage)


def window(stage: Stage) -> QWidget:
    _fill(stage)
    stage.do("program.prompts")
    return dialog(stage)


def blank(stage: Stage) -> QWidget:
    """Before the first one is kept."""
    stage.do("program.prompts")
    return dialog(stage)


def _fill(stage: Stage) -> None:
    content = stage.content
    for prompt in (
        Prompt(content.folder, content.system, PromptKind.SYSTEM),
        Prompt(content.branch, f"{content.third}\n\n{{{{{content.folder}: {content.title}}}}}"),
        Prompt(content.draft, content.draft),
        Prompt(content.others[1], f"{content.second} {{{{{content.folder}}}}}"),
    ):
        stage.run.services.prompts().add(prompt)
