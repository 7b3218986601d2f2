"""The window asks through the proxy that its settings name, from the next request on."""

from __future__ import annotations

from dataclasses import replace

from desktop_chat.app import Run
from desktop_chat.domain.network import ProxyMode
from desktop_chat.domain.settings import PROXY, PROXY_ADDRESS
from tests.support.program import ask, wait_for_reply, wait_until
from tests.support.wire_server import WireServer

FAR = "http://10.255.255.1:8080/v1"  # private, so clear text is allowed; no such machine is ever asked


def test_a_proxy_holds_from_the_next_request_on(run: Run, server: WireServer) -> None:
    server.reply("Hello")
    ask(run, "Are you there?")
    wait_for_reply(run)
    (endpoint,) = run.services.accounts.all()
    run.services.preferences.set(PROXY, ProxyMode.OWN)
    run.services.preferences.set(PROXY_ADDRESS, f"http://127.0.0.1:{server.port}")
    run.services.accounts.change(replace(endpoint, base_url=FAR), None, lambda *_: None, lambda *_: None)
    wait_until(lambda: run.services.accounts.all()[0].base_url == FAR)
    server.reply("From afar.")
    ask(run, "And there?")
    wait_for_reply(run)
    run.services.accounts.list_models(run.services.accounts.all()[0], lambda _: None)
    wait_until(lambda: f"{FAR}/models" in {request.path for request in server.requests})
    assert f"{FAR}/chat/completions" in {request.path for request in server.requests}
