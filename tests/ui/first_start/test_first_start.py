"""The card as a whole: keys lead through it, Esc leaves it, and it fits into small windows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from desktop_chat.ui.widgets import Button, Kind
from tests.services.world import World
from tests.ui.first_start.card import Make
from tests.ui.showing import called, click, focused, in_chinese, name_of, press, stops


def test_esc_looks_around_first(make: Make) -> None:
    card = make()
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    assert card.finished == [True]
    assert card.world.accounts.all() == ()


def test_the_first_field_has_the_focus_and_tab_goes_through_the_ways_in_order(make: Make, world: World) -> None:
    world.bundled = Path("/models/small.gguf")
    card = make()
    card.world.settle()
    assert focused() is card.key
    assert stops(card.widget) == [
        *("API key", "Provider", "Check and start"),
        "Another address…",
        "Start the local model",
        *("Esc: look around first", "中文"),
    ]


def test_the_primary_button_exists_once(make: Make) -> None:
    card = make()
    primary = [button for button in card.widget.findChildren(Button) if button._kind is Kind.PRIMARY]
    assert [name_of(button) for button in primary] == ["Check and start"]


def test_the_card_speaks_the_other_language_at_once(make: Make) -> None:
    card = make()
    wished = []
    card.widget.language_requested.connect(lambda: wished.append(True))
    click(card.widget, "中文")
    assert wished == [True]
    with in_chinese():
        card.widget.retranslate()
        assert called(card.widget, Button, "检查并开始").isEnabled()
        assert called(card.widget, QLineEdit, "API密钥").isVisible()
        assert called(card.widget, Button, "English").isVisible()


def test_a_small_window_scrolls_and_cuts_nothing_at_its_side(make: Make) -> None:
    card = make()
    card.widget.resize(480, 420)
    for button in card.widget.findChildren(Button):
        left = button.mapTo(card.widget, QPoint()).x()
        assert left >= 0
        assert left + button.width() <= 480
