"""Choosing a model by key press."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_chat.domain.errors import ChatError, ErrorKind, Failure, RequestFailed
from desktop_chat.domain.models import Endpoint, EndpointKind, Limits
from desktop_chat.ui.composer.model_lists import ModelGroup
from desktop_chat.ui.composer.model_picker import ModelPicker
from desktop_chat.ui.composer.model_rows import rows_of
from desktop_chat.ui.filtered_list import RowKind
from tests.services.world import World
from tests.ui.composer.conftest import Desk, Wait

Key = Qt.Key


@pytest.fixture
def models(world: World) -> dict[str, tuple[str, ...] | ChatError]:
    """What the endpoints answer when asked, by name."""
    answers: dict[str, tuple[str, ...] | ChatError] = {"Test": ("test-model", "other-model")}

    def answer(endpoint: Endpoint, key: str | None, limits: Limits) -> tuple[str, ...]:
        answer = answers[endpoint.name]
        if isinstance(answer, ChatError):
            raise answer
        return answer

    world.list_models = answer
    return answers


def picker(desk: Desk) -> ModelPicker | None:
    found = desk.window.findChildren(ModelPicker)
    return next((one for one in found if one.isVisible()), None)


def rows(desk: Desk) -> list[str]:
    found = picker(desk)
    assert found is not None
    return [row.text for row in found._rows.rows]


def current(desk: Desk) -> str:
    found = picker(desk)
    assert found is not None
    return str(found._list.currentIndex().data())


def keys() -> QLineEdit:
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    return field


def chosen(desk: Desk, conversation_id: str) -> tuple[str | None, str | None]:
    conversation = desk.world.library.get(conversation_id)
    return conversation.endpoint_id, conversation.model


def test_the_button_is_found_by_its_name_and_says_the_choice(desk: Desk) -> None:
    spoken = QAccessible.queryAccessibleInterface(desk.button("Model"))
    assert spoken.text(QAccessible.Text.Name) == "Model"
    assert spoken.text(QAccessible.Text.Description) == "test-model Test"


def test_models_stand_under_their_endpoints(desk: Desk, models: object, wait: Wait) -> None:
    desk.composer.pick_model()
    wait(lambda: rows(desk) == ["Test", "test-model", "other-model", "Ask several models…", "Endpoints…"])
    assert current(desk) == "test-model"


def test_arrows_and_enter_choose_and_the_keys_go_back(desk: Desk, models: object, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.composer.pick_model()
    wait(lambda: "other-model" in rows(desk))
    QTest.keyClick(keys(), Key.Key_Down)
    assert current(desk) == "other-model"
    QTest.keyClick(keys(), Key.Key_Return)
    (endpoint,) = desk.world.accounts.all()
    assert chosen(desk, conversation_id) == (endpoint.id, "other-model")
    assert picker(desk) is None
    assert desk.editor.hasFocus()
    assert "other-model" in desk.button("Model").accessibleDescription()


def test_typing_narrows_the_list(desk: Desk, models: object, wait: Wait) -> None:
    desk.composer.pick_model()
    wait(lambda: "other-model" in rows(desk))
    QTest.keyClicks(keys(), "OTH")
    assert rows(desk) == ["Test", "other-model", "Use “OTH”", "Ask several models…", "Endpoints…"]
    assert current(desk) == "other-model"


def test_a_model_that_no_list_has_can_be_used(desk: Desk, models: object, wait: Wait) -> None:
    conversation_id = desk.open()
    desk.composer.pick_model()
    QTest.keyClicks(keys(), "new/model-7")
    QTest.keyClick(keys(), Key.Key_Return)
    assert chosen(desk, conversation_id)[1] == "new/model-7"
    assert desk.button("Model").accessibleDescription() == "model-7 Test"


def test_why_an_endpoint_tells_no_models_is_said_in_its_group(
    desk: Desk, models: dict[str, tuple[str, ...] | ChatError], wait: Wait
) -> None:
    models["Test"] = RequestFailed(Failure(ErrorKind.AUTH, "127.0.0.1:1", 401))
    desk.composer.pick_model()
    wait(lambda: len(rows(desk)) == 5 and "127.0.0.1:1" in rows(desk)[2])
    assert rows(desk)[:2] == ["Test", "test-model"]
    QTest.keyClick(keys(), Key.Key_Down)
    QTest.keyClick(keys(), Key.Key_Down)
    assert current(desk) == "Endpoints…"


def test_the_last_row_leads_to_the_endpoints(desk: Desk, models: object) -> None:
    wished: list[bool] = []
    desk.composer.endpoints_requested.connect(lambda: wished.append(True))
    desk.composer.pick_model()
    for _ in range(5):
        QTest.keyClick(keys(), Key.Key_Down)
    QTest.keyClick(keys(), Key.Key_Return)
    assert wished == [True]


@pytest.mark.parametrize("how", ["esc", "again", "click", "focus"])
def test_it_closes_without_choosing(desk: Desk, models: object, how: str) -> None:
    conversation_id = desk.open()
    before = chosen(desk, conversation_id)
    desk.button("Model").click()
    assert picker(desk) is not None
    if how == "esc":
        QTest.keyClick(keys(), Key.Key_Escape)
    elif how == "again":
        QTest.mouseClick(desk.button("Model"), Qt.MouseButton.LeftButton)
    elif how == "click":
        QTest.mouseClick(desk.window, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    else:
        desk.editor.setFocus()
    assert picker(desk) is None
    assert chosen(desk, conversation_id) == before


def test_another_conversation_closes_it(desk: Desk, models: object) -> None:
    desk.composer.pick_model()
    desk.open(desk.world.library.new().id)
    assert picker(desk) is None


def test_it_stays_inside_a_small_window(desk: Desk, models: object, world: World, wait: Wait) -> None:
    desk.window.resize(480, 420)
    for n in range(9):
        world.store.endpoints.add(replace(world.accounts.all()[0], id=f"e{n}", name=f"Name {n}")).result()
    models_of = {f"Name {n}": tuple(f"model-{m}" for m in range(20)) for n in range(9)}
    models.update(models_of)  # type: ignore[attr-defined]
    world.accounts.refresh()
    desk.composer.pick_model()
    wait(lambda: len(rows(desk)) > 100)
    found = picker(desk)
    assert found is not None
    around = found.margin()
    inside = found.geometry().adjusted(around, around, -around, -around)
    assert desk.window.rect().contains(inside)


def test_the_local_model_is_not_started_to_ask_for_its_name(desk: Desk, world: World) -> None:
    local = Endpoint("local", "Local model", "", "smol", kind=EndpointKind.LOCAL_MODEL)
    world.store.endpoints.add(local).result()
    world.accounts.refresh()
    desk.composer.pick_model()
    assert rows(desk)[-4:] == ["Local model", "smol", "Ask several models…", "Endpoints…"]


def test_while_nothing_is_known_it_says_that_it_asks() -> None:
    endpoint = Endpoint("e", "New", "https://example.org/v1")
    found = rows_of([ModelGroup(endpoint, (), asked=True)], "", (None, None))
    assert [row.kind for row in found] == [RowKind.HEAD, RowKind.NOTE, RowKind.FURTHER]
    assert rows_of([ModelGroup(endpoint, ())], "", (None, None))[0].kind is RowKind.FURTHER
