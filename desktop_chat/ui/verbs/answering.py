"""Verbs upon who answers and how: parameters, presets, several models at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop_chat.services.accounts import Lesson
from desktop_chat.ui.composer.option_values import SYSTEM_PROMPT
from desktop_chat.ui.done import Done
from desktop_chat.words.catalogue import tr
from desktop_chat.words.explanation import named

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow


class AnsweringVerbs(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._composer = window.pane.composer
        self._composer.presets_requested.connect(self.presets)
        self._composer.choices.several_requested.connect(self.ask_several)
        self._composer.done.connect(self._tell)
        window.services.accounts.learned.connect(self._tell_lesson)
        window.services.presets.failed.connect(window.show_trouble)

    def parameters(self) -> None:
        self._composer.edit_option(SYSTEM_PROMPT)

    @Slot()
    def presets(self) -> None:
        self._composer.choices.pick_preset(self._window.services.presets)

    @Slot()
    def ask_several(self) -> None:
        """Asks which models what stands in the composer goes to; there has to be something."""
        if not self.can_ask_several():
            self._window.notices.say(tr("Write a new question first; then several models can be asked at once"))
            return
        self._composer.choices.pick_several(self._composer.ask_several)

    def can_ask_several(self) -> bool:
        return self._composer.can_ask_several()

    def compare(self) -> None:
        """The replies to one question side by side, or the branch that is read again."""
        comparing, reply = self._window.pane.comparing, self._window.messages.reply_under_keys()
        if comparing.is_open:
            comparing.leave()
        elif reply is not None:
            comparing.compare(reply)

    def can_compare(self) -> bool:
        comparing = self._window.pane.comparing
        return comparing.is_open or comparing.can_compare(self._window.messages.reply_under_keys())

    @Slot(object)
    def _tell(self, done: Done) -> None:
        self._window.notices.say(done.text, done.label or tr("Undo"), done.undo)

    @Slot(object)
    def _tell_lesson(self, lesson: Lesson) -> None:
        """What was set goes out differently from now on; that is not kept from who has set it."""
        if lesson.renamed_to is None:
            words = tr("{model} refused {parameter}; it is no longer sent to it")
        else:
            words = tr("{model} refused {parameter}; it is sent as {other}")
        told = words.format(
            model=named(lesson.model), parameter=named(lesson.parameter), other=named(lesson.renamed_to or "")
        )
        forget = partial(self._window.services.accounts.forget_lessons, lesson.endpoint_id, lesson.model)
        self._tell(Done(told, forget, tr("Forget")))
