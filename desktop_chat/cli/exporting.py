"""`export`: conversations as files, each whole or absent."""

from pathlib import Path
from typing import Any

from desktop_chat.cli import status
from desktop_chat.cli.session import Session
from desktop_chat.cli.status import WrongUse
from desktop_chat.cli.wording import wording
from desktop_chat.transfer.export import load, save, save_all
from desktop_chat.transfer.formats import Format
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.times import count


def export(session: Session, arguments: Any) -> int:
    """Run the command; returns the exit status."""
    kind, path = Format(arguments.format), arguments.output
    if not arguments.all:
        conversation_id = session.store.conversations.resolve(arguments.id)
        save(load(session.store, conversation_id), kind, path, wording())
        session.output.complain(tr("Written to {path}.").format(path=path))
        return status.DONE
    _check_place_for_all(kind, path)
    written = save_all(session.store, kind, path, wording())
    sentence = trn("{n} conversation written to {path}.", "{n} conversations written to {path}.", written)
    session.output.complain(sentence.format(n=count(written), path=path))
    return status.DONE


def _check_place_for_all(kind: Format, path: Path) -> None:
    """Many Markdown files need a place that can hold many, and nobody should find a zip file called notes.md."""
    if kind is Format.MARKDOWN and path.suffix.lower() != ".zip" and not path.is_dir():
        raise WrongUse(tr("For all conversations as Markdown, name a .zip file or a folder that exists."))
