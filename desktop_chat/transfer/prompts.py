"""Prompts as Markdown: a file each, what it is called and what it is for above its text.

Any other file of text is a prompt too, called like the file. Files are written into a folder of a person's own, so what
lies there under the same name and is another prompt, or none, stays.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop_chat.domain.prompts import Left, Prompt, PromptKind, Unfit, prompt_name
from desktop_chat.domain.text import clean
from desktop_chat.transfer import front_matter
from desktop_chat.transfer.files import file_name, write_atomically

SUFFIXES = (".md", ".markdown")
MOST_BYTES = 1 << 20
"""Far more than any model reads before a question."""
_KINDS = {PromptKind.MESSAGE: "message", PromptKind.SYSTEM: "system prompt"}


def written(prompt: Prompt) -> str:
    """The whole file."""
    head = front_matter.written({"name": prompt.name, "kind": _KINDS[prompt.kind]})
    return f"{head}\n\n{prompt.text}\n"


def read(text: str, otherwise: str) -> Prompt | None:
    """The prompt in a file's text, called `otherwise` where the file does not say; None where no word is in it."""
    values, body = front_matter.split(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    if values:
        body = body.removeprefix("\n")
    body = body.removesuffix("\n")
    said = values.get("name") or values.get("title")
    name = prompt_name(said) if isinstance(said, str) else ""
    is_system = str(values.get("kind", "")).startswith("system")
    kind = PromptKind.SYSTEM if is_system else PromptKind.MESSAGE
    name = name or prompt_name(otherwise)
    return Prompt(name, clean(body), kind) if body.strip() and name else None


def found(paths: Iterable[Path]) -> tuple[tuple[Prompt, ...], tuple[Left, ...]]:
    """What is in these files and folders, however deep, and what in them is no prompt. What was left is called as a
    person would look for it: below the folder that was chosen.
    """
    prompts: list[Prompt] = []
    left: list[Left] = []
    for path in paths:
        for file in _files(path):
            one = _found(file)
            if isinstance(one, Prompt):
                prompts.append(one)
            else:
                left.append(Left(path.name if file == path else file.relative_to(path).as_posix(), one))
    return tuple(prompts), tuple(left)


def _files(path: Path) -> Iterator[Path]:
    """The path itself where it is no folder, or one without a file for us."""
    is_empty = True
    for file in _below(path) if path.is_dir() else ():
        is_empty = False
        yield file
    if is_empty:
        yield path


def _below(folder: Path) -> Iterator[Path]:
    """The Markdown in it and in its folders, and such folders as cannot be read. Hidden ones belong to other programs,
    and a link may lead back up.
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop(0)
        try:
            inside = sorted(here.iterdir())
        except OSError:
            yield here
            continue
        folders = [one for one in inside if one.is_dir() and not one.is_symlink() and not one.name.startswith(".")]
        yield from (one for one in inside if one.suffix.lower() in SUFFIXES and not one.is_dir())
        waiting[:0] = folders


def _found(path: Path) -> Prompt | Unfit:
    try:
        if path.is_dir():
            any(path.iterdir())  # raises where it cannot be read
            return Unfit.NO_FILES
        if path.stat().st_size > MOST_BYTES:
            return Unfit.TOO_LARGE
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        return Unfit.NO_TEXT
    except OSError:
        return Unfit.UNREADABLE
    if "\x00" in text:
        return Unfit.NO_TEXT
    return read(text, path.stem) or Unfit.EMPTY


def write(prompts: Iterable[Prompt], folder: Path) -> int:
    """Each into a file of its own in `folder`; how many there are now. Raises `ExportFailed`."""
    count = 0
    taken: set[str] = set()
    for prompt in prompts:
        path = _place(prompt, folder, taken)
        taken.add(path.name.casefold())
        write_atomically(path, [written(prompt).encode()])
        count += 1
    return count


def _place(prompt: Prompt, folder: Path, taken: set[str]) -> Path:
    number, behind = 1, ""
    while True:
        path = folder / f"{file_name(prompt.name, behind, '').strip() or '_'}{SUFFIXES[0]}"
        if path.name.casefold() not in taken and _may_be_replaced(path, prompt):
            return path
        number += 1
        behind = f"({number})"


def _may_be_replaced(path: Path, prompt: Prompt) -> bool:
    if not path.exists():
        return True
    there = _found(path)
    return isinstance(there, Prompt) and (there.name, there.kind) == (prompt.name, prompt.kind)
