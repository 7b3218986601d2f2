"""The settings window of one main window: made when it is wanted, raised when it is there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop_chat.domain.forms import Page
from desktop_chat.services.accounts import Accounts
from desktop_chat.services.bundle import Services
from desktop_chat.ui.look import Theme
from desktop_chat.ui.preferences.data_page import DataPage
from desktop_chat.ui.preferences.endpoints import EndpointsPage
from desktop_chat.ui.preferences.form_page import FormPage
from desktop_chat.ui.preferences.keyboard_page import KeyboardPage
from desktop_chat.ui.preferences.prices import PricesPage
from desktop_chat.ui.preferences.window import Makers, SettingsWindow

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow


def settings_window(window: MainWindow) -> SettingsWindow:
    """On the screen, and before all others."""
    known = [one for one in window.findChildren(SettingsWindow) if one.isVisible()]
    if known:
        known[0].raise_()
        known[0].activateWindow()
        return known[0]
    makers = _makers(window.services, window.theme, window)
    made = SettingsWindow(makers, window.services.preferences, window.theme, window)
    made.finished.connect(window.leave_endpoints)
    made.open()
    return made


def show_endpoint(settings: SettingsWindow, accounts: Accounts, name: str) -> None:
    """Turns to the endpoints, that one chosen if it is still there."""
    page = settings.turn_to(Page.ENDPOINTS)
    assert isinstance(page, EndpointsPage)
    page.choose(next((known.id for known in accounts.all() if known.name == name), ""))
    page.lead_in()


def _makers(services: Services, theme: Theme, window: MainWindow) -> Makers:
    preferences = services.preferences
    own: Makers = {
        Page.ENDPOINTS: partial(EndpointsPage, services.accounts, services.examining, theme),
        Page.PRICES: partial(PricesPage, services.accounts, services.spending, preferences, theme),
        Page.KEYBOARD: partial(KeyboardPage, window.view.keys, preferences, theme),
        Page.DATA: partial(DataPage, services.mirroring, services.sealing, preferences, theme),
    }
    return {page: own.get(page, partial(FormPage, page, preferences, theme)) for page in Page}
