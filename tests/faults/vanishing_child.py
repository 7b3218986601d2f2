"""In a network of its own: a reply is being written when the network goes, and when it has come back one more is asked.

Prints one line of JSON: what was kept, what was said and after how many seconds, each time.
"""

import json
import subprocess
import sys
import threading
import time
from typing import Any

from desktop_chat.domain.models import Limits
from desktop_chat.domain.streaming import StreamEvent, TextDelta
from desktop_chat.providers.cancellation import Cancellation
from desktop_chat.providers.client import ChatProvider
from tests.providers.replies import Reply, request
from tests.support import script
from tests.support.patience import PATIENCE_S
from tests.support.wire_server import WireServer

IDLE_S = 1.0
_LIMITS = Limits(connect_timeout_s=IDLE_S, first_byte_timeout_s=IDLE_S, idle_timeout_s=IDLE_S, max_retries=0)


def network(state: str) -> None:
    subprocess.run(["ip", "link", "set", "lo", state], check=True)


def asked(base_url: str, goes_down: bool = False) -> dict[str, Any]:
    """One request; the network goes with the first word where that is wanted."""
    reply, wrote, gone_at = Reply(), threading.Event(), time.monotonic()

    def sink(event: StreamEvent) -> None:
        reply.events.append(event)
        if isinstance(event, TextDelta):
            wrote.set()

    ask = ChatProvider().complete
    thread = threading.Thread(target=ask, args=(request(base_url, limits=_LIMITS), None, sink, Cancellation()))
    thread.start()
    if goes_down:
        assert wrote.wait(PATIENCE_S)
        network("down")
        gone_at = time.monotonic()
    thread.join(PATIENCE_S)
    failure = reply.ended.failure
    cause = failure.cause if failure else None
    return {"text": reply.text, "kind": reply.kind, "cause": cause, "seconds": time.monotonic() - gone_at}


def main() -> int:
    network("up")
    with WireServer() as server:
        server.enqueue(script.reply("Hello, wor", then=script.Stall()))
        found = [asked(server.base_url, goes_down=True), asked(server.base_url)]
        network("up")
        found.append(asked(server.base_url))
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
