"""What the rest of the program knows of language models over a network.

Loading an HTTP library takes a tenth of a second, so nothing here does: the window speaks to this protocol, and the
implementation in `client` is loaded after it is on the screen.
"""

from typing import Protocol

from desktop_chat.domain.errors import PlainHttpRefused
from desktop_chat.domain.models import Endpoint, Limits, Request, needs_confirmation, normalised_address
from desktop_chat.domain.streaming import Sink
from desktop_chat.providers.cancellation import Cancellation


class Provider(Protocol):
    def complete(self, request: Request, key: str | None, sink: Sink, cancel: Cancellation) -> None:
        """Runs one reply to its end in the calling thread: events into `sink`, exactly one `Ended` last.

        Whatever the wire and the network do comes as that event. Raises `RequestRefused`, before anything is sent or
        emitted, for a request that must not or cannot be made: see `checked_address`; `BadKey`
        and `BadOption` for a key or a header that cannot be written.
        """

    def models(self, endpoint: Endpoint, key: str | None, limits: Limits, cancel: Cancellation) -> tuple[str, ...]:
        """The names of the models that the endpoint offers, in order.

        Raises `RequestFailed`, `RequestRefused`, and `cancellation.Stopped` when cancelled.
        """


def checked_address(endpoint: Endpoint) -> str:
    """The base address to send to. Raises `BadAddress`, and `PlainHttpRefused` for clear text on the open network."""
    address = normalised_address(endpoint.base_url)
    if needs_confirmation(address) and not endpoint.allow_plain_http:
        raise PlainHttpRefused(endpoint.host)
    return address
