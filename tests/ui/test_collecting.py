"""Cyclic garbage is collected on the window's thread, in its own time."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop_chat.ui.collecting import Collecting


class Ring:
    """Keeps itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def by_hand() -> Iterator[None]:
    thresholds, was_enabled = gc.get_threshold(), gc.isenabled()
    gc.collect()
    gc.disable()
    yield
    gc.set_threshold(*thresholds)
    if was_enabled:
        gc.enable()


def dropped_ring() -> weakref.ref[Ring]:
    return weakref.ref(Ring())


@pytest.mark.usefixtures("by_hand")
def test_what_has_been_dropped_goes_once_enough_has_come_together(qapp: QApplication) -> None:
    parent = QObject()
    collecting, ring = Collecting(parent), dropped_ring()
    gc.set_threshold(1_000_000, 10, 10)
    collecting.collect()
    assert ring() is not None
    gc.set_threshold(1, 10, 10)
    collecting.collect()
    assert ring() is None
    parent.deleteLater()
