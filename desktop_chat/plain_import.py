"""Gives Python's own import back after PySide6 has been imported.

PySide6 puts an import of its own in its place, for modules that ask for `__feature__`; nothing here does. That import
reads and searches the source of every module that is loaded after it, which was a twentieth of the time until the
window is there.
"""

import builtins

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
