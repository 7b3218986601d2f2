"""From keys that are pressed to the text of a shortcut, and which of them cannot be one.

What is kept is the character and what is held beside it. Where the layout needs Shift to write the character, Shift is
part of how it is written and not of the shortcut: that fits every layout on which the character can be typed. Letters
are the exception, for there Shift is not needed.
"""

from __future__ import annotations

import sys
from collections.abc import Container, Mapping
from functools import cache

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop_chat.ui.commands import native, portable
from desktop_chat.words.catalogue import tr

_Key, _Mod, _Standard = Qt.Key, Qt.KeyboardModifier, QKeySequence.StandardKey
_HELD = _Mod.ControlModifier | _Mod.AltModifier | _Mod.ShiftModifier | _Mod.MetaModifier
_ALONE = frozenset(
    [
        0,
        *map(int, (_Key.Key_Control, _Key.Key_Shift, _Key.Key_Alt, _Key.Key_AltGr, _Key.Key_Meta, _Key.Key_unknown)),
        *map(int, (_Key.Key_CapsLock, _Key.Key_NumLock, _Key.Key_ScrollLock, _Key.Key_Super_L, _Key.Key_Super_R)),
    ]
)
_NO_CHARACTER = 0x01000000  # from here on Qt numbers keys that write none
_OF_THE_DESKTOP = frozenset(
    map(portable, ("Alt+F4", "Alt+Tab", "Alt+Space", "Alt+Esc", "F10", "Shift+F10", "Ctrl+Alt+Del", "Ctrl+Esc"))
)
_OF_TEXT = (
    *(_Standard.Copy, _Standard.Cut, _Standard.Paste, _Standard.SelectAll, _Standard.Undo, _Standard.Redo),
    *(_Standard.MoveToNextWord, _Standard.MoveToPreviousWord, _Standard.SelectNextWord, _Standard.SelectPreviousWord),
    *(_Standard.MoveToStartOfDocument, _Standard.MoveToEndOfDocument, _Standard.SelectStartOfDocument),
    *(_Standard.SelectEndOfDocument, _Standard.DeleteStartOfWord, _Standard.DeleteEndOfWord),
)


def keys_in(event: QKeyEvent) -> str:
    """The shortcut that was pressed; "" while only Ctrl and the like are held."""
    key, held = event.key(), event.modifiers() & _HELD
    if key in _ALONE or _Key.Key_Dead_Grave <= key <= _Key.Key_Dead_Longsolidusoverlay:
        return ""
    if key == _Key.Key_Backtab:
        key, held = int(_Key.Key_Tab), held | _Mod.ShiftModifier
    if _is_sign(key):
        held &= ~_Mod.ShiftModifier
    return QKeySequence(QKeyCombination(held, _Key(key))).toString(QKeySequence.SequenceFormat.PortableText)


def _is_sign(key: int) -> bool:
    """A digit or a mark: no layout writes it with Shift and without."""
    return int(_Key.Key_Space) < key < _NO_CHARACTER and not chr(key).isalpha()


def refusal(keys: str, places: Mapping[str, str], usual: Container[str]) -> str:
    """Why these keys cannot run a command of the window, in a sentence; "" where they can. `places` are keys that mean
    something in one place; `usual` are those that commands come with.
    """
    if keys in usual:
        return ""
    told = native(keys)
    stroke: QKeyCombination = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs do not know that it can
    held, key = stroke.keyboardModifiers(), stroke.key()
    if keys in _OF_THE_DESKTOP or (held & _Mod.MetaModifier and sys.platform != "darwin"):
        return tr("{keys} belongs to the desktop.").format(keys=told)
    if not held & ~_Mod.ShiftModifier and not _Key.Key_F1 <= key <= _Key.Key_F35:
        return tr("{keys} is needed to write and to move about. Hold Ctrl or Alt as well.").format(keys=told)
    if keys in _keys_of_text():
        return tr("{keys} is needed wherever text is written.").format(keys=told)
    if meaning := places.get(keys):
        return tr("{keys} means something already. {meaning}.").format(keys=told, meaning=meaning)
    return ""


@cache
def _keys_of_text() -> frozenset[str]:
    bindings = (keys for standard in _OF_TEXT for keys in QKeySequence.keyBindings(standard))
    return frozenset(keys.toString(QKeySequence.SequenceFormat.PortableText) for keys in bindings)
