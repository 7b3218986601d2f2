"""The commands of the window, in the order of its menus."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop_chat.domain.messages import Role
from desktop_chat.domain.settings import LANGUAGE, THEME, Language, ThemeMode
from desktop_chat.ui.commands import Command
from desktop_chat.ui.sidebar import keys
from desktop_chat.ui.transcript.actions import Wish
from desktop_chat.ui.verbs.obstacles import Obstacles
from desktop_chat.words.catalogue import later

if TYPE_CHECKING:
    from desktop_chat.ui.main_window import MainWindow

_CONVERSATION, _MESSAGE, _VIEW = later("Conversation"), later("Message"), later("View")
_NEXT = ("Ctrl+Tab", "Ctrl+PgDown", "Alt+Down")
_PREVIOUS = ("Ctrl+Shift+Tab", "Ctrl+PgUp", "Alt+Up")


def commands_of(window: MainWindow) -> tuple[Command, ...]:
    """One row a command."""
    lists = (_of_conversations, _of_order, _of_writing, _of_messages, _of_prompts, _of_view, _of_appearance)
    return tuple(command for list_of in lists for command in list_of(window))


# fmt: off
def _of_conversations(window: MainWindow) -> tuple[Command, ...]:
    do, find, group = window.conversations, window.pane.finding, _CONVERSATION
    why = Obstacles(window)
    searching = window.sidebar.searching
    numbered = (
        Command(f"conversation.go_{n}", "", later("Go to conversation {n}"), (f"Ctrl+{n}",), partial(do.go_to, n - 1),
                number=n, why_not=partial(why.not_so_many, n - 1))
        for n in range(1, 10)
    )
    return (
        Command("conversation.new", group, later("New conversation"), ("Ctrl+N", "Ctrl+Shift+O"), do.new),
        Command("conversation.rename", group, later("Rename…"), ("Ctrl+F2",), do.rename),
        Command("conversation.suggest_title", group, later("Suggest a title…"), (), do.suggest_title,
                why_not=why.unsettled),
        Command("conversation.export", group, later("Export…"), ("Ctrl+E",), window.exporting.here,
                why_not=why.nothing_said),
        Command("conversation.export_all", group, later("Export all…"), ("Ctrl+Shift+E",), window.exporting.everything,
                why_not=why.no_conversation),
        Command("conversation.mirror", group, later("Folder mirror…"), (), window.view.mirror),
        Command("program.import", group, later("Import…"), (), window.importing.choose),
        Command("conversation.find", group, later("Find in this conversation…"), ("Ctrl+F",), find.enter, leads=True),
        Command("conversation.find_next", group, later("Next hit"), ("F3", "Ctrl+G"), partial(find.step, 1),
                repeats=True, why_not=why.nothing_said),
        Command("conversation.find_previous", group, later("Previous hit"), ("Shift+F3",), partial(find.step, -1),
                repeats=True, why_not=why.nothing_said),
        Command("conversation.search", group, later("Search"), ("Ctrl+Shift+F",), do.search),
        Command("conversation.search_order", group, later("Best matches first"), ("Alt+R",), searching.turn_order,
                checked=lambda: searching.is_ranked, why_not=why.no_search),
        Command("conversation.next", group, later("Next conversation"), _NEXT, partial(do.step, 1), repeats=True,
                why_not=why.no_other),
        Command("conversation.previous", group, later("Previous conversation"), _PREVIOUS, partial(do.step, -1),
                repeats=True, why_not=why.no_other),
        *numbered,
        Command("program.quick_ask", group, later("Quick ask"), ("Ctrl+Alt+Space",), window.desk.quick_ask, leads=True),
        Command("program.settings", group, later("Settings…"), ("Ctrl+,",), window.view.settings, leads=True),
        Command("program.endpoints", group, later("Endpoints…"), (), window.view.endpoints),
        Command("program.prices", group, later("Models and prices…"), (), window.view.prices),
        Command("program.quit", group, later("Quit"), ("Ctrl+Q",), window.view.quit),
    )


def _of_order(window: MainWindow) -> tuple[Command, ...]:
    do, group = window.order, later("Organise")
    why = Obstacles(window)
    return (
        Command("conversation.pin", group, later("Pin"), (keys.PIN,), do.pin, checked=do.are_pinned,
                opposite=later("Unpin"), why_not=why.none_listed),
        Command("conversation.move", group, later("Move to a folder…"), (keys.MOVE,), do.move, why_not=why.none_listed),
        Command("conversation.archive", group, later("Archive"), (keys.ARCHIVE,), do.archive, checked=do.are_archived,
                opposite=later("Back to the list"), why_not=why.none_listed),
        Command("conversation.duplicate", group, later("Duplicate"), (), do.duplicate),
        Command("conversation.trash", group, later("Move to the trash"), ("Ctrl+Shift+Backspace",), do.trash,
                why_not=why.none_listed),
        Command("edit.undo", group, later("Undo"), ("Ctrl+Z",), window.conversations.undo, why_not=why.nothing_done),
        Command("conversation.new_folder", group, later("New folder"), (keys.NEW_FOLDER,), do.new_folder, leads=True),
        Command("view.archive", group, later("Look into the archive"), (), do.show_archive,
                checked=do.shows_archive, leads=True),
        Command("view.trash", group, later("Look into the trash"), (), do.show_trash, checked=do.shows_trash),
    )


def _of_writing(window: MainWindow) -> tuple[Command, ...]:
    do, group = window.messages, _MESSAGE
    why = Obstacles(window)
    return (
        Command("message.compose", group, later("Write a message"), ("Ctrl+L", "Shift+Esc"), do.compose,
                why_not=why.in_trash),
        Command("message.attach", group, later("Attach a file…"), ("Ctrl+O",), window.pane.composer.files.pick,
                why_not=why.in_trash),
        Command("message.model", group, later("Choose the model…"), ("Ctrl+Shift+M",), do.choose_model,
                why_not=why.in_trash),
        Command("message.parameters", group, later("Parameters…"), ("Ctrl+Shift+P",), window.answering.parameters,
                why_not=why.in_trash),
        Command("message.presets", group, later("Presets…"), ("Ctrl+Shift+L",), window.answering.presets,
                why_not=why.in_trash),
        Command("message.ask_several", group, later("Ask several models…"), ("Ctrl+Shift+G",),
                window.answering.ask_several, why_not=why.no_new_question),
        Command("message.compare", group, later("Compare the answers"), ("Ctrl+Shift+D",), window.answering.compare,
                why_not=why.one_answer),
        Command("message.stop", group, later("Stop"), ("Esc",), do.escape, fixed=True),
    )


def _of_messages(window: MainWindow) -> tuple[Command, ...]:
    why = Obstacles(window)
    do, group = window.messages, _MESSAGE
    return (
        Command("message.retry", group, later("Try again as a branch"), ("Ctrl+R",), do.retry, leads=True,
                why_not=why.no_reply),
        Command("message.retry_with", group, later("Try again with another model…"), ("Ctrl+Shift+R",),
                partial(do.wish, Wish.RETRY_WITH), why_not=why.no_reply),
        Command("message.change", group, later("Edit this message…"), (), partial(do.wish, Wish.CHANGE),
                why_not=why.no_message),
        Command("message.fork", group, later("Fork from here"), (), partial(do.wish, Wish.FORK),
                why_not=why.no_message),
        Command("message.fresh", group, later("Start fresh here"), (), window.rules.start_fresh_at_keys,
                why_not=why.nothing_said),
        Command("context.summarise", group, later("Summarise what is above…"), ("Ctrl+Shift+S",),
                window.summaries.summarise, why_not=why.unsettled),
        Command("message.insert_mine", group, later("Add as my message, without asking"), (),
                partial(do.insert, Role.USER), why_not=why.nothing_written),
        Command("message.insert_reply", group, later("Add as the model's reply, without asking"), (),
                partial(do.insert, Role.ASSISTANT), why_not=why.nothing_written),
        Command("message.edit_last", group, later("Edit the last question"), (), do.edit_last, why_not=why.no_question),
        Command("message.branch_left", group, later("Previous branch"), ("Alt+Left",), partial(do.branch, -1),
                why_not=partial(why.no_branch, -1)),
        Command("message.branch_right", group, later("Next branch"), ("Alt+Right",), partial(do.branch, 1),
                why_not=partial(why.no_branch, 1)),
        Command("message.tree", group, later("Branches…"), ("Ctrl+Shift+T",), do.show_tree, why_not=why.nothing_said),
        Command("message.next", group, later("Next message"), ("Alt+J",), partial(do.walk, 1), repeats=True,
                leads=True, why_not=why.nothing_said),
        Command("message.previous", group, later("Previous message"), ("Alt+K",), partial(do.walk, -1), repeats=True,
                why_not=why.nothing_said),
        Command("message.copy_reply", group, later("Copy the last reply"), ("Ctrl+Shift+C",), do.copy_reply,
                leads=True, why_not=why.no_reply),
        Command("message.copy_code", group, later("Copy the last code block"), ("Ctrl+Shift+X",), do.copy_code,
                why_not=why.no_reply),
        Command("message.receipt", group, later("Receipt…"), ("Ctrl+Shift+I",), window.receipts.show_here,
                why_not=why.no_reply),
    )


def _of_prompts(window: MainWindow) -> tuple[Command, ...]:
    do, group = window.prompts, _MESSAGE
    why = Obstacles(window)
    return (
        Command("message.prompt", group, later("Insert a prompt…"), ("Alt+P",), do.insert, leads=True,
                why_not=why.in_trash),
        Command("message.system_prompt", group, later("Choose a system prompt…"), ("Alt+Shift+P",),
                do.choose_system_prompt, why_not=why.in_trash),
        Command("program.prompts", group, later("Prompts…"), ("Ctrl+Shift+H",), do.edit),
    )


def _of_view(window: MainWindow) -> tuple[Command, ...]:
    do, group = window.view, _VIEW
    why = Obstacles(window)
    return (
        Command("view.palette", group, later("Go to or do…"), ("Ctrl+K",), do.palette),
        Command("view.menus", group, later("Menus"), ("F10",), window.menus.open, fixed=True),
        Command("view.sidebar", group, later("Sidebar"), ("Ctrl+B",), do.toggle_sidebar,
                checked=window.sidebar.isVisible),
        Command("view.context", group, later("Context"), ("Ctrl+Shift+A",), window.context.toggle,
                checked=window.context.is_shown),
        Command("view.full_screen", group, later("Full screen"), ("F11",), do.turn_full_screen,
                checked=window.isFullScreen),
        Command("view.next_part", group, later("Next part of the window"), ("F6",), partial(do.go_round, 1)),
        Command("view.previous_part", group, later("Previous part of the window"), ("Shift+F6",),
                partial(do.go_round, -1)),
        Command("view.context_menu", group, later("Menu of what has the keys"), ("Shift+F10",), do.context_menu),
        Command("view.larger", group, later("Larger text"), ("Ctrl++", "Ctrl+="), partial(do.resize_text, 1),
                repeats=True, leads=True, why_not=partial(why.no_other_size, 1)),
        Command("view.smaller", group, later("Smaller text"), ("Ctrl+-",), partial(do.resize_text, -1), repeats=True,
                why_not=partial(why.no_other_size, -1)),
        Command("view.usual", group, later("Usual text size"), ("Ctrl+0",), partial(do.resize_text, 0),
                why_not=partial(why.no_other_size, 0)),
    )


def _of_appearance(window: MainWindow) -> tuple[Command, ...]:
    do, group, chosen = window.view, _VIEW, window.services.preferences.get

    def colours(mode: ThemeMode, title: str, *, leads: bool = False) -> Command:
        return Command(f"view.{mode}", group, title, (), partial(do.colours, mode),
                       checked=lambda: chosen(THEME) is mode, leads=leads)

    def language(tag: Language, title: str, *, leads: bool = False) -> Command:
        return Command(f"view.language_{tag}", group, title, (), partial(do.language, tag),
                       checked=lambda: chosen(LANGUAGE) is tag, leads=leads)

    return (
        colours(ThemeMode.SYSTEM, later("Colours after the system"), leads=True),
        colours(ThemeMode.LIGHT, later("Light")),
        colours(ThemeMode.DARK, later("Dark")),
        language(Language.SYSTEM, later("Language of the system"), leads=True),
        language(Language.ENGLISH, later("Language: English")),
        language(Language.CHINESE, later("Language: 简体中文 (Chinese)")),
        Command("view.keys", group, later("Keyboard"), ("Ctrl+/", "F1"), do.keys, leads=True),
        Command("program.about", group, later("About Desktop Chat"), (), do.about),
    )
# fmt: on
