"""The catalogue is complete, and what is missing from it is English and never a crash."""

import re
import subprocess
import sys
import threading
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop_chat.words import catalogue
from desktop_chat.words.catalogue import joined, language_for, later, locale_from, tr, trn
from tests.guards import ExpectedWarnings
from tests.support.patience import PATIENCE_S
from tests.words import missing
from tests.words.scan import CATALOGUE, Text, faults, placeholders, texts


def ts(folder: Path, messages: str) -> None:
    """Speaks Chinese from a catalogue of these."""
    (folder / CATALOGUE.name).write_text(
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="zh_CN">'
        f"<context><name>c</name>{messages}</context></TS>",
        encoding="utf-8",
    )
    catalogue.load(folder)
    catalogue.use("zh-CN")


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


def test_the_file_is_sorted_as_the_tool_writes_it_and_has_none_twice() -> None:
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


@pytest.mark.parametrize("content", [None, b"", b"<TS>", b"[]", b"<TS/>", b"\xff\xfe", b"<!DOCTYPE TS><TS></context>"])
def test_a_missing_or_damaged_catalogue_leaves_english_and_a_line_in_the_log(
    content: bytes | None, tmp_path: Path, expected_warnings: ExpectedWarnings
) -> None:
    expected_warnings("no readable catalogue for zh-CN: the texts stay English")
    if content is not None:
        (tmp_path / CATALOGUE.name).write_bytes(content)
    catalogue.load(tmp_path)
    catalogue.use("zh-CN")
    assert (catalogue.current(), tr("Retry")) == ("en", "Retry")


def test_what_nobody_has_finished_and_what_is_gone_is_passed_over(tmp_path: Path) -> None:
    ts(
        tmp_path,
        '<message><source>Retry</source><translation type="unfinished"></translation></message>'
        '<message><source>Edit…</source><translation type="vanished">编辑…</translation></message>'
        '<message numerus="yes"><source>{n} things</source>'
        '<translation type="unfinished"><numerusform></numerusform></translation></message>'
        '<message><location filename="a.py" line="7"/><source>You &amp; &lt;me&gt;</source>'
        "<comment>said to both</comment><translation>你和&lt;我&gt;</translation></message>",
    )
    assert (tr("Retry"), tr("Edit…"), tr("You & <me>")) == ("Retry", "Edit…", "你和<我>")
    assert trn("{n} thing", "{n} things", 1) == "{n} thing"


def test_what_is_counted_can_also_be_said_without_a_number(tmp_path: Path) -> None:
    ts(
        tmp_path,
        '<message numerus="yes"><source>new</source><translation><numerusform>新</numerusform></translation></message>',
    )
    assert (tr("new"), trn("new", "new", 3)) == ("新", "新")


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
    path = tmp_path / CATALOGUE.name
    missing.write({"b": "二", "a": "一 & <二> “三”"}, path)
    written = path.read_text(encoding="utf-8")
    assert written.index("<source>a</source>") < written.index("<source>b</source>")
    assert missing.entries(path) == {"a": "一 & <二> “三”", "b": "二"}
    assert [entry.name for entry in tmp_path.iterdir()] == [CATALOGUE.name]


def test_it_is_read_as_a_parser_reads_it() -> None:
    parsed: dict[str, str] = {}
    for message in ElementTree.parse(CATALOGUE).iter("message"):
        translation = message.find("translation")
        assert translation is not None
        parsed[message.findtext("source", "")] = translation.findtext("numerusform") or translation.text or ""
    assert missing.entries() == parsed


# Qt's own tools.


@pytest.fixture
def tool() -> Path:
    """Where the wheel keeps `lrelease` and `lupdate`."""
    import PySide6

    return Path(PySide6.__file__).parent


def run(*command: str | Path) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE_S)
    return done.stdout + done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the tools are called otherwise elsewhere")
def test_lrelease_takes_every_message_and_warns_of_none(tool: Path, tmp_path: Path) -> None:
    said = run(tool / "lrelease", CATALOGUE, "-qm", tmp_path / "made.qm")
    count = len(missing.entries())
    assert f"Generated {count} translation(s) ({count} finished and 0 unfinished)" in said
    assert "arning" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="the tools are called otherwise elsewhere")
def test_qt_reads_from_it_what_the_program_reads(tool: Path, tmp_path: Path, in_chinese: None) -> None:
    from PySide6.QtCore import QTranslator

    run(tool / "lrelease", CATALOGUE, "-qm", tmp_path / "made.qm")
    translator = QTranslator()
    assert translator.load(str(tmp_path / "made.qm"))
    for text in texts():
        forms = text.texts if len(text.texts) > 1 else None
        theirs = translator.translate("desktop_chat", text.key, None, 3 if forms else -1)
        assert theirs == (trn(forms[0], forms[1], 3) if forms else tr(text.key)), text


@pytest.mark.skipif(sys.platform != "linux", reason="the tools are called otherwise elsewhere")
def test_it_says_the_same_once_linguist_has_written_it(tool: Path, tmp_path: Path) -> None:
    """`lconvert` is not in the wheel; `lupdate` with no sources writes a file as Linguist does, all of it vanished."""
    written = tmp_path / CATALOGUE.name
    written.write_bytes(CATALOGUE.read_bytes())
    (tmp_path / "nothing.py").write_text("", encoding="utf-8")
    run(tool / "lupdate", tmp_path / "nothing.py", "-ts", written)
    kept = written.read_text(encoding="utf-8").replace(' type="vanished"', "")
    written.write_text(kept, encoding="utf-8")
    assert missing.entries(written) == missing.entries()
