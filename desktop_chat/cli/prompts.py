"""`prompt`: the texts that a person keeps, listed, taken in and written out; and what becomes of one in `ask`."""

from collections.abc import Mapping
from typing import Any

from desktop_chat.cli import status
from desktop_chat.cli.answerer import assignments
from desktop_chat.cli.session import Session
from desktop_chat.cli.status import WrongUse
from desktop_chat.cli.texts import said
from desktop_chat.domain.errors import NotFound
from desktop_chat.domain.prompts import Prompt, PromptKind, filled, placed, variables
from desktop_chat.domain.text import first_line
from desktop_chat.transfer.prompts import found, write
from desktop_chat.words.catalogue import tr
from desktop_chat.words.prompts import kind_name, taken_in, written_out


def run(session: Session, arguments: Any) -> int:
    """Run the command; returns the exit status."""
    match arguments.action:
        case "list":
            return _list(session, as_json=arguments.json)
        case "import":
            return _import(session, arguments)
    prompts = session.store.prompts.all()
    write(prompts, arguments.output)
    session.output.complain(written_out(len(prompts), arguments.output))
    return status.DONE


def _list(session: Session, *, as_json: bool) -> int:
    prompts = sorted(session.store.prompts.all(), key=lambda prompt: prompt.name.casefold())
    if as_json:
        session.output.json([_as_json(prompt) for prompt in prompts])
    else:
        session.output.table([(one.name, kind_name(one.kind), first_line(one.text)) for one in prompts])
    return status.DONE


def _as_json(prompt: Prompt) -> dict[str, Any]:
    asked = [{"name": one.name, "default": one.default} for one in variables(prompt.text)]
    return {"name": prompt.name, "kind": prompt.kind.value, "text": prompt.text, "variables": asked}


def _import(session: Session, arguments: Any) -> int:
    """Status 3 where a file was left, as with the import of conversations."""
    prompts, left = found(arguments.files)
    known = {prompt.name: prompt for prompt in session.store.prompts.all()}
    new: list[Prompt] = []
    for prompt in prompts:
        if (one := placed(prompt, known)) is not None:
            known[one.name] = one
            new.append(one)
    session.store.prompts.add(*new).result()
    session.output.complain(taken_in(len(new), len(prompts) - len(new), left))
    return status.INCOMPLETE if left else status.DONE


def question_and_system(session: Session, arguments: Any) -> tuple[str, str | None]:
    """What is asked, and the system prompt that is given with it, if any. Raises `NotFound`, `WrongUse`."""
    text = None if arguments.text is None else said(arguments.text)
    if arguments.prompt is None:
        if arguments.var:
            raise WrongUse(tr("The option --var goes with --prompt."))
        return _wanted(text), arguments.system
    prompt = _named(session, arguments.prompt)
    made = filled(prompt.text, _values(prompt, dict(assignments("--var", arguments.var))))
    if prompt.kind is PromptKind.MESSAGE:
        return "\n\n".join(filter(None, (made, text))), arguments.system
    if arguments.system is not None:
        raise WrongUse(tr("“{name}” is a system prompt, and --system is another.").format(name=prompt.name))
    return _wanted(text), made


def _wanted(text: str | None) -> str:
    if text is None:
        raise WrongUse(tr("There is no question: give a text, or --prompt with a message."))
    return text


def _named(session: Session, name: str) -> Prompt:
    known = session.store.prompts.all()
    exact = [prompt for prompt in known if prompt.name == name]
    alike = [prompt for prompt in known if prompt.name.casefold() == name.casefold()]
    if not (exact or alike):
        raise NotFound("prompt", name)
    return (exact or alike)[0]


def _values(prompt: Prompt, given: Mapping[str, str]) -> dict[str, str]:
    """A value that is “-” comes from standard input."""
    asked = {one.name: one.default for one in variables(prompt.text)}
    for name in given:
        if name not in asked:
            raise WrongUse(tr("“{prompt}” asks for no “{name}”.").format(prompt=prompt.name, name=name))
    lacking = [name for name, default in asked.items() if not default and name not in given]
    if lacking:
        template = tr("“{prompt}” asks for: {names}. Give each with --var NAME=VALUE.")
        raise WrongUse(template.format(prompt=prompt.name, names=", ".join(lacking)))
    return {name: said(value) for name, value in given.items()}
