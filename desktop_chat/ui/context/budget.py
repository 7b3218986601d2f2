"""What the next request weighs, and what its tokens are spent on: the sum, the bar, a line for each part."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.policy import Policy
from desktop_chat.ui.budget_bar import draw_budget_bar, draw_part
from desktop_chat.ui.composer.summary import Part, Summary, summary_of, tokens_words
from desktop_chat.ui.look import Theme
from desktop_chat.ui.painting import draw_box
from desktop_chat.ui.text_line import draw_line, line_width
from desktop_chat.ui.theme import LABEL, SMALL, WAY_TITLE, TextStyle
from desktop_chat.words import money, times
from desktop_chat.words.catalogue import tr


class _Line(NamedTuple):
    """Of the legend. What surrounds the messages, and what the budget leaves free, have no part of the bar."""

    part: Part | None
    label: str
    tokens: int
    cost: str
    is_spent: bool = True


class Budget(QWidget):
    """Every part has its line whether it is empty or not, so that nothing moves while one types."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._summary = Summary()
        self._shown: list[_Line] = []
        self._cost_of: Callable[[int], str] = lambda tokens: times.UNKNOWN
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def show_plan(self, plan: ContextPlan | None, policy: Policy) -> None:
        """Without a plan there is only the budget to tell of."""
        summary = summary_of(plan) if plan else Summary(budget=policy.token_budget)
        self._cost_of = (lambda tokens: money.cost(plan.cost_of(tokens))) if plan else lambda tokens: times.UNKNOWN
        grows = (summary.budget is None) != (self._summary.budget is None)
        self._summary = summary
        if grows:
            self.updateGeometry()
        self._tell()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("What the next request weighs"))
        self._shown = []
        self._tell()

    def _tell(self) -> None:
        """Says what it weighs now, and paints again which lines say something else: while one types, few of them."""
        used, of = self._total()
        before, self._shown = self._shown, self._lines()
        told = (f"{shown.label} {times.count(shown.tokens)}" for shown in self._shown)
        self.setAccessibleDescription(f"{used}{of}: {', '.join(told)}")
        if len(before) != len(self._shown):
            self.update()
            return
        self.update(self._head().toAlignedRect())
        for number, (old, new) in enumerate(zip(before, self._shown, strict=True)):
            if old != new:
                self.update(self._place(number).toAlignedRect())

    @Slot()
    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        m, lines = self._theme.metrics, 5 + (self._summary.budget is not None)
        height = self._theme.line(WAY_TITLE) + m.space4 + m.budget_bar + m.space8 + lines * self._theme.line(SMALL)
        return QSize(m.context_min, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    # -- what it says ------------------------------------------------------------------------------------------------

    def _total(self) -> tuple[str, str]:
        """The number in strong words, and what it is a part of."""
        shown = self._summary
        if shown.budget is None:
            return tokens_words(shown.tokens), ""
        used, _, rest = tr("{used} of {budget} tokens").partition("{used}")
        return f"{used}{times.count(shown.tokens)}", rest.format(budget=times.count(shown.budget))

    def _lines(self) -> list[_Line]:
        spent, budget = dict(self._summary.parts), self._summary.budget
        names = {
            Part.SYSTEM: tr("System"),
            Part.PINNED: tr("Pinned"),
            Part.HISTORY: tr("Earlier messages") if budget is None else tr("Within budget"),
            Part.DRAFT: tr("This message"),
        }
        rest = max(0, self._summary.tokens - sum(spent.values()))
        lines = [_Line(part, name, tokens := spent.get(part, 0), self._cost_of(tokens)) for part, name in names.items()]
        lines.append(_Line(None, tr("The request itself"), rest, self._cost_of(rest)))
        if budget is not None:
            lines.append(_Line(None, tr("Free"), max(0, budget - self._summary.tokens), "", is_spent=False))
        return lines

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, region = QPainter(self), event.region()
        if region.intersects(self._head().toAlignedRect()):
            self._draw_head(painter)
        for number, shown in enumerate(self._shown):
            if region.intersects((place := self._place(number)).toAlignedRect()):
                self._draw_line(painter, place, shown)

    def _head(self) -> QRectF:
        """Where the sum and the bar are."""
        m = self._theme.metrics
        return QRectF(0, 0, self.width(), self._theme.line(WAY_TITLE) + m.space4 + m.budget_bar)

    def _place(self, number: int) -> QRectF:
        """Where that line of the legend is."""
        step = self._theme.line(SMALL)
        return QRectF(0, self._head().bottom() + self._theme.metrics.space8 + number * step, self.width(), step)

    def _draw_head(self, painter: QPainter) -> None:
        m, line = self._theme.metrics, self._theme.line(WAY_TITLE)
        self._draw_total(painter, QRectF(0, 0, self.width(), line))
        box = QRectF(0, line + m.space4, self.width(), m.budget_bar)
        whole = self._summary.budget or self._summary.tokens
        draw_budget_bar(painter, box, self._summary.parts, whole, self._theme, mirrored=self._is_mirrored())

    def _draw_total(self, painter: QPainter, line: QRectF) -> None:
        used, of = self._total()
        is_over = self._summary.budget is not None and self._summary.tokens > self._summary.budget
        width = self._draw(painter, line, used, WAY_TITLE, "err" if is_over else "text")
        gap = self._theme.metrics.space4 if of.startswith(" ") else 0  # a space would vanish at the line's right end
        self._draw(painter, line.adjusted(width + gap, 0, 0, 0), of.strip(), LABEL, LABEL.ink)
        self._draw_end(painter, line, self._cost_of(self._summary.tokens), WAY_TITLE, "text")

    def _draw_line(self, painter: QPainter, line: QRectF, shown: _Line) -> None:
        m, p = self._theme.metrics, self._theme.palette
        swatch = QRectF(line.left(), line.center().y() - m.space4, m.space8, m.space8)
        if shown.part is not None:
            draw_part(painter, self._placed(swatch), shown.part, self._theme)
        elif not shown.is_spent:
            draw_box(painter, self._placed(swatch), p.sunken, m.space2, p.line, m.border)
        self._draw(painter, line.adjusted(m.space16, 0, 0, 0), shown.label, LABEL, LABEL.ink)
        self._draw_end(painter, line, shown.cost, SMALL, SMALL.ink)
        self._draw_end(painter, line.adjusted(0, 0, -m.price_column, 0), times.count(shown.tokens), SMALL, LABEL.ink)

    def _draw(self, painter: QPainter, line: QRectF, words: str, style: TextStyle, ink: str) -> float:
        align = Qt.AlignmentFlag.AlignRight if self._is_mirrored() else Qt.AlignmentFlag.AlignLeft
        font, colour = self._theme.font(style), self._theme.colour(ink)
        return draw_line(painter, self._placed(line), words, font, colour, align)

    def _draw_end(self, painter: QPainter, line: QRectF, words: str, style: TextStyle, ink: str) -> None:
        width = line_width(words, self._theme.font(style)) + 1
        self._draw(painter, QRectF(line.right() - width, line.top(), width, line.height()), words, style, ink)

    def _placed(self, box: QRectF) -> QRectF:
        if not self._is_mirrored():
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft
