"""Examinations of servers of different habits: what is asked, what is found, what is learned."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest

from desktop_chat.domain.errors import ErrorKind, RequestFailed
from desktop_chat.domain.examining import LIMIT_NAMES, MOST_REQUESTS, OUTPUT_TOKENS, PENALTIES, Examined, Taken
from desktop_chat.domain.models import Endpoint, Limits, Quirks
from desktop_chat.providers.cancellation import Cancellation, Stopped
from desktop_chat.providers.examining import examine
from tests.support import script
from tests.support.script import Done, Script
from tests.support.wire_server import Received, WireServer

USAGE = {"prompt_tokens": 14, "completion_tokens": 16, "total_tokens": 30}


class Habits:
    """A server by what it does with a request."""

    def __init__(
        self,
        *,
        heeds: tuple[str, ...] = ("max_tokens",),
        refuses: tuple[str, ...] = (),
        streams: bool = True,
        models: Any = None,
        properties: Any = None,
    ) -> None:
        self.heeds, self.refuses, self.streams = heeds, refuses, streams
        self.models, self.properties = models, properties

    def __call__(self, request: Received) -> Script:
        if request.path.endswith("/models"):
            return script.respond(200, json.dumps(self.models or {"data": []}).encode(), headers=script.JSON)
        if request.path.endswith("/props"):
            status = 404 if self.properties is None else 200
            return script.respond(status, json.dumps(self.properties).encode(), headers=script.JSON)
        body = request.json
        for name in self.refuses:
            if name in body:
                return script.error(400, f"Unsupported parameter: '{name}' is not supported.", param=name)
        reason = "length" if any(name in body for name in self.heeds) else "stop"
        if body.get("stream") and self.streams:
            usage = USAGE if "stream_options" in body else None
            return script.reply("1 2 3", then=Done(reason, usage))
        return script.completion("1 2 3", finish_reason=reason)


Probe = Callable[..., Examined]


def probe(server: WireServer, quirks: Quirks | None = None, cancel: Cancellation | None = None) -> Examined:
    endpoint = Endpoint("e", "Test", server.base_url, "m", quirks={"m": quirks} if quirks else {})
    return examine(endpoint, "m", None, Limits(), cancel or Cancellation())


def asked(server: WireServer) -> list[dict[str, Any]]:
    return [request.json for request in server.requests if request.body]


def test_a_server_that_does_everything() -> None:
    with WireServer(Habits(heeds=LIMIT_NAMES)) as server:
        found = probe(server).examination
        bodies = asked(server)
    assert (found.streams, found.usage, found.penalties) == (True, True, True)
    assert found.limits == {"max_tokens": Taken.HEEDED, "max_completion_tokens": Taken.HEEDED}
    assert (found.requests, found.tokens) == (3, 30)
    assert len(bodies) == 3
    assert all(OUTPUT_TOKENS in body.values() for body in bodies)
    assert all(len(json.dumps(body["messages"])) < 100 for body in bodies)


def test_a_newer_model_teaches_the_other_name_of_the_limit() -> None:
    with WireServer(Habits(heeds=("max_completion_tokens",), refuses=("max_tokens",))) as server:
        examined = probe(server)
    assert examined.examination.limits == {
        "max_completion_tokens": Taken.HEEDED,
        "max_tokens": Taken.REFUSED,
    }
    assert examined.lessons == {"max_tokens": "max_completion_tokens"}


def test_what_was_learned_before_is_not_tried_first_again() -> None:
    with WireServer(Habits(heeds=("max_completion_tokens",), refuses=("max_tokens",))) as server:
        probe(server, Quirks({"max_tokens": "max_completion_tokens"}))
        first = asked(server)[0]
    assert "max_completion_tokens" in first


def test_a_limit_that_changes_nothing_is_told_from_one_that_is_heeded() -> None:
    with WireServer(Habits(heeds=("max_tokens",))) as server:
        found = probe(server).examination
    assert found.limits == {"max_tokens": Taken.HEEDED, "max_completion_tokens": Taken.IGNORED}


@pytest.mark.parametrize("refused", PENALTIES)
def test_a_penalty_that_is_refused_is_learned(refused: str) -> None:
    with WireServer(Habits(refuses=(refused,))) as server:
        examined = probe(server)
    assert examined.examination.penalties is False
    assert examined.lessons == {refused: None}


def test_a_gateway_that_knows_no_stream_options_reports_no_usage() -> None:
    with WireServer(Habits(refuses=("stream_options",))) as server:
        examined = probe(server)
    assert (examined.examination.streams, examined.examination.usage) == (True, False)
    assert examined.lessons == {"stream_options": None}


def test_a_server_that_answers_as_a_whole_does_not_stream() -> None:
    with WireServer(Habits(streams=False)) as server:
        found = probe(server).examination
    assert (found.streams, found.usage) == (False, None)


def test_never_more_is_asked_than_was_said() -> None:
    refuses = ("max_tokens", "stream_options", *PENALTIES)
    with WireServer(Habits(heeds=("max_completion_tokens",), refuses=refuses)) as server:
        examined = probe(server)
        count = len(asked(server))
    assert count == examined.examination.requests <= MOST_REQUESTS
    assert set(examined.lessons) == set(refuses)


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "m", "context_length": 8192},
        {"id": "m", "max_model_len": 8192},
        {"id": "m", "context_window": 8192},
        {"id": "m", "meta": {"n_ctx": 8192}},
        {"id": "m", "top_provider": {"context_length": 8192}},
    ],
)
def test_the_size_of_the_context_is_what_the_list_of_models_says(entry: dict[str, Any]) -> None:
    with WireServer(Habits(models={"data": [{"id": "other", "context_length": 1}, entry]})) as server:
        assert probe(server).examination.context_tokens == 8192


def test_llama_cpp_on_this_computer_tells_it_in_its_properties() -> None:
    with WireServer(Habits(properties={"default_generation_settings": {"n_ctx": 4096}})) as server:
        assert probe(server).examination.context_tokens == 4096
        assert "/props" in {request.path for request in server.requests}


@pytest.mark.parametrize("models", [[], {"data": [{"id": "m", "context_length": "much"}]}, {"data": 5}, {"data": [3]}])
def test_a_size_that_is_not_told_is_not_known(models: Any) -> None:
    with WireServer(Habits(models=models)) as server:
        assert probe(server).examination.context_tokens is None


def test_one_that_refuses_the_question_itself_is_told_as_any_request() -> None:
    with WireServer() as server:
        server.enqueue(script.models("m"), script.respond(404, b""), script.error(401, "no such key"))
        with pytest.raises(RequestFailed) as failed:
            probe(server)
        assert failed.value.failure.kind is ErrorKind.AUTH
        assert len(server.requests) == 3


def test_it_can_be_called_off() -> None:
    cancel, came = Cancellation(), threading.Event()

    def answer(request: Received) -> Script:
        if not request.body:
            return script.models("m")
        came.set()
        return [script.Stall("request")]

    with WireServer(answer) as server:

        def call_off() -> None:
            came.wait()
            cancel.cancel()

        canceller = threading.Thread(target=call_off)
        canceller.start()
        with pytest.raises(Stopped):
            probe(server, cancel=cancel)
        canceller.join()
        assert len(asked(server)) == 1
