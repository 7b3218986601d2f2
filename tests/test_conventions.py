"""Habits that a linter does not know, kept by reading our own sources."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.source_files import (
    PACKAGE,
    all_files,
    layer_of,
    name_of,
    nodes_of,
    package_files,
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

TIPS = ("setToolTip", "showText")

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_a_file_fits_into_one_head() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in all_files()}
    assert {name: length for name, length in lengths.items() if length > MAX_FILE} == {}


def test_a_function_fits_on_one_screen() -> None:
    assert [where for where, node in _nodes(all_files(), FUNCTIONS) if _lines(node) > MAX_FUNCTION] == []


def test_a_function_takes_few_parameters() -> None:
    assert [where for where, node in _nodes(package_files(), FUNCTIONS) if _parameters(node) > MAX_PARAMETERS] == []


def test_a_class_has_few_methods() -> None:
    assert [where for where, node in _nodes(all_files(), ast.ClassDef) if _methods(node) > MAX_METHODS] == []


def test_everything_is_caught_in_three_places_only() -> None:
    """A stream's run, a background job's run, the exception hook: there nobody else could report it."""
    found = [where for where, node in _nodes(package_files(), ast.ExceptHandler) if _is_catch_all(node)]
    assert len(found) <= MAX_CATCH_ALLS, found


def test_colours_are_written_in_the_theme_only() -> None:
    painting = [path for path in package_files() if layer_of(path) in ("ui", "app")]
    painting.remove(PACKAGE / "ui" / "theme.py")
    assert [found for where, node in _nodes(painting, ast.AST) for found in _colours(where, node)] == []


def test_a_single_shot_ends_with_the_object_it_serves() -> None:
    """Without a context object it fires even when the window that asked for it is gone."""
    shots = [(where, node) for where, node in _nodes(package_files(), ast.Call) if _called(node) == "singleShot"]
    assert [where for where, node in shots if len(node.args) < WITH_CONTEXT] == []


def test_a_tool_tip_is_text_whoever_wrote_it() -> None:
    """Qt opens the pictures of one that looks like HTML."""
    calls = [(where, node) for where, node in _nodes(_of_the_window(), ast.Call) if _called(node) in TIPS]
    assert len(calls) > WITH_CONTEXT
    assert [where for where, node in calls if not any(_is_plain_tip(one) for one in node.args)] == []


def test_a_label_shows_text_and_no_html() -> None:
    makers = [(where, node) for where, node in _nodes(_of_the_window(), FUNCTIONS) if "QLabel" in _calls_in(node)]
    assert makers
    assert [where for where, node in makers if "setTextFormat" not in _calls_in(node)] == []


def _of_the_window() -> list[Path]:
    return [path for path in package_files() if layer_of(path) in ("ui", "app")]


def _calls_in(node: ast.AST) -> set[str]:
    return {_called(one) for one in ast.walk(node) if isinstance(one, ast.Call)}


def _is_plain_tip(node: ast.AST) -> bool:
    return (isinstance(node, ast.Constant) and node.value == "") or "plain_tip" in _calls_in(node)


def _nodes(paths: Iterable[Path], kinds: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[tuple[str, Any]]:
    """What of a kind, or of several, stands in the files, and where."""
    for path in paths:
        for node in nodes_of(path):
            if isinstance(node, kinds):
                yield f"{name_of(path)}:{getattr(node, 'lineno', 0)}", node


def _methods(node: ast.ClassDef) -> int:
    return sum(isinstance(member, Function) for member in node.body)


def _lines(node: Function) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def _parameters(node: Function) -> int:
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    return len([name for name in names if name not in ("self", "cls")])


def _is_catch_all(node: ast.ExceptHandler) -> bool:
    types = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    names = {one.id if isinstance(one, ast.Name) else None for one in types}
    return node.type is None or bool(names & {"Exception", "BaseException"})


def _colours(where: str, node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOUR.search(node.value):
        yield f"{where}: {COLOUR.findall(node.value)}"
    if isinstance(node, ast.Attribute) and _is_colour_name(node):
        yield f"{where}: {node.attr}"
    if isinstance(node, ast.Call) and _called(node) in COLOUR_CALLS and _has_literal(node):
        yield f"{where}: {_called(node)}"


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
