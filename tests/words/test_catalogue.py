"""The catalogue is complete, and what is missing from it is English and never a crash."""

import json
import re
import threading
from pathlib import Path

import pytest

from desktop_chat.words import catalogue
from desktop_chat.words.catalogue import joined, language_for, later, locale_from, tr, trn
from tests.guards import ExpectedWarnings
from tests.words import missing
from tests.words.scan import CATALOGUE, Text, faults, placeholders, texts

HAN = "[\u3400-\u9fff]"


def source(folder: Path, code: str) -> Path:
    package = folder / "package"
    package.mkdir(exist_ok=True)
    (package / "module.py").write_text(code, encoding="utf-8")
    return package


# What the program says, held against the catalogue.


def test_every_text_is_a_literal_that_a_translator_can_be_given() -> None:
    assert not faults()


def test_every_text_has_a_chinese_entry() -> None:
    assert {text.key for text in texts()} - missing.entries().keys() == set()


def test_every_entry_is_used() -> None:
    assert missing.entries().keys() - {text.key for text in texts()} == set()


def test_translations_have_the_placeholders_of_their_text() -> None:
    for key, text in missing.entries().items():
        assert placeholders(text) == placeholders(key), key


def test_both_forms_of_a_plural_have_the_same_placeholders() -> None:
    for text in texts():
        assert len({frozenset(placeholders(form)) for form in text.texts}) == 1, text


def test_the_file_is_sorted_with_an_entry_a_line_and_none_twice() -> None:
    written = CATALOGUE.read_text(encoding="utf-8")
    assert written == missing.as_text(missing.entries())


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (r"^\s*$", "there are words"),
        (f"{HAN} [A-Za-z0-9{{]|[A-Za-z0-9}}] {HAN}", "space between scripts is drawn"),
        (rf"{HAN}([,:;!?()]|\.(?![a-z]))|[,:;!?()]{HAN}", "punctuation is full width"),
        ("[０-９]", "digits are half width"),
        ("您", "people are addressed as equals"),
    ],
)
def test_chinese_is_set_as_the_look_asks(fault: str, why: str) -> None:
    assert [text for text in missing.entries().values() if re.search(fault, text)] == [], why


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (r"(?i)\b(please|oops|sorry|successfully|whoops)\b", "it is calm"),
        ("!", "it does not shout"),
        (r"\.\.\.", "an ellipsis is one character"),
    ],
)
def test_english_is_calm(fault: str, why: str) -> None:
    assert [form for text in texts() for form in text.texts if re.search(fault, form)] == [], why


# Reading it.


def test_a_text_is_translated(in_chinese: None) -> None:
    assert tr("Stopped by you.") == "由你停止。"
    assert catalogue.current() == "zh-CN"


def test_a_text_without_an_entry_stays_english(in_chinese: None) -> None:
    text = "Nobody translated this."
    assert tr(text) == text


def test_english_has_two_forms_and_chinese_one() -> None:
    forms = "The model called {n} tool.", "The model called {n} tools."
    assert [trn(*forms, n) for n in (0, 1, 2)] == [forms[1], forms[0], forms[1]]
    catalogue.use("zh-CN")
    assert {trn(*forms, n) for n in (0, 1, 2)} == {"模型调用了{n}个工具。"}


def test_a_plural_without_an_entry_stays_english(in_chinese: None) -> None:
    assert trn("{n} thing", "{n} things", 1) == "{n} thing"


def test_a_text_marked_for_later_is_itself(in_chinese: None) -> None:
    assert later("Retry") == "Retry"
    assert tr(later("Retry")) == "重试"


@pytest.mark.parametrize("tag", ["en", "de", "", "xx-RTL"])
def test_a_language_without_a_catalogue_is_english(tag: str, in_chinese: None) -> None:
    catalogue.use(tag)
    assert catalogue.current() == "en"
    assert tr("Retry") == "Retry"


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b'"text"', b"\xff\xfe", b"null"])
def test_a_missing_or_damaged_catalogue_leaves_english_and_a_line_in_the_log(
    content: bytes | None, tmp_path: Path, expected_warnings: ExpectedWarnings
) -> None:
    expected_warnings("no readable catalogue for zh-CN: the texts stay English")
    if content is not None:
        (tmp_path / "zh_CN.json").write_bytes(content)
    catalogue.load(tmp_path)
    catalogue.use("zh-CN")
    assert (catalogue.current(), tr("Retry")) == ("en", "Retry")


def test_entries_that_are_no_text_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "zh_CN.json").write_text('{"Retry": "", "Edit…": 7, "You": "你"}', encoding="utf-8")
    catalogue.load(tmp_path)
    catalogue.use("zh-CN")
    assert (tr("Retry"), tr("Edit…"), tr("You")) == ("Retry", "Edit…", "你")


def test_a_change_of_language_reaches_every_thread_whole() -> None:
    seen: set[str] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.add(tr("Retry"))

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(200):
        catalogue.use(("zh-CN", "en")[turn % 2])
    stop.set()
    reader.join()
    assert seen <= {"Retry", "重试"}


# Which language.


@pytest.mark.parametrize(
    ("setting", "locale", "tag"),
    [
        ("system", "zh_CN.UTF-8", "zh-CN"),
        ("system", "zh-Hans-CN", "zh-CN"),
        ("system", "zh_TW", "zh-CN"),
        ("system", "Chinese (Simplified)_China", "zh-CN"),
        ("system", "en_US.UTF-8", "en"),
        ("system", "de_DE", "en"),
        ("system", "C", "en"),
        ("system", "", "en"),
        ("system", None, "en"),
        ("en", "zh_CN", "en"),
        ("zh-CN", "en_US", "zh-CN"),
        ("zh-CN", None, "zh-CN"),
    ],
)
def test_a_setting_comes_before_the_system(setting: str, locale: str | None, tag: str) -> None:
    assert language_for(setting, locale) == tag


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US"}, "zh_CN.UTF-8"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh_CN"),
        ({"LANG": "en_GB.UTF-8"}, "en_GB.UTF-8"),
        ({}, "fallback"),
    ],
)
def test_the_command_line_follows_the_environment(environ: dict[str, str], expected: str) -> None:
    assert locale_from(environ, lambda: "fallback") == expected


def test_without_an_environment_the_process_locale_counts() -> None:
    assert language_for("system", locale_from({})) == "en"


# Sentences side by side.


@pytest.mark.parametrize(
    ("sentences", "text"),
    [
        ((), ""),
        (("", ""), ""),
        (("One.",), "One."),
        (("One.", "", "Two."), "One. Two."),
        (("一。", "二。"), "一。二。"),
        (("一。", "“words”"), "一。“words”"),
        (("“words”", "二。"), "“words” 二。"),
    ],
)
def test_sentences_are_parted_by_a_space_where_punctuation_brings_none(sentences: tuple[str, ...], text: str) -> None:
    assert joined(*sentences) == text


# The tool that finds what is missing.


def test_the_scan_reads_literals_joined_literals_plurals_and_tables(tmp_path: Path) -> None:
    package = source(tmp_path, 'tr("a")\ntr("b" "c")\ntrn("one", "many", n)\nlater("d")\nx.later(e)\ntr(row.title)\n')
    assert texts(package) == [
        Text("package/module.py:1", ("a",)),
        Text("package/module.py:2", ("bc",)),
        Text("package/module.py:3", ("one", "many")),
        Text("package/module.py:4", ("d",)),
    ]
    assert not faults(package)


@pytest.mark.parametrize(
    "code",
    [
        'tr(f"{a}")',
        'tr("a" + b)',
        'tr("{a}".format(a=1))',
        'tr("%s" % a)',
        'trn(f"{n}", "many", n)',
        "trn(one, many, n)",
        "later(name)",
        "tr(made_up())",
        "later(7)",
    ],
)
def test_the_scan_refuses_text_made_at_run_time(code: str, tmp_path: Path) -> None:
    package = source(tmp_path, code)
    assert faults(package) == [f"package/module.py:1: {code}".replace('"', "'")]
    assert texts(package) == []


def test_the_report_names_what_is_missing_unused_and_different() -> None:
    stored = missing.entries()
    key = "Stopped by you."
    del stored[key]
    stored["Unused {a}."] = "没有用到{b}。"
    lines = missing.report(stored)
    assert any(line.startswith(f"missing  {key!r}") for line in lines)
    assert "unused  'Unused {a}.'" in lines
    assert "other placeholders  'Unused {a}.'" in lines


def test_adding_an_entry_keeps_the_file_sorted(tmp_path: Path) -> None:
    path = tmp_path / "zh_CN.json"
    missing.write({"b": "二", "a": "一"}, path)
    assert path.read_text(encoding="utf-8") == '{\n"a": "一",\n"b": "二"\n}\n'
    assert json.loads(path.read_text(encoding="utf-8")) == missing.entries(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["zh_CN.json"]
