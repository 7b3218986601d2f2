"""What a form has to know of a setting to show it. The words for it stay in the window."""

from enum import StrEnum

from desktop_chat.domain.values import dataclass


class Page(StrEnum):
    """The pages of the settings window, in its order."""

    GENERAL = "general"
    ENDPOINTS = "endpoints"
    PRICES = "prices"
    CONTEXT = "context"
    APPEARANCE = "appearance"
    KEYBOARD = "keyboard"
    NETWORK = "network"
    DATA = "data"


class Kind(StrEnum):
    CHOICE = "choice"
    NUMBER = "number"
    SWITCH = "switch"
    TEXT = "text"
    PROSE = "prose"
    """A text of several lines."""
    MONEY = "money"
    FOLDER = "folder"
    FILE = "file"
    MAP = "map"
    """Many values by their names."""


@dataclass(frozen=True, slots=True)
class Form:
    """Where a setting is shown and as what.

    `choices` are the values of a choice in their order, `least` and `most` the bounds of a number; where
    `empty_is_none`, 0 is written as nothing. It is shown `only_if` another setting, by its name, has that value.
    `is_own` ones stand in a form that their page has for them, all others in rows made from this.
    """

    page: Page
    kind: Kind
    choices: tuple[str, ...] = ()
    least: float = 0
    most: float = 0
    empty_is_none: bool = False
    only_if: tuple[str, str | bool] | None = None
    is_own: bool = False


def choice(page: Page, *choices: str) -> Form:
    return Form(page, Kind.CHOICE, choices)


def number(page: Page, least: float, most: float, *, empty_is_none: bool = False) -> Form:
    return Form(page, Kind.NUMBER, least=least, most=most, empty_is_none=empty_is_none)
