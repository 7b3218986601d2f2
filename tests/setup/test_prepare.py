"""Setup on a machine that is not as it should be: a command to type, never a traceback."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import environment
import pins
import system_packages
from report import SetupFailed
from system_packages import Needs
from tests.source_files import ROOT
from tests.support.patience import PATIENCE_S


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that is all the search path holds."""
    programs = tmp_path / "bin"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    return programs


def put_program(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages are Linux's affair")


@linux_only
def test_what_is_installed_is_left_alone(machine: Path, capfd: pytest.CaptureFixture[str]) -> None:
    put_program(machine, "dpkg-query", "printf 'one installed\\ntwo installed\\n'")
    put_program(machine, "apt-get", "echo apt was called; exit 1")
    system_packages.ensure(Needs(required=("one",), optional=("two",)))
    assert capfd.readouterr() == ("", "")


@linux_only
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may install")
def test_what_is_missing_is_installed_by_root(machine: Path, tmp_path: Path) -> None:
    put_program(machine, "dpkg-query", f"if [ -e {tmp_path}/done ]; then echo 'one installed'; fi")
    put_program(machine, "apt-get", f'echo "$@" >> {tmp_path}/calls; : > {tmp_path}/done')
    system_packages.ensure(Needs(required=("one",)))
    calls = (tmp_path / "calls").read_text(encoding="ascii").splitlines()
    assert calls == ["--quiet=2 update", "--quiet=2 install --yes --no-install-recommends one"]


@linux_only
def test_what_cannot_be_installed_is_named_with_the_command(machine: Path) -> None:
    put_program(machine, "dpkg-query", "echo 'one installed'")
    with pytest.raises(SetupFailed, match=r"sudo apt-get install .* two three$"):
        system_packages.ensure(Needs(required=("one", "two"), optional=("three",)))


@linux_only
def test_a_run_goes_on_without_what_is_optional(machine: Path, capfd: pytest.CaptureFixture[str]) -> None:
    put_program(machine, "dpkg-query", "echo 'one installed'")
    system_packages.ensure(Needs(required=("one",), optional=("two",)))
    assert "apt-get install --no-install-recommends two" in capfd.readouterr().err


@linux_only
def test_without_a_package_database_the_program_itself_is_looked_for(machine: Path) -> None:
    with pytest.raises(SetupFailed, match="Xvfb"):
        system_packages.ensure(Needs(required=("xvfb",)))
    put_program(machine, "Xvfb", "exit 0")
    system_packages.ensure(Needs(required=("xvfb",)))


def test_a_stamp_is_the_old_text_or_the_new_one(tmp_path: Path) -> None:
    environment.write_whole(tmp_path / "stamp", "old")
    environment.write_whole(tmp_path / "stamp", "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("stamp", "new")]


def test_a_prepared_machine_is_left_alone_and_quickly() -> None:
    """This environment was prepared by the same script, so there is nothing to do and nothing to say."""
    if not environment.is_current(pins.TEST_REQUIREMENTS):
        pytest.skip("the environment was made by other means")
    command = [sys.executable, "resources/setup/prepare.py", "test"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_an_unknown_purpose_prints_how_to_use_it() -> None:
    command = [sys.executable, "resources/setup/prepare.py", "dance"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert run.returncode == 2
    assert "prepare.py run" in run.stderr
