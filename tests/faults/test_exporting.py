"""A process that is killed while it exports leaves the old file or the new one, in every format and nothing else."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_chat.storage.store import open_store
from tests.source_files import ROOT
from tests.storage.making import answer, ask, conversation
from tests.support.patience import PATIENCE_S

_KILLS = 8
_COUNT = 60
# Says when the first byte is about to be written, so that a kill meets the writing and not the start.
_CODE = """
import sys
from desktop_chat.transfer import export
loaded = export._loaded
def told(*one):
    print(flush=True)
    return loaded(*one)
export._loaded = told
from desktop_chat import __main__
sys.exit(__main__.main())
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with open_store(folder) as store:
        for number in range(_COUNT):
            talk = replace(conversation(f"Talk {number}", number), id=f"c{number}")
            answer(store, ask(store, talk, "Why?"), "# Because\n\n```py\nreturn 1\n```\n\n" * 40)
    return folder


def is_whole(path: Path, kind: str) -> bool:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None and len(archive.namelist()) == _COUNT
    text = path.read_text()
    if kind == "json":
        return len(json.loads(text)["conversations"]) == _COUNT
    return text.endswith("</html>\n")


@pytest.mark.parametrize(
    ("kind", "name", "what"),
    [
        ("markdown", "all.zip", "--all"),
        ("html", "all.zip", "--all"),
        ("json", "all.json", "--all"),
        ("html", "one.html", "c1"),
    ],
)
def test_a_kill_leaves_the_old_file_or_the_new_one(data: Path, tmp_path: Path, kind: str, name: str, what: str) -> None:
    chance = random.Random(f"{kind} {name}")
    path = tmp_path / "out" / name
    path.parent.mkdir()
    arguments = ["--data-dir", str(data), "export", what, "--format", kind, "-o", str(path)]
    command = [sys.executable, "-c", _CODE, *arguments]
    for _ in range(_KILLS):
        path.write_text("old")
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT) as process:
            assert process.stdout is not None
            for _line in range(chance.randrange(1, _COUNT if what == "--all" else 2)):
                process.stdout.readline()
            process.kill()
        assert path.read_text(errors="replace") == "old" or is_whole(path, kind)
        assert [one.name for one in path.parent.iterdir() if not one.name.endswith(".part")] == [name]
    subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, check=True, timeout=PATIENCE_S
    )
    assert is_whole(path, kind)
