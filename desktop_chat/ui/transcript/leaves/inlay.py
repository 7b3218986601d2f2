"""Inline text as it is set: spans for its runs, and room for the formulas in it.

A layout knows letters only. So a formula that can be drawn keeps its characters, which are made so small and set so far
apart that they take just its width, and the drawing is painted over their place: offsets, selection and line breaks
need to know nothing of it.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from desktop_chat.domain.values import dataclass
from desktop_chat.markup.blocks import Inline, Look, Run
from desktop_chat.markup.math_parts import Drawing
from desktop_chat.ui.theme import TextStyle
from desktop_chat.ui.transcript.formulas import Found
from desktop_chat.ui.transcript.leaves.drawn import draw_formula
from desktop_chat.ui.transcript.leaves.flow import Flow
from desktop_chat.ui.transcript.looks import BodyLook
from desktop_chat.ui.transcript.scripts import begins_right_to_left, has_right_to_left
from desktop_chat.ui.transcript.typeset import Span, TextLook

_STAND_IN = "x"  # a letter, so that no line breaks inside a formula
_MAY_STICK_OUT = 4  # pixels above and below its line


@dataclass(frozen=True, slots=True)
class Setting:
    """`text` has as many characters as what it stands for; `drawings` are painted over their runs."""

    text: str
    runs: tuple[Run, ...]
    spans: tuple[Span, ...]
    drawings: tuple[tuple[Run, Drawing], ...] = ()
    waits: bool = False


UNSET = Setting("", (), ())


def setting_of(
    inline: Inline, style: TextStyle, look: BodyLook, before: Setting = UNSET, *, chips: bool = True
) -> Setting:
    """How inline text is set in that style; what `before` already says of a text that has grown is taken over. Without
    `chips` code has no ground, and no room for the edges of one.
    """
    is_kept = before.text and not before.waits and before.runs == inline.runs[: len(before.runs)]
    kept = before if is_kept else UNSET
    end = kept.runs[-1].end if kept.runs else 0
    waits = False
    leftwards = has_right_to_left(inline.text) and begins_right_to_left(inline.text)
    text, spans, drawings = kept.text[:end] + inline.text[end:], list(kept.spans), list(kept.drawings)
    for run in inline.runs[len(kept.runs) :]:
        found = look.find_formula(run.target, style, display=False) if Look.MATH in run.look else Found()
        waits = waits or found.waits
        drawing = found.drawing
        if drawing is None or not _fits(drawing, look.face(style).look):
            spans += _spans(run, style, look, rightwards=not leftwards, chip=chips and Look.CODE in run.look)
            continue
        length = run.end - run.start
        text = text[: run.start] + _STAND_IN * length + text[run.end :]
        spans.append(Span(run.start, run.end, look.room(drawing.width, length), code=True))
        drawings.append((run, drawing))
    return Setting(text, inline.runs, tuple(spans), tuple(drawings), waits)


def _spans(run: Run, style: TextStyle, look: BodyLook, *, rightwards: bool, chip: bool) -> list[Span]:
    """Of one run; the ground of a `chip` gets room at both ends, which takes nothing from the words beside it.

    Room is always to the right of a character. So on the left of code it is that of its neighbour there, which is the
    one before it or, in a text that runs from right to left, the one behind.
    """
    made = [Span(run.start, run.end, look.format(style, run.look), code=Look.CODE in run.look)]
    if chip:
        made.append(Span(run.end - 1, run.end, look.padded(style, run.look), code=True))
        if not rightwards:
            made.append(Span(run.end, run.end + 1, look.padding))
        elif run.start > 0:
            made.insert(0, Span(run.start - 1, run.start, look.padding))
    return made


def draw_inlays(painter: QPainter, at: QPointF, flow: Flow, setting: Setting, look: BodyLook, style: TextStyle) -> None:
    """Paint the formulas of a text whose top left corner is at `at`."""
    baseline = look.face(style).look.baseline
    for run, drawing in setting.drawings:
        for place in flow.rects(run.start, run.end)[:1]:
            corner = at + QPointF(place.left(), place.top() + baseline)
            draw_formula(painter, corner, drawing, look.ink(style.ink), look.font(style))


def _fits(drawing: Drawing, look: TextLook) -> bool:
    """Whether it stands in a line without reaching into others."""
    below = look.line - look.baseline
    return drawing.ascent <= look.baseline + _MAY_STICK_OUT and drawing.descent <= below + _MAY_STICK_OUT
