"""What a command's request costs, and the limits that hold it back."""

from datetime import datetime

from desktop_chat import paths
from desktop_chat.cli.session import Session
from desktop_chat.domain.errors import ConversationLimit, DayLimit
from desktop_chat.domain.messages import ConversationId
from desktop_chat.domain.models import Endpoint
from desktop_chat.domain.money import money_from_text
from desktop_chat.domain.prices import Price, find
from desktop_chat.domain.settings import CONVERSATION_LIMIT, DAY_LIMIT
from desktop_chat.domain.spending import expected, hold, midnight
from desktop_chat.domain.wire import Payload
from desktop_chat.storage.shipped_prices import ShippedPrices


def price_of(session: Session, endpoint: Endpoint, model: str) -> Price | None:
    """A person's own price, else the shipped one; None where neither is known."""
    own = session.store.prices.all()
    return find(endpoint.host, model, (lambda host, name: own.get((host, name)), ShippedPrices(paths.prices())))


def check(session: Session, conversation_id: ConversationId, price: Price | None, payload: Payload) -> None:
    """Raises `SpendingLimit` where the request would pass a limit."""
    spending, more = session.store.spending, expected([(price, payload)])
    day, conversation = (money_from_text(session.get(setting)) for setting in (DAY_LIMIT, CONVERSATION_LIMIT))
    hold(day, lambda: spending.since(midnight(datetime.now().astimezone())), more, DayLimit)
    hold(conversation, lambda: spending.in_conversation(conversation_id), more, ConversationLimit)
