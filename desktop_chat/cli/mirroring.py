"""`mirror`: a folder of Markdown files that follows the conversations."""

from typing import Any

from desktop_chat.cli import status
from desktop_chat.cli.progress import Progress, ending_with_standard_input
from desktop_chat.cli.session import Session
from desktop_chat.cli.wording import wording
from desktop_chat.domain.errors import ExportFailed
from desktop_chat.transfer.formats import Profile
from desktop_chat.transfer.mirror import Mirror
from desktop_chat.words.catalogue import tr
from desktop_chat.words.times import count


def mirror(session: Session, arguments: Any) -> int:
    """Run the command; returns the exit status."""
    output = session.output
    with ending_with_standard_input(arguments.progress):
        try:
            made = Mirror(arguments.output, Profile(arguments.profile), wording())
            done = made.update(session.store, Progress(output if arguments.progress else None).tell)
        except ExportFailed as error:
            if arguments.progress:
                output.json({"reason": error.reason})
            raise
    if arguments.progress:
        output.json({"written": done.written, "removed": done.removed, "aside": list(done.aside)})
    said = tr("Written: {written}. Removed: {removed}.")
    output.complain(said.format(written=count(done.written), removed=count(done.removed)))
    for name in done.aside:
        output.complain(tr("Changed by hand, so it is kept as {name}.").format(name=name))
    return status.DONE
