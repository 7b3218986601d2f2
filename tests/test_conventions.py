"""Habits that a linter does not know, kept by reading our own sources."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source_files import (
    PACKAGE,
    all_files,
    layer_of,
    name_of,
    package_files,
    tree_of,
)

pytestmark = pytest.mark.usefixtures("forget_trees")

MAX_FILE = 400
MAX_FUNCTION = 40
MAX_PARAMETERS = 6
MAX_METHODS = 25
MAX_CATCH_ALLS = 3
WITH_CONTEXT = 3  # milliseconds, context, callable

COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\b(?:rgb|hsl|hsv)a?\(\s*\d")
COLOUR_CALLS = ("QColor", "fromRgb", "fromRgbF", "fromHsl", "fromHsv", "qRgb", "qRgba")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.mark.parametrize("path", all_files(), ids=name_of)
def test_a_file_fits_into_one_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_FILE


@pytest.mark.parametrize("path", all_files(), ids=name_of)
def test_a_function_fits_on_one_screen(path: Path) -> None:
    assert [name for name, node in _functions(path) if _lines(node) > MAX_FUNCTION] == []


@pytest.mark.parametrize("path", package_files(), ids=name_of)
def test_a_function_takes_few_parameters(path: Path) -> None:
    assert [name for name, node in _functions(path) if _parameters(node) > MAX_PARAMETERS] == []


@pytest.mark.parametrize("path", all_files(), ids=name_of)
def test_a_class_has_few_methods(path: Path) -> None:
    classes = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)]
    assert [node.name for node in classes if _methods(node) > MAX_METHODS] == []


def test_everything_is_caught_in_three_places_only() -> None:
    """A stream's run, a background job's run, the exception hook: there nobody else could report it."""
    found = [where for path in package_files() for where in _catch_alls(path)]
    assert len(found) <= MAX_CATCH_ALLS, found


@pytest.mark.parametrize("path", [p for p in package_files() if layer_of(p) in ("ui", "app")], ids=name_of)
def test_colours_are_written_in_the_theme_only(path: Path) -> None:
    if path != PACKAGE / "ui" / "theme.py":
        assert list(_colours(path)) == []


@pytest.mark.parametrize("path", package_files(), ids=name_of)
def test_a_single_shot_ends_with_the_object_it_serves(path: Path) -> None:
    """Without a context object it fires even when the window that asked for it is gone."""
    calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    bare = [node for node in calls if _called(node) == "singleShot" and len(node.args) < WITH_CONTEXT]
    assert [f"line {node.lineno}" for node in bare] == []


def _functions(path: Path) -> Iterator[tuple[str, Function]]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, Function):
            yield f"{node.name} (line {node.lineno})", node


def _methods(node: ast.ClassDef) -> int:
    return sum(isinstance(member, Function) for member in node.body)


def _lines(node: Function) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def _parameters(node: Function) -> int:
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    return len([name for name in names if name not in ("self", "cls")])


def _catch_alls(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ExceptHandler):
            types = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            names = {one.id if isinstance(one, ast.Name) else None for one in types}
            if node.type is None or names & {"Exception", "BaseException"}:
                yield f"{name_of(path)}:{node.lineno}"


def _colours(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOUR.search(node.value):
            yield f"line {node.lineno}: {COLOUR.findall(node.value)}"
        if isinstance(node, ast.Attribute) and _is_colour_name(node):
            yield f"line {node.lineno}: {node.attr}"
        if isinstance(node, ast.Call) and _called(node) in COLOUR_CALLS and _has_literal(node):
            yield f"line {node.lineno}: {_called(node)}"


def _is_colour_name(node: ast.Attribute) -> bool:
    """Qt.GlobalColor.red; transparent is not a colour but the lack of one."""
    owner = node.value
    return isinstance(owner, ast.Attribute) and owner.attr == "GlobalColor" and node.attr != "transparent"


def _has_literal(node: ast.Call) -> bool:
    return any(isinstance(argument, ast.Constant) for argument in node.args)


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
