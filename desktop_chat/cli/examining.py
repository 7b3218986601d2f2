"""`endpoint doctor`: what a model takes, found out with a few tiny questions that somebody has agreed to."""

import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desktop_chat.cli import status
from desktop_chat.cli.session import Session
from desktop_chat.cli.signals import Undisturbed
from desktop_chat.cli.status import WrongUse
from desktop_chat.domain.errors import NoModel
from desktop_chat.domain.examining import Examination, Examined
from desktop_chat.domain.models import Endpoint
from desktop_chat.words.catalogue import tr
from desktop_chat.words.examination import about, consent, facts


def run(session: Session, arguments: Any) -> int:
    """Raises `NoModel`, `WrongUse` where nobody agrees or can be asked, and all that `Session.reach` raises."""
    endpoint = session.endpoint(arguments.name)
    model = arguments.model or endpoint.model
    if not model:
        raise NoModel(endpoint.name)
    if not (arguments.yes or _agrees(consent(model))):
        session.output.complain(tr("Nothing was sent."))
        return status.DONE
    examined = _examined(session, endpoint, model)
    _remember(session, endpoint, model, examined)
    quirks = session.store.endpoints.get(endpoint.id).quirks_of(model)
    if arguments.json:
        session.output.json(_described(endpoint, model, examined.examination, quirks.renamed))
        return status.DONE
    for fact in facts(examined.examination, quirks.renamed):
        session.output.line(fact.sentence)
    session.output.complain(about(examined.examination, model, datetime.now().astimezone()))
    return status.DONE


def _agrees(question: str) -> bool:
    if sys.stdin is None or not sys.stdin.isatty():
        raise WrongUse(f"{question} {tr('Agree with --yes.')}")
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in {"y", "yes", "是"}


def _examined(session: Session, endpoint: Endpoint, model: str) -> Examined:
    from desktop_chat.cli.answerer import limits
    from desktop_chat.providers.cancellation import Cancellation
    from desktop_chat.providers.examining import examine

    reachable = session.reach(endpoint)
    return examine(reachable.endpoint, model, reachable.key, limits(session, ()), Cancellation())


def _remember(session: Session, endpoint: Endpoint, model: str, examined: Examined) -> None:
    store = session.store.endpoints
    with Undisturbed():
        for parameter, name in examined.lessons.items():
            store.learn(endpoint.id, model, parameter, name).result()
        store.keep_examination(endpoint.id, model, examined.examination).result()


def _described(endpoint: Endpoint, model: str, found: Examination, renamed: Mapping[str, str]) -> dict[str, Any]:
    return {
        "endpoint": endpoint.name,
        "model": model,
        "examined_at": found.at.isoformat(timespec="seconds"),
        "streams": found.streams,
        "usage": found.usage,
        "limits": {name: how.value for name, how in found.limits.items()},
        "sent_as": dict(renamed),
        "penalties": found.penalties,
        "context_tokens": found.context_tokens,
        "requests": found.requests,
        "tokens": found.tokens,
    }
