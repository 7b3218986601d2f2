"""Answers that come when nobody waits any more.

A check of an endpoint takes seconds, and a dialog is closed in a moment. What comes back then must reach neither a
widget that is gone nor a person who has turned to something else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject


class Answers:
    """`heard(call)` is `call` while its owner is there and nobody has asked for `none` since."""

    def __init__(self, owner: QObject) -> None:
        self._question = 0
        owner.destroyed.connect(self.none)

    def heard(self, call: Callable[..., Any]) -> Callable[..., None]:
        asked = self._question

        def answer(*what: Any) -> None:
            if asked == self._question:
                call(*what)

        return answer

    def none(self, _gone: QObject | None = None) -> None:
        """Whatever was asked until now may answer to itself."""
        self._question += 1
