"""Whatever an import finds has a word."""

from __future__ import annotations

import pytest

from desktop_chat.domain.intake import Added, Loss, Report, Skipped, SkipReason
from desktop_chat.words.importing import losses, reason


@pytest.mark.parametrize("loss", Loss)
def test_every_loss_is_told_with_how_many(loss: Loss) -> None:
    [(words, number)] = losses(Report(("desktop-chat",), Added(), 0, {loss: 3}, ()))
    assert words
    assert number == 3


def test_no_two_losses_sound_the_same() -> None:
    told = losses(Report((), Added(), 0, dict.fromkeys(Loss, 1), ()))
    assert len(dict(told)) == len(Loss)


@pytest.mark.parametrize("why", SkipReason)
def test_every_reason_is_a_sentence(why: SkipReason) -> None:
    assert reason(Skipped("a.json", why)).endswith(".")
