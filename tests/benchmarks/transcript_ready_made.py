"""The transcript beside the two things that Qt offers out of the box, with the same conversation and the same flushes.

One `QTextBrowser` for the whole conversation, set again at each flush; and one for each message in a scroll area, of
which only the last is set again. Both forget what they had set, so a flush costs them the same whatever went before,
and it is enough to look at some of them; ours sees all.
"""

import statistics
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from tests.benchmarks.conversation import MIXED, messages, streamed
from tests.benchmarks.figure import Figure
from tests.benchmarks.shown import HEIGHT, WIDTH, cpu_ms, in_flushes, shown

_MESSAGES = 100
_LOOKED_AT = 12
_RATE = 2000


class _OneBrowser(QTextBrowser):
    """Everything in one text."""

    def __init__(self, said: Sequence[str]) -> None:
        super().__init__()
        self._before = "\n\n".join(said)
        _show(self)
        self.set_reply("")

    def set_reply(self, text: str) -> None:
        self.setMarkdown(f"{self._before}\n\n{text}")
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        _paint()


class _BrowserPerMessage(QScrollArea):
    """A text for each message, as high as it is."""

    def __init__(self, said: Sequence[str]) -> None:
        super().__init__()
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        _show(self)
        self._browsers = [self._new() for _ in (*said, "")]
        _paint()
        for browser, text in zip(self._browsers, said, strict=False):
            self._set(browser, text)
        self.set_reply("")

    def set_reply(self, text: str) -> None:
        self._set(self._browsers[-1], text)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        _paint()

    def _new(self) -> QTextBrowser:
        made = QTextBrowser()
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.addWidget(made)
        return made

    def _set(self, browser: QTextBrowser, text: str) -> None:
        browser.setMarkdown(text)
        browser.setFixedHeight(round(browser.document().size().height()))


_Ready: TypeAlias = _OneBrowser | _BrowserPerMessage


def figures() -> Iterator[Figure]:
    app = QApplication.instance() or QApplication(["benchmark"])
    assert app is not None
    tokens = streamed()[MIXED]
    flushes = in_flushes(tokens, _RATE)
    looked_at = range(len(flushes) // _LOOKED_AT - 1, len(flushes), len(flushes) // _LOOKED_AT)
    ours = statistics.mean(_ours_ms(flushes))
    yield Figure("ready_made_flush_of_ours", ours, "ms", "report")
    said = messages()[:_MESSAGES]
    kinds: dict[str, type[_Ready]] = {"one_browser": _OneBrowser, "browser_per_message": _BrowserPerMessage}
    for name, kind in kinds.items():
        ready = kind(said)
        theirs = [_theirs_ms(ready, flushes, number) for number in looked_at]
        ready.close()
        ready.deleteLater()
        yield Figure(f"ready_made_flush_of_{name}", statistics.mean(theirs), "ms", "report")
        yield Figure(f"ready_made_{name}_to_ours", statistics.mean(theirs) / ours, "times", ">= 1")


def _ours_ms(flushes: Sequence[Sequence[str]]) -> list[float]:
    with shown() as window:
        talk = window.store(_MESSAGES, messages())
        window.open(talk)
        reply = window.begin(talk)
        times = [cpu_ms(partial(window.flush, reply.id, pieces)) + cpu_ms(window.rest) for pieces in flushes]
        window.stop(talk)
    return times


def _theirs_ms(ready: _Ready, flushes: Sequence[Sequence[str]], number: int) -> float:
    """The flush with that number: all of the reply so far."""
    text = "".join("".join(pieces) for pieces in flushes[: number + 1])
    return cpu_ms(partial(ready.set_reply, text))


def _show(widget: QWidget) -> None:
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    _paint()


def _paint() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
    QApplication.processEvents()
