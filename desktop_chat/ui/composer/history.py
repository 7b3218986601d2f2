"""Through one's own questions, back and forth again, without losing the one that is being written."""

from __future__ import annotations

from collections.abc import Sequence


class History:
    """A place among the questions of a conversation; writing anything else leaves it."""

    def __init__(self) -> None:
        self._own = ""
        self._given: str | None = None
        self._back = 0

    def older(self, questions: Sequence[str], shown: str) -> str | None:
        """The question before the one that is shown, None where there is none."""
        self._begin(shown)
        if self._back >= len(questions):
            return None
        self._back += 1
        return self._give(questions[-self._back])

    def newer(self, questions: Sequence[str], shown: str) -> str | None:
        """The question after the one that is shown; after the last comes what was being written."""
        self._begin(shown)
        if self._back == 0:
            return None
        self._back -= 1
        return self._give(questions[-self._back] if self._back else self._own)

    def _begin(self, shown: str) -> None:
        if shown != self._given:
            self._own, self._back = shown, 0

    def _give(self, text: str) -> str:
        self._given = text
        return text
