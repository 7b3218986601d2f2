"""The proxy of the settings is that of the command line too."""

from __future__ import annotations

import json

from tests.cli.running import Shell
from tests.support.wire_server import WireServer

FAR = "http://10.255.255.1:8080/v1"  # private, so clear text is allowed; no such machine is ever asked


def test_a_question_and_the_list_of_models_go_through_the_proxy_of_the_settings(
    bare: Shell, server: WireServer
) -> None:
    named = {"network.proxy": "own", "network.proxy_address": f"http://127.0.0.1:{server.port}"}
    bare.data_dir.mkdir(exist_ok=True)
    (bare.data_dir / "settings.json").write_text(json.dumps(named), encoding="utf-8")
    assert bare("endpoint", "add", "far", "--url", FAR, "--model", "m").status == 0
    assert bare("ask", "hello").out == "Hello\n"
    assert bare("models").out == "test-model\n"
    assert [request.path for request in server.requests] == [f"{FAR}/chat/completions", f"{FAR}/models"]
