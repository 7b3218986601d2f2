"""Settings as a small JSON file that a person can read.

It is replaced as a whole, so it is never half written. A file that cannot be read is put aside, not overwritten: it may
be somebody's careful work with one comma too many.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop_chat.domain.errors import SettingsDamaged
from desktop_chat.domain.text import clean
from desktop_chat.storage.border import store_errors
from desktop_chat.storage.files import private_directory, write_whole


class SettingsFile:
    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def folder(self) -> Path:
        return self._path.parent

    def load(self) -> dict[str, Any]:
        """What the file holds, unknown names too; nothing where there is no file.

        Raises `SettingsDamaged` once, after putting a damaged file aside; from then on there is none.
        """
        with store_errors(self._path):
            try:
                raw = self._path.read_bytes()
            except FileNotFoundError:
                return {}
            values = _parsed(raw)
            if values is None:
                raise SettingsDamaged(str(self._path), str(self._put_aside()))
        return values

    def save(self, values: Mapping[str, Any]) -> None:
        """Puts exactly `values` into the file, or leaves it as it was. Raises `StoreError` kinds."""
        text = json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True)
        with store_errors(self._path):
            private_directory(self._path.parent)
            write_whole(self._path, f"{text}\n".encode())

    def _put_aside(self) -> Path:
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        kept = self._path.with_name(f"{self._path.name}.damaged-{moment}")
        number = 1
        while kept.exists():
            number += 1
            kept = self._path.with_name(f"{self._path.name}.damaged-{moment}-{number}")
        self._path.replace(kept)
        return kept


def _parsed(raw: bytes) -> dict[str, Any] | None:
    try:
        values = json.loads(raw)
        text = json.dumps(values, ensure_ascii=False)
        if (sound := clean(text)) != text:  # half of a pair, which cannot be written again
            values = json.loads(sound)
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None
