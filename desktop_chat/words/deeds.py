"""What was just done to conversations, in a few words, for the notice that offers to undo it."""

from desktop_chat.domain.deeds import Deed, DeedKind
from desktop_chat.domain.folders import name_of
from desktop_chat.words.catalogue import tr, trn
from desktop_chat.words.times import count


def told(deed: Deed) -> str:
    """One sentence; "" for what is seen where it was done."""
    n = len(deed.before)
    match deed.kind:
        case DeedKind.TRASHED if n == 1:
            return tr("Moved to the trash")
        case DeedKind.TRASHED:
            said = trn("{n} conversation moved to the trash", "{n} conversations moved to the trash", n)
        case DeedKind.RESTORED:
            said = trn("{n} conversation restored", "{n} conversations restored", n)
        case DeedKind.ARCHIVED:
            said = trn("{n} conversation archived", "{n} conversations archived", n)
        case DeedKind.UNARCHIVED:
            said = trn("{n} conversation back from the archive", "{n} conversations back from the archive", n)
        case DeedKind.MOVED:
            said = trn("{n} conversation moved", "{n} conversations moved", n)
        case DeedKind.IMPORTED:
            said = trn("{n} conversation imported", "{n} conversations imported", n)
        case DeedKind.FOLDER_REMOVED:
            return tr("Folder “{name}” removed").format(name=name_of(deed.folder or ""))
        case _:
            return ""
    return said.format(n=count(n))
