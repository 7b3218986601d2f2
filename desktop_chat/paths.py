"""Where things are: the data directory, the program's own resources, and the model that may lie among them.

Nothing here touches the disk but to look whether a file is there, so every function may be called at any
time.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

DATA_DIR_VARIABLE = "DESKTOP_CHAT_DATA_DIR"
MODEL_VARIABLE = "DESKTOP_CHAT_LOCAL_MODEL"
BUNDLED_MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"
_PROGRAM = "desktop-chat"
_PORTAL = "org.freedesktop.portal.Desktop.service"


def data_directory(given: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """What the command line names, else what the environment names, else the system's place for such data."""
    named = given if given is not None else _path_in(environ, DATA_DIR_VARIABLE)
    if named is not None:
        return named.expanduser().absolute()
    import platformdirs

    return platformdirs.user_data_path(_PROGRAM, appauthor=False)


def resources() -> Path:
    """Translations, icons and licences: beside the package in a checkout, inside it when installed."""
    if getattr(sys, "frozen", False):
        return Path(getattr(sys, "_MEIPASS", Path(sys.executable).parent)) / "resources"
    package = Path(__file__).resolve().parent
    beside, inside = package.parent / "resources", package / "resources"
    return inside if inside.is_dir() else beside


def translations() -> Path:
    return resources() / "translations"


def icon() -> Path:
    return resources() / "icons" / "desktop-chat.svg"


def licences() -> Path:
    """What the program is made of, and the licences of that."""
    return resources() / "licences"


def prices() -> Path:
    """The list of prices that is shipped."""
    return resources() / "prices.json"


def log_directory(data_dir: Path) -> Path:
    return data_dir / "logs"


def local_models(data_dir: Path, environ: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Where a model for the local server may lie, the most deliberate place first. Not all of them exist."""
    named = _path_in(environ, MODEL_VARIABLE)
    return (
        *((named.expanduser().absolute(),) if named else ()),
        *sorted((data_dir / "models").glob("*.gguf")),
        Path(sys.prefix) / "local-model" / BUNDLED_MODEL,
        resources() / "local-model" / BUNDLED_MODEL,
    )


def bundled_model(data_dir: Path) -> Path | None:
    """The model that is run when a person names none."""
    return next((path for path in local_models(data_dir) if path.is_file()), None)


def _path_in(environ: Mapping[str, str], variable: str) -> Path | None:
    value = environ.get(variable, "")
    return Path(value) if value else None


def has_portal(environment: Mapping[str, str], root: Path) -> bool:
    """Whether the session has a bus that can start the desktop's portal, by the files that a bus itself goes by.

    To ask the bus takes a connection, which Qt wants only after the application that the answer is needed for.
    Inside a sandbox those files are out of sight, but there the portal is what the sandbox is built upon.
    """
    running = environment.get("XDG_RUNTIME_DIR", "")
    if not environment.get("DBUS_SESSION_BUS_ADDRESS") and not (running and (Path(running) / "bus").exists()):
        return False
    if (root / ".flatpak-info").exists() or "SNAP" in environment:
        return True
    home = environment.get("XDG_DATA_HOME") or str(Path("~/.local/share").expanduser())
    shared = (environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    places = (Path(place) for place in (home, *shared, str(root / "usr/share")) if place)
    return any((place / "dbus-1/services" / _PORTAL).is_file() for place in places)
