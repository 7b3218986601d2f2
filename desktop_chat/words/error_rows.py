"""The sentences of every error that is not a failed request, one row per type.

Rows are data, not branches, so that a test can hold the table against the tree of types. What stands in
braces are the error's own attributes; its types promise them, and the test fills in every row.
"""

from collections.abc import Mapping
from typing import Final

from desktop_chat.domain import encryption, errors, exposed, unfit, unreadable
from desktop_chat.domain.errors import ChatError
from desktop_chat.domain.values import dataclass
from desktop_chat.words.catalogue import later
from desktop_chat.words.explanation import Remedy


@dataclass(frozen=True, slots=True)
class Row:
    """What happened, what is kept and can be done, and the button for it."""

    headline: str
    detail: str
    remedy: Remedy = Remedy.NONE


_SEE_LOG: Final = later("The log file says where.")
_TAKE_OUT: Final = later("Take it out, or send it all the same.")
_RAISE_LIMIT: Final = later("Raise the limit, choose a cheaper model, or send less.")

_REFUSED: Final = {
    errors.RequestRefused: Row(later("The request was held back."), _SEE_LOG),
    errors.NoEndpoint: Row(
        later("There is no endpoint yet."),
        later("Add one in the settings, or with “desktop-chat endpoint add”."),
        Remedy.ADD_ENDPOINT,
    ),
    errors.NoModel: Row(later("No model is chosen for {endpoint}."), later("Choose one."), Remedy.CHOOSE_MODEL),
    errors.NothingToSend: Row(
        later("There is no text to send."), later("Write a message, or take one back into the context.")
    ),
    errors.InTrash: Row(later("This conversation is in the trash."), later("Restore it to go on with it.")),
    errors.BudgetTooSmall: Row(
        later("What has to be sent is about {needed} tokens, and the input budget is {budget}."),
        later(
            "System prompt {system}, pinned {pinned}, summaries {summaries}, question {question}, the request itself"
            " {rest}. Raise the budget, unpin messages, or shorten the system prompt or the question."
        ),
        Remedy.SHORTEN,
    ),
    errors.BadOption: Row(
        later("The parameter “{name}” cannot be “{value}”."),
        later("Change its value, or leave it out."),
        Remedy.CHANGE_OPTIONS,
    ),
    errors.BadAddress: Row(
        later("“{url}” is not the address of a server."),
        later("It should look like https://api.example.com/v1, without a name, a password or a question mark."),
        Remedy.OPEN_ENDPOINT,
    ),
    errors.PlainHttpRefused: Row(
        later("The way to {host} is not encrypted (http)."),
        later("Use https, or allow plain http for this endpoint."),
        Remedy.OPEN_ENDPOINT,
    ),
    errors.AttachmentLost: Row(
        later("The content of “{name}” is lost."),
        later("Its message is kept. Attach the file again in a new message, and exclude the old one."),
    ),
    errors.NoKey: Row(
        later("There is no key for {endpoint}."),
        later("Enter it in the endpoint's settings."),
        Remedy.OPEN_ENDPOINT,
    ),
    errors.BadKey: Row(
        later("What was given as the key of {endpoint} cannot be one."),
        later("It is empty, or holds a space, a line break or a letter that no key has. Copy it once more."),
        Remedy.OPEN_ENDPOINT,
    ),
    errors.KeyVariableMissing: Row(
        later("The key of {endpoint} should be in the environment variable {variable}, which is not set."),
        later("Set it and start the program again, or enter the key in the endpoint's settings."),
        Remedy.OPEN_ENDPOINT,
    ),
    errors.SpendingLimit: Row(
        later("{spent} of {limit} were spent; this request would add about {more}."), _RAISE_LIMIT, Remedy.OPEN_LIMITS
    ),
    errors.DayLimit: Row(
        later("Today {spent} of {limit} were spent; this request would add about {more}."),
        _RAISE_LIMIT,
        Remedy.OPEN_LIMITS,
    ),
    errors.ConversationLimit: Row(
        later("In this conversation {spent} of {limit} were spent; this request would add about {more}."),
        _RAISE_LIMIT,
        Remedy.OPEN_LIMITS,
    ),
}

_EXPOSING: Final = {
    exposed.KeptInClear: Row(
        later("The value of “{name}” looks as if it held a key, and would be kept where others can read it."),
        later("Give the key to the endpoint. Where it has to stand in a header of its own, write $API_KEY there."),
        Remedy.OPEN_ENDPOINT,
    ),
    exposed.HoldsKey: Row(later("This message looks as if it held {what}."), _TAKE_OUT, Remedy.SEND_ANYWAY),
    exposed.FileHoldsKey: Row(later("The file “{name}” looks as if it held {what}."), _TAKE_OUT, Remedy.SEND_ANYWAY),
}
WHAT_OPENS: Final = {
    exposed.Opens.PRIVATE_KEY: later("a private key"),
    exposed.Opens.API_KEY: later("the key of a service"),
    exposed.Opens.TOKEN: later("a token that lets in whoever has it"),
    exposed.Opens.PASSWORD: later("a password"),
}

_SECRETS: Final = {
    errors.SecretError: Row(
        later("The keyring reported an error."), later("The keys in it are untouched."), Remedy.RETRY
    ),
    errors.KeyringMissing: Row(
        later("No keyring was found on this computer."),
        later(
            "A key is then kept for this run only. Install a keyring such as GNOME Keyring or KWallet, "
            "or name an environment variable that holds the key."
        ),
        Remedy.OPEN_ENDPOINT,
    ),
    errors.KeyringUnsafe: Row(
        later("The only keyring on this computer keeps keys where other programs can read them."),
        later(
            "It is not used; a key is kept for this run only. Install a keyring such as GNOME Keyring or "
            "KWallet, or name an environment variable that holds the key."
        ),
        Remedy.OPEN_ENDPOINT,
    ),
    errors.KeyringLocked: Row(
        later("The keyring is locked."),
        later("Unlock it, then retry. The keys in it are untouched."),
        Remedy.UNLOCK_KEYRING,
    ),
    errors.KeyringSlow: Row(
        later("The keyring did not answer in time."),
        later("It may be asking for its password in another window. Answer it there, then retry."),
        Remedy.UNLOCK_KEYRING,
    ),
    errors.KeyringDenied: Row(
        later("The keyring refused access to the key."),
        later("Allow it for this program, then retry. The keys in it are untouched."),
        Remedy.UNLOCK_KEYRING,
    ),
}

_STORE: Final = {
    errors.StoreError: Row(
        later("Conversations cannot be read or written in {path}."),
        later("What was saved before is kept. The log file says more."),
        Remedy.OPEN_FOLDER,
    ),
    errors.StoreUnwritable: Row(
        later("{path} cannot be written to."),
        later(
            "What was saved before is kept. Check the folder's permissions and whether its disk is "
            "read-only, or choose another folder with --data-dir."
        ),
        Remedy.OPEN_FOLDER,
    ),
    errors.StoreFull: Row(
        later("The disk with {path} is full."),
        later("What was saved before is kept. Free some space; what is still unsaved is written then."),
        Remedy.FREE_SPACE,
    ),
    errors.StoreDamaged: Row(
        later("The conversations in {path} are damaged."),
        later("The file is left as it is. Start the window or “desktop-chat doctor --repair” for ways to repair it."),
        Remedy.OPEN_FOLDER,
    ),
    errors.StoreBusy: Row(
        later("Another program holds {path} and does not let go."),
        later("What was saved before is kept. Close that program, then retry."),
        Remedy.RETRY,
    ),
    encryption.StoreLocked: Row(
        later("The conversations in {path} are encrypted."),
        later("The passphrase opens them: at a terminal, or with --passphrase-stdin."),
    ),
    encryption.WrongPassphrase: Row(
        later("That is not the passphrase of {path}."),
        later("Nothing was changed. Capitals, spaces and the keyboard's layout count."),
    ),
    encryption.PassphraseTooShort: Row(
        later("The new passphrase for {path} is too short."),
        later("Nothing was changed. It must have at least {least} characters."),
    ),
    errors.StoreTooNew: Row(
        later("{path} was written by a newer version of this program (format {version}; this one knows {known})."),
        later("The file is left as it is. Install the newer version."),
        Remedy.UPDATE_PROGRAM,
    ),
}

_ATTACHING: Final = {
    unfit.AttachmentRefused: Row(later("“{name}” was not attached."), _SEE_LOG),
    unfit.FileUnreadable: Row(
        later("“{name}” cannot be read."),
        later("It may have been moved or deleted, or it may belong to somebody else. Nothing was attached of it."),
    ),
    unfit.FileIsFolder: Row(later("“{name}” is a folder."), later("Attach the files in it.")),
    unfit.FileEmpty: Row(later("“{name}” is empty."), later("There is nothing in it to attach.")),
    unfit.FileBinary: Row(
        later("“{name}” is neither a picture nor text."),
        later("Save it as plain text in UTF-8, or its pages as pictures, then attach that."),
    ),
    unfit.FileTooLarge: Row(
        later("“{name}” is larger than {megabytes} MB."), later("Attach a part of it, or a smaller version.")
    ),
    unfit.PictureBroken: Row(
        later("The picture “{name}” cannot be read."),
        later("It is damaged or of a kind that is not known here. Save it again as PNG or JPEG, then attach that."),
    ),
    unfit.PictureTooLarge: Row(
        later("The picture “{name}” has more than {megapixels} million pixels."),
        later("Save a smaller version, then attach that."),
    ),
    unfit.TooManyFiles: Row(
        later("A message can bring along {most} files at most."),
        later("The rest was not attached. Send it in another message, or put it into one file."),
    ),
    unfit.TooMuchAttached: Row(
        later("The files of a message can be {megabytes} MB at most, together."),
        later("The rest was not attached. Send it in another message, or attach smaller files."),
    ),
}

_IMPORTING: Final = {
    unreadable.ImportRefused: Row(later("“{name}” was not imported."), _SEE_LOG),
    unreadable.ImportUnreadable: Row(
        later("“{name}” cannot be opened."),
        later("It may have been moved or deleted, or it may belong to somebody else. Nothing was imported."),
    ),
    unreadable.ImportEmpty: Row(
        later("The file “{name}” is empty."),
        later("Download or copy it again. Nothing was imported."),
    ),
    unreadable.NotAnExport: Row(
        later("“{name}” is no export that is known here."),
        later(
            "Known are those of ChatGPT, Claude, Open WebUI, Chatbox and NextChat, and what this program exports as"
            " JSON or Markdown. Nothing was imported."
        ),
    ),
    unreadable.ArchiveBroken: Row(
        later("The archive “{name}” is damaged."),
        later("Download or copy it again. Nothing was imported."),
    ),
    unreadable.ArchiveLocked: Row(
        later("The archive “{name}” asks for a password."),
        later("Unpack it, then import the file in it. Nothing was imported."),
    ),
    unreadable.PackedTooTightly: Row(
        later("“{name}” would unfold to more than {ratio} times its size."),
        later("No export does that, so it is not opened. Nothing was imported."),
    ),
    unreadable.ImportBroken: Row(
        later("The import of “{name}” broke off."),
        later("Conversations that had come by then are whole. Import the file again for the rest."),
    ),
    unreadable.TooMuchInside: Row(
        later("There are more than {gigabytes} GB to read in “{name}”."),
        later("Import it in parts. Nothing was imported."),
    ),
}

_OTHERS: Final = {
    ChatError: Row(later("Something went wrong."), _SEE_LOG),
    errors.SettingsDamaged: Row(
        later("The settings in {path} cannot be read."),
        later("That file is kept as {kept_as}. The program goes on with its defaults."),
        Remedy.OPEN_FOLDER,
    ),
    errors.WindowHangs: Row(
        later("Desktop Chat is open already, but does not answer."),
        later("Wait until it does, or end it and start again. What was sent is saved, in {path}."),
        Remedy.RETRY,
    ),
    errors.ExportFailed: Row(
        later("{path} could not be written."),
        later("No half-written file was left; one that was there before is unchanged. Choose another place."),
        Remedy.OPEN_FOLDER,
    ),
    errors.ArchiveTooNew: Row(
        later("{path} was exported by a newer version of this program (format {version}; this one knows {known})."),
        later("Nothing was imported. Install the newer version."),
        Remedy.UPDATE_PROGRAM,
    ),
    errors.LocalModelError: Row(later("The local model failed."), _SEE_LOG, Remedy.RETRY),
    errors.LocalModelMissing: Row(
        later("The model file {what} is not there."),
        later("Put it back, or choose another file."),
        Remedy.CHOOSE_FILE,
    ),
    errors.LocalModelBroken: Row(
        later("The local model {path} did not start."),
        later("The file may be damaged or of another kind, or there may be too little memory. Choose another file."),
        Remedy.CHOOSE_FILE,
    ),
    errors.NotFound: Row(
        later("Nothing here is called “{identifier}”."),
        later("It may have been deleted, or its name may be misspelt."),
    ),
}

ROWS: Final[Mapping[type[ChatError], Row]] = (
    _REFUSED | _EXPOSING | _SECRETS | _STORE | _ATTACHING | _IMPORTING | _OTHERS
)

LOCAL_SERVER_MISSING: Final = Row(
    later("The part that runs local models is not installed."),
    later('Install it with: pip install "desktop-chat[local]"'),
    Remedy.INSTALL_LOCAL_MODEL,
)

NOT_FOUND: Final = {
    "conversation": later("There is no conversation “{identifier}”."),
    "message": later("There is no message “{identifier}”."),
    "endpoint": later("There is no endpoint “{identifier}”."),
    "prompt": later("There is no prompt “{identifier}”."),
    "folder": later("There is no folder “{identifier}”."),
    "receipt": later("There is no receipt for “{identifier}”."),
}
