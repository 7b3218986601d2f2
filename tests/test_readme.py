"""Both READMEs say the same: the same parts, commands, keys and figures, and pictures that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
BOTH = pytest.mark.parametrize("readme", [ENGLISH, CHINESE], ids=["English", "Chinese"])
_CODE = re.compile(r"`([^`]+)`")
_FIGURE = re.compile(r"\d[\d,.]*")


def lines(readme: Path) -> list[str]:
    return readme.read_text(encoding="utf-8").splitlines()


def parts(readme: Path) -> list[int]:
    """How deep each heading is."""
    return [len(line) - len(line.lstrip("#")) for line in lines(readme) if line.startswith("#")]


def blocks(readme: Path) -> list[str]:
    """Commands that stand on lines of their own."""
    return [line for line in lines(readme) if line.startswith("    ")]


def rows(readme: Path) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines(readme) if line.startswith("|")]


def items(readme: Path) -> int:
    return sum(line.startswith("- ") for line in lines(readme))


def code(readme: Path) -> list[str]:
    """All that stands in back quotes outside of tables; line by line the order may differ, so sorted."""
    prose = "\n".join(line for line in lines(readme) if not line.startswith(("|", "    ")))
    return sorted(" ".join(found.split()) for found in _CODE.findall(prose))


def test_both_have_the_same_parts() -> None:
    assert parts(CHINESE) == parts(ENGLISH)
    assert items(CHINESE) == items(ENGLISH)


def test_both_name_the_same_commands() -> None:
    assert blocks(CHINESE) == blocks(ENGLISH)
    assert set(code(CHINESE)) ^ set(code(ENGLISH)) == set()


def test_both_tables_have_the_same_keys_checks_and_figures() -> None:
    ours, theirs = rows(ENGLISH), rows(CHINESE)
    assert len(theirs) == len(ours)
    for row, other in zip(ours, theirs, strict=True):
        assert [sorted(_CODE.findall(cell)) for cell in other] == [sorted(_CODE.findall(cell)) for cell in row]
        if len(row) == len(("promise", "measured", "by")):
            assert _figures(other) >= _figures(row), row[0]


def _figures(row: list[str]) -> set[str]:
    """Of what was measured."""
    return {found.rstrip(",.") for found in _FIGURE.findall(row[1])}


@BOTH
def test_each_leads_to_the_other(readme: Path) -> None:
    other = CHINESE if readme is ENGLISH else ENGLISH
    assert f"({other.name})" in readme.read_text(encoding="utf-8")


@BOTH
def test_every_picture_is_there_and_small(readme: Path) -> None:
    found = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", readme.read_text(encoding="utf-8"))
    assert len(found) >= 2
    for name in found:
        assert (ROOT / name).stat().st_size < 300_000, name


def test_chinese_is_set_as_in_the_program() -> None:
    prose = [line for line in lines(CHINESE) if not line.startswith("    ")]
    spaced = re.compile("[\u3400-\u9fff] [A-Za-z0-9`]|[A-Za-z0-9`] [\u3400-\u9fff]")
    assert [line for line in prose if spaced.search(line)] == []
