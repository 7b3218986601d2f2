"""A store as somebody has it who has worked with the program for a while."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from desktop_chat.domain.errors import ErrorKind, Failure
from desktop_chat.domain.messages import ConversationId, Message, Role, Status, ToolCall, Usage, now
from desktop_chat.domain.models import Endpoint, Options
from desktop_chat.domain.policy import Policy, Summary
from desktop_chat.domain.presets import Preset
from desktop_chat.domain.prices import Price, Rates
from desktop_chat.domain.prompts import Prompt, PromptKind
from desktop_chat.storage.store import Store, open_store
from tests.gallery.content import MODELS, Content
from tests.support.patience import PATIENCE_S
from tests.ui.transcript.conftest import Talk

ENDPOINT = "Gateway"
_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Talks:
    """The conversations that states open, by what they are there for."""

    main: ConversationId
    branched: ConversationId
    endings: ConversationId
    summed_up: ConversationId
    ruled: ConversationId
    empty: ConversationId
    trashed: ConversationId


def furnish(folder: Path, base_url: str, content: Content) -> Talks:
    """Fills a new store; its endpoint is at `base_url`."""
    with open_store(folder) as store:
        endpoint = Endpoint("gateway", ENDPOINT, base_url, model=MODELS[0])
        other = Endpoint("llama", "llama.cpp", "http://127.0.0.1:9/v1", model="qwen3-1.7b", options=Options(top_p=0.9))
        for one in (endpoint, other):
            store.endpoints.add(one).result(PATIENCE_S)
        for model, rates in zip(MODELS, (Rates(2_000_000, 8_000_000), Rates(4_000_000, 16_000_000)), strict=False):
            store.prices.keep(endpoint.host, model, Price("CNY", rates, date="2026-09-01")).result(PATIENCE_S)
        store.presets.save(Preset(content.folder, content.system, Options(temperature=0.2))).result(PATIENCE_S)
        kinds = (PromptKind.MESSAGE, PromptKind.SYSTEM)
        made = [Prompt(name, text, kind) for (name, text), kind in zip(content.prompts, kinds, strict=True)]
        store.prompts.add(*made).result(PATIENCE_S)
        return _Talks(store, content).all()


class _Talk(Talk):
    """Replies have about the tokens that a provider would count."""

    def answer(self, text: str, **fields: object) -> Message:
        count = len(text.encode()) // 4 + 1
        return super().answer(text, **({"usage": Usage(2 * count, count, 3 * count)} | fields))


class _Talks:
    def __init__(self, store: Store, content: Content) -> None:
        self._store, self._content = store, content

    def all(self) -> Talks:
        content = self._content
        for days, title in enumerate(content.others):
            self._keep(self._short(), title, days=days * 2, unread=days == 1, pinned=days == 4)
        for title in content.archived:
            self._keep(self._short(), title, days=40, archived=True)
        trashed = [
            self._keep(self._short(), title, days=12, trashed_at=now() - timedelta(days=n + 2))
            for n, title in enumerate(content.trashed)
        ]
        return Talks(
            branched=self._keep(self._branched(), content.branch, hours=5, folder=content.folder),
            endings=self._keep(self._endings(), content.third, hours=4),
            summed_up=self._summed_up(),
            ruled=self._ruled(),
            empty=self._keep(_Talk(), "", hours=1),
            main=self._keep(_Talk(), content.title, draft=content.draft),
            trashed=trashed[0],
        )

    def _two_turns(self) -> Talk:
        content, talk = self._content, _Talk()
        talk.ask(content.question)
        talk.answer(content.answer, reasoning=content.second_answer, model=MODELS[0], endpoint=ENDPOINT)
        talk.ask(content.second)
        talk.answer(content.second_answer, model=MODELS[0], endpoint=ENDPOINT, usage=Usage(412, 38, 450))
        return talk

    def _short(self) -> Talk:
        talk = _Talk()
        talk.ask(self._content.second)
        talk.answer(self._content.second_answer, model=MODELS[1], endpoint=ENDPOINT)
        return talk

    def _branched(self) -> Talk:
        """A question that three models have answered, and another one beside it."""
        content, talk = self._content, _Talk()
        first = talk.ask(content.question)
        talk.answer(content.third_answer, model=MODELS[2], endpoint=ENDPOINT)
        talk.head = first.id
        answer = talk.answer(content.second_answer, model=MODELS[1], endpoint=ENDPOINT)
        talk.ask(content.branch)
        talk.answer(content.third_answer, model=MODELS[1], endpoint=ENDPOINT)
        talk.head = answer.id
        talk.ask(content.second)
        talk.answer(content.second_answer, model=MODELS[0], endpoint=ENDPOINT)
        return talk

    def _endings(self) -> Talk:
        """A reply for each way to end."""
        content, talk, said = self._content, _Talk(), self._content.cut
        busy = Failure(ErrorKind.RATE_LIMIT, _HOST, 429, "Rate limit reached for requests", 42.0, attempts=3)
        refused = Failure(ErrorKind.AUTH, _HOST, 401, "Incorrect API key provided")
        for fields in (
            {"text": said, "finish_reason": "length"},
            {"text": "", "finish_reason": "content_filter"},
            {"text": said, "finish_reason": None, "status": Status.INTERRUPTED},
            {"text": said, "status": Status.STOPPED},
            {"text": "", "status": Status.FAILED, "failure": busy},
            {"text": "", "status": Status.FAILED, "failure": refused},
            {"text": "", "finish_reason": "tool_calls", "tool_calls": (ToolCall("1", "weather", '{"city": "Oslo"}'),)},
        ):
            talk.ask(content.third)
            talk.answer(str(fields.pop("text")), model=MODELS[0], endpoint=ENDPOINT, **fields)
        return talk

    def _summed_up(self) -> ConversationId:
        content, talk = self._content, self._two_turns()
        first, last = talk.messages[0].id, talk.messages[1].id
        talk.ask(content.third)
        talk.answer(content.third_answer, model=MODELS[0], endpoint=ENDPOINT)
        policy = Policy(summaries=(Summary("summary", first, last, content.second_answer),))
        return self._keep(talk, content.second, hours=3, policy=policy)

    def _ruled(self) -> ConversationId:
        """Left out, pinned, behind a divider, by budget, before a fresh start."""
        content, talk = self._content, _Talk()
        talk.ask(content.system, Role.SYSTEM)
        for _ in range(2):
            talk.ask(content.question)
            talk.answer(content.answer, model=MODELS[0], endpoint=ENDPOINT)
        pinned = talk.ask(content.second)
        talk.answer(content.second_answer, model=MODELS[0], endpoint=ENDPOINT)
        talk.ask(content.third)
        excluded = talk.answer(content.third_answer, model=MODELS[0], endpoint=ENDPOINT)
        policy = Policy(
            content.system,
            token_budget=900,
            divider=talk.messages[1].id,
            pinned=frozenset({pinned.id}),
            excluded=frozenset({excluded.id}),
        )
        return self._keep(talk, content.draft, hours=2, policy=policy, draft=content.branch)

    def _keep(self, talk: Talk, title: str, *, days: int = 0, hours: int = 0, **fields: object) -> ConversationId:
        moment = now() - timedelta(days=days, hours=hours)
        begun = {"title": title, "created_at": moment, "updated_at": moment, "endpoint_id": "gateway"}
        made = replace(talk.conversation, **(begun | fields))  # type: ignore[arg-type]
        self._store.conversations.create(made, talk.messages).result(PATIENCE_S)
        return made.id
