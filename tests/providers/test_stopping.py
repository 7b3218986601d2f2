"""Stop works at once, whatever the request is waiting for."""

import socket
import sys
import threading
import time

import pytest

from desktop_chat.domain.models import Limits, Request
from desktop_chat.domain.streaming import Ended, Retrying, StreamEvent, TextDelta
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.client import ChatProvider
from tests.providers.replies import Reply, request
from tests.support import script
from tests.support.patience import EVER_S, PATIENCE_S
from tests.support.wire_server import DeafPort, WireServer

# Of itself nothing here ends while anybody has patience. How long stopping takes, the benchmark `stopping` says.
LONG = Limits(connect_timeout_s=EVER_S, first_byte_timeout_s=EVER_S, idle_timeout_s=EVER_S)


class Asking:
    """A request that runs in a thread, as it does in the program."""

    def __init__(self, wanted: Request) -> None:
        self.reply = Reply()
        self._cancel = Cancellation()
        self._changed = threading.Condition()
        self._wanted = wanted
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def wait_for(self, event: type[StreamEvent]) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: any(isinstance(one, event) for one in self.reply.events), PATIENCE_S)

    def stop(self) -> None:
        """Stops it, and waits until its thread has ended."""
        self._cancel.cancel()
        self._thread.join(PATIENCE_S / 2)  # the longest wait between two attempts is the whole of it
        assert not self._thread.is_alive()

    def _run(self) -> None:
        ChatProvider().complete(self._wanted, None, self._took, self._cancel)

    def _took(self, event: StreamEvent) -> None:
        with self._changed:
            self.reply.events.append(event)
            self._changed.notify_all()


def ask_of(server: WireServer) -> Request:
    return request(server.base_url, limits=LONG)


def stopped_at_once(asking: Asking) -> Reply:
    asking.stop()
    assert asking.reply.ended.stopped
    assert asking.reply.ended.failure is None
    return asking.reply


def test_while_connecting() -> None:
    with DeafPort() as port:
        asking = Asking(request(port.base_url, limits=LONG))
        wait_until_a_thread_connects(asking)
        stopped_at_once(asking)


def test_while_a_name_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answer = threading.Event(), threading.Event()

    def slow_lookup(*args: object, **kwargs: object) -> list[object]:
        asked.set()
        answer.wait(EVER_S)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow_lookup)
    asking = Asking(request("https://a-name-that-takes-long.example/v1", limits=LONG))
    assert asked.wait(PATIENCE_S)
    stopped_at_once(asking)
    answer.set()


def test_during_the_tls_handshake(tls_server: WireServer) -> None:
    tls_server.enqueue(script.Stall("connect"))
    asking = Asking(ask_of(tls_server))
    tls_server.wait_for_connections(1)
    stopped_at_once(asking)
    assert tls_server.wait_for_hang_ups(1)


@pytest.mark.parametrize("which", ["server", "tls_server"])
def test_while_waiting_for_the_head(which: str, request: pytest.FixtureRequest) -> None:
    server: WireServer = request.getfixturevalue(which)
    server.enqueue(script.Stall("request"))
    asking = Asking(ask_of(server))
    server.wait_for_requests(1)
    stopped_at_once(asking)
    assert server.wait_for_hang_ups(1)


@pytest.mark.parametrize("which", ["server", "tls_server"])
@pytest.mark.parametrize("framing", [script.Framing.CHUNKED, script.Framing.CLOSE, script.Framing.LIE])
def test_in_a_silent_stream(which: str, framing: script.Framing, request: pytest.FixtureRequest) -> None:
    server: WireServer = request.getfixturevalue(which)
    server.enqueue(script.reply("Hello, wor", then=script.Stall(), framing=framing))
    asking = Asking(ask_of(server))
    asking.wait_for(TextDelta)
    reply = stopped_at_once(asking)
    assert server.wait_for_hang_ups(1)
    assert "Hello, wor".startswith(reply.text)
    assert reply.text


def test_between_two_attempts(server: WireServer) -> None:
    server.enqueue(script.error(429, "later", headers={"Retry-After": "60"}))
    asking = Asking(ask_of(server))
    asking.wait_for(Retrying)
    stopped_at_once(asking)
    assert len(server.requests) == 1


def test_while_a_large_request_is_being_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
        asking = Asking(request(url, b"x" * 50_000_000, LONG))
        connection, _ = listener.accept()
        with connection:
            assert connection.recv(1000)
            stopped_at_once(asking)


def test_before_it_began_nothing_is_sent(server: WireServer) -> None:
    cancel = Cancellation()
    cancel.cancel()
    events: list[StreamEvent] = []
    ChatProvider().complete(request(server.base_url), None, events.append, cancel)
    assert [type(event) for event in events] == [Ended]
    assert server.connections == 0


def test_every_action_left_behind_is_performed_once_and_at_once_when_it_is_too_late() -> None:
    cancel = Cancellation()
    done: list[str] = []
    with cancel.calling(lambda: done.append("early")):
        cancel.cancel()
    with cancel.calling(lambda: done.append("late")):
        assert done == ["early", "late"]
    cancel.cancel()
    assert done == ["early", "late"]
    assert cancel.wait(PATIENCE_S)


def wait_until_a_thread_connects(asking: Asking) -> None:
    """Until the request's own thread is inside the loop that tries the addresses."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        frame = sys._current_frames().get(asking._thread.ident or 0)
        while frame:
            if frame.f_code.co_name == "_first_to_answer":
                return
            frame = frame.f_back
    raise AssertionError("it never tried to connect")
