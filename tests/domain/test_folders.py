"""Folders are paths of one or two clean names."""

import pytest

from desktop_chat.domain.folders import folder_named, lies_in, moved, name_of, parent_of, with_parents


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Work", "Work"),
        ("  Work  /  Letters ", "Work/Letters"),
        ("Work//Letters/2026", "Work/Letters"),
        ("信件", "信件"),
        (" / ", None),
        ("", None),
        ("a\x00b\nc", "a\ufffdb c"),
        ("x" * 100, "x" * 59 + "…"),
    ],
)
def test_a_path_is_kept_clean(typed: str, kept: str | None) -> None:
    assert folder_named(typed) == kept


def test_a_folder_knows_its_name_and_where_it_lies() -> None:
    assert (name_of("Work/Letters"), parent_of("Work/Letters")) == ("Letters", "Work")
    assert (name_of("Work"), parent_of("Work")) == ("Work", None)
    assert lies_in("Work/Letters", "Work")
    assert lies_in("Work", "Work")
    assert not lies_in("Workshop", "Work")
    assert not lies_in(None, "Work")


@pytest.mark.parametrize(
    ("path", "old", "new", "goal"),
    [
        ("Work", "Work", "Job", "Job"),
        ("Work/Letters", "Work", "Job", "Job/Letters"),
        ("Work/Letters", "Work/Letters", "Work/Notes", "Work/Notes"),
        ("Work/Letters", "Work", None, "Letters"),
        ("Work/Letters", "Work/Letters", None, "Work"),
        ("Work", "Work", None, None),
    ],
)
def test_what_a_folder_holds_goes_with_it(path: str, old: str, new: str | None, goal: str | None) -> None:
    assert moved(path, old, new) == goal


def test_folders_are_listed_with_those_they_lie_in_by_name() -> None:
    assert with_parents(["work/b", "Zoo", "work/A", "an"]) == ("an", "work", "work/A", "work/b", "Zoo")
