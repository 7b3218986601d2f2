"""Every setting, and what a file may say of it."""

import json
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_chat.domain import settings
from desktop_chat.domain.settings import SETTINGS, Language, Setting, ThemeMode, between, flag, text

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


def test_every_setting_is_in_the_table_once() -> None:
    declared = [value for value in vars(settings).values() if isinstance(value, Setting)]
    assert sorted(map(id, declared)) == sorted(map(id, SETTINGS))
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_default_is_allowed_and_survives_the_file(setting: Setting[Any]) -> None:
    stored = json.loads(json.dumps({setting.name: setting.default}))
    assert setting.value_in(stored) == setting.default
    assert setting.value_in({}) == setting.default
    assert setting.read(setting.default) == setting.default


@given(st.sampled_from(SETTINGS), ANYTHING)
def test_whatever_stands_in_the_file_a_setting_has_an_allowed_value(setting: Setting[Any], stored: Any) -> None:
    value = setting.value_in({setting.name: stored})
    assert setting.read(value) == value
    assert type(value) in {type(setting.default), int}


@pytest.mark.parametrize(
    ("stored", "expected"),
    [("dark", ThemeMode.DARK), ("Dark", ThemeMode.SYSTEM), (7, ThemeMode.SYSTEM), ([], "system")],
)
def test_a_choice_is_one_of_its_words(stored: Any, expected: StrEnum) -> None:
    assert settings.THEME.value_in({"appearance.theme": stored}) == expected


def test_a_language_is_a_tag() -> None:
    assert settings.LANGUAGE.value_in({"appearance.language": "zh-CN"}) is Language.CHINESE


@pytest.mark.parametrize("value", [13, 15, 24])
def test_a_number_within_its_bounds_is_read(value: int) -> None:
    assert between(13, 24)(value) == value


@pytest.mark.parametrize("value", [12, 25, 15.0, True, False, "15", None, float("nan"), [], {}])
def test_a_number_out_of_its_bounds_or_of_another_type_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r".*"):
        between(13, 24)(value)


@pytest.mark.parametrize("value", [1, 1.0, 2.5, 120])
def test_a_span_of_time_may_be_whole(value: float) -> None:
    assert between(1.0, 120.0)(value) == value


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, 0.9, 121])
def test_a_span_of_time_is_a_number_within_its_bounds(value: Any) -> None:
    with pytest.raises(ValueError, match=r".*"):
        between(1.0, 120.0)(value)


@pytest.mark.parametrize("value", [0, 1, "true", None])
def test_a_flag_is_true_or_false(value: Any) -> None:
    assert flag(True) is True
    assert flag(False) is False
    with pytest.raises(ValueError, match=r".*"):
        flag(value)


@pytest.mark.parametrize("value", [0, None, b"x", ["x"]])
def test_a_text_is_text(value: Any) -> None:
    assert text("x") == "x"
    with pytest.raises(ValueError, match=r".*"):
        text(value)
