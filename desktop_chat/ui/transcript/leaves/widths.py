"""How wide the columns of a table are."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_chat.ui.theme import Metrics


def column_widths(natural: Sequence[float], room: float, metrics: Metrics) -> list[float]:
    """The width of each column, the gap behind it included, from the widths its cells would like.

    What is left over is shared in proportion, so that a table always reaches the edge of the text. Where there is not
    enough, the widest columns give first, none more than to `table_column_min`; what then still is too wide moves to
    the side.
    """
    gaps = metrics.table_gap * (len(natural) - 1)
    wanted = [max(width, 1.0) + 1 for width in natural]
    spare = room - gaps - sum(wanted)
    if spare < 0:
        wanted = _levelled(wanted, room - gaps, float(metrics.table_column_min))
    elif wanted:
        total = sum(wanted)
        wanted = [width + spare * width / total for width in wanted]
    last = len(wanted) - 1
    return [width + (metrics.table_gap if column < last else 0) for column, width in enumerate(wanted)]


def _levelled(wanted: Sequence[float], room: float, least: float) -> list[float]:
    """No column wider than one level, which is as high as the room allows."""
    left, open_columns, level = room, len(wanted), least
    for width in sorted(wanted):
        level = max(least, left / open_columns)
        if width > level:
            break
        left -= width
        open_columns -= 1
    return [min(width, level) for width in wanted]
