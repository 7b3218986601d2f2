"""Every test here starts in English with the program's own catalogues at hand."""

from collections.abc import Iterator

import pytest

from desktop_chat.words import catalogue
from tests.words.scan import CATALOGUE


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    catalogue.load(CATALOGUE.parent)
    catalogue.use(catalogue.ENGLISH)
    yield
    catalogue.load(CATALOGUE.parent)
    catalogue.use(catalogue.ENGLISH)


@pytest.fixture
def in_chinese(in_english: None) -> None:
    catalogue.use(catalogue.CHINESE)
