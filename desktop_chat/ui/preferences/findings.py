"""What a test of an endpoint found, as facts in sentences; never a green light that stands for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.examining import LIMIT_NAMES, PENALTIES
from desktop_chat.domain.models import EVERY_MODEL, Endpoint, EndpointKind
from desktop_chat.domain.values import dataclass
from desktop_chat.ui.flow import Flow
from desktop_chat.ui.icons import Icon
from desktop_chat.ui.look import Theme
from desktop_chat.ui.mark import Mark
from desktop_chat.ui.theme import CONTROL, SMALL, STRONG
from desktop_chat.ui.widgets import Button, ElidedLabel
from desktop_chat.ui.wrapped_text import Piece, WrappedText
from desktop_chat.words import examination, times
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.errors import Kept, explain
from desktop_chat.words.explanation import named

_MOST_NAMES = 6


class Verdict(Enum):
    NOTE = auto()
    OK = auto()
    WARN = auto()
    WRONG = auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact. `words` are another's, in quotes, behind the sentence."""

    verdict: Verdict
    sentence: str
    words: str = ""


_SIGNS = {
    Verdict.OK: (Icon.DONE, "ok", "text"),
    Verdict.WARN: (Icon.WARNING, "warn_mark", "text"),
    Verdict.WRONG: (Icon.ERROR, "err_mark", "err"),
}


def findings(endpoint: Endpoint, models: Sequence[str], seconds: float) -> tuple[Finding, ...]:
    """What an answered request for the models tells."""
    return (_answered(endpoint, seconds), _listed(models), *_default_model(endpoint, models), *_taught(endpoint))


def examined(endpoint: Endpoint, now: datetime) -> tuple[Finding, ...]:
    """What the last examination of its default model found, if there was one."""
    quirks = endpoint.quirks_of(endpoint.model or "")
    if quirks.examined is None:
        return ()
    head = Finding(Verdict.NOTE, examination.about(quirks.examined, endpoint.model or "", now))
    facts = examination.facts(quirks.examined, quirks.renamed)
    return (head, *(Finding(Verdict.OK if fact.is_good else Verdict.WARN, fact.sentence) for fact in facts))


def failed(error: ChatError) -> tuple[Finding, ...]:
    told = explain(error, Kept.NOTHING)
    return (Finding(Verdict.WRONG, f"{told.headline} {told.detail}".strip(), told.words),)


def _answered(endpoint: Endpoint, seconds: float) -> Finding:
    if endpoint.kind is EndpointKind.LOCAL_MODEL:
        return Finding(Verdict.OK, tr("The model runs; it was ready after {time}.").format(time=_span(seconds)))
    told = tr("{host} answered after {time}.").format(host=named(endpoint.host), time=_span(seconds))
    return Finding(Verdict.OK, told)


def _span(seconds: float) -> str:
    return tr("{n} ms").format(n=round(seconds * 1000)) if seconds < 1 else times.seconds(seconds)


def _listed(models: Sequence[str]) -> Finding:
    if not models:
        return Finding(Verdict.WARN, tr("It lists no models. Type the name of one."))
    shown = ", ".join(named(model) for model in models[:_MOST_NAMES])
    if len(models) > _MOST_NAMES:
        shown = tr("{names} and {n} more").format(names=shown, n=times.count(len(models) - _MOST_NAMES))
    told = trn("It lists {n} model: {names}", "It lists {n} models: {names}", len(models))
    return Finding(Verdict.OK, told.format(n=times.count(len(models)), names=shown))


def _default_model(endpoint: Endpoint, models: Sequence[str]) -> Iterator[Finding]:
    if endpoint.kind is EndpointKind.LOCAL_MODEL or not models:
        return
    if not endpoint.model:
        yield Finding(Verdict.WARN, tr("No default model is chosen."))
    elif endpoint.model not in models:
        told = tr("The default model {model} is not in the list.").format(model=named(endpoint.model))
        yield Finding(Verdict.WARN, told)


def _taught(endpoint: Endpoint) -> Iterator[Finding]:
    for model, quirks in endpoint.quirks.items():
        who = named(model) if model != EVERY_MODEL else named(endpoint.name)
        # An examination tells of those that it asks about.
        told_of = (*LIMIT_NAMES, *PENALTIES) if quirks.examined and model == endpoint.model else ()
        known = quirks.without(*told_of)
        for refused, sent in known.renamed.items():
            told = tr("{model} refused {refused}; {sent} is sent instead.")
            yield Finding(Verdict.WARN, told.format(model=who, refused=named(refused), sent=named(sent)))
        for refused in sorted(known.refused):
            told = tr("{model} refused {refused}, which is no longer sent.")
            yield Finding(Verdict.WARN, told.format(model=who, refused=named(refused)))


class FindingsBox(QFrame):
    """A head with the button, and below it what was found, growing downwards into free room."""

    requested = Signal()
    examination_requested = Signal()
    """It is wanted, or what runs of it is to be called off."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "inset")
        self._theme = theme
        self._button, self._examine = Button(theme, ""), Button(theme, "")
        for button in (self._button, self._examine):
            button.set_small()
        self._button.clicked.connect(self.requested)
        self._examine.clicked.connect(self.examination_requested)
        self._title, self._promise = ElidedLabel(theme, STRONG), ElidedLabel(theme, SMALL)
        self._promise.setAlignment(Qt.AlignmentFlag.AlignRight)
        m = theme.metrics
        head = Flow(m.space8)
        head.add(self._title)
        head.add(self._promise, stretches=True)
        head.add(self._button)
        head.add(self._examine)
        self._lines: list[QWidget] = []
        self._found = QVBoxLayout()
        self._found.setSpacing(m.space4)
        column = QVBoxLayout(self)
        column.setContentsMargins(m.space16, m.space8, m.space8, m.space12)
        column.setSpacing(m.space8)
        column.addLayout(head)
        column.addLayout(self._found)
        column.addStretch(1)
        self.setMinimumHeight(m.endpoint_test)
        self.retranslate()
        self.say("")
        self.set_tested(tested=False)

    def retranslate(self) -> None:
        """What was found is told by who has found it."""
        self._title.setText(tr("Test"))
        self.set_examining(on=False)
        self._promise.setText(tr("A test only asks for the list of models."))

    @property
    def said(self) -> str:
        """All sentences that stand there."""
        texts = (line.findChild(WrappedText) for line in self._lines)
        return "\n".join(text.text for text in texts if text is not None)

    def set_ready(self, ready: bool) -> None:
        self._button.setEnabled(ready)

    def set_examining(self, *, on: bool, possible: bool = True) -> None:
        """`on` while one runs; `possible` where there is somebody to be asked."""
        self._examine.set_words(tr("Stop") if on else tr("Examine…"))
        self._examine.setAccessibleDescription(tr("Find out what the default model takes, with a few tiny questions"))
        self._examine.setEnabled(possible)

    def say(self, words: str) -> None:
        """One plain sentence in the place of findings."""
        self._clear()
        text = WrappedText(self._theme, CONTROL)
        text.show_pieces(Piece(words, "text3"))
        self._add(text)

    def show_findings(self, found: Sequence[Finding]) -> None:
        self._clear()
        for finding in found:
            self._add_finding(finding)

    def set_tested(self, *, tested: bool) -> None:
        self._button.set_words(tr("Test again") if tested else tr("Test"))

    def _add_finding(self, finding: Finding) -> None:
        text = WrappedText(self._theme, CONTROL)
        if finding.verdict is Verdict.NOTE:
            text.show_pieces(Piece(finding.sentence, "text3"))
            self._add(text)
            return
        icon, sign, ink = _SIGNS[finding.verdict]
        text.show_pieces(Piece(finding.sentence, ink), Piece(finding.words, "text2"))
        self._add(text, Mark(self._theme, icon, sign, CONTROL))

    def _add(self, text: WrappedText, mark: Mark | None = None) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, self._theme.metrics.space8, 0)
        row.setSpacing(self._theme.metrics.space8)
        if mark is not None:
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        self._found.addWidget(line)
        self._lines.append(line)

    def _clear(self) -> None:
        for line in self._lines:
            self._found.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines.clear()
