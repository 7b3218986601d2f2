from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.markup.math_source import legible


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("", ""),
        ("x^2", "x²"),
        ("x_{12}", "x₁₂"),
        ("x^{-1}", "x⁻¹"),
        (r"\alpha + \Omega", "α + Ω"),
        (r"a \le b \ne \infty", "a ≤ b ≠ ∞"),
        (r"\frac{a}{b}", "a/b"),
        (r"\sqrt{x}", "√(x)"),
        (r"\mathbb{R}^n", "ℝⁿ"),
        (r"\hat{y}", "y\u0302"),
        (r"\text{速度} = \frac{s}{t}", "速度 = s/t"),
        (r"\left( x \right)", "( x )"),
        (r"\{1, 2\}", "{1, 2}"),
        (r"50\%", "50%"),
        (r"\sum_{i=1}^{n} i", "∑_(i=1)ⁿ i"),
    ],
)
def test_what_is_known_becomes_signs(tex: str, text: str) -> None:
    assert legible(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\frac{a}{b}c", "(a/b)c"),
        (r"2\frac{a}{b}", "2(a/b)"),
        (r"\frac{a+b}{c}", "(a+b)/c"),
        (r"\frac{a}{bc}", "a/(bc)"),
        (r"\frac{\frac{a}{b}}{c}", "((a/b))/c"),
        ("e^{ab}", "e^(ab)"),
        (r"\sqrt{ab}c", "√(ab)c"),
    ],
)
def test_brackets_keep_together_what_belongs_together(tex: str, text: str) -> None:
    assert legible(tex) == text


@pytest.mark.parametrize("tex", [r"\ce{H2O}", r"\foo x", r"\sqrt[5]{x}", r"\frac{a", "{", r"\\", r"\begin{matrix} a"])
def test_what_is_not_known_stays_as_written(tex: str) -> None:
    assert legible(tex) == tex


def test_a_very_long_formula_is_left_alone() -> None:
    tex = r"\alpha" * 20_000
    assert legible(tex) == tex


@given(st.text(alphabet=r"\{}^_ab12 \frac", max_size=60))
def test_letters_and_figures_are_never_lost(tex: str) -> None:
    figures = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
    for character in "ab12":
        assert legible(tex).translate(figures).count(character) == tex.count(character)
