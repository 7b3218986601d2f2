"""The first import of PySide6, without what it brings along for those who write bindings.

It loads a generator of stub files, whose patterns alone take Python a thirtieth of the time until the window is there.
And it puts an import of its own in the place of Python's, for modules that ask for `__feature__`; nothing here does.
That import reads and searches the source of every module that is loaded after it, which was a twentieth of that time.
"""

import builtins
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.abc import Loader
else:
    Loader = object

_GENERATOR = "shibokensupport.signature.lib.pyi_generator"


class _Blank(Loader):
    """Finds an empty module in the generator's place."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None, /
    ) -> ModuleSpec | None:
        return ModuleSpec(name, self) if name == _GENERATOR else None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """None: Python makes one as it always does."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """It stays empty."""


def load_qt() -> None:
    """Comes before all that imports PySide6, and leaves imports as they were."""
    blank = _Blank()
    sys.meta_path.insert(0, blank)
    try:
        import PySide6.QtCore  # noqa: F401 - afterwards it is loaded for everybody
    finally:
        sys.meta_path.remove(blank)
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
