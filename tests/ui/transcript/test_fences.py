"""Which lines are code."""

import pytest

from desktop_chat.ui.transcript.fences import Fence, Kind, after, kind_of, opened_by


@pytest.mark.parametrize(
    ("line", "language"),
    [("```", ""), ("```py", "py"), ("~~~~ c++ ", "c++"), ("   ```json", "json"), ("\t```", "")],
)
def test_a_line_of_three_marks_opens_a_fence(line: str, language: str) -> None:
    fence = opened_by(line)
    assert fence is not None
    assert fence.language == language


@pytest.mark.parametrize("line", ["``", "text ```", "``` a ` b", "", "--- ", "```code```"])
def test_other_lines_open_none(line: str) -> None:
    assert opened_by(line) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [("```", Kind.CODE), ("````", Kind.FOOT), ("````` ", Kind.FOOT), ("~~~~", Kind.CODE), ("```` a", Kind.CODE)],
)
def test_only_as_many_of_the_same_marks_end_it(line: str, kind: Kind) -> None:
    assert kind_of(line, Fence("`", 4, 0, ""), closed=True) is kind


def test_a_blank_line_is_code_within_and_a_gap_without() -> None:
    assert kind_of("  ", None, closed=True) is Kind.BLANK
    assert kind_of("  ", Fence("`", 3, 0, ""), closed=True) is Kind.CODE


def test_behind_its_end_the_fence_is_closed() -> None:
    fence = after("```py", Kind.HEAD, None)
    assert fence is not None
    assert after("code", Kind.CODE, fence) is fence
    assert after("```", Kind.FOOT, fence) is None


def test_a_fence_takes_only_its_own_indentation_away() -> None:
    fence = opened_by("  ```")
    assert fence is not None
    assert [fence.indent_of(line) for line in ("    x", " x", "x", "")] == [2, 1, 0, 0]
