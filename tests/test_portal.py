"""Which desktops have a portal that Qt may ask; where there is none, asking would only fill standard error."""

from pathlib import Path

import pytest

from desktop_chat.paths import has_portal

_FILE = "dbus-1/services/org.freedesktop.portal.Desktop.service"


@pytest.fixture
def session(tmp_path: Path) -> dict[str, str]:
    """A session with a bus, and nothing installed that the bus could start."""
    return {
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus",
        "XDG_DATA_HOME": str(tmp_path / "home"),
        "XDG_DATA_DIRS": f"{tmp_path / 'one'}:{tmp_path / 'two'}",
    }


def install(place: Path) -> None:
    (place / _FILE).parent.mkdir(parents=True)
    (place / _FILE).touch()


def test_a_bus_alone_is_no_portal(session: dict[str, str], tmp_path: Path) -> None:
    assert not has_portal(session, tmp_path)


@pytest.mark.parametrize("place", ["home", "one", "two", "usr/share"])
def test_a_portal_is_found_where_a_bus_looks_for_it(session: dict[str, str], tmp_path: Path, place: str) -> None:
    install(tmp_path / place)
    assert has_portal(session, tmp_path)


def test_a_portal_without_a_bus_cannot_be_asked(session: dict[str, str], tmp_path: Path) -> None:
    install(tmp_path / "two")
    del session["DBUS_SESSION_BUS_ADDRESS"]
    assert not has_portal(session, tmp_path)
    (tmp_path / "bus").touch()
    assert has_portal(session | {"XDG_RUNTIME_DIR": str(tmp_path)}, tmp_path)


def test_a_sandbox_has_a_portal_though_its_file_is_out_of_sight(session: dict[str, str], tmp_path: Path) -> None:
    assert has_portal(session | {"SNAP": "/snap/desktop-chat/1"}, tmp_path)
    (tmp_path / ".flatpak-info").touch()
    assert has_portal(session, tmp_path)
