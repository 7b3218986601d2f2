"""What can be written behind `desktop-chat`. Names and options are a contract with the scripts that use them."""

import argparse
from pathlib import Path
from typing import Any

from desktop_chat import __version__
from desktop_chat.cli.output import harmless
from desktop_chat.domain.text import clean
from desktop_chat.words.catalogue import later, tr

Parsers = Any  # argparse has no public name for what add_subparsers returns
_HEADINGS = {"options": later("options"), "positional arguments": later("arguments")}


class _Formatter(argparse.HelpFormatter):
    """The few words that argparse brings along, in the reader's language."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        # No prefix is not the same as an empty one: argparse puts the words of a parent before those of a subcommand.
        super().add_usage(usage, actions, groups, tr("usage: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(tr(_HEADINGS.get(heading or "", heading or "")))


class _Parser(argparse.ArgumentParser):
    """Words of the command line are text that comes in, but for the names of files; what is said about them goes to a
    terminal.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.register("type", None, clean)

    def add_subparsers(self, **kwargs: Any) -> Any:
        commands = super().add_subparsers(**kwargs)
        commands.type = str  # what stands behind a command is for that to read
        return commands

    def _print_message(self, message: str, file: Any = None) -> None:
        super()._print_message(harmless(message), file)


def build() -> argparse.ArgumentParser:
    """The whole command line. Its words follow the reader's language, which must be set by now."""
    parser = _Parser(
        prog="desktop-chat",
        description=tr(
            "Talk with language models; everything stays on your own disk. Without a command, or with files to"
            " import: the window."
        ),
        allow_abbrev=False,
        formatter_class=_Formatter,
        add_help=False,
    )
    _add_help(parser)
    parser.add_argument(
        "--version", action="version", version=f"desktop-chat {__version__}", help=tr("print the version")
    )
    parser.add_argument("--self-check", action="store_true", help=tr("check that the program itself is whole"))
    _add_data_dir(parser, default=None)
    _add_passphrase(parser, default=False)
    # The key itself, written by another process of ours.
    parser.add_argument("--data-key-stdin", action="store_true", help=argparse.SUPPRESS)
    _add_window(parser)
    commands = parser.add_subparsers(dest="command", metavar=tr("COMMAND"))
    _add_ask(commands)
    _add_prompt(commands)
    _add_endpoint(commands)
    _add_models(commands)
    _add_reading(commands)
    _add_export(commands)
    _add_mirror(commands)
    _add_import(commands)
    _add_doctor(commands)
    _add_encrypt(commands)
    return parser


def _add_data_dir(parser: argparse.ArgumentParser, default: Any) -> None:
    parser.add_argument(
        "--data-dir",
        type=_directory,
        metavar="DIR",
        default=default,
        help=tr("where conversations are kept (also: DESKTOP_CHAT_DATA_DIR)"),
    )


def _add_passphrase(parser: argparse.ArgumentParser, default: Any) -> None:
    words = tr("where conversations are encrypted: read the passphrase, the first line")
    parser.add_argument("--passphrase-stdin", action="store_true", default=default, help=words)


def _add_window(parser: argparse.ArgumentParser) -> None:
    """What is asked of the window. It reads these itself; here they come for help, or beside a command."""
    parser.add_argument("--new", action="store_true", help=tr("open the window with a new conversation"))
    parser.add_argument("--quick-ask", action="store_true", help=tr("open the small window for one question"))


def _directory(name: str) -> Path:
    """An unset variable of a script's makes an empty name, which would mean the current directory."""
    if not name:
        raise argparse.ArgumentTypeError(tr("a directory must be named"))
    return Path(name)


def _command(commands: Parsers, name: str, words: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=words, description=words, allow_abbrev=False, formatter_class=_Formatter, add_help=False
    )
    _add_help(parser)
    # Not given here, it is what stands before the command.
    _add_data_dir(parser, default=argparse.SUPPRESS)
    _add_passphrase(parser, default=argparse.SUPPRESS)
    return parser


def _add_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help=tr("print this help"))


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=tr("print JSON, for programs"))


def _add_ask(commands: Parsers) -> None:
    parser = _command(commands, "ask", tr("ask a question, print the reply while it is written, and keep both"))
    parser.add_argument("-c", "--conversation", metavar="ID", help=tr("go on with this conversation"))
    parser.add_argument("-e", "--endpoint", metavar="ENDPOINT", help=tr("whom to ask; else the default endpoint"))
    parser.add_argument("-m", "--model", metavar="MODEL", help=tr("which model; else the endpoint's own"))
    parser.add_argument("--system", metavar="TEXT", help=tr("the system prompt of the conversation"))
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=tr("a parameter of the request, such as temperature=0.2; without a value it is not sent"),
    )
    parser.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=tr("one of this program's own limits for this request, such as idle_timeout_s=30"),
    )
    parser.add_argument(
        "--attach",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help=tr("a text file or a picture that the question brings along"),
    )
    parser.add_argument("--prompt", metavar="NAME", help=tr("a prompt that is kept; TEXT, if any, stands behind it"))
    parser.add_argument("--yes", action="store_true", help=tr("send the question even if it seems to hold a key"))
    words = tr("what a variable of the prompt stands for; “-” reads standard input")
    parser.add_argument("--var", action="append", default=[], metavar="NAME=VALUE", help=words)
    _add_json(parser)
    parser.add_argument("text", nargs="?", metavar="TEXT", help=tr("the question; “-” reads standard input"))


def _add_prompt(commands: Parsers) -> None:
    parser = _command(commands, "prompt", tr("the prompts that are kept"))
    actions = parser.add_subparsers(dest="action", required=True, metavar=tr("ACTION"))
    _add_json(_command(actions, "list", tr("show them")))
    taking = _command(actions, "import", tr("take them in from Markdown files, or from folders of them"))
    taking.add_argument("files", nargs="+", type=Path, metavar="PATH")
    writing = _command(actions, "export", tr("write each into a Markdown file"))
    words = tr("a folder that exists")
    writing.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help=words)


def _add_endpoint(commands: Parsers) -> None:
    parser = _command(commands, "endpoint", tr("the servers that can be asked"))
    actions = parser.add_subparsers(dest="action", required=True, metavar=tr("ACTION"))
    _add_endpoint_add(actions)
    listing = _command(actions, "list", tr("show them"))
    _add_json(listing)
    removing = _command(actions, "remove", tr("forget one and its key; conversations stay"))
    removing.add_argument("name", metavar="NAME")
    testing = _command(actions, "test", tr("ask one for its models, to see whether address and key are right"))
    testing.add_argument("name", metavar="NAME")
    words = tr("find out with a few tiny questions what one takes: streams, usage, limits, penalties")
    examining = _command(actions, "doctor", words)
    examining.add_argument("name", metavar="NAME")
    examining.add_argument("-m", "--model", metavar="MODEL", help=tr("which model; else the endpoint's own"))
    examining.add_argument("-y", "--yes", action="store_true", help=tr("send the questions without asking first"))
    _add_json(examining)


def _add_endpoint_add(actions: Parsers) -> None:
    parser = _command(actions, "add", tr("add one; the first is the default"))
    parser.add_argument("name", metavar="NAME", help=tr("what to call it"))
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--url", metavar="URL", help=tr("its address, such as https://api.example.com/v1"))
    place.add_argument("--local", action="store_true", help=tr("a model that runs on this computer"))
    parser.add_argument("--model", metavar="MODEL", help=tr("the model to ask there"))
    parser.add_argument("--model-file", type=Path, metavar="FILE", help=tr("a GGUF file for --local"))
    key = parser.add_mutually_exclusive_group()
    key.add_argument("--key-stdin", action="store_true", help=tr("read the key and put it into the keyring"))
    key.add_argument("--key-env", metavar="VAR", help=tr("read the key from this variable at each request"))
    parser.add_argument(
        "--allow-plain-http", action="store_true", help=tr("send conversations and key there without encryption")
    )


def _add_models(commands: Parsers) -> None:
    parser = _command(commands, "models", tr("the models that an endpoint offers"))
    parser.add_argument("-e", "--endpoint", metavar="ENDPOINT", help=tr("whom to ask; else the default endpoint"))
    _add_json(parser)


def _add_reading(commands: Parsers) -> None:
    listing = _command(commands, "list", tr("the conversations, newest first"))
    _add_json(listing)
    showing = _command(commands, "show", tr("one conversation, as its visible branch stands"))
    showing.add_argument("id", metavar="ID")
    showing.add_argument("--format", choices=("markdown", "json", "text"), default="text")
    searching = _command(commands, "search", tr("find words in everything that was said"))
    searching.add_argument("query", metavar="QUERY")
    searching.add_argument("--limit", type=int, default=50, metavar="N", help=tr("how many to print at most"))
    searching.add_argument("--trash", action="store_true", help=tr("look into the trash too"))
    _add_json(searching)
    receipt = _command(commands, "receipt", tr("what was sent for a reply, where, and what came back"))
    receipt.add_argument("id", metavar="MESSAGE_ID")
    receipt.add_argument("--format", choices=("json", "curl", "python"), default="json")


def _add_export(commands: Parsers) -> None:
    parser = _command(commands, "export", tr("write conversations to a file"))
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("id", nargs="?", metavar="ID")
    what.add_argument("--all", action="store_true", help=tr("all that are not in the trash"))
    what.add_argument("--folder", metavar="NAME", help=tr("all in this folder and in those in it"))
    parser.add_argument("--format", choices=("markdown", "json", "html"), required=True)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="PATH",
        help=tr("the file; for many conversations, but as JSON, a .zip file or a folder that exists"),
    )
    _add_manner(parser)


def _add_mirror(commands: Parsers) -> None:
    parser = _command(commands, "mirror", tr("make a folder of Markdown files follow the conversations"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help=tr("a folder that exists"))
    parser.add_argument("--profile", choices=("plain", "obsidian"), default="plain", help=tr("who reads the Markdown"))
    parser.add_argument(
        "--progress", action="store_true", help=tr("tell how far it is, in JSON; end when standard input ends")
    )


def _add_manner(parser: argparse.ArgumentParser) -> None:
    """How conversations are written, and what of them."""
    parser.add_argument("--profile", choices=("plain", "obsidian", "pandoc"), help=tr("who reads the Markdown"))
    parser.add_argument("--trailer", action="store_true", help=tr("with all that is needed to come back without loss"))
    parser.add_argument("--tree", action="store_true", help=tr("all branches"))
    parser.add_argument("--branch", action="store_true", help=tr("only the branch that is read"))
    parser.add_argument("--from", dest="first", metavar="MESSAGE_ID", help=tr("from this message on"))
    parser.add_argument("--to", dest="last", metavar="MESSAGE_ID", help=tr("up to this message, on its branch"))
    parser.add_argument("--no-files", action="store_true", help=tr("without the files that came with messages"))
    _add_progress(parser)


def _add_progress(parser: argparse.ArgumentParser) -> None:
    words = tr("tell how far it is, in JSON; end when standard input ends")
    parser.add_argument("--progress", action="store_true", help=words)


def _add_import(commands: Parsers) -> None:
    words = tr("take in conversations of this or another program; ends with status 3 when some were left out")
    parser = _command(commands, "import", words)
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help=tr("an export of ChatGPT, Claude, Open WebUI, Chatbox, NextChat or this program, packed or not"),
    )
    parser.add_argument("--dry-run", action="store_true", help=tr("only tell what is in it; change nothing"))
    _add_progress(parser)
    _add_json(parser)


def _add_doctor(commands: Parsers) -> None:
    parser = _command(commands, "doctor", tr("look at data directory, database, keyring, endpoints and versions"))
    words = tr("put something sound in a damaged database's place; ends with status 3 when something is missing")
    parser.add_argument("--repair", action="store_true", help=words)
    ways = parser.add_mutually_exclusive_group()
    words = tr("with --repair: restore this backup, or the newest")
    ways.add_argument("--backup", nargs="?", const="newest", metavar="FILE", help=words)
    words = tr("with --repair: read what can be read, into a new file")
    ways.add_argument("--salvage", action="store_true", help=words)
    _add_json(parser)


def _add_encrypt(commands: Parsers) -> None:
    words = tr("encrypt conversations, search index and backups with a passphrase")
    parser = _command(commands, "encrypt", words)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--off", action="store_true", help=tr("decrypt them"))
    words = tr("give another passphrase; --passphrase-stdin reads the old one and then the new one")
    what.add_argument("--change-passphrase", action="store_true", help=words)
    what.add_argument(
        "--remember", action="store_true", help=tr("keep the key in the keyring, so that nobody is asked")
    )
    what.add_argument("--forget", action="store_true", help=tr("take the key out of the keyring"))
    parser.add_argument("--generate", action="store_true", help=tr("make a new passphrase and print it, once"))
