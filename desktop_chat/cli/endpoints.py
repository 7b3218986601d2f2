"""`endpoint` and `models`: the servers that can be asked."""

import getpass
import re
import sys
from pathlib import Path
from typing import Any

from desktop_chat import paths
from desktop_chat.cli import examining, status
from desktop_chat.cli.session import Session
from desktop_chat.cli.signals import Undisturbed
from desktop_chat.cli.status import NotNow, WrongUse
from desktop_chat.domain.errors import BadKey, BadOption, LocalModelMissing, NotFound, PlainHttpRefused, SecretError
from desktop_chat.domain.key_forms import check_kept
from desktop_chat.domain.messages import new_id
from desktop_chat.domain.models import (
    Endpoint,
    EndpointKind,
    KeySource,
    needs_confirmation,
    normalised_address,
)
from desktop_chat.domain.text import clean
from desktop_chat.words.catalogue import joined, tr, trn
from desktop_chat.words.errors import Kept, explain
from desktop_chat.words.times import count

_LONGEST_NAME = 200
_VARIABLE = re.compile("[A-Za-z_][A-Za-z0-9_]{0,99}")


def run(session: Session, arguments: Any) -> int:
    if arguments.command == "models":
        return _models(session, arguments)
    match arguments.action:
        case "add":
            return _add(session, arguments)
        case "remove":
            return _remove(session, arguments.name)
        case "test":
            return _test(session, arguments.name)
        case "doctor":
            return examining.run(session, arguments)
    return _list(session, as_json=arguments.json)


def _add(session: Session, arguments: Any) -> int:
    name = clean(arguments.name).strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise BadOption("name", arguments.name)
    _refuse_taken(session, name)
    endpoint = _local(session, name, arguments) if arguments.local else _remote(name, arguments)
    if arguments.key_stdin:
        _put_key(session, endpoint, _key_from_stdin(endpoint))
    with Undisturbed():
        session.store.endpoints.add(endpoint).result()
    session.output.complain(tr("{name} was added.").format(name=name))
    return status.DONE


def _refuse_taken(session: Session, name: str) -> None:
    """Before a key is asked for. Should somebody be faster, the store refuses it as well."""
    try:
        session.store.endpoints.by_name(name)
    except NotFound:
        return
    raise WrongUse(tr("There is an endpoint called {name} already. Choose another name.").format(name=name))


def _remote(name: str, arguments: Any) -> Endpoint:
    if arguments.model_file:
        raise WrongUse(tr("--model-file goes with --local."))
    if arguments.key_env and not _VARIABLE.fullmatch(arguments.key_env):
        # The likeliest mistake is the key itself, which must neither be stored nor shown.
        raise WrongUse(tr("--key-env takes the name of an environment variable, not the key itself."))
    address = normalised_address(clean(arguments.url))
    check_kept(name=name, url=address, model=arguments.model)
    endpoint = Endpoint(
        new_id(),
        name,
        address,
        model=clean(arguments.model or "").strip() or None,
        key_source=_key_source(arguments),
        key_variable=arguments.key_env,
        allow_plain_http=arguments.allow_plain_http,
    )
    if needs_confirmation(address) and not endpoint.allow_plain_http:
        raise PlainHttpRefused(endpoint.host)
    return endpoint


def _key_source(arguments: Any) -> KeySource:
    if arguments.key_stdin:
        return KeySource.KEYRING
    return KeySource.ENVIRONMENT if arguments.key_env else KeySource.NONE


def _local(session: Session, name: str, arguments: Any) -> Endpoint:
    """A model on this machine; the file that is named, else the one that belongs to the program."""
    from desktop_chat.providers.local.gguf import inspect
    from desktop_chat.providers.local.process import is_installed

    if arguments.key_stdin or arguments.key_env or arguments.allow_plain_http:
        raise WrongUse(tr("A local model needs no key and no network."))
    if not is_installed():
        raise LocalModelMissing("server")
    named = arguments.model_file
    file: Path | None = named.expanduser().absolute() if named else paths.bundled_model(session.data_dir)
    if file is None:
        raise LocalModelMissing(paths.BUNDLED_MODEL)
    inspect(file)
    return Endpoint(
        new_id(),
        name,
        "",
        model=clean(arguments.model or file.stem),
        kind=EndpointKind.LOCAL_MODEL,
        model_path=str(file) if named else None,
    )


def _key_from_stdin(endpoint: Endpoint) -> str:
    if sys.stdin is None:
        raise BadKey(endpoint.name)
    if sys.stdin.isatty():
        return getpass.getpass(tr("Key for {name}: ").format(name=endpoint.name))
    return sys.stdin.readline()


def _put_key(session: Session, endpoint: Endpoint, key: str) -> None:
    """Into the keyring, or not at all: a key that lives for this command only would help nobody."""
    try:
        kept = session.secrets.put(endpoint, key)
        problem = None if kept else session.secrets.state().problem
    except SecretError as error:
        kept, problem = False, error
    if kept:
        return
    reason = explain(problem, Kept.NOTHING).headline if problem else ""
    remedy = tr(
        "The endpoint was not added. With --key-env the key is read from an environment variable at each request."
    )
    raise NotNow(joined(reason, remedy))


def _remove(session: Session, name: str) -> int:
    endpoint = session.endpoint(name)
    with Undisturbed():
        session.store.endpoints.remove(endpoint.id).result()
    if endpoint.key_source is KeySource.KEYRING:
        try:
            session.secrets.forget(endpoint)
        except SecretError as error:
            left = tr("The endpoint was removed, but its key is still in the keyring.")
            session.output.complain(joined(explain(error, Kept.NOTHING).headline, left))
            return status.FAILED
    session.output.complain(tr("{name} was removed.").format(name=endpoint.name))
    return status.DONE


def _list(session: Session, *, as_json: bool) -> int:
    endpoints = session.store.endpoints.all()
    default = session.store.endpoints.default()
    if as_json:
        session.output.json([described(endpoint, endpoint == default) for endpoint in endpoints])
        return status.DONE
    if not endpoints:
        session.output.complain(tr("There is no endpoint yet. Add one with “desktop-chat endpoint add”."))
        return status.DONE
    session.output.table(
        [
            ("*" if endpoint == default else "", endpoint.name, _place(endpoint), endpoint.model or "–", _key(endpoint))
            for endpoint in endpoints
        ]
    )
    return status.DONE


def described(endpoint: Endpoint, is_default: bool) -> dict[str, Any]:
    """An endpoint for a program. There is no key in it."""
    return {
        "id": endpoint.id,
        "name": endpoint.name,
        "kind": endpoint.kind.value,
        "url": endpoint.base_url or None,
        "model": endpoint.model,
        "model_file": endpoint.model_path,
        "key_source": endpoint.key_source.value,
        "key_variable": endpoint.key_variable,
        "allow_plain_http": endpoint.allow_plain_http,
        "default": is_default,
    }


def _place(endpoint: Endpoint) -> str:
    if endpoint.kind is EndpointKind.LOCAL_MODEL:
        return endpoint.model_path or tr("on this computer")
    return endpoint.base_url


def _key(endpoint: Endpoint) -> str:
    match endpoint.key_source:
        case KeySource.KEYRING:
            return tr("key in the keyring")
        case KeySource.ENVIRONMENT:
            return tr("key in {variable}").format(variable=endpoint.key_variable)
        case KeySource.NONE:
            return tr("no key")


def _test(session: Session, name: str) -> int:
    names = _ask_for_models(session, session.endpoint(name))
    sentence = trn("{name} answers and offers {n} model.", "{name} answers and offers {n} models.", len(names))
    session.output.complain(sentence.format(name=name, n=count(len(names))))
    return status.DONE


def _models(session: Session, arguments: Any) -> int:
    names = _ask_for_models(session, session.endpoint(arguments.endpoint))
    if arguments.json:
        session.output.json(names)
    else:
        for name in names:
            session.output.line(name)
    return status.DONE


def _ask_for_models(session: Session, endpoint: Endpoint) -> tuple[str, ...]:
    """Raises `RequestFailed`, and all that `Session.reach` raises."""
    from desktop_chat.cli.answerer import limits
    from desktop_chat.providers.cancellation import Cancellation
    from desktop_chat.providers.client import ChatProvider

    reachable = session.reach(endpoint)
    return ChatProvider().models(reachable.endpoint, reachable.key, limits(session, ()), Cancellation())
