"""The layers of ARCHITECTURE.md, read from the imports of every file.

A layer that reaches upwards or sideways works on the day it is written and is paid for on the day something
is moved, so the walls are a test and not a habit. The table here and the one in ARCHITECTURE.md are the
same.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_chat.domain.messages import new_id
from desktop_chat.domain.models import Endpoint
from desktop_chat.storage.store import open_store
from tests.source_files import (
    PACKAGE,
    ROOT,
    all_files,
    layer_of,
    modules_imported_by,
    name_of,
    package_files,
)
from tests.support.patience import PATIENCE_S

pytestmark = pytest.mark.usefixtures("forget_trees")


@dataclass(frozen=True, slots=True)
class Layer:
    """What its files may import of ours and, beyond the standard library, of others."""

    ours: frozenset[str] = frozenset()
    others: tuple[str, ...] = ()


def layer(ours: str = "", others: str = "") -> Layer:
    return Layer(frozenset(ours.split()), tuple(others.split()))


LAYERS = {
    "domain": layer(),
    "words": layer("domain"),
    "markup": layer("", "markdown_it pygments latex2mathml ziafont ziamath"),
    "storage": layer("domain", "apsw keyring"),
    "providers": layer("domain", "requests urllib3"),
    "transfer": layer("domain markup"),
    "services": layer("domain storage providers transfer", "PySide6.QtCore"),
    "desktop": layer("domain storage paths", "PySide6 jeepney"),
    "ui": layer("domain words markup services desktop", "PySide6 shiboken6 qtawesome"),
    "paths": layer("", "platformdirs"),
    "logs": layer(),
    "plain_import": layer("", "PySide6"),
    "cli": layer("domain words storage providers transfer paths logs"),
    "app": layer("domain words storage providers transfer services desktop ui cli paths logs", "PySide6"),
    "__main__": layer("app cli providers plain_import desktop domain paths"),
    "__init__": layer(),
}
# llama.cpp's server fills a process of its own; only the files that run in it know the package.
LOCAL_SERVER = PACKAGE / "providers" / "local"
PROMPTS = "desktop_chat.domain.prompts desktop_chat.services.prompts desktop_chat.ui.prompts.prompt_list"
READERS = "markdown_it pygments ziamath latex2mathml"
# Classes that nothing of ours is built upon; the first stands for all widgets, the second for all objects.
STRANGERS = "PySide6.QtWidgets.QWizard PySide6.QtCore.QProcess PySide6.QtWidgets.QFileDialog"


def test_every_file_belongs_to_a_layer_of_the_table() -> None:
    assert {layer_of(path) for path in package_files()} == LAYERS.keys()


def test_a_layer_imports_only_what_lies_below_it() -> None:
    """The package itself holds the version, which everyone may ask for."""
    names = ((path, name.split(".")) for path, name in _imports(package_files()) if _top(name) == "desktop_chat")
    ours = ((path, parts[1]) for path, parts in names if len(parts) > 1 and parts[1] != "__version__")
    breaches = [(path, layer) for path, layer in ours if layer not in LAYERS[layer_of(path)].ours | {layer_of(path)}]
    assert [f"{name_of(path)}: {layer}" for path, layer in breaches] == []


def test_a_layer_imports_only_the_libraries_of_its_row() -> None:
    foreign = ((path, name) for path, name in _imports(package_files()) if _is_foreign(name))
    assert [f"{name_of(path)}: {name}" for path, name in foreign if not _is_allowed(path, name)] == []


def _imports(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    return ((path, name) for path in paths for name in modules_imported_by(path))


def _is_allowed(path: Path, name: str) -> bool:
    allowed = [*LAYERS[layer_of(path)].others, *(["xllamacpp"] if LOCAL_SERVER in path.parents else [])]
    return any(f"{name}.".startswith(f"{one}.") for one in allowed)


def _top(name: str) -> str:
    return name.partition(".")[0]


def _is_foreign(name: str) -> bool:
    # _typeshed exists for the type checker only and comes with it.
    return _top(name) not in {*sys.stdlib_module_names, "_typeshed", "desktop_chat"}


def test_nobody_imports_the_standard_sqlite3() -> None:
    """Two copies of SQLite on one file in one process break each other's locks."""
    assert [name_of(path) for path, name in _imports(all_files()) if _top(name) == "sqlite3"] == []


def test_the_entry_point_chooses_before_it_imports() -> None:
    path = PACKAGE / "__main__.py"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith(("from desktop_chat", "import desktop_chat"))] == []


def test_the_command_line_loads_neither_qt_nor_the_standard_sqlite3() -> None:
    assert _loaded_by("import desktop_chat.cli", among="PySide6 shiboken6 sqlite3 _sqlite3") == ""


def test_the_window_loads_neither_requests_nor_keyring_to_appear() -> None:
    """About 0.1 s each; services know providers and secrets by their protocols only."""
    modules = [name_of(path) for path in package_files() if layer_of(path) in ("ui", "services", "words")]
    dotted = [name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in modules]
    assert _loaded_by(f"import {', '.join(dotted)}", among="requests urllib3 keyring sqlite3 xllamacpp") == ""


def test_the_window_reads_no_markdown_to_appear() -> None:
    """Some 80 ms for what an empty window has no use for; `reading.py` loads it with the first message."""
    assert _loaded_by("import desktop_chat.ui.main_window", among=READERS) == ""


def test_an_empty_window_reads_no_markdown(tmp_path: Path) -> None:
    assert _had_by_an_empty_window(tmp_path, READERS) == ""


def test_an_empty_window_makes_no_classes_of_qt_that_it_does_not_use(tmp_path: Path) -> None:
    """Some 20 ms for all widgets, 35 for all objects; see `viewport.py` for what makes PySide6 do it."""
    assert _had_by_an_empty_window(tmp_path, STRANGERS) == ""


def test_an_empty_window_knows_no_prompts(tmp_path: Path) -> None:
    assert _had_by_an_empty_window(tmp_path, PROMPTS) == ""


def _had_by_an_empty_window(directory: Path, names: str) -> str:
    with open_store(directory) as store:
        store.endpoints.add(Endpoint(new_id(), "Nobody", "http://127.0.0.1:9/v1", model="none")).result()
    return _said_by("-m", "tests.ui.empty_window_child", str(directory), *names.split())


def _loaded_by(statement: str, *, among: str) -> str:
    """Which of those modules a fresh process has after that statement."""
    return _said_by("-c", f"import sys; {statement}; print(*[m for m in {among.split()!r} if m in sys.modules])")


def _said_by(*arguments: str) -> str:
    """What a fresh process prints that runs these without trouble."""
    command = [sys.executable, *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()
