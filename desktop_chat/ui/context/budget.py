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
    is_spent: bool = True


class Budget(QWidget):
    """Every part has its line whether it is empty or not, so that nothing moves while one types."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._summary = Summary()
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
        self.retranslate()

    def retranslate(self) -> None:
        used, of = self._total()
        told = (f"{label} {times.count(tokens)}" for _, label, tokens, _ in self._lines())
        self.setAccessibleName(tr("What the next request weighs"))
        self.setAccessibleDescription(f"{used}{of}: {', '.join(told)}")
        self.update()

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
        lines = [_Line(part, name, spent.get(part, 0)) for part, name in names.items()]
        rest = max(0, self._summary.tokens - sum(spent.values()))
        lines.append(_Line(None, tr("The request itself"), rest))
        if budget is not None:
            lines.append(_Line(None, tr("Free"), max(0, budget - self._summary.tokens), is_spent=False))
        return lines

    # -- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        m = self._theme.metrics
        line = self._theme.line(WAY_TITLE)
        self._draw_total(painter, QRectF(0, 0, self.width(), line))
        box = QRectF(0, line + m.space4, self.width(), m.budget_bar)
        whole = self._summary.budget or self._summary.tokens
        draw_budget_bar(painter, box, self._summary.parts, whole, self._theme, mirrored=self._is_mirrored())
        top, step = box.bottom() + m.space8, self._theme.line(SMALL)
        for number, shown in enumerate(self._lines()):
            self._draw_line(painter, QRectF(0, top + number * step, self.width(), step), shown)

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
        price = self._cost_of(shown.tokens) if shown.is_spent else ""
        self._draw_end(painter, line, price, SMALL, SMALL.ink)
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
