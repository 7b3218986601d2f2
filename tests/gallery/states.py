"""The states, by name: what is done to a fresh program, and the widget that is then looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from tests.gallery import damage, dialogs, prompts, window
from tests.gallery.stage import Stage


@dataclass(frozen=True, slots=True)
class State:
    """One screen; `furnished` is False for a program that was never used before."""

    name: str
    show: Callable[[Stage], QWidget]
    furnished: bool = True

    def __str__(self) -> str:
        return self.name


STATES = (
    State("first-start", window.first_start, furnished=False),
    State("first-start-refused", window.first_start_refused, furnished=False),
    State("conversation", window.conversation),
    State("conversation-narrow", window.narrow),
    State("conversation-large-text", window.large_text),
    State("conversation-compact", window.compact),
    State("sidebar-over", window.sidebar_over),
    State("empty", window.empty),
    State("context", window.context),
    State("context-over", window.context_over),
    State("context-raw", window.context_raw),
    State("rules", window.rules),
    State("streaming", window.streaming),
    State("endings", window.endings),
    State("summaries", window.summed_up),
    State("answers-compared", window.answers),
    State("found", window.found),
    State("found-narrow", window.found_narrow),
    State("search", window.search),
    State("search-nothing", window.search_nothing),
    State("archive", window.archive),
    State("trash", window.trash),
    State("trashed-conversation", window.trashed),
    State("selected-many", window.many),
    State("attached", window.attached),
    State("attached-refused", window.attached_refused),
    State("key-held-back", window.key_held_back),
    State("title-edited", window.renaming),
    State("message-edited", window.editing),
    State("notice", window.notice),
    State("notice-trouble", window.trouble),
    State("models", window.models),
    State("several-models", window.several),
    State("parameters", window.parameters),
    State("presets", window.presets),
    State("folders", window.folder_picker),
    State("palette", window.palette),
    State("palette-commands", window.palette_commands),
    State("prompts-below", window.prompts_below),
    State("menu", window.menu),
    State("message-menu", window.message_menu),
    State("prompts-listed", prompts.slash),
    State("prompt-filled-in", prompts.asking),
    State("prompts", prompts.window),
    State("prompts-none", prompts.blank, furnished=False),
    State("policy", dialogs.policy),
    State("branches", dialogs.branches),
    State("receipt", dialogs.receipt),
    State("receipt-request", dialogs.receipt_request),
    State("receipt-answer", dialogs.receipt_answer),
    State("receipt-compare", dialogs.receipt_compare),
    State("export", dialogs.export),
    State("mirror", dialogs.mirror),
    State("import-found", dialogs.import_found),
    State("import-done", dialogs.import_done),
    State("import-trouble", dialogs.import_trouble),
    State("endpoints", dialogs.endpoints),
    State("endpoint-tested", dialogs.endpoint_tested),
    State("endpoint-new", dialogs.endpoint_new),
    State("prices", dialogs.prices),
    State("settings-general", dialogs.settings_general),
    State("settings-context", dialogs.settings_context),
    State("settings-appearance", dialogs.settings_appearance),
    State("settings-keyboard", dialogs.settings_keyboard),
    State("settings-network", dialogs.settings_network),
    State("prompts", dialogs.prompts),
    State("prompt-filled", dialogs.prompt_filled),
    State("quick-ask", dialogs.quick_ask),
    State("keyboard", dialogs.keyboard),
    State("summarise", dialogs.summarise),
    State("summary-by-hand", dialogs.summary_by_hand),
    State("title-suggested", dialogs.title),
    State("plain-text", dialogs.plain_text),
    State("file", dialogs.file),
    State("delete-for-good", dialogs.delete_for_good),
    State("crash", dialogs.crash),
    State("cannot-open", dialogs.cannot_open),
    State("damaged", damage.told),
    State("recovery", damage.ways),
    State("recovery-without-backup", damage.ways_without_backup),
    State("recovered", damage.restored),
)
