from __future__ import annotations

import math
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_chat.markup.math import draw
from desktop_chat.markup.math_parts import Bar, Drawing, Outline, Words

SIZE = 17.0
USUAL = [
    r"E = mc^2",
    r"\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
    r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}",
    r"\int_{-\infty}^{\infty} e^{-x^2} \, dx = \sqrt{\pi}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\begin{bmatrix} 1 & \cdots & 0 \\ \vdots & \ddots & \vdots \\ 0 & \cdots & 1 \\ 0 & 0 & 0 \end{bmatrix}",
    r"\begin{aligned} a &= b + c \\ &= d \end{aligned}",
    r"f(x) = \begin{cases} x^2 & \text{if } x \ge 0 \\ -x & \text{otherwise} \end{cases}",
    r"\text{速度} = \frac{\text{路程}}{\text{时间}}",
    r"\mathbb{R}^n \to \mathbb{C}, \hat{y} = \mathbf{W}^\top \vec{x}",
    r"\left( \frac{a}{b} \right)^2 + \left[ \sum_{k} x_k \right]",
    r"A \Rightarrow B \iff C \mapsto D",
    r"\operatorname*{arg\,max}_{\theta} \; \mathcal{L}(\theta)",
    r"\int_0^1 x^2 dx = \left. \frac{x^3}{3} \right|_0^1",
    r"\overline{z} \cdot \underbrace{a + b}_{n} + \overrightarrow{AB}",
    r"\boxed{x = 42} \quad \cancel{y} \quad \color{red}{z}",
    r"\begin{aligned}"
    + r"\frac{\partial L}{\partial w} &= \sum_k \left( \frac{a}{z_k} \right) \\ " * 6
    + r"\end{aligned}",
    r"\begin{align} a &= b \tag{1} \\ c &= d \end{align}",
]
TEX = st.lists(
    st.sampled_from([r"\frac", r"\sqrt", r"\sum", r"\text", r"\hat", r"\left(", r"\right)", r"\color", r"\genfrac"])
    | st.sampled_from(
        ["{", "}", "^", "_", "&", r"\\", "x", "1", " ", "'", "中", "<", "]]>", "#", "%", "\x00", "\ud800"]
    )
    | st.sampled_from([r"\begin{matrix}", r"\end{matrix}", r"\begin{cases}", r"\end{cases}", r"\rule{9999em}{9999em}"])
    | st.sampled_from(USUAL),
    max_size=12,
).map("".join)


def drawn(tex: str, size: float = SIZE, display: bool = True) -> Drawing:
    drawing = draw(tex, size, display)
    assert drawing is not None
    return drawing


@pytest.mark.parametrize("tex", USUAL)
def test_what_models_usually_write_is_drawn(tex: str) -> None:
    drawing = drawn(tex)
    assert drawing.width > 0
    assert 0 < drawing.ascent + drawing.descent < 20 * SIZE
    assert drawing.parts


@pytest.mark.parametrize("tex", USUAL)
def test_each_part_lies_within_the_drawing(tex: str) -> None:
    drawing, slack = drawn(tex), SIZE / 4
    for part in drawing.parts:
        for x, y in points(part):
            assert -slack <= x <= drawing.width + slack
            assert -drawing.ascent - slack <= y <= drawing.descent + slack


def points(part: Outline | Bar | Words) -> list[tuple[float, float]]:
    match part:
        case Outline(commands):
            return [pair for _, numbers in commands for pair in zip(numbers[::2], numbers[1::2], strict=True)]
        case Bar(x, y, width, height):
            return [(x, y), (x + width, y + height)]
        case Words(text, x, y, size):
            return [(x, y), (x + size * len(text), y)]


def test_an_outline_begins_and_ends_as_a_path_does() -> None:
    numbers = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}
    for part in drawn(r"\sqrt{x}").parts:
        if isinstance(part, Outline):
            assert part.commands[0][0] == "M"
            assert part.commands[-1] == ("Z", ())
            assert all(len(values) == numbers[letter] for letter, values in part.commands)


def test_a_fraction_has_its_bar() -> None:
    assert any(isinstance(part, Bar) for part in drawn(r"\frac{a}{b}").parts)


def test_a_formula_grows_with_its_size() -> None:
    small, large = drawn(r"\frac{a}{b} + x", 15.0), drawn(r"\frac{a}{b} + x", 30.0)
    assert math.isclose(large.width, 2 * small.width, rel_tol=0.05)
    assert math.isclose(large.ascent, 2 * small.ascent, rel_tol=0.05)


def test_a_formula_in_a_line_is_lower_than_one_of_its_own() -> None:
    sum_ = r"\sum_{i=1}^n \frac{a}{b}"
    in_line, alone = drawn(sum_, display=False), drawn(sum_)
    assert in_line.ascent + in_line.descent < alone.ascent + alone.descent


def test_han_characters_are_left_to_another_face_word_by_word() -> None:
    words = [part for part in drawn(r"v_{\text{平均}} = \text{速度}").parts if isinstance(part, Words)]
    assert [word.text for word in words] == ["平均", "速度"]
    assert words[0].size < words[1].size == SIZE


def test_brackets_are_as_high_as_what_they_hold() -> None:
    plain, fenced = drawn(r"\sum_{k} x_k"), drawn(r"\left[ \sum_{k} x_k \right]")
    assert fenced.ascent + fenced.descent < 1.5 * (plain.ascent + plain.descent)


@pytest.mark.parametrize(
    "tex",
    [
        *("", "   ", r"\frac{a}", "x^", r"\left( x", r"x \right)", "{x", "x}", r"\begin{matrix} a", r"a \end{matrix}"),
        *(r"\ce{H2O}", r"\unknown x", r"\text", r"\color", "مرحبا", "\x00"),
        *("x" * 100_000, "{" * 50 + "x" + "}" * 50, r"\left(x^2\right)" * 120, r"\left( \rule{9999em}{9999em} \right)"),
        r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}",
    ],
)
def test_what_cannot_be_drawn_as_it_was_meant_is_not_drawn(tex: str) -> None:
    assert draw(tex, SIZE, display=True) is None


def test_no_formula_no_library() -> None:
    look = "import sys, desktop_chat.markup.math; print('ziamath' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@given(tex=TEX | st.text(max_size=40), display=st.booleans())
@settings(deadline=None)
def test_any_text_is_drawn_or_refused(tex: str, display: bool) -> None:
    drawing = draw(tex, SIZE, display)
    assert drawing is None or all(map(math.isfinite, (drawing.width, drawing.ascent, drawing.descent)))
