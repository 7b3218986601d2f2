"""The lengths of a printed page. They are points, and no window's business."""

from desktop_chat.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Measures:
    """The leadings are heights of lines; a line that holds something higher is higher."""

    side: float = 57
    top: float = 62
    bottom: float = 62
    foot: float = 18  # from the text to the page's number and title
    gap: float = 7
    inset: float = 8
    quote: float = 12
    pad: float = 5
    least: float = 40  # of what a heading leads to
    body: float = 10.5
    code: float = 8.5
    small: float = 8.5
    title: float = 18
    margin_text: float = 8
    leading: float = 16.5
    small_leading: float = 12


PAPER = Measures()
