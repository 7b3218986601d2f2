from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_chat.markup.highlight import Highlighter, Tint
from desktop_chat.markup.ink import Ink

LONG_ENOUGH = 60.0

BACKUP = """\
def backup(source: Path, keep: int = 7) -> Path:
    part = folder / f"{date.today():%Y}.part"
    src.backup(dst, pages=256)  # 每步 256 页
    if verdict != "ok":
        raise ValueError
    for old in sorted(self.files)[:-keep]:
"""

LANGUAGES = ("python", "js", "php", "html", "c", "yaml", "pycon", "json", "bash", "")
MARKS = ['"""', "'", '"', "/*", "*/", "<!--", "-->", "<?php", "?>", "<script>", "</script>", "`", "${", "}", "#", "//"]
OTHERS = ["    ", ">>> ", "def f(x):", "return 12", "名字", "a" * 2_500, "\r\n", "\x00", "\ud800", "\\"]
PIECES = st.sampled_from([*MARKS, *OTHERS]) | st.just("\n")


def finished(highlighter: Highlighter, code: str, closed: bool = True) -> Highlighter:
    highlighter.feed(code, closed)
    assert not highlighter.work(LONG_ENOUGH)
    return highlighter


def coloured(language: str, code: str) -> Highlighter:
    return finished(Highlighter(language), code)


def words(highlighter: Highlighter, code: str, ink: Ink) -> list[str]:
    """The pieces in that ink, line by line."""
    return [
        line[tint.start : tint.end]
        for number, line in enumerate(code.split("\n"))
        for tint in highlighter.tints(number)
        if tint.ink is ink
    ]


def every_tint(highlighter: Highlighter, code: str) -> list[tuple[Tint, ...]]:
    return [tuple(highlighter.tints(line)) for line in range(code.count("\n") + 2)]


@pytest.mark.parametrize(
    ("ink", "expected"),
    [
        (Ink.KEYWORD, ["def", "if", "raise", "for", "in"]),
        (Ink.NAME, ["backup", "int", "ValueError", "sorted"]),
        (Ink.NUMBER, ["7", "256"]),
        (Ink.STRING, ['f"{', ':%Y}.part"', '"ok"']),
        (Ink.COMMENT, ["# 每步 256 页"]),
    ],
)
def test_each_kind_of_word_has_its_ink(ink: Ink, expected: list[str]) -> None:
    assert words(coloured("python", BACKUP), BACKUP, ink) == expected


def test_plain_names_have_no_ink() -> None:
    tinted = "".join(word for ink in Ink for word in words(coloured("python", BACKUP), BACKUP, ink))
    assert not any(name in tinted for name in ("source", "folder", "self", "verdict"))


@pytest.mark.parametrize(
    ("language", "code", "ink", "word"),
    [
        ("py", "return", Ink.KEYWORD, "return"),
        ("Python", "return", Ink.KEYWORD, "return"),
        ("python title=x.py", "return", Ink.KEYWORD, "return"),
        ("{.python .numberLines}", "return", Ink.KEYWORD, "return"),
        ("c++", "return", Ink.KEYWORD, "return"),
        ("c#", "return", Ink.KEYWORD, "return"),
        ("tsx", "return 1", Ink.KEYWORD, "return"),
        ("kt", "return", Ink.KEYWORD, "return"),
        ("jsonc", '{"a": 1} // b', Ink.NAME, '"a"'),
        ("svelte", "<p>", Ink.NAME, "p"),
        ("php", "function f() {}", Ink.KEYWORD, "function"),
        ("php", "<?php function f() {}", Ink.KEYWORD, "function"),
        ("diff", "+new", Ink.STRING, "+new"),
    ],
)
def test_a_language_is_known_by_what_models_write_behind_the_fence(
    language: str, code: str, ink: Ink, word: str
) -> None:
    assert word in words(coloured(language, code), code, ink)


@pytest.mark.parametrize("language", ["", "   ", "no-such-language", "{}", "text", "???"])
def test_code_in_no_known_language_is_never_coloured(language: str) -> None:
    highlighter = coloured(language, BACKUP)
    assert every_tint(highlighter, BACKUP) == [()] * (BACKUP.count("\n") + 2)
    assert not highlighter.take_changed()


def test_a_line_is_coloured_when_it_is_complete() -> None:
    highlighter = Highlighter("python")
    finished(highlighter, "return 1", closed=False)
    assert highlighter.tints(0) == ()
    finished(highlighter, "return 1\nretu", closed=False)
    assert highlighter.tints(0) == (Tint(0, 6, Ink.KEYWORD), Tint(7, 8, Ink.NUMBER))
    assert highlighter.tints(1) == ()


@pytest.mark.parametrize(
    ("language", "lines", "last"),
    [
        ("python", ['x = """one', "two {y}", "for three"], Ink.STRING),
        ("python", ["def f():", '    """One.', "", "    for three"], Ink.STRING),
        ("js", ["/* one", "two", "for three"], Ink.COMMENT),
        ("c", ["/* one", "two", "for three"], Ink.COMMENT),
        ("html", ["<!-- one", "two", "<b>"], Ink.COMMENT),
        ("js", ["`one", "two ${x}", "for three"], Ink.STRING),
    ],
)
def test_what_is_open_stays_open_from_line_to_line(language: str, lines: list[str], last: Ink) -> None:
    highlighter = Highlighter(language)
    for count in range(1, len(lines) + 1):
        finished(highlighter, "\n".join(lines[:count]) + "\n", closed=False)
    assert {tint.ink for tint in highlighter.tints(len(lines) - 1)} == {last}


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("php", ["<?php", "$a = 1;", "function"]),
        ("html", ["<p>", "<script>", "let a", "function"]),
    ],
)
def test_a_language_within_another_stays_from_line_to_line(language: str, lines: list[str]) -> None:
    highlighter = Highlighter(language)
    for count in range(1, len(lines) + 1):
        finished(highlighter, "\n".join(lines[:count]) + "\n", closed=False)
    assert [tint.ink for tint in highlighter.tints(len(lines) - 1)] == [Ink.KEYWORD]


def test_what_comes_after_a_string_is_code_again() -> None:
    highlighter = Highlighter("python")
    for count, code in enumerate(['x = """a\n', 'x = """a\nb"""\n', 'x = """a\nb"""\nreturn\n']):
        finished(highlighter, code, closed=False)
        assert highlighter.tints(count)
    assert highlighter.tints(2) == (Tint(0, 6, Ink.KEYWORD),)


def test_closing_reads_again_what_was_taken_for_something_else() -> None:
    """The lexer for Go knows such a string only by its end."""
    lines = ["x := `a", "for b", "`"]
    highlighter = Highlighter("go")
    for count in range(1, len(lines) + 1):
        finished(highlighter, "\n".join(lines[:count]) + "\n", closed=False)
    assert highlighter.tints(1) == (Tint(0, 3, Ink.KEYWORD),)
    highlighter.take_changed()
    finished(highlighter, "\n".join(lines))
    assert highlighter.tints(1) == (Tint(0, 5, Ink.STRING),)
    assert 1 in highlighter.take_changed()


def test_closing_may_take_back_the_line_that_closed_it() -> None:
    highlighter = Highlighter("python")
    finished(highlighter, "a = 1\n1 + 1\n``", closed=False)
    highlighter.take_changed()
    finished(highlighter, "a = 1")
    assert highlighter.tints(1) == ()
    assert list(highlighter.take_changed()) == [1]


def test_only_lines_with_other_tints_count_as_changed() -> None:
    highlighter = Highlighter("python")
    finished(highlighter, "a\nb = 1\nc\nd = 2\n", closed=False)
    assert list(highlighter.take_changed()) == [1, 2, 3]
    assert not highlighter.take_changed()
    finished(highlighter, "a\nb = 1\nc\nd = 2\n")
    assert not highlighter.take_changed()


def test_feeding_the_same_again_is_no_work() -> None:
    highlighter = coloured("python", BACKUP)
    highlighter.take_changed()
    finished(highlighter, BACKUP)
    assert not highlighter.take_changed()


def test_work_without_time_goes_on_step_by_step_to_the_same_end() -> None:
    highlighter = Highlighter("python")
    highlighter.feed(BACKUP, closed=True)
    steps = 0
    while highlighter.work(0):
        steps += 1
    assert steps > BACKUP.count("\n")
    assert every_tint(highlighter, BACKUP) == every_tint(coloured("python", BACKUP), BACKUP)


def test_code_that_grows_during_the_work_is_coloured_to_its_end() -> None:
    highlighter = Highlighter("python")
    for end in range(0, len(BACKUP), 7):
        highlighter.feed(BACKUP[:end], closed=False)
        highlighter.work(0)
    highlighter.feed(BACKUP, closed=False)
    while highlighter.work(0):
        pass
    assert every_tint(highlighter, BACKUP) == every_tint(coloured("python", BACKUP), BACKUP)


def test_a_line_too_long_to_read_stays_plain_and_the_next_does_not() -> None:
    highlighter = coloured("python", "x = " + "1" * 2_000 + "\nreturn")
    assert highlighter.tints(0) == ()
    assert highlighter.tints(1) == (Tint(0, 6, Ink.KEYWORD),)


def test_a_long_code_is_coloured_like_a_short_one() -> None:
    code = BACKUP * 400
    assert every_tint(coloured("python", code), code)[:-2] == every_tint(coloured("python", BACKUP), BACKUP)[:-2] * 400


def test_the_module_does_not_load_lexers() -> None:
    look = "import sys, desktop_chat.markup.highlight; print('pygments' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@given(language=st.sampled_from(LANGUAGES), pieces=st.lists(PIECES, max_size=24), data=st.data())
@settings(deadline=None)
def test_the_colours_in_the_end_do_not_depend_on_how_the_code_came(
    language: str, pieces: list[str], data: st.DataObject
) -> None:
    code = "".join(pieces)
    highlighter = Highlighter(language)
    for end in sorted(data.draw(st.lists(st.integers(0, len(code)), max_size=6))):
        highlighter.feed(code[:end], closed=False)
        highlighter.work(data.draw(st.sampled_from([0, LONG_ENOUGH])))
    finished(highlighter, code)
    assert every_tint(highlighter, code) == every_tint(coloured(language, code), code)


@given(language=st.sampled_from(LANGUAGES), pieces=st.lists(PIECES, max_size=24), closed=st.booleans())
@settings(deadline=None)
def test_tints_are_in_order_and_lie_within_their_line(language: str, pieces: list[str], closed: bool) -> None:
    code = "".join(pieces)
    highlighter = finished(Highlighter(language), code, closed)
    for line, text in enumerate([*code.split("\n"), ""]):
        edges = [edge for tint in highlighter.tints(line) for edge in (tint.start, tint.end)]
        assert edges == sorted(edges)
        assert all(tint.start < tint.end <= len(text) for tint in highlighter.tints(line))
