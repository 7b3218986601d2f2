"""Loading modules costs what Python takes for it."""

import subprocess
import sys

_LOAD = "from desktop_chat.plain_import import load_qt; load_qt(); import desktop_chat.app; "


def test_with_the_window_loaded_imports_are_pythons_own() -> None:
    assert _said("import builtins; print(builtins.__import__ is builtins.__orig_import__)") == "True"


def test_nothing_is_loaded_that_writes_stubs_of_the_bindings() -> None:
    assert _said("import sys; print('argparse' in sys.modules)") == "False"


def test_who_looks_for_a_module_is_who_did_before() -> None:
    assert _said("import sys; print([one for one in sys.meta_path if 'desktop_chat' in type(one).__module__])") == "[]"


def test_a_wrong_argument_is_still_told_in_words() -> None:
    wrong = "from PySide6.QtCore import QObject\ntry: QObject().setObjectName(1)\nexcept TypeError as e: print(e)"
    assert "setObjectName" in _said(f"\n{wrong}")


def _said(question: str) -> str:
    """What a fresh process answers that has loaded the window."""
    answer = subprocess.run([sys.executable, "-c", _LOAD + question], check=True, capture_output=True, text=True)
    return answer.stdout.strip()
