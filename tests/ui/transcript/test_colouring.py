"""Code gets its colours without the window having to wait for them."""

from __future__ import annotations

import threading

import pygments.lexers
import pytest
from pygments.lexer import LexerMeta

from desktop_chat.ui.transcript.leaves.code import Code
from desktop_chat.ui.transcript.transcript import Transcript
from tests.ui.transcript.conftest import Talk, World, wait_until


def test_the_lexer_of_a_language_is_loaded_beside_the_windows_thread(
    world: World, view: Transcript, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded_on: list[threading.Thread] = []
    find = pygments.lexers.find_lexer_class_by_name

    def noted(name: str) -> LexerMeta:
        loaded_on.append(threading.current_thread())
        return find(name)

    monkeypatch.setattr(pygments.lexers, "find_lexer_class_by_name", noted)
    talk = Talk()
    talk.ask("Q")
    talk.answer("```nim\necho 1\n```\n\n```nim\necho 2\n```")
    view.open(talk.stored_in(world))
    codes = [leaf for leaf in view.leaves if isinstance(leaf, Code)]
    wait_until(lambda: not any(code.is_uncoloured for code in codes))
    assert len(codes) == 2
    assert len(loaded_on) == 1
    assert threading.main_thread() not in loaded_on
