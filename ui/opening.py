"""Build the parts from the settings, and turn what can go wrong into one line and an exit code."""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.language_model import ModelProblem as LanguageModelProblem
from ingest.errors import IngestProblem
from ui.answering import Answerer, Limits
from ui.contact import with_contact
from ui.errors import BadUsage
from ui.flight import Key, Piece
from ui.question import MAX_TURN, Asked
from ui.settings import Settings
from vectorstore.errors import IndexProblem, NoSpace, NotWritable

if TYPE_CHECKING:
    from bot.evaluate.run import System
    from bot.llm.meaning import Meaning
    from bot.llm.speaker import Speaker
    from bot.steps import Explanation
    from vectorstore.embedder import Embedder
    from vectorstore.index import Index
    from vectorstore.server import Server
    from vectorstore.stream import Embed

# Seconds in which a Chroma server that is started with us answers: reading a large collection takes it most of them.
SERVER_STARTS_S = 60.0
ANSWERED, UNEXPECTED, BAD_USAGE, INDEX_PROBLEM, NOT_IN_ARTICLES = 0, 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to say on stderr and which code to leave with."""

    message: str
    code: int


def explain(error: Exception) -> Outcome:
    """One line about any error; those that nobody foresaw name HANOI_DEBUG."""
    if isinstance(error, BadUsage | IngestProblem | LanguageModelProblem):
        return Outcome(str(error), BAD_USAGE)
    if isinstance(error, IndexProblem):
        return Outcome(str(error), INDEX_PROBLEM)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EROFS):
        kind_of_disk = NoSpace if error.errno == errno.ENOSPC else NotWritable
        return Outcome(str(kind_of_disk(error.filename or "the home")), INDEX_PROBLEM)
    if isinstance(error, PermissionError | IsADirectoryError | NotADirectoryError):
        return Outcome(
            f"{error.strerror}: {error.filename}. Choose another HANOI_HOME or mend its rights.", 2
        )
    kind = type(error).__name__
    said = " ".join(str(error).split())[:300]
    return Outcome(f"Something unexpected: {kind}: {said} (HANOI_DEBUG=1 shows where).", UNEXPECTED)


def open_embedder(settings: Settings) -> Embedder:
    """The configured embedding model; raises `ModelProblem`."""
    from ui.progress import say
    from vectorstore.embedder import load_embedder

    return load_embedder(settings.embedder, settings.models, say)


def read_with(settings: Settings, embedder: Embedder) -> Embedder:
    """*embedder*; what it indexed is read by the configured reader from now on. Raises `ModelProblem`."""
    from bot.reading.opening import use_reader

    use_reader(settings.reader, embedder, settings.models)
    return embedder


def open_server(settings: Settings) -> Server | None:
    """The Chroma server that HANOI_CHROMA_URL names, not yet asked for anything."""
    from vectorstore.server import Server

    if settings.chroma_url is None:
        return None
    return Server.at(
        settings.chroma_url, settings.chroma_token, settings.chroma_tenant, settings.chroma_database
    )


def wait_for_server(settings: Settings) -> None:
    """Return when the Chroma server answers, or there is none; raises `ServerAway` and `ServerRefuses`.

    For what is started together with it.
    """
    from ui.progress import say
    from vectorstore.errors import ServerAway
    from vectorstore.shown import shown

    server, until, told = open_server(settings), time.monotonic() + SERVER_STARTS_S, False
    while server is not None:
        try:
            return server.look()
        except ServerAway:
            if time.monotonic() > until:
                raise
        if not told:
            say(f"Waiting up to {SERVER_STARTS_S:.0f} s for the Chroma server at {shown(server.url)} ...")
            told = True
        time.sleep(0.5)
    return None


def open_ray(settings: Settings, embedder: Embedder) -> Embed:
    """Embeds as *embedder* does, on the Ray cluster of RAY_ADDRESS or on one of its own; nothing is started yet."""
    from importlib.util import find_spec

    if find_spec("ray") is None:
        raise BadUsage('--ray needs Ray: pip install "hanoi-convention-bot[ray]".')
    from vectorstore.bulk import OnRay

    return OnRay(settings.embedder, embedder.id, settings.models, settings.ray_address)


def open_answerer(settings: Settings, *, use_model: bool = True) -> Answerer:
    """Load the model and the current index; raises `IndexProblem` when there is none to use."""
    from bot import chat
    from vectorstore import clock, places
    from vectorstore.current import Current
    from vectorstore.reranker import load_reranker

    clock.fix(settings.today)
    places.current_name(settings.home)  # without an index, nobody waits for a model first
    speaker = open_model(settings) if use_model and settings.llm else None
    reranker = load_reranker(settings.reranker)
    embedder = read_with(settings, open_embedder(settings))
    current = Current(settings.home, embedder, open_server(settings), reranker)
    current.get()

    told = {"vi": settings.contact_vi, "en": settings.contact_en}
    contact = {language: line for language, line in told.items() if line}

    def streams(asked: Asked) -> Iterator[Piece]:
        return with_contact(pieces(asked), contact)

    def pieces(asked: Asked) -> Iterator[Piece]:
        index, history, filters = current.get(), asked.history, asked.filters
        if speaker is None or not asked.use_model:
            return chat.stream(asked.question, index, history=history, filters=filters)
        from bot.llm import answer

        return answer.stream(asked.question, index, model=speaker, history=history, filters=filters)

    def key(asked: Asked) -> Key | None:
        if asked.fresh or (speaker and asked.use_model) or sum(map(len, asked.history)) > MAX_TURN:
            return None  # so long a conversation is nobody else's, and would take room
        try:
            name = places.current_name(settings.home)
        except (IndexProblem, OSError, ValueError):
            return None
        build = name.rpartition("-")[2]  # a build's folder: when it was made, and what the answers will say
        return Key.of(build, asked, clock.today().isoformat())

    def explain(asked: Asked) -> Explanation:
        from bot.steps import explained

        index = current.get()
        return explained(chat.consider(asked.question, index, history=asked.history, filters=asked.filters))

    limits = Limits(settings.workers, settings.waiting, settings.timeout_s, settings.kept_answers)
    name = speaker.name if speaker else None
    return Answerer(
        streams,
        lambda: current.get().articles(),
        limits,
        model_name=name,
        keys=key,
        status=lambda: current.get().status,
        explain=explain,
    )


def open_index(settings: Settings, embedder: Embedder | None = None) -> Index:
    """The current index, of *embedder* when that is open already; raises `IndexProblem`.

    A server follows the builds instead (`open_answerer`).
    """
    from vectorstore import clock, places
    from vectorstore.index import Index
    from vectorstore.reranker import load_reranker

    clock.fix(settings.today)
    places.current_name(settings.home)  # without an index, nobody waits for a model first
    reranker = load_reranker(settings.reranker)
    read_by = read_with(settings, embedder or open_embedder(settings))
    return Index.open(settings.home, read_by, open_server(settings), reranker)


def open_system(settings: Settings, *, use_model: bool = False) -> System:
    """The bot on the current index, to be asked pairs; raises `IndexProblem` and `bot.language_model.ModelProblem`."""
    from bot.evaluate.run import system_of

    return system_of(open_index(settings), open_model(settings) if use_model else None)


def open_meaning(settings: Settings) -> Meaning:
    """The package's own reader as a judge of statements; one that knows nothing when it is not there."""
    from importlib.resources import files

    from bot.llm.meaning import Meaning
    from bot.reading.model import FILE, OwnReader
    from vectorstore.e5folder import ensure_folder
    from vectorstore.tokenizer import load_tokenizer

    if not files("bot.reading").joinpath(FILE).is_file():
        return Meaning()
    return Meaning(OwnReader(load_tokenizer(ensure_folder(settings.models))))


def open_model(settings: Settings) -> Speaker:
    """The language model that HANOI_LLM names, with its limits; raises `bot.language_model.ModelProblem`."""
    from bot.llm.budget import Budget
    from bot.llm.provider import open_model as opened
    from bot.llm.speaker import Speaker
    from bot.llm.waiting import Limits as Waits

    waits = Waits.within(settings.timeout_s)
    most = settings.llm_daily_tokens
    judged = settings.judge != "local"
    judge = settings.judge if judged else None
    return Speaker(
        opened(settings.llm or "", settings.llm_base_url, waits.first_s),
        waits,
        Budget(most, settings.home / "llm-tokens.sqlite") if most else None,
        context=settings.llm_context,
        judge=opened(judge, settings.llm_base_url, waits.first_s) if judge else None,
        judged=judged,
        meaning=open_meaning(settings),
    )
