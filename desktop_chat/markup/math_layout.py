"""Formulas laid out: ziamath with what it lacks.

ziamath sets TeX well, with a mathematical face of its own, and answers with an SVG. This module takes the few elements
that it writes there apart, so that no SVG engine is needed. Around that it mends what looks wrong otherwise: names of
functions, the space round some signs, sums between growing brackets. And it lends the face the wide characters that it
does not have, as places for text that the window writes in a face of its own.

Importing this costs 0.2 s and 25 MB, so only a text that has a formula does it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

from latex2mathml import exceptions as tex_faults
from ziafont.fonttypes import BBox
from ziafont.glyph import SimpleGlyph
from ziamath.config import config
from ziamath.mathfont import MathFont
from ziamath.nodes.mrow import Mrow
from ziamath.operators import operators
from ziamath.tex import tex2mml
from ziamath.zmath import Math, loadedfonts

from desktop_chat.markup.math_parts import Bar, Command, Drawing, Outline, Part, Words

# Both libraries answer odd TeX with whatever happens to break first.
FAULTS: tuple[type[Exception], ...] = (
    *(fault for fault in vars(tex_faults).values() if isinstance(fault, type) and issubclass(fault, Exception)),
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    StopIteration,
    SyntaxError,
    TypeError,
    ValueError,
)

_MAX_COST = 2_000  # elements to be built; some 0.1 ms each
_MAX_LENGTH = 50  # of a space or a rule, in whatever unit: a bracket round 9999em takes minutes
_MAX_HEIGHT = 60  # in sizes; more than that is a bracket that has run away

_LARGE = frozenset("∑∏∐∫∬∭∮∯∰⋃⋂⋁⋀⨁⨂⨀⨄⨆")
_STRETCHY = frozenset(sign for (sign, _), params in operators.items() if params.get("stretchy") == "true")
_BINARY = frozenset("×÷∪∩∧∨∖⧵⊕⊗⊖⊙⊎⊔⊓∘⋆⋅")
_ARROWS = re.compile(r"[\u2190-\u21ff\u27f0-\u27ff\u2900-\u297f]")
_OPERATOR_NAME = re.compile(r"\\operatorname\s*\*?\s*\{([^{}]*)\}")
_SMALL_SPACE = re.compile(r"\\[,:;! ]|~")
_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")
_NUMBERED = re.compile(r"\{(align|gather|equation|multline)\}")
_NOT_SHOWN = re.compile(r"\\(?:label\s*\{[^{}]*\}|nonumber\b|notag\b)")
_ROWS = ("math", "mrow", "mtd")
_NUMBER = re.compile(r"\s*[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?")
_LENGTHS = (
    "width",
    "height",
    "depth",
    "minsize",
    "maxsize",
    "mathsize",
    "voffset",
    "lspace",
    "rspace",
    "linethickness",
)
_COMMAND = re.compile(r"([MLQCZ])([^MLQCZ]*)")


class _Stranger(SimpleGlyph):
    """A place of one em for a wide character of another face."""

    def __init__(self, index: int, font: MathFont) -> None:
        self._em: int = font.info.layout.unitsperem
        super().__init__(index, [], BBox(0, self._em, -0.12 * self._em, 0.88 * self._em), font)

    def advance(self, nextchr: SimpleGlyph | None = None) -> int:
        return self._em

    def place(self, x: float, y: float, point_size: float) -> ElementTree.Element:
        text = chr(self.index - _Face.STRANGERS)
        return ElementTree.Element("text", {"x": str(x), "y": str(y), "size": str(point_size), "text": text})


class _Face(MathFont):
    """The mathematical face, which has no Han characters."""

    STRANGERS = 0x10000  # above every glyph of a font

    def glyphindex(self, char: str) -> int:
        index = super().glyphindex(char)
        return index or (self.STRANGERS + ord(char) if _is_wide(char) else 0)

    def glyph_fromid(self, glyphid: int) -> SimpleGlyph:
        return _Stranger(glyphid, self) if glyphid >= self.STRANGERS else super().glyph_fromid(glyphid)

    def advance(self, glyph: int, glyph2: int | None) -> int:
        return super().advance(glyph, None if glyph2 and glyph2 >= self.STRANGERS else glyph2)


class _Row(Mrow, tag="mrow"):
    """A row that builds itself twice, first to learn how high it is, only if something in it grows with it.

    Takes the place of the library's own, in which the time doubles with every level.
    """

    def _get_height_nostretch(self, line: list[ElementTree.Element], **kwargs: object) -> tuple[float, float]:
        if any(map(_grows, line)):
            return super()._get_height_nostretch(line, **kwargs)
        return 0, 0


def _grows(element: ElementTree.Element) -> bool:
    return any(_is_stretchy(sign) for sign in element.iter("mo"))


def _is_stretchy(sign: ElementTree.Element) -> bool:
    stretchy = sign.get("stretchy")
    return stretchy == "true" if stretchy else (sign.text or "").strip() in _STRETCHY


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


_FACE = "default"
loadedfonts[_FACE].__class__ = _Face  # as the library has read it: to read the file again takes 50 ms and 8 MB
config.svg2 = False  # outlines where they stand instead of symbols and uses


def laid_out(tex: str, size: float, display: bool) -> Drawing | None:
    """None where it would not be what was meant. May raise one of FAULTS."""
    tree = ElementTree.fromstring(tex2mml(_prepared(tex), inline=not display).replace(' xmlns="', ' class="'))
    _tidy(tree)
    if not _is_understood(tree) or _cost(tree) > _MAX_COST:
        return None
    node = Math(tree, size=size, font=_FACE).node
    if node.bbox.ymax - node.bbox.ymin > _MAX_HEIGHT * size:
        return None
    canvas = ElementTree.Element("svg")
    node.draw(-node.bbox.xmin, 0, canvas)
    parts = tuple(_joined(_parts(canvas)))
    return Drawing(node.bbox.xmax - node.bbox.xmin, node.bbox.ymax, -node.bbox.ymin, parts)


def _prepared(tex: str) -> str:
    """In words that the converter knows."""
    tex = _OPERATOR_NAME.sub(lambda name: rf"\mathrm{{{_SMALL_SPACE.sub('', name[1])}}}", tex)
    tex = _TAG.sub(r"\\qquad \\text{(\1)}", tex)
    tex = _NUMBERED.sub(r"{\1*}", tex)
    return _NOT_SHOWN.sub("", tex).replace(r"\bm{", r"\boldsymbol{").replace(r"\bmod", r"\;\mathrm{mod}\;")


def _tidy(element: ElementTree.Element) -> None:
    element.attrib.pop("mathcolor", None)
    if element.tag == "mstyle" and not element.attrib:
        element.tag = "mrow"
    if element.tag == "mtable":
        element.attrib = {"columnspacing": "0.8em"} | element.attrib | {"rowspacing": "0.4em"}
    for place, child in enumerate(list(element)):
        _tidy(child)
        _space(child, is_between=0 < place < len(element) - 1)
        if child.tag == "mrow" and len(child) == 1 and child[0].tag != "mo":
            element[place] = child[0]  # each row doubles the time of what is in it


def _space(element: ElementTree.Element, is_between: bool) -> None:
    """The room round a sign, which the library's own table does not know for all of them."""
    text = element.text or ""
    if element.tag == "mi" and (_ARROWS.fullmatch(text) or text in _BINARY):
        element.tag = "mo"
    if element.tag != "mo":
        return
    if text in _LARGE:
        element.set("stretchy", "false")  # else its size is unknown to the brackets round it
    if is_between and (text in _BINARY or _ARROWS.fullmatch(text)):
        room = "mediummathspace" if text in _BINARY else "thickmathspace"
        element.attrib |= {"lspace": room, "rspace": room}


def _is_understood(tree: ElementTree.Element) -> bool:
    """Unknown commands are left as they were by the converter, and drawn as letters if one lets it; lines between the
    cells of a table are left out.
    """
    if any(element.get("columnlines") or element.get("rowlines") for element in tree.iter("mtable")):
        return False
    if any(_is_huge(element.get(name, "")) for element in tree.iter() for name in _LENGTHS):
        return False
    face = loadedfonts[_FACE]
    text = "".join(tree.itertext())
    return "\\" not in text and all(character.isspace() or face.glyphindex(character) for character in text)


def _is_huge(length: str) -> bool:
    number = _NUMBER.match(length)
    return number is not None and abs(float(number[0])) > _MAX_LENGTH


def _cost(element: ElementTree.Element) -> int:
    """How many elements will be built."""
    own = 1 + sum(map(_cost, element))
    return 2 * own if element.tag in _ROWS and _grows(element) else own


def _parts(canvas: ElementTree.Element) -> Iterator[Part]:
    for element in canvas:
        match element.tag:
            case "g":
                yield from _parts(element)
            case "path" if "stroke" not in element.attrib:
                yield Outline(tuple(_commands(element.get("d", ""))))
            case "rect" if "stroke" not in element.attrib:
                yield Bar(*_numbers(element, "x", "y", "width", "height"))
            case "rect":
                yield from _frame(*_numbers(element, "x", "y", "width", "height", "stroke-width"))
            case "path":
                yield _stroke(element)
            case "text":
                yield Words(element.attrib["text"], *_numbers(element, "x", "y", "size"))
            case other:
                raise NotImplementedError(other)


def _numbers(element: ElementTree.Element, *names: str) -> Iterator[float]:
    return (float(element.attrib[name]) for name in names)


def _commands(path: str) -> Iterator[Command]:
    for letter, numbers in _COMMAND.findall(path):
        yield letter, tuple(map(float, numbers.split()))


def _frame(x: float, y: float, width: float, height: float, line: float) -> Iterator[Bar]:
    yield Bar(x, y, width, line)
    yield Bar(x, y + height - line, width, line)
    yield Bar(x, y, line, height)
    yield Bar(x + width - line, y, line, height)


def _stroke(element: ElementTree.Element) -> Outline:
    """A line of two points, as thick as it is drawn."""
    (_, (x1, y1)), (_, (x2, y2)) = _commands(element.get("d", ""))
    half = float(element.get("stroke-width", "1")) / 2
    edges = (("M", (x1, y1 - half)), ("L", (x2, y2 - half)), ("L", (x2, y2 + half)), ("L", (x1, y1 + half)), ("Z", ()))
    return Outline(edges)


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Characters of one word stand together again."""
    words: Words | None = None
    for part in parts:
        if words and isinstance(part, Words) and words.is_followed_by(part):
            words = replace(words, text=words.text + part.text)
            continue
        if words:
            yield words
        words = part if isinstance(part, Words) else None
        if words is None:
            yield part
    if words:
        yield words
