"""The child's side: one line in, one line out, and nothing else on standard output."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.source_files import ROOT
from tests.support.patience import PATIENCE_S

Ended = tuple[int, list[bytes], bytes]


def serve(request: bytes) -> Ended:
    """Its status, the lines of standard output, and standard error; the pipe is closed after the first answer."""
    with subprocess.Popen(
        [sys.executable, "-m", "desktop_chat", "--local-server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(request)
        child.stdin.flush()
        first = child.stdout.readline()
        rest, errors = child.communicate(timeout=PATIENCE_S)
    return child.returncode, [first, *rest.splitlines()], errors


def test_the_answer_is_one_line_and_the_end_of_input_is_the_end(model: Path) -> None:
    request = {"key": "k", "model_path": str(model), "context": 512}
    status, [answer], _ = serve(json.dumps(request).encode() + b"\n")
    assert list(json.loads(answer)) == ["base_url"]
    assert status == 0


@pytest.mark.parametrize(
    "request_line",
    [b"\n", b"rubbish\n", b"[]\n", b'{"key": "k"}\n', b'{"key": 1, "model_path": 2, "context": "x"}\n'],
)
def test_a_request_that_makes_no_sense_is_answered(request_line: bytes) -> None:
    status, [answer], errors = serve(request_line)
    assert list(json.loads(answer)) == ["error"]
    assert status == 1
    assert b"Traceback" not in errors


def test_what_native_code_prints_does_not_reach_the_answers(tmp_path: Path) -> None:
    code = (
        "import os; from desktop_chat.providers.local import server\n"
        "answers = server._standard_output_for_answers_alone()\n"
        "os.write(1, b'noise'); print('noise', flush=True); os.write(answers, b'answer')"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True)
    assert ended.stdout == b"answer"
    assert ended.stderr.split() == [b"noisenoise"]
