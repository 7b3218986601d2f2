"""Our own sources as data, for the tests that read code instead of running it."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "desktop_chat"


def package_files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def all_files() -> list[Path]:
    return [*package_files(), *sorted((ROOT / "tests").rglob("*.py")), *setup_files()]


def setup_files() -> list[Path]:
    return sorted((ROOT / "resources" / "setup").glob("*.py"))


def name_of(path: Path) -> str:
    """How a failing parameter shows: the path from the root."""
    return path.relative_to(ROOT).as_posix()


def layer_of(path: Path) -> str:
    """The first part below the package: a folder, or a module without its suffix."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@functools.cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Everything that a file's tree is made of."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))))


def modules_imported_by(path: Path) -> Iterator[str]:
    """Full names, wherever the import stands: at the top, in a function, for the type checker only.

    `from a.b import c` counts as a.b.c, because c may be a module.
    """
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: an import relative to its place"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
