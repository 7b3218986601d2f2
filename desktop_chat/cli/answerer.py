"""Who answers, and with what request: the choices of a command on top of those of its conversation."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from desktop_chat.cli.session import Session
from desktop_chat.cli.status import WrongUse
from desktop_chat.domain import context
from desktop_chat.domain.calibration import learned
from desktop_chat.domain.context import ContextPlan
from desktop_chat.domain.defaults import is_set, limits_of, overlaid
from desktop_chat.domain.errors import NoModel, NotFound
from desktop_chat.domain.messages import Conversation, Message
from desktop_chat.domain.models import LONGEST_TIMEOUT_S, Endpoint, Limits, Options, with_option
from desktop_chat.domain.policy import Policy
from desktop_chat.domain.settings import limits_from
from desktop_chat.domain.text import clean
from desktop_chat.storage.truncations import Truncations
from desktop_chat.words.catalogue import tr

_NOT_GIVEN = {"max_error_bytes", "network"}
_LIMITS = {field.name: field.type for field in fields(Limits) if field.name not in _NOT_GIVEN}


@dataclass(frozen=True, slots=True)
class Choice:
    """Who answers, and under which rules."""

    endpoint: Endpoint
    model: str
    policy: Policy
    options: Options

    @property
    def in_force(self) -> Options:
        """With the endpoint's defaults beneath."""
        return overlaid(self.endpoint.options, self.options)


def choose(session: Session, conversation: Conversation, arguments: Any) -> Choice:
    """What is given with the command, else what the conversation has, else what the endpoint has.

    Raises `NoEndpoint`, `NotFound`, `NoModel`, `BadOption`, `WrongUse`.
    """
    endpoint = _endpoint(session, conversation, arguments.endpoint)
    own = conversation.model if conversation.endpoint_id == endpoint.id else None
    model = clean(arguments.model or own or endpoint.model or "")
    if not model:
        raise NoModel(endpoint.name)
    policy = conversation.policy
    if arguments.system is not None:
        policy = replace(policy, system_prompt=clean(arguments.system))
    options = conversation.options
    for name, value in assignments("--set", arguments.set):
        options = with_option(options, name, value)
        if not value and is_set(endpoint.options, name):
            options = replace(options, unset=options.unset | {name})
    return Choice(endpoint, model, policy, options)


def planned(session: Session, choice: Choice, branch: tuple[Message, ...]) -> tuple[ContextPlan, float]:
    """The request that continues `branch`, and the calibration of its token estimate. Raises `RequestRefused`."""
    past = Truncations(session.store.receipts, session.store.conversations.tree)
    estimator = learned(past.samples(choice.endpoint.id, choice.model))
    quirks = choice.endpoint.quirks_of(choice.model)
    plan = context.plan(branch, choice.policy, choice.in_force, choice.model, quirks, estimator)
    return plan, estimator.factor


def limits(session: Session, given: Iterable[str], options: Options = Options()) -> Limits:  # noqa: B008 - frozen
    """The client's own limits: those of the settings, then of the options, then those given with the command.

    Raises `WrongUse`.
    """
    usual = limits_from(session)
    changed = {name: _limit(name, value) for name, value in assignments("--limit", given)}
    return replace(limits_of(options, usual), **changed)


def _endpoint(session: Session, conversation: Conversation, name: str | None) -> Endpoint:
    if name is None and conversation.endpoint_id is not None:
        try:
            return session.store.endpoints.get(conversation.endpoint_id)
        except NotFound:  # removed since; the default answers
            return session.endpoint(None)
    return session.endpoint(name)


def assignments(option: str, given: Iterable[str]) -> Iterable[tuple[str, str]]:
    for text in given:
        name, equals, value = clean(text).partition("=")
        if not equals:
            raise WrongUse(tr("{option} takes NAME=VALUE, not “{text}”.").format(option=option, text=text))
        yield name.strip(), value


def _limit(name: str, value: str) -> Any:
    if name not in _LIMITS:
        names = ", ".join(_LIMITS)
        raise WrongUse(tr("There is no limit “{name}”. There are: {names}.").format(name=name, names=names))
    number = _number(value, whole=not name.endswith("_s"))
    too_long = name.endswith("_s") and number is not None and number > LONGEST_TIMEOUT_S
    if number is None or too_long or (number == 0 and name != "max_retries"):
        raise WrongUse(tr("The limit {name} cannot be “{value}”.").format(name=name, value=value))
    return number


def _number(value: str, *, whole: bool) -> float | None:
    """`value` as a number that is not negative; None when it is none."""
    try:
        number = int(value) if whole else float(value)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
