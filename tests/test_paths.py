"""Where things are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop_chat import paths


def test_the_command_line_wins_over_the_environment_and_that_over_the_system(tmp_path: Path) -> None:
    environ = {"DESKTOP_CHAT_DATA_DIR": str(tmp_path / "named")}
    assert paths.data_directory(tmp_path / "given", environ) == tmp_path / "given"
    assert paths.data_directory(None, environ) == tmp_path / "named"
    assert paths.data_directory(None, {}).name == "desktop-chat"
    assert paths.data_directory(None, {"DESKTOP_CHAT_DATA_DIR": ""}).name == "desktop-chat"


def test_a_data_directory_is_absolute_wherever_the_program_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.data_directory(Path("here")) == tmp_path / "here"
    assert paths.data_directory(Path("~/there")) == Path.home() / "there"


def test_resources_lie_beside_the_package_or_in_the_frozen_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (paths.translations() / "desktop_chat_zh_CN.ts").is_file()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.translations() == tmp_path / "resources" / "translations"


def test_the_model_that_a_person_names_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKTOP_CHAT_LOCAL_MODEL", str(tmp_path / "named.gguf"))
    (tmp_path / "models").mkdir()
    for name in ("b.gguf", "a.gguf", "notes.txt"):
        (tmp_path / "models" / name).touch()
    named, first, second, prepared, bundled = paths.local_models(tmp_path)
    assert [named.name, first.name, second.name] == ["named.gguf", "a.gguf", "b.gguf"]
    assert prepared == Path(sys.prefix) / "local-model" / paths.BUNDLED_MODEL
    assert bundled == paths.resources() / "local-model" / paths.BUNDLED_MODEL
    assert paths.bundled_model(tmp_path) == first


def test_without_any_model_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    assert paths.bundled_model(tmp_path) is None
