"""`export`: conversations as files, each whole or absent."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_chat.cli import status
from desktop_chat.cli.progress import Progress, ending_with_standard_input
from desktop_chat.cli.session import Session
from desktop_chat.cli.status import WrongUse
from desktop_chat.cli.wording import wording
from desktop_chat.domain.errors import ExportFailed, NotFound
from desktop_chat.domain.folders import folder_named, lies_in
from desktop_chat.domain.messages import ConversationId, MessageId
from desktop_chat.transfer.archive import Chat
from desktop_chat.transfer.branches import from_to, only_branch
from desktop_chat.transfer.export import Many, Source, load, save, save_all
from desktop_chat.transfer.files import told_by_the_system
from desktop_chat.transfer.formats import Format, MarkdownOptions, Profile
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.times import count

if TYPE_CHECKING:
    from desktop_chat.transfer.printing import Pages


def export(session: Session, arguments: Any) -> int:
    """Run the command; returns the exit status."""
    _check(arguments)
    with ending_with_standard_input(arguments.progress):
        try:
            sentence = _many(session, arguments) if arguments.id is None else _one(session, arguments)
        except ExportFailed as error:
            if arguments.progress:
                session.output.json({"reason": error.reason})
            raise
    session.output.complain(sentence)
    return status.DONE


def _one(session: Session, arguments: Any) -> str:
    chat = _chosen(session, arguments)
    save(chat, Format(arguments.format), arguments.output, wording(), _options(arguments))
    return tr("Written to {path}.").format(path=arguments.output)


def _many(session: Session, arguments: Any) -> str:
    kind, path = Format(arguments.format), arguments.output
    _check_place_for_all(kind, path)
    progress = Progress(session.output if arguments.progress else None)
    many = Many(_folder(session, arguments.folder), progress.tell)
    written = save_all(session.store, kind, path, wording(), _options(arguments), many)
    sentence = trn("{n} conversation written to {path}.", "{n} conversations written to {path}.", written)
    return sentence.format(n=count(written), path=path)


def _folder(session: Session, named: str | None) -> str | None:
    """Raises `NotFound`."""
    if named is None:
        return None
    folder = folder_named(named)
    if folder is None or not any(lies_in(one, folder) for one in session.store.folders.all()):
        raise NotFound("folder", named)
    return folder


def _chosen(session: Session, arguments: Any) -> Chat:
    """One conversation, or what of it is wanted. Raises `NotFound`."""
    chat = load(session.store, session.store.conversations.resolve(arguments.id))
    if arguments.first or arguments.last:
        first, last = (_message(session, named) for named in (arguments.first, arguments.last))
        return from_to(chat, first, last)
    return only_branch(chat) if arguments.branch else chat


def _message(session: Session, named: str | None) -> MessageId | None:
    return session.store.conversations.resolve_message(named) if named else None


def pages_of(
    source: Source,
    conversation_id: ConversationId,
    ends: tuple[MessageId | None, MessageId | None],
    options: MarkdownOptions,
) -> "Pages":
    """One conversation as the window prints it, or of that only the messages between `ends`. Raises `ChatError`."""
    from desktop_chat.transfer.printing import pages

    chat = load(source, conversation_id)
    return pages(from_to(chat, *ends) if any(ends) else chat, wording(), options=options)


def _options(arguments: Any) -> MarkdownOptions:
    profile = Profile(arguments.profile or Profile.PLAIN)
    return MarkdownOptions(profile, arguments.trailer, arguments.tree, with_files=not arguments.no_files)


def _check(arguments: Any) -> None:
    """Options that would do nothing are not what somebody meant."""
    if arguments.format != Format.MARKDOWN and (arguments.profile or arguments.trailer):
        raise WrongUse(tr("--profile and --trailer are for Markdown."))
    if arguments.format == Format.JSON and (arguments.tree or arguments.no_files):
        raise WrongUse(tr("JSON holds all branches and files; --branch leaves the other branches out."))
    is_part = arguments.first or arguments.last or arguments.branch
    if is_part and (arguments.id is None or arguments.tree):
        raise WrongUse(tr("--from, --to and --branch are for one branch of one conversation."))


def _check_place_for_all(kind: Format, path: Path) -> None:
    """Many files need a place that can hold many, and nobody should find a zip file called notes.md."""
    with told_by_the_system(path):
        is_folder = path.is_dir()
    if kind is not Format.JSON and path.suffix.lower() != ".zip" and not is_folder:
        raise WrongUse(tr("For many conversations, name a .zip file or a folder that exists."))
