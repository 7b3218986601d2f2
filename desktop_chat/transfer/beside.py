"""Files that lie beside a text, in the folder that an export made for them. Nowhere else is anything read."""

from pathlib import Path, PurePosixPath, PureWindowsPath

from desktop_chat.domain.errors import NotFound
from desktop_chat.transfer.assets import ASSETS
from desktop_chat.transfer.reading_parts import Fetch

LARGEST = 64 * 1024 * 1024


def beside(text: Path) -> Fetch:
    """Reads what lies beside `text`."""

    def fetch(link: str) -> bytes:
        folder, name = asset_link(link)
        target = text.parent / folder / name
        try:
            if (
                target.is_symlink()
                or target.parent.is_symlink()
                or not target.is_file()
                or target.stat().st_size > LARGEST
            ):
                raise NotFound("attachment", link)
            return target.read_bytes()
        except OSError:
            raise NotFound("attachment", link) from None

    return fetch


def asset_link(link: str) -> tuple[str, str]:
    """The folder and the name in it, plain ones on every system. Raises `NotFound` for any other path."""
    folder, _, name = link.partition("/")
    if not (folder.endswith(ASSETS) and _is_plain(folder) and _is_plain(name)):
        raise NotFound("attachment", link)
    return folder, name


def _is_plain(name: str) -> bool:
    is_name = PurePosixPath(name).name == name == PureWindowsPath(name).name
    return is_name and name not in {"", ".", ".."} and "\0" not in name
