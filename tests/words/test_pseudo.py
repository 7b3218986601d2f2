"""The language of nobody: longer, with accents, in brackets, and every value still in its place."""

from __future__ import annotations

import pytest

from desktop_chat.domain.money import Money
from desktop_chat.words import catalogue, money, times
from desktop_chat.words.catalogue import figures, is_mirrored, language_for, tr, trn
from desktop_chat.words.pseudo import mirrored, pseudo
from tests.words.scan import placeholders, texts

BY_PSEUDO = ("qps-ploc", "qps-plocm")


def test_every_sentence_of_the_program_keeps_its_values() -> None:
    for form in {form for text in texts() for form in text.texts}:
        assert placeholders(pseudo(form)) == placeholders(form), form


def test_a_sentence_is_longer_by_two_fifths_and_stands_in_brackets() -> None:
    sentence = "Nothing stands above that a summary could replace"
    made = pseudo(sentence)
    assert (made[0], made[-1]) == ("⟦", "⟧")
    assert 1.35 < len(made) / len(sentence) < 1.5
    assert not set("abcdeghij") & set(made)


def test_the_space_round_a_piece_stays_outside() -> None:
    assert pseudo(" (HTTP {status})").startswith(" ⟦(")


@pytest.mark.parametrize("text", ["", ", ", "{day} {month}", " · "])
def test_what_has_no_letters_stays_as_it_is(text: str) -> None:
    assert pseudo(text) == text


def test_braces_that_are_meant_stay() -> None:
    assert pseudo("{{n}} of {n!r:>4}").format(n=7).startswith("⟦{ñ} óf    7")


def test_a_mirrored_sentence_begins_from_the_right() -> None:
    assert mirrored("Retry")[0] == "\u200f"


@pytest.mark.parametrize("tag", BY_PSEUDO)
def test_it_is_spoken_once_the_environment_names_it(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKTOP_CHAT_LANGUAGE", tag)
    catalogue.use(language_for("zh-CN", "zh_CN"))
    assert catalogue.current() == tag
    assert is_mirrored() is (tag == "qps-plocm")
    assert "⟦" in tr("Nobody translated this.")


def test_no_other_language_is_chosen_by_that_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKTOP_CHAT_LANGUAGE", "de")
    assert language_for("system", "zh_CN") == "zh-CN"


def test_it_has_a_form_for_one_and_a_form_for_many() -> None:
    catalogue.use(catalogue.PSEUDO)
    one, many = (trn("{n} thing", "{n} things", n) for n in (1, 2))
    assert one != many
    assert one == tr("{n} thing")


def test_numbers_are_written_with_signs_of_its_own() -> None:
    catalogue.use(catalogue.PSEUDO)
    assert figures("1,234.5") == "1’234,5"
    assert times.count(160_700) == "160’700"
    assert money.amount(Money("USD", 1_234_560_000_000_000)) == "$1’234,56"
    catalogue.use(catalogue.CHINESE)
    assert times.count(160_700) == "160,700"
