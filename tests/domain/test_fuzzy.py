"""Names found by some of their letters."""

import random
import re
from itertools import count

import pytest

from desktop_chat.domain.fuzzy import Sieve, folded, matches


def found(typed: str, *names: str) -> list[str]:
    return [names[one.place] for one in matches(typed, names)]


def meant(typed: str, name: str) -> str:
    """The name, what was meant in brackets."""
    (one,) = matches(typed, [name])
    return re.sub(r"\]\[", "", "".join(f"[{c}]" if n in one.at else c for n, c in enumerate(name)))


def test_a_name_that_begins_with_it_comes_before_one_that_has_it_inside() -> None:
    names = ("A scan of it", "Rescan", "The canal", "Candles", "Come and see Ann")
    assert found("can", *names) == ["Candles", "The canal", "A scan of it", "Rescan", "Come and see Ann"]


def test_initials_come_before_letters_that_lie_about() -> None:
    assert found("nc", "Notice", "New conversation") == ["New conversation", "Notice"]
    assert meant("nc", "New conversation") == "[N]ew [c]onversation"
    assert meant("neco", "New conversation") == "[Ne]w [co]nversation"


def test_among_equals_the_first_of_the_list_is_first() -> None:
    assert found("re", "Regex", "Rewrite", "Regex") == ["Regex", "Rewrite", "Regex"]


def test_letters_in_another_order_or_in_the_middle_of_a_word_are_no_match() -> None:
    assert found("xe", "Regex") == []
    assert found("gx", "Regex") == []


def test_words_are_looked_for_each_by_itself() -> None:
    assert found("sql wal", "WAL and SQLite", "SQLite", "wal") == ["WAL and SQLite"]
    assert meant("sql wal", "WAL and SQLite") == "[WAL] and [SQL]ite"


def test_chinese_is_found_inside_of_a_title_and_latin_right_behind_it() -> None:
    assert meant("备份", "如何安全备份SQLite？") == "如何安全[备份]SQLite？"
    assert found("sq", "Bisque", "备份SQLite") == ["备份SQLite", "Bisque"]


def test_large_and_small_letters_are_the_same_and_places_stay_what_they_are() -> None:
    assert meant("STR", "die straße") == "die [str]aße"
    for name in ("İstanbul", "ﬁne", "Straße", "ΐ", "plain"):
        assert len(folded(name)) == len(name)
    assert meant("bul", "İstanbul") == "İstan[bul]"


def test_nothing_typed_is_everything_in_order() -> None:
    assert found(" ", "b", "a") == ["b", "a"]


@pytest.mark.parametrize("typed", ["a" * 20 + "b", "a" * 60, ("ab" * 20)])
def test_a_name_that_is_all_alike_costs_no_more_than_another(typed: str) -> None:
    sieve = Sieve(["a " * 300, "ab" * 300], 10)
    sieve.ask(typed)
    assert sieve.go_on()


def test_a_moment_at_a_time_finds_what_all_at_once_does() -> None:
    chance = random.Random(5)
    names = ["".join(chance.choices("abc d-", k=chance.randint(1, 12))) for _ in range(3000)]
    for typed in ("a", "ab", "abc", "a b", "ba c", "cd", "dd", "ca", "x"):
        whole, pieces = Sieve(names, 25), Sieve(names, 25)
        whole.ask(typed)
        assert whole.go_on()
        pieces.ask("d")
        pieces.go_on(lambda: True)
        pieces.ask(typed)
        turns = count()
        while not pieces.go_on(lambda: True):
            next(turns)
        assert pieces.best() == whole.best() == matches(typed, names)[:25]
        assert len(whole) == len(whole.places()) == min(25, len(matches(typed, names)))


def test_what_can_be_done_before_is_done_a_moment_at_a_time() -> None:
    sieve = Sieve(["Name"] * 1000, 5)
    assert not sieve.prepare(lambda: True)
    assert sieve.prepare(lambda: False)
    sieve.ask("n")
    assert sieve.go_on()
    assert sieve.is_full


def test_names_that_come_and_go_are_found_as_if_they_had_always_been_so() -> None:
    chance = random.Random(7)
    names = ["".join(chance.choices("abc -", k=chance.randint(1, 8))) for _ in range(400)]
    sieve = Sieve(names, 30)
    for typed in ("a", "bc", "c a", "ab", "cc"):
        sieve.prepare(lambda: True)  # some are ready, others are not
        for _ in range(20):
            place = chance.randrange(len(names))
            sieve.remove(place)
            del names[place]
            place = chance.randint(0, len(names))
            sieve.insert(place, "AB c")
            names.insert(place, "AB c")
        sieve.ask(typed)
        assert sieve.go_on()
        assert sieve.best() == matches(typed, names)[:30]
