"""`doctor`: is everything in order? Nothing is changed, unless --repair asks for it, and no connection is made."""

from dataclasses import asdict
from typing import Any

from desktop_chat import paths
from desktop_chat.cli import status
from desktop_chat.cli.endpoints import described
from desktop_chat.cli.session import Session
from desktop_chat.cli.status import WrongUse
from desktop_chat.cli.versions import versions
from desktop_chat.domain.errors import StoreError
from desktop_chat.domain.models import EndpointKind
from desktop_chat.providers.local.process import is_installed
from desktop_chat.storage.store import FILE_NAME
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.errors import Kept, explain
from desktop_chat.words.times import count


def doctor(session: Session, arguments: Any) -> int:
    """Run the command; returns the exit status: whether the database is sound."""
    if arguments.repair:
        from desktop_chat.cli.repairing import repair

        return repair(session, arguments)
    if arguments.salvage or arguments.backup:
        raise WrongUse(tr("--backup and --salvage go with --repair."))
    found = _examined(session)
    if arguments.json:
        session.output.json(found)
    else:
        _print(session, found)
    return status.DONE if found["database"]["ok"] else status.FAILED


def _examined(session: Session) -> dict[str, Any]:
    database, endpoints = _database(session)
    return {
        "data_directory": str(session.data_dir),
        "database": database,
        "keyring": _keyring(session),
        "endpoints": endpoints,
        "local_model": _local_model(session),
        "versions": versions(),
    }


def _database(session: Session) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The state of the file, and the endpoints in it. What is not there yet is in order, and is not made."""
    path = session.data_dir / FILE_NAME
    about: dict[str, Any] = {"path": str(path), "exists": path.exists(), "ok": True, "problem": None}
    if not about["exists"]:
        return about, []
    try:
        report = session.store.check()
        default = session.store.endpoints.default()
        endpoints = [described(one, one == default) for one in session.store.endpoints.all()]
    except StoreError as error:
        return about | {"ok": False, "problem": explain(error, Kept.NOTHING).text}, []
    return about | asdict(report) | {"ok": report.ok}, endpoints


def _keyring(session: Session) -> dict[str, Any]:
    state = session.secrets.state()
    problem = explain(state.problem, Kept.NOTHING).headline if state.problem else None
    return {"name": state.name or None, "safe": state.safe, "problem": problem}


def _local_model(session: Session) -> dict[str, Any]:
    file = paths.bundled_model(session.data_dir)
    return {"server_installed": is_installed(), "file": str(file) if file else None}


def _print(session: Session, found: dict[str, Any]) -> None:
    rows = [
        (tr("Data directory"), found["data_directory"]),
        (tr("Database"), _database_words(found["database"])),
        (tr("Keyring"), _keyring_words(found["keyring"])),
        *((tr("Endpoint"), _endpoint_words(endpoint)) for endpoint in found["endpoints"]),
        (tr("Local model"), _local_words(found["local_model"])),
        *((name, version or tr("not installed")) for name, version in found["versions"].items()),
    ]
    session.output.table(rows)


def _database_words(database: dict[str, Any]) -> str:
    if not database["exists"]:
        return tr("none yet")
    if database["problem"]:
        return str(database["problem"])
    conversations = database["conversations"]
    size = trn("{n} conversation", "{n} conversations", conversations).format(n=count(conversations))
    if database["ok"]:
        return tr("sound: {size}, {messages} messages").format(size=size, messages=count(database["messages"]))
    damaged = len(database["damaged_messages"]) + len(database["orphans"]) + database["damaged_parts"]
    return tr("damaged: {complaint}; {n} messages cannot be trusted").format(
        complaint="; ".join(database["integrity"][:3]) or "–", n=count(damaged)
    )


def _keyring_words(keyring: dict[str, Any]) -> str:
    if keyring["safe"]:
        return str(keyring["name"])
    return str(keyring["problem"])


def _endpoint_words(endpoint: dict[str, Any]) -> str:
    place = endpoint["url"] or endpoint["model_file"] or tr("on this computer")
    if endpoint["kind"] == EndpointKind.LOCAL_MODEL:
        return f"{endpoint['name']}  {place}"
    return f"{endpoint['name']}  {place}  {endpoint['key_source']}"


def _local_words(local: dict[str, Any]) -> str:
    if not local["server_installed"]:
        return tr("the program that runs it is not installed")
    return local["file"] or tr("no model file")
