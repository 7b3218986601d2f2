"""Reads the program's own source for texts that a translator must know."""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "desktop_chat"
CATALOGUE = ROOT / "resources" / "translations" / "desktop_chat_zh_CN.ts"

_KEY_AT = {"tr": 0, "later": 0, "trn": 1}
_NAMES = (ast.Name, ast.Attribute, ast.Subscript)


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the source; `texts` are its forms in English, the catalogue's key the last of them."""

    where: str
    texts: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.texts[-1]


def texts(package: Path = PACKAGE) -> list[Text]:
    """Every text that the source gives to `tr`, `trn` or `later`."""
    return [
        Text(where, tuple(_literals(call)))
        for where, call in _calls(package)
        if _literals(call) and len(_literals(call)) == _KEY_AT[_name(call)] + 1
    ]


def faults(package: Path = PACKAGE) -> list[str]:
    """Calls whose text is made up while the program runs, so that no catalogue could hold it."""
    return [f"{where}: {ast.unparse(call)}" for where, call in _calls(package) if not _is_readable(call)]


def placeholders(text: str) -> set[tuple[str, str]]:
    """Names in braces with their format, as `str.format` reads them."""
    return {(name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None}


def _calls(package: Path) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(package.rglob("*.py")):
        for call in _calls_in(path):
            yield f"{path.relative_to(package.parent)}:{call.lineno}", call


@functools.cache
def _calls_in(path: Path) -> tuple[ast.Call, ...]:
    """Read once a process: some ten tests ask for all of them, and no source changes meanwhile."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in _KEY_AT)


def _name(call: ast.Call) -> str:
    """The function's name where it is called by it: a method of the same name is another matter."""
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _forms(call: ast.Call) -> list[ast.expr]:
    return call.args[: _KEY_AT[_name(call)] + 1]


def _literals(call: ast.Call) -> list[str]:
    found = [form.value for form in _forms(call) if isinstance(form, ast.Constant)]
    return [text for text in found if isinstance(text, str)]


def _is_readable(call: ast.Call) -> bool:
    if len(_literals(call)) == _KEY_AT[_name(call)] + 1:
        return True
    # A text that a table made with `later` holds is shown with `tr(row.title)`.
    return _name(call) == "tr" and all(_is_from_a_table(form) for form in _forms(call))


def _is_from_a_table(form: ast.expr) -> bool:
    if isinstance(form, ast.Call):
        return isinstance(form.func, ast.Attribute) and form.func.attr == "get"
    return isinstance(form, _NAMES)
