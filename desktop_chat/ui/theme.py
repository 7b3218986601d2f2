"""Every colour, length and text size of the window, once.

A second place that knew a colour would sooner or later disagree with this one, and contrast could not be checked. So
this is the only file with such literals; a test computes the contrast of each pair. What lives is in `look.py`.

Lengths are logical pixels at 100 %. Text sizes are pixels as well: the device ratio is Qt's business.
"""

from __future__ import annotations

from dataclasses import fields, replace
from enum import Enum, auto

from PySide6.QtGui import QColor

from desktop_chat.domain.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """The colours by what they are for. Treat the colours as constants: they are shared."""

    window: QColor  # sidebar, panes, title strip
    paper: QColor  # transcript
    raised: QColor  # fields, popups, dialogs, toasts
    band: QColor  # a question
    code: QColor  # code blocks, differences
    sunken: QColor  # inline code, chips, free part of the bar, neutral ending
    hover: QColor  # any row or button under the pointer
    pressed: QColor  # button held; inline code inside a band
    selected: QColor  # row, list with focus
    selected_idle: QColor  # same, list without focus
    hairline: QColor  # decorative separation only
    line: QColor  # edge of popups, quote rule, free swatch
    control: QColor  # edge of every field and button, unfocused composer; table head rule
    text: QColor  # body, titles
    text2: QColor  # labels, margin names
    text3: QColor  # times, counts, receipt line, placeholders
    faded: QColor  # text of messages that are not sent
    disabled: QColor  # disabled words (exempt from contrast)
    on_selected: QColor  # words on `selected`
    accent: QColor  # the one accent: send, unread, pinned spine, caret block
    accent_hover: QColor
    accent_pressed: QColor
    on_accent: QColor
    role_system: QColor  # system messages, drop target
    link: QColor  # links, text buttons
    spine: QColor  # message is sent
    spine_out: QColor  # dotted, message is not sent
    focus: QColor  # focus ring
    text_selection: QColor  # ground of selected text
    find: QColor  # find hits, words in `text`
    find_now: QColor  # current hit
    on_find_now: QColor
    warn: QColor  # cut, withheld, truncation: words
    warn_bg: QColor
    warn_mark: QColor  # icons, scroll-bar marks
    err: QColor  # failed: words
    err_bg: QColor
    err_mark: QColor  # icons
    ok: QColor  # test passed (settings only)
    ok_bg: QColor
    add_bg: QColor  # differences
    del_bg: QColor
    part_system: QColor  # parts of the budget bar
    part_pinned: QColor
    part_history: QColor
    part_draft: QColor  # ground, with stripes of `part_pinned`
    syntax_keyword: QColor
    syntax_string: QColor
    syntax_number: QColor
    syntax_comment: QColor
    syntax_name: QColor
    syntax_punctuation: QColor


# Every token in light and in dark.
_COLOURS = {
    "window": ("#F3F2EE", "#16171A"),
    "paper": ("#FCFBF8", "#1B1C1F"),
    "raised": ("#FFFFFF", "#25272B"),
    "band": ("#F3F1EB", "#24262A"),
    "code": ("#F6F5F1", "#151619"),
    "sunken": ("#ECEAE4", "#101114"),
    "hover": ("#EAE8E2", "#292B30"),
    "pressed": ("#E0DDD6", "#313439"),
    "selected": ("#DCE6F0", "#22364B"),
    "selected_idle": ("#E5E3DD", "#2C2E33"),
    "hairline": ("#E4E1DA", "#2B2D32"),
    "line": ("#CFCBC2", "#3D4046"),
    "control": ("#8A867E", "#7C8087"),
    "text": ("#1E2023", "#E5E4E1"),
    "text2": ("#4E5156", "#B6B7BA"),
    "text3": ("#5F6166", "#A0A2A7"),
    "faded": ("#67686A", "#94969B"),
    "disabled": ("#A3A19B", "#5F6268"),
    "on_selected": ("#1E2023", "#E5E4E1"),
    "accent": ("#1A5A96", "#82B4E4"),
    "accent_hover": ("#144A7E", "#9AC4EC"),
    "accent_pressed": ("#0F3D69", "#6BA2D8"),
    "on_accent": ("#FFFFFF", "#0E1B29"),
    "role_system": ("#E6EEF6", "#1F2E3F"),
    "link": ("#1A5A96", "#8DBBE8"),
    "spine": ("#5E8DBA", "#4F7CA8"),
    "spine_out": ("#8D8A83", "#7A7D83"),
    "focus": ("#1A5A96", "#82B4E4"),
    "text_selection": ("#BBD5EF", "#2F4E6F"),
    "find": ("#FBE7A1", "#574715"),
    "find_now": ("#F3B33D", "#E0A534"),
    "on_find_now": ("#1E2023", "#1E2023"),
    "warn": ("#80500A", "#E3B365"),
    "warn_bg": ("#FAF0DA", "#2F281B"),
    "warn_mark": ("#B87514", "#D29A3E"),
    "err": ("#A8231C", "#F0938A"),
    "err_bg": ("#FBEAE7", "#342021"),
    "err_mark": ("#C8372E", "#E5685D"),
    "ok": ("#24663A", "#8CC79B"),
    "ok_bg": ("#E6F1E7", "#1C2B21"),
    "add_bg": ("#E2F0E4", "#1C3024"),
    "del_bg": ("#FAE5E2", "#3A2223"),
    "part_system": ("#123F6B", "#B9D6F2"),
    "part_pinned": ("#1A5A96", "#82B4E4"),
    "part_history": ("#5784B2", "#5281AE"),
    "part_draft": ("#D3E1EF", "#26374A"),
    "syntax_keyword": ("#7A3E8E", "#C9A0DC"),
    "syntax_string": ("#2C6636", "#9CCB9F"),
    "syntax_number": ("#9A4A0B", "#E0A878"),
    "syntax_comment": ("#66686C", "#94969B"),
    "syntax_name": ("#1A5A96", "#8DBBE8"),
    "syntax_punctuation": ("#4E5156", "#B6B7BA"),
}

LIGHT = Palette(**{token: QColor(light) for token, (light, _) in _COLOURS.items()})
DARK = Palette(**{token: QColor(dark) for token, (_, dark) in _COLOURS.items()})
BLACK, WHITE = QColor(0, 0, 0), QColor(255, 255, 255)


@dataclass(frozen=True, slots=True)
class Metrics:
    """Lengths by what they measure; `scaled` makes them follow the system's font size."""

    # Lines and corners. Borders, rings and the spine are counted in pixels and do not grow with the font.
    border: int = 1
    ring: int = 2
    ring_gap: int = 1
    row_ring_inset: int = 2
    radius_inline: int = 3
    radius_chip: int = 4
    radius: int = 6
    radius_composer: int = 8
    radius_dialog: int = 10
    spine: int = 2
    spine_pinned: int = 4
    spine_dot: int = 2
    spine_dot_gap: int = 4
    # Controls
    button: int = 32
    button_small: int = 28
    picture_height: int = 420
    button_padding: int = 14
    button_small_padding: int = 10
    field: int = 32
    field_padding: int = 10
    check: int = 16
    menu_row: int = 28
    menu_padding: int = 12
    icon: int = 16
    icon_small: int = 14
    caret: int = 12
    scroll_bar: int = 12
    scroll_handle: int = 6
    scroll_handle_min: int = 32
    splitter: int = 1
    # Window
    window_min_width: int = 480
    window_min_height: int = 420
    window_width: int = 1200
    window_height: int = 800
    sidebar_hidden_below: int = 760
    context_over_below: int = 1100
    sidebar: int = 264
    sidebar_min: int = 200
    sidebar_max: int = 420
    context: int = 376
    context_min: int = 320
    context_max: int = 560
    header: int = 44
    header_title_x: int = 16
    find_field: int = 240
    find_field_min: int = 80
    # Lists
    row: int = 30
    row_slot: int = 24
    row_inset: int = 8
    section_head: int = 28
    section_gap: int = 4
    section_x: int = 32
    unread_dot: int = 7
    writing_ring: int = 12
    writing_stroke: int = 2
    context_row: int = 50
    budget_bar: int = 10
    price_column: int = 64
    palette_row: int = 36
    # Transcript
    measure: int = 680
    measure_min: int = 320
    margin_mode_from: int = 720
    margin_mode_rest: int = 200
    margin_column: int = 120
    margin_gap: int = 14
    text_gap: int = 14
    stacked_spine_x: int = 24
    band_padding: int = 12
    band_right: int = 16
    answer_gap: int = 16
    turn_gap: int = 28
    block_gap: int = 12
    list_gap: int = 4
    list_indent: int = 24
    heading_before: int = 20
    heading_after: int = 8
    quote_rule: int = 2
    quote_indent: int = 14
    code_head: int = 30
    code_padding_top: int = 10
    code_padding_side: int = 14
    code_padding_bottom: int = 12
    table_padding: int = 6
    table_gap: int = 20
    table_column_min: int = 64
    ending: int = 36
    receipt: int = 28
    hover_bar: int = 30
    focus_outset: int = 6
    to_end: int = 28
    find_mark_width: int = 6
    find_mark_height: int = 3
    caret_block: int = 8
    # Composer and below
    strip: int = 34
    strip_bar_width: int = 96
    strip_bar_height: int = 6
    composer_lines: int = 10
    composer_padding: int = 14
    composer_below: int = 16
    toast: int = 40
    toast_inset: int = 8
    toast_max: int = 420
    popup: int = 340
    popup_rows: int = 12
    shadow_blur: int = 16
    shadow_drop: int = 4
    card: int = 600
    palette_width: int = 640
    palette_top: int = 112
    quick_width: int = 640
    quick_least: int = 96
    quick_most: int = 560
    settings_width: int = 960
    settings_list: int = 176
    settings_height: int = 664
    receipt_width: int = 1000
    receipt_height: int = 722
    endpoint_list: int = 240
    endpoint_row: int = 46
    endpoint_test: int = 126
    form_label: int = 128
    fact_label: int = 190
    fact_row: int = 28
    key_cap: int = 18
    prose: int = 420  # a dialog of a few sentences
    # The scale that everything else is put together from
    space2: int = 2
    space4: int = 4
    space8: int = 8
    space12: int = 12
    space16: int = 16
    space20: int = 20
    space24: int = 24
    space32: int = 32
    space48: int = 48

    def scaled(self, ratio: float) -> Metrics:
        """The same proportions for a larger or smaller system font."""
        if ratio == 1:
            return self
        grown = {f.name: max(1, round(getattr(self, f.name) * ratio)) for f in fields(self) if f.name not in _FIXED}
        return replace(self, **grown)

    def compact(self) -> Metrics:
        """Less air; the type stays."""
        return replace(self, row=26, band_padding=8, block_gap=8, answer_gap=12, turn_gap=20)


_FIXED = frozenset(
    ["border", "ring", "ring_gap", "row_ring_inset", "spine", "spine_pinned", "spine_dot", "spine_dot_gap", "splitter"],
)

# The spine of a high-contrast palette, where tints cannot help to find it.
SPINE_HIGH_CONTRAST = 3

METRICS = Metrics()


class Face(Enum):
    """Which list of families a style takes."""

    UI = auto()
    CODE = auto()
    MATH = auto()


@dataclass(frozen=True, slots=True, eq=False)
class TextStyle:
    """A use of text: size and line in pixels, one of two weights, the ink by its token. Each is one of a kind.

    `reading` styles follow the reader's text size, the others the system's font size.
    """

    px: int
    line: int
    weight: int = 400
    ink: str = "text"
    face: Face = Face.UI
    reading: bool = False
    tabular: bool = False


BODY = TextStyle(15, 24, reading=True)
QUOTE = TextStyle(15, 24, ink="text2", reading=True)
H1 = TextStyle(18, 28, 600, reading=True)
H2 = TextStyle(16, 24, 600, reading=True)
H3 = TextStyle(15, 24, 600, reading=True)
TABLE = TextStyle(14, 22, reading=True, tabular=True)
TABLE_HEAD = TextStyle(13, 22, 600, reading=True)
REASONING = TextStyle(14, 22, ink="text2", reading=True)
CODE = TextStyle(13, 20, face=Face.CODE, reading=True)
MATH = TextStyle(17, 32, face=Face.MATH, reading=True)

CONTROL = TextStyle(13, 20)
STRONG = TextStyle(13, 20, 600)
RESULT_TITLE = TextStyle(13, 18, 600)
SNIPPET = TextStyle(12, 18, ink="text2")
TITLE = TextStyle(14, 20, 600)
CARD_TITLE = TextStyle(20, 28, 600)
WAY_TITLE = TextStyle(15, 24, 600)
NAME = TextStyle(12, 16, 600, "text2")
TIME = TextStyle(12, 16, ink="text3", tabular=True)
SMALL = TextStyle(12, 20, ink="text3", tabular=True)
LABEL = TextStyle(12, 20, ink="text2")
SECTION = TextStyle(11, 16, 600, "text3")
ROW_TIME = TextStyle(11, 16, ink="text3", tabular=True)
MONO = TextStyle(13, 20, face=Face.CODE)

# By the name that a label's `type` property carries.
STYLES = {
    "control": CONTROL,
    "strong": STRONG,
    "title": TITLE,
    "card_title": CARD_TITLE,
    "way_title": WAY_TITLE,
    "name": NAME,
    "time": TIME,
    "small": SMALL,
    "label": LABEL,
    "section": SECTION,
    "row_time": ROW_TIME,
    "mono": MONO,
}

BODY_SIZES = range(13, 25)
BASELINE = 17 / 24  # where in its line a baseline lies, whatever faces the line mixes
QT_BASELINE = 4 / 5  # where Qt puts it in a line of fixed height
HALF_LINE = 0.8  # of the size: half a single line's height; doubled it is even, so its middle is whole
SCRIPT_GAP = 1 / 8  # of an em, between Han and Latin

# The program's mark on a grid of 16: the spine and two lines of a message. (left, top, width, height)
MARK_GRID = 16
MARK_CORNER = 3.5
MARK_BARS = ((4, 4, 2, 8), (8, 5, 5, 2), (8, 9, 3.5, 2))
MARK_SIZES = (16, 24, 32, 48, 64, 128, 256)

# What a system calls its usual font size, in points; outside of it everything grows or shrinks with the font.
USUAL_POINTS = {"win32": (9, 9), "darwin": (13, 13), "linux": (9, 11)}

# The hatching of the draft's part in a budget bar: the stripes, and how far apart they begin.
STRIPE_WIDTH, STRIPE_GAP = 1.5, 4

# What lies above the page, and how dark its shadow is where it is darkest.
SHADOW = BLACK
SHADOW_LIGHT, SHADOW_DARK = 0.16, 0.40

RING_STEP_MS = 125  # the writing ring: eight steps a second
RING_STEP_DEGREES = 37.5  # and one turn in 1.2 s
RING_ARC_DEGREES = 90
TOAST_MS = 8000
TOAST_FADE_MS = 120
COPIED_MS = 1500
QUIET_LOADING_MS = 150
