"""The child process in which a local model runs.

llama.cpp's server cannot be stopped and a bad file can end the process it is loaded into, so it gets a
process of its own. The parent writes one JSON line {key, model_path, context} to standard input and gets one
line back, {"base_url"} or {"error"}. From then on the end of standard input means: exit. A pipe ends with the
process that holds it, however that process died, so no child outlives its parent, and the key is in neither
the arguments nor the environment.
"""

import json
import os
import select
import signal
from pathlib import Path
from typing import Any

_LONGEST_REQUEST = 64 * 1024
_SLOTS = 4
_PROMPT_CACHE_MIB = 256
_ERRORS_ONLY = 1
_VERY_SMALL = 300 * 1024 * 1024
_AGAINST_LOOPS = 0.5
_LONGEST_REPLY = 512


def serve() -> int:
    """Run until standard input ends. Returns only when no server could be started."""
    answers = _standard_output_for_answers_alone()
    # Ctrl+C in a terminal reaches the whole group; the parent decides what it means, and closes the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        wanted = json.loads(_first_line())
        key, model, context = str(wanted["key"]), Path(wanted["model_path"]), int(wanted["context"])
        end_with_parent(True)
        server = _started(key, model, context)
    except (ValueError, KeyError, TypeError, ImportError, OSError, RuntimeError) as problem:
        _answer(answers, {"error": f"{problem}"})
        return 1
    end_with_parent(False)
    _answer(answers, {"base_url": f"{server.listening_address}/v1"})
    _wait_for_end_of_input()
    # Not a return: the native server finishes the reply it is writing before its destructor lets go.
    os._exit(0)


def end_with_parent(immediately: bool) -> None:
    """Whether the end of standard input ends this process at once, even inside native code.

    Loading a model takes seconds during which no Python runs, not even another thread. The kernel's signal
    for "the pipe changed" has ending as its default action, so it needs none. Where it does not exist
    (Windows), a child whose parent dies while the model loads ends right after that.
    """
    try:
        import fcntl
    except ImportError:
        return

    flags = fcntl.fcntl(0, fcntl.F_GETFL)
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, flags | os.O_ASYNC if immediately else flags & ~os.O_ASYNC)
    if immediately and select.select([0], [], [], 0)[0]:
        os._exit(0)  # the end came before the signal was asked for


def _standard_output_for_answers_alone() -> int:
    """A private copy of standard output; whatever native code prints goes to standard error."""
    answers = os.dup(1)
    os.dup2(2, 1)
    return answers


def _first_line() -> bytes:
    """One line, read byte by byte: nothing after it may be taken from the pipe, whose end is watched."""
    line = bytearray()
    while len(line) < _LONGEST_REQUEST:
        byte = os.read(0, 1)
        if byte in {b"", b"\n"}:
            break
        line += byte
    return bytes(line)


def _wait_for_end_of_input() -> None:
    while os.read(0, 4096):
        pass


def _answer(answers: int, message: dict[str, str]) -> None:
    try:
        os.write(answers, json.dumps(message).encode() + b"\n")
    except BrokenPipeError:
        os._exit(1)


def _started(key: str, model: Path, context: int) -> Any:
    from xllamacpp import CommonParams, Server

    params = CommonParams()
    params.model.path = str(model)
    params.model_alias = {model.stem}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.cors_origins = ""
    params.ui = False
    params.endpoint_slots = False
    params.offline = True
    params.verbosity = _ERRORS_ONLY
    params.n_ctx = context
    # Several conversations may stream at once; they share one cache instead of reserving one each.
    params.n_parallel = _SLOTS
    params.kv_unified = True
    params.cache_ram_mib = _PROMPT_CACHE_MIB
    params.cpuparams.n_threads = max(1, _cores() - 1)
    if model.stat().st_size < _VERY_SMALL:
        # Such a model repeats itself without end. These are the server's defaults: a request that names its own wins.
        params.sampling.penalty_freq = _AGAINST_LOOPS
        params.n_predict = _LONGEST_REPLY
    return Server(params)


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
