"""Every error a person can meet, in sentences: what happened and where, what is kept, what comes next.

One function per type of error, found by the type itself, so that a new error without a sentence shows in a test and
not on somebody's screen. Failures of a request, the largest family, have a table of their own in `words.failures`.
"""

import re
from functools import singledispatch
from typing import Final

from desktop_chat.domain import errors
from desktop_chat.domain.errors import ChatError
from desktop_chat.words.catalogue import joined, later, tr
from desktop_chat.words.explanation import Explanation, Kept, Remedy, named, quoted, remedy_label
from desktop_chat.words.failures import explain_failure
from desktop_chat.words.times import count

__all__ = ["Explanation", "Kept", "Remedy", "explain", "explain_failure", "remedy_label"]

_USER_INFO: Final = re.compile(r"//[^/?#]*@")
_UNKNOWN_THINGS: Final = {
    "conversation": later("There is no conversation “{identifier}”."),
    "message": later("There is no message “{identifier}”."),
    "endpoint": later("There is no endpoint “{identifier}”."),
    "receipt": later("There is no receipt for “{identifier}”."),
}


def explain(error: ChatError, kept: Kept = Kept.QUESTION) -> Explanation:
    """`error` in words. `kept` matters to failed requests only."""
    if isinstance(error, errors.RequestFailed):
        return explain_failure(error.failure, kept)
    return _explain(error)


@singledispatch
def _explain(error: ChatError) -> Explanation:
    return Explanation(
        tr("Something went wrong: {kind}.").format(kind=named(error.kind)), tr("The log file says where.")
    )


def _not_sent(headline: str, advice: str, remedy: Remedy = Remedy.NONE) -> Explanation:
    return Explanation(headline, joined(tr("Nothing was sent."), advice), remedy=remedy)


@_explain.register
def _(error: errors.RequestRefused) -> Explanation:
    return _not_sent(
        tr("The request was held back: {kind}.").format(kind=named(error.kind)), tr("The log file says why.")
    )


@_explain.register
def _(_: errors.NoEndpoint) -> Explanation:
    return _not_sent(
        tr("There is no endpoint yet."),
        tr("Add one in the settings, or with “desktop-chat endpoint add”."),
        Remedy.ADD_ENDPOINT,
    )


@_explain.register
def _(error: errors.NoModel) -> Explanation:
    return _not_sent(
        tr("No model is chosen for {endpoint}.").format(endpoint=named(error.endpoint)),
        tr("Choose one."),
        Remedy.CHOOSE_MODEL,
    )


@_explain.register
def _(_: errors.NothingToSend) -> Explanation:
    return _not_sent(
        tr("There is no text to send."), tr("Write a message, or take one back into the context.")
    )


@_explain.register
def _(error: errors.BudgetTooSmall) -> Explanation:
    headline = tr("What has to be sent is about {needed} tokens, and the input budget is {budget}.")
    return _not_sent(
        headline.format(needed=count(error.needed), budget=count(error.budget)),
        tr("Raise the budget, unpin messages, or shorten the system prompt or the question."),
        Remedy.SHORTEN,
    )


@_explain.register
def _(error: errors.BadOption) -> Explanation:
    headline = tr("The parameter “{name}” cannot be “{value}”.")
    return _not_sent(
        headline.format(name=named(error.name), value=named(error.value)),
        tr("Change its value, or leave it out."),
        Remedy.CHANGE_OPTIONS,
    )


@_explain.register
def _(error: errors.BadAddress) -> Explanation:
    # What stands before an @ may be a password; it was typed in error and need not be shown again.
    address = named(_USER_INFO.sub("//…@", error.url))
    return _not_sent(
        tr("“{address}” is not the address of a server.").format(address=address),
        tr("It should look like https://api.example.com/v1, without a name, a password or a question mark."),
        Remedy.OPEN_ENDPOINT,
    )


@_explain.register
def _(error: errors.PlainHttpRefused) -> Explanation:
    return _not_sent(
        tr("The way to {host} is not encrypted (http).").format(host=named(error.host)),
        tr("Use https, or allow plain http for this endpoint."),
        Remedy.OPEN_ENDPOINT,
    )


@_explain.register
def _(error: errors.NoKey) -> Explanation:
    return _not_sent(
        tr("There is no key for {endpoint}.").format(endpoint=named(error.endpoint)),
        tr("Enter it in the endpoint's settings."),
        Remedy.OPEN_ENDPOINT,
    )


@_explain.register
def _(error: errors.KeyVariableMissing) -> Explanation:
    headline = tr("The key of {endpoint} should be in the environment variable {variable}, which is not set.")
    return _not_sent(
        headline.format(endpoint=named(error.endpoint), variable=named(error.variable)),
        tr("Set it and start the program again, or enter the key in the endpoint's settings."),
        Remedy.OPEN_ENDPOINT,
    )


@_explain.register
def _(_: errors.SecretError) -> Explanation:
    return Explanation(tr("The keyring reported an error."), tr("The key was neither read nor changed."))


@_explain.register
def _(_: errors.KeyringMissing) -> Explanation:
    return Explanation(
        tr("This system has no keyring."),
        tr(
            "A key is then kept for this run only. Install a keyring such as GNOME Keyring or KWallet, or name an "
            "environment variable that holds the key."
        ),
        remedy=Remedy.OPEN_ENDPOINT,
    )


@_explain.register
def _(error: errors.KeyringUnsafe) -> Explanation:
    headline = tr("The only keyring here, {backend}, keeps keys where other programs can read them.")
    return Explanation(
        headline.format(backend=named(error.backend) or "?"),
        tr(
            "It is not used: a key is then kept for this run only. Install GNOME Keyring or KWallet, or name an "
            "environment variable that holds the key."
        ),
        remedy=Remedy.OPEN_ENDPOINT,
    )


@_explain.register
def _(_: errors.KeyringLocked) -> Explanation:
    return Explanation(
        tr("The keyring is locked."),
        tr("Unlock it, then retry. The keys in it are untouched."),
        remedy=Remedy.UNLOCK_KEYRING,
    )


@_explain.register
def _(_: errors.KeyringSlow) -> Explanation:
    return Explanation(
        tr("The keyring did not answer in time."),
        tr("It may be asking for its password in another window. Answer it there, then retry."),
        remedy=Remedy.UNLOCK_KEYRING,
    )


@_explain.register
def _(_: errors.KeyringDenied) -> Explanation:
    return Explanation(
        tr("The keyring refused access to the key."),
        tr("Allow it for this program, then retry. The keys in it are untouched."),
        remedy=Remedy.UNLOCK_KEYRING,
    )


@_explain.register
def _(error: errors.SettingsDamaged) -> Explanation:
    return Explanation(
        tr("The settings in {path} cannot be read.").format(path=named(error.path)),
        tr("That file is kept as {path}. The program goes on with its defaults.").format(path=named(error.kept_as)),
        remedy=Remedy.OPEN_FOLDER,
    )


@_explain.register
def _(error: errors.ExportFailed) -> Explanation:
    return Explanation(
        tr("{path} could not be written.").format(path=named(error.path)),
        tr("No half-written file was left, and a file that was there before is unchanged. Choose another place."),
        quoted(error.reason),
        Remedy.OPEN_FOLDER,
    )


@_explain.register
def _(_: errors.LocalModelError) -> Explanation:
    return Explanation(tr("The local model failed."), tr("The log file says where. Retry."), remedy=Remedy.RETRY)


@_explain.register
def _(error: errors.LocalModelMissing) -> Explanation:
    if error.what == "server":
        return Explanation(
            tr("The part of the program that runs local models is not installed."),
            tr('Install it with: pip install "desktop-chat[local]"'),
            remedy=Remedy.INSTALL_LOCAL_MODEL,
        )
    return Explanation(
        tr("The model file {path} is not there.").format(path=named(error.what)),
        tr("Choose another file, or put it back."),
        remedy=Remedy.CHOOSE_FILE,
    )


@_explain.register
def _(error: errors.LocalModelBroken) -> Explanation:
    return Explanation(
        tr("The local model {path} did not start.").format(path=named(error.path)),
        tr("The file may be damaged or of another kind, or there may be too little memory. Choose another file."),
        quoted(error.reason),
        Remedy.CHOOSE_FILE,
    )


@_explain.register
def _(error: errors.NotFound) -> Explanation:
    template = _UNKNOWN_THINGS.get(error.what, later("There is nothing called “{identifier}”."))
    return Explanation(
        tr(template).format(identifier=named(error.identifier)),
        tr("It may have been deleted, or the name may be misspelt."),
    )
