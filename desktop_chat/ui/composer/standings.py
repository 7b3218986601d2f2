"""What is to be said about a parameter beside its value: the endpoint's default, a lesson, what is wrong."""

from __future__ import annotations

from desktop_chat.domain.errors import BadOption
from desktop_chat.domain.messages import Conversation
from desktop_chat.domain.models import Endpoint, Options, Quirks
from desktop_chat.ui.composer.option_values import (
    LIMIT,
    NEWER_LIMIT,
    STREAM,
    Entry,
    changed,
    default_name,
    is_unusual,
    option_text,
)
from desktop_chat.ui.composer.parameter_row import Standing
from desktop_chat.words.catalogue import tr
from desktop_chat.words.errors import explain
from desktop_chat.words.explanation import named


def standing_of(entry: Entry, text: str, conversation: Conversation, endpoint: Endpoint | None, model: str) -> Standing:
    """`text` is what stands in the field, kept or not."""
    defaults = endpoint.options if endpoint else Options()
    known_as = default_name(defaults, entry.name)
    quirks = endpoint.quirks_of(model) if endpoint else Quirks()
    return Standing(
        default=_shown_default(defaults, entry.name) if known_as else None,
        is_left_out=bool(conversation.options.unset & {entry.name, known_as}),
        learned=_lesson(entry.name, conversation.options, quirks, model),
        trouble=_trouble(entry, text, conversation),
        doubt=tr("Most servers refuse this value.") if is_unusual(entry, text) else "",
    )


def _shown_default(defaults: Options, name: str) -> str:
    text = option_text(defaults, name)
    if name == STREAM:
        return tr("all at once") if text == "false" else tr("not sent")
    return text


def _lesson(name: str, options: Options, quirks: Quirks, model: str) -> str:
    """Sent under another name, or not at all, because the model has refused it."""
    wire = NEWER_LIMIT if name == LIMIT and options.max_completion_tokens is not None else name
    if sent := quirks.renamed.get(wire):
        return tr("Sent as {name} to {model}.").format(name=sent, model=named(model))
    if wire in quirks.refused:
        return tr("Not sent to {model}, which refused it.").format(model=named(model))
    return ""


def _trouble(entry: Entry, text: str, conversation: Conversation) -> str:
    try:
        changed(conversation, {entry.name: text})
    except BadOption as error:
        return explain(BadOption(tr(entry.label), error.value)).headline
    return ""
