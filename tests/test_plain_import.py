"""Loading modules costs what Python takes for it."""

import subprocess
import sys

_QUESTION = "import builtins; import desktop_chat.app; print(builtins.__import__ is builtins.__orig_import__)"


def test_with_the_window_loaded_imports_are_pythons_own() -> None:
    answer = subprocess.run([sys.executable, "-c", _QUESTION], check=True, capture_output=True, text=True)
    assert answer.stdout.strip() == "True"
