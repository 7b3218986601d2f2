"""The dialog of prices and limits: what models cost, changed by hand, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_chat import paths
from desktop_chat.domain.forms import Page
from desktop_chat.domain.prices import Price, Rates
from desktop_chat.domain.settings import CONVERSATION_LIMIT, DAY_LIMIT
from desktop_chat.services.preferences import Preferences
from desktop_chat.storage.settings_file import SettingsFile
from desktop_chat.ui.look import Theme
from desktop_chat.ui.note import Note
from desktop_chat.ui.preferences.foot import Foot
from desktop_chat.ui.preferences.price_rows import PriceList
from desktop_chat.ui.preferences.prices import PricesPage
from desktop_chat.ui.preferences.window import SettingsWindow
from desktop_chat.ui.sidebar.spent import Spent
from desktop_chat.ui.widgets import Button
from desktop_chat.words import catalogue
from desktop_chat.words.catalogue import tr
from tests.services.world import World, wait_until
from tests.ui.showing import called, gone, in_english, show

SHIPPED = Price("USD", Rates(2_500_000, 10_000_000, 1_250_000), date="2026-11-28", source="https://example.com/prices")
HOST, MODEL = "api.example.com", "gpt-x"
_FIELDS = ("Model", "Host", "Input", "Cached input", "Output", "Currency", "Limit per day", "Per conversation")


class Desk:
    def __init__(self, world: World, preferences: Preferences, theme: Theme, qtbot: QtBot) -> None:
        self.world, self.preferences = world, preferences
        self.behind = QWidget()
        show(self.behind, qtbot)
        known = (world.accounts, world.spending, preferences, theme)
        self.dialog = SettingsWindow({Page.PRICES: lambda: PricesPage(*known)}, preferences, theme, self.behind)
        show(self.dialog, qtbot)
        self.dialog.open_at(Page.PRICES)
        (self.list,) = self.dialog.findChildren(PriceList)
        (self.foot,) = self.dialog.findChildren(Foot)

    @property
    def rows(self) -> list[str]:
        model, role = self.list.model(), Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(place, 0).data(role)) for place in range(model.rowCount())]

    @property
    def notes(self) -> list[str]:
        return [note.said for note in self.dialog.findChildren(Note)]

    def enter(self, **fields: str) -> None:
        for name, text in fields.items():
            field = called(self.dialog, QLineEdit, name.replace("_", " ").capitalize())
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, text)
            QTest.keyClick(field, Qt.Key.Key_Tab)
        self.world.settle()


@pytest.fixture
def preferences(world: World, tmp_path: Path) -> Iterator[Preferences]:
    made = Preferences(SettingsFile(tmp_path / "settings.json"), world.background)
    yield made
    made.close()


@pytest.fixture
def desk(world: World, preferences: Preferences, theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    world.add_endpoint("Example", base_url=f"https://{HOST}/v1", model=MODEL)
    world.prices[HOST, MODEL] = SHIPPED
    made = Desk(world, preferences, theme, qtbot)
    QTest.keyClick(made.list, Qt.Key.Key_Home)
    yield made
    gone(made.behind)


def test_models_are_listed_with_what_they_cost(desk: Desk) -> None:
    assert desk.rows == ["gpt-x, api.example.com, $2.50 / $10, 2026-11-28"]
    assert called(desk.dialog, QLineEdit, "Cached input").text() == "1.25"


def test_a_changed_price_is_kept_at_once_and_can_be_taken_back(desk: Desk) -> None:
    desk.enter(input="3", currency="cny")
    own = desk.world.spending.own_prices()[HOST, MODEL]
    assert (own.currency, own.rates) == ("CNY", Rates(3_000_000, 10_000_000, 1_250_000))
    assert desk.rows == [f"gpt-x, api.example.com · your price, ¥3 / ¥10, {own.date}"]
    QTest.keyClick(desk.list, Qt.Key.Key_Delete)
    desk.world.settle()
    assert desk.world.spending.own_prices() == {}
    assert desk.rows == ["gpt-x, api.example.com, $2.50 / $10, 2026-11-28"]


def test_a_model_can_be_added(desk: Desk) -> None:
    (add,) = (button for button in desk.dialog.findChildren(Button) if button.text() == "Add…")
    add.click()
    desk.enter(model="Other", input="1", output="2", currency="EUR")
    assert desk.world.spending.own_prices()[HOST, "other"].rates == Rates(1_000_000, 2_000_000)


def test_what_is_no_price_is_told_and_not_kept(desk: Desk) -> None:
    desk.enter(input="much")
    assert desk.world.spending.own_prices() == {}
    assert desk.foot.said.startswith("Not kept yet")


def test_limits_are_kept_with_their_currency(desk: Desk) -> None:
    desk.enter(limit_per_day="5 cny", per_conversation="0,5")
    assert desk.preferences.get(DAY_LIMIT) == "5 CNY"
    assert desk.preferences.get(CONVERSATION_LIMIT) == "0.5 USD"
    desk.enter(limit_per_day="lots")
    assert desk.preferences.get(DAY_LIMIT) == "5 CNY"
    assert "“lots” is no amount" in desk.foot.said


def test_the_foot_of_the_sidebar_tells_how_near_the_limit_is(world: World, theme: Theme) -> None:
    spent = Spent(world.spending, theme)
    assert spent.isHidden()
    assert spent.text() == ""
    world.add_endpoint("Example", base_url=f"https://{HOST}/v1", model=MODEL)
    world.prices[HOST, MODEL] = SHIPPED
    world.settings[DAY_LIMIT.name] = "5 USD"
    world.ask(world.library.new().id, "Hello")
    wait_until(lambda: spent.text().endswith("of $5.00"))
    world.settings[DAY_LIMIT.name] = "0.00001 USD"
    world.spending.forget()
    assert spent.text().endswith("limit reached")
    gone(spent)


def test_the_list_says_when_it_was_made_and_of_what(desk: Desk) -> None:
    assert "Shipped prices are of 2026-11-28, taken from a list of ours." in desk.notes


def test_what_a_limit_does_not_hold_back_is_said_beside_it(desk: Desk) -> None:
    assert "Requests whose price is not known are not counted." in desk.notes


def test_an_open_dialog_follows_the_language(desk: Desk) -> None:
    catalogue.load(paths.translations())
    catalogue.use(catalogue.CHINESE)
    try:
        QCoreApplication.sendEvent(desk.dialog, QEvent(QEvent.Type.LanguageChange))
        (page,) = desk.dialog.findChildren(PricesPage)
        names = [field.accessibleName() for field in page.findChildren(QLineEdit)]
        assert names == [tr(name) for name in _FIELDS]
        assert not set(names) & set(_FIELDS)
        assert called(desk.dialog, QLineEdit, tr("Cached input")).text() == "1.25"
        assert in_english(desk.dialog) == set()
        assert all(button.text() not in {"Add…", "As shipped", "Close"} for button in desk.dialog.findChildren(Button))
    finally:
        catalogue.use(catalogue.ENGLISH)


def test_what_is_being_typed_stays_when_a_reply_ends(desk: Desk) -> None:
    field = called(desk.dialog, QLineEdit, "Input")
    field.setFocus()
    QTest.keyClicks(field, "7")
    typed = field.text()
    desk.world.spending.forget()
    assert field.text() == typed != "2.5"
