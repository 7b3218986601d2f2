"""The window of settings: every setting is on a page, is found by its words, and holds as it is changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_chat.domain import settings
from desktop_chat.domain.forms import Kind, Page
from desktop_chat.domain.network import ProxyMode
from desktop_chat.domain.settings import MEMORY, SETTINGS, Density, SendKey, Setting
from desktop_chat.services.preferences import Preferences
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.foot import Foot
from desktop_chat.ui.preferences.form_page import FormPage
from desktop_chat.ui.preferences.page_list import HitList, found
from desktop_chat.ui.preferences.window import SettingsWindow
from desktop_chat.ui.preferences.wording import WORDS
from tests.services.world import World, a_world
from tests.ui.showing import called, focused, gone, in_chinese, in_english, press, show, stops, turned_chinese, write

FORMS = (Page.GENERAL, Page.CONTEXT, Page.APPEARANCE, Page.KEYBOARD, Page.NETWORK)


class Desk:
    """The window with the pages that are made of the table alone."""

    def __init__(self, preferences: Preferences, theme: Theme, qtbot: QtBot) -> None:
        self.preferences = preferences
        self.behind = QWidget()
        show(self.behind, qtbot)
        makers = {page: lambda page=page: FormPage(page, preferences, theme) for page in FORMS}
        self.window = SettingsWindow(makers, preferences, theme, self.behind)
        self.closed: list[int] = []
        self.window.finished.connect(self.closed.append)
        show(self.window, qtbot)
        self.window.open_at()

    def said(self) -> str:
        return next(foot.said for foot in self.window.findChildren(Foot) if foot.isVisible())

    def field(self, name: str) -> QLineEdit:
        return called(self.window, QLineEdit, name)

    def enter(self, name: str, text: str) -> None:
        field = self.field(name)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.fixture
def world(qapp: object, tmp_path: Path) -> Iterator[World]:
    with a_world(tmp_path) as made:
        yield made


@pytest.fixture
def desk(world: World, theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(world.preferences, theme, qtbot)
    yield made
    gone(made.behind)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda one: one.name)
def test_every_setting_is_on_a_page_or_is_the_memory_of_a_window(setting: Setting[Any]) -> None:
    assert (setting.form is None) == (setting.name in MEMORY)
    if setting.form is not None:
        words = WORDS[setting.name]
        assert words.label
        assert tuple(words.choices) == setting.form.choices
        assert all(setting.read(choice) == choice for choice in setting.form.choices)
        if setting.form.kind is Kind.NUMBER:
            assert setting.read(type(setting.default)(setting.form.least)) == setting.form.least
            assert setting.read(type(setting.default)(setting.form.most)) == setting.form.most


def test_it_opens_at_the_page_that_was_looked_at_last(desk: Desk, world: World, theme: Theme, qtbot: QtBot) -> None:
    desk.window.turn_to(Page.NETWORK)
    press(Qt.Key.Key_Escape)
    assert desk.closed == [0]
    again = Desk(world.preferences, theme, qtbot)
    assert called(again.window, QComboBox, "Proxy").hasFocus()
    gone(again.behind)


def test_a_choice_holds_as_it_is_made(desk: Desk) -> None:
    desk.window.turn_to(Page.APPEARANCE)
    density = called(desk.window, QComboBox, "Density")
    density.setFocus()
    press(Qt.Key.Key_Down)
    assert desk.preferences.get(settings.DENSITY) is Density.COMPACT


def test_what_is_changed_elsewhere_is_shown(desk: Desk) -> None:
    desk.window.turn_to(Page.KEYBOARD)
    desk.preferences.set(settings.SEND_KEY, SendKey.CTRL_ENTER)
    assert called(desk.window, QComboBox, "Send with").currentText() == "Ctrl+Enter"


def test_a_number_is_kept_within_its_bounds_only(desk: Desk) -> None:
    desk.window.turn_to(Page.NETWORK)
    desk.enter("Wait to connect, seconds", "2.5")
    assert desk.preferences.get(settings.CONNECT_TIMEOUT) == 2.5
    desk.enter("Wait to connect, seconds", "1000")
    assert desk.preferences.get(settings.CONNECT_TIMEOUT) == 2.5
    assert desk.said() == "“1000” is not kept. Write a number from 1 to 120."
    desk.enter("Wait to connect, seconds", "30")
    assert desk.said() == "Changes are kept as you make them."


def test_nothing_in_a_field_is_no_limit(desk: Desk) -> None:
    desk.window.turn_to(Page.CONTEXT)
    desk.enter("Keep only the last, messages", "1,200")
    assert desk.preferences.get(settings.NEW_KEEP_LAST) == 1200
    desk.enter("Keep only the last, messages", "")
    assert desk.preferences.get(settings.NEW_KEEP_LAST) == 0
    assert desk.field("Keep only the last, messages").placeholderText() == "all messages"


def test_a_system_prompt_is_kept_as_it_is_written(desk: Desk) -> None:
    desk.window.turn_to(Page.CONTEXT).lead_in()
    assert isinstance(focused(), QPlainTextEdit)
    write("Answer briefly.")
    assert desk.preferences.get(settings.NEW_SYSTEM_PROMPT) == "Answer briefly."


def test_the_address_of_a_proxy_is_asked_for_once_it_is_wanted_and_holds_no_password(desk: Desk) -> None:
    desk.window.turn_to(Page.NETWORK)
    assert not any(
        field.accessibleName() == "Address of the proxy" and field.isVisible()
        for field in desk.window.findChildren(QLineEdit)
    )
    desk.preferences.set(settings.PROXY, ProxyMode.OWN)
    desk.enter("Address of the proxy", "http://me:secret@proxy.example:3128")
    assert desk.preferences.get(settings.PROXY_ADDRESS) == ""
    assert "plain text" in desk.said()
    desk.enter("Address of the proxy", "proxy.example:3128")
    assert desk.preferences.get(settings.PROXY_ADDRESS) == "http://proxy.example:3128"


def test_what_cannot_be_kept_is_told_once_before_the_window_closes(desk: Desk) -> None:
    desk.window.turn_to(Page.NETWORK)
    field = desk.field("Try again, times")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "many")
    desk.window.turn_to(Page.GENERAL)
    press(Qt.Key.Key_Escape)
    assert field.isVisible()
    assert desk.closed == []
    press(Qt.Key.Key_Escape)
    assert desk.closed == [0]


@pytest.mark.parametrize("query", ["proxy", "certificates pem", "CA file", "socks5"])
def test_a_search_finds_labels_and_descriptions(query: str) -> None:
    assert Page.NETWORK in {hit.page for hit in found(query, FORMS)}


def test_a_search_finds_the_english_words_in_chinese_too() -> None:
    with in_chinese():
        assert [hit.setting for hit in found("density", FORMS)] == [settings.DENSITY.name]
        assert [hit.setting for hit in found("密度", FORMS)] == [settings.DENSITY.name]


def test_a_hit_leads_to_its_field_by_keys_alone(desk: Desk) -> None:
    desk.field("Find a setting").setFocus()
    write("silence")
    press(Qt.Key.Key_Down)
    assert isinstance(focused(), HitList)
    press(Qt.Key.Key_Return)
    assert focused() is desk.field("Wait in silence, seconds")


def test_escape_leaves_the_search_before_the_window(desk: Desk) -> None:
    search = desk.field("Find a setting")
    search.setFocus()
    write("no such thing")
    assert "Nothing found for “no such thing”." in {one.accessibleName() for one in desk.window.findChildren(QWidget)}
    press(Qt.Key.Key_Escape)
    assert search.text() == ""
    assert desk.window.isVisible()


def test_tab_goes_round_in_the_order_of_reading(desk: Desk) -> None:
    desk.window.turn_to(Page.APPEARANCE).lead_in()
    names = ["Colours", "Text size, pixels", "Density", "Motion", "Close", "Find a setting", "Pages"]
    assert stops(desk.window) == names


def test_every_page_turns_chinese_while_it_is_open(desk: Desk) -> None:
    for page in FORMS:
        desk.window.turn_to(page)
        with turned_chinese(desk.window):
            assert in_english(desk.window) == set()


def test_a_switch_holds_as_it_is_turned(world: World, theme: Theme, qtbot: QtBot) -> None:
    page = FormPage(Page.DATA, world.preferences, theme)
    show(page, qtbot)
    (box,) = page.findChildren(QCheckBox)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert world.preferences.get(settings.MIRROR_ON)
    gone(page)
