"""What the sidebar needs of the services to show the library and to keep it in order."""

from __future__ import annotations

from typing import Protocol, TypeVar

from desktop_chat.domain.settings import Setting
from desktop_chat.services.filing import Filing
from desktop_chat.services.folders import Folders
from desktop_chat.services.library import Library

T = TypeVar("T")


class Remembered(Protocol):
    """Where the window keeps what it knows across restarts."""

    def get(self, setting: Setting[T], /) -> T: ...

    def set(self, setting: Setting[T], value: T, /) -> None: ...


class Keeper(Protocol):
    """The bundle of services is one."""

    @property
    def library(self) -> Library: ...

    @property
    def filing(self) -> Filing: ...

    @property
    def folders(self) -> Folders: ...

    @property
    def preferences(self) -> Remembered: ...
