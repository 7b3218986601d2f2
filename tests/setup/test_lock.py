"""The lock is what a fresh machine installs: whole, hashed, for every system, and naming nobody's server."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import pins
from tests.source_files import ROOT

PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", re.MULTILINE)


def pins_of(requirements: Path) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / requirements).read_text(encoding="utf-8")))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("requirements", [pins.RUN_REQUIREMENTS, pins.TEST_REQUIREMENTS], ids=str)
def test_every_pinned_version_has_a_hash(requirements: Path) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / requirements).read_text(encoding="utf-8"))
    assert [block for block in blocks if PINNED.match(block) and "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("requirements", [pins.RUN_REQUIREMENTS, pins.TEST_REQUIREMENTS], ids=str)
def test_no_address_is_recorded(requirements: Path) -> None:
    text = (ROOT / requirements).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text


def test_a_run_and_a_test_use_the_same_versions() -> None:
    assert pins_of(pins.RUN_REQUIREMENTS).items() <= pins_of(pins.TEST_REQUIREMENTS).items()


def test_what_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    run = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["local"]]
    for wanted, requirements in (
        ([*run, *groups["build"]], pins.RUN_REQUIREMENTS),
        ([*run, *groups["build"], *groups["tests"], *groups["checks"]], pins.TEST_REQUIREMENTS),
    ):
        names = {normal(re.split(r"[<>=!;\s]", line)[0]) for line in wanted}
        assert names <= set(pins_of(requirements))


def test_the_build_uses_what_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["build-system"]["requires"] == project["dependency-groups"]["build"]
