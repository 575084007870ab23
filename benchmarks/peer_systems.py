"""Four ways to answer from the same index, each opened alone in a process of its own (`benchmarks.peers`).

No peer is tuned down: each gets the same articles, the same embedding model, the day that a pair wants to be answered
as of where it can filter, and a threshold for refusing that was chosen on other pairs. None has a language model.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.answer import Answer, Citation
from bot.evaluate.pairs import Pair
from vectorstore.types import Article

# Chunks that LangChain's tutorials retrieve and show.
K = 4


@dataclass(frozen=True, slots=True)
class Given:
    """What a system would answer, and how sure it is by its own measure; a threshold on *score* refuses."""

    answer: Answer
    score: float


Ask = Callable[[Pair], Given]


def ours(home: Path) -> Ask:
    """This project without a language model; it refuses by itself."""
    from bot.evaluate.run import system_of

    system = system_of(_index(home))
    return lambda pair: Given(system.ask(pair), 1.0)


def langchain(home: Path) -> Ask:
    """LangChain's plain recipe: ask Chroma for the nearest chunks by meaning, and quote them with their sources."""
    from chromadb.config import Settings
    from langchain_chroma import Chroma

    from benchmarks.homes import embedder
    from vectorstore import places
    from vectorstore.embeddings import HanoiEmbeddings

    store = Chroma(
        collection_name="passages",
        persist_directory=str(places.builds(home) / places.current_name(home) / "chroma"),
        embedding_function=HanoiEmbeddings(embedder()),
        client_settings=Settings(anonymized_telemetry=False, is_persistent=True),
    )
    articles = articles_by_id(home)

    def ask(pair: Pair) -> Given:
        day = int(pair.as_of.replace("-", "")) if pair.as_of else None
        narrowed = {"day": {"$lte": day}} if day else None
        found = store.similarity_search_with_score(pair.question, k=K, filter=narrowed)
        spans = [
            (articles[d.metadata["article_id"]], d.metadata["start"], d.metadata["end"]) for d, _ in found
        ]
        return Given(_quoting(pair, spans), -found[0][1] if found else -9.0)  # Chroma's is a distance

    return ask


def bm25(home: Path) -> Ask:
    """The best passage by BM25 over words as they are typed, without marks where the question has none; its first sentence."""
    import numpy as np

    from vectorstore import places, tables
    from vectorstore.lexical import Lexical
    from vectorstore.text import fold, is_marked, nfc, tokens

    folder = places.builds(home) / places.current_name(home)
    marked, folded = Lexical(folder / "plain"), Lexical(folder / "folded")
    connection = tables.open_readonly(folder / tables.FILE)
    articles = {a.id: a for a in tables.read_articles(connection)}
    (count,) = connection.execute("SELECT count(*) FROM passages").fetchone()
    held = [passage for *_, passage in tables.read_passages(connection, range(count))]
    days = np.array([articles[p.article_id].published or "9999" for p in held])

    def ask(pair: Pair) -> Given:
        plain = pair.lang == "vi" and is_marked(pair.question)
        words = tokens(nfc(pair.question)) if plain else tokens(fold(nfc(pair.question)))
        scores = (marked if plain else folded).scores(words)
        if pair.as_of:
            scores = np.where(days <= pair.as_of, scores, 0.0)
        best = held[int(np.argmax(scores))]
        first = next((s for s in best.sentences if not s.heading), best.sentences[0])
        score = float(scores.max()) / max(len(words), 1)
        return Given(_quoting(pair, [(articles[best.article_id], first.start, first.end)]), score)

    return ask


def cairn(home: Path) -> Ask:
    """`cairn-assistant` as its guide has it, with its own threshold, on the English articles, which are what it can read."""
    from cairn.config import Config
    from cairn.engine import ask as asked
    from cairn.index import build_index

    articles = {f"a-{a.id}": a for a in articles_by_id(home).values() if a.language == "en"}
    with tempfile.TemporaryDirectory() as folder:
        for name, article in articles.items():
            head = f"---\nid: {name}\ntitle: {' '.join(article.title.split())}\nlang: en\n---\n"
            Path(folder, f"{name}.md").write_text(head + article.text, encoding="utf-8")
        index = build_index(folder)
    config = Config(default_lang="en")

    def ask(pair: Pair) -> Given:
        answer = asked(pair.question, index, config, lang="en").answer
        if answer.kind != "grounded":
            return Given(_refusing(pair), 1.0)
        spans = []
        for source in answer.sources:
            article = articles[source.source_id.partition("#")[0]]
            start = article.text.find(source.text)
            spans.append((article, start, start + len(source.text)))
        return Given(_quoting(pair, spans), 1.0)

    return ask


SYSTEMS: dict[str, Callable[[Path], Ask]] = {
    "LangChain, retrieve and quote": langchain,
    "BM25, first sentence": bm25,
    "cairn-assistant": cairn,
    "ours": ours,
}
# Without one of their own, these refuse below a threshold that is fitted on other pairs.
FITTED = frozenset({"LangChain, retrieve and quote", "BM25, first sentence"})
ENGLISH_ONLY = frozenset({"cairn-assistant"})


def refusing(given: Given, threshold: float, pair: Pair) -> Answer:
    """The answer, or a refusal where its score is too low."""
    return given.answer if given.score >= threshold else _refusing(pair)


def _refusing(pair: Pair) -> Answer:
    language = "en" if pair.lang == "en" else "vi"
    return Answer(pair.question, "Not in the articles.", False, language, reason="not_in_articles")


def _quoting(pair: Pair, spans: list[tuple[Article, int, int]]) -> Answer:
    citations = tuple(
        Citation(
            n, a.id, a.title, a.publisher, a.published, a.published_how, a.url, a.source, a.text[start:end],
            start, end, start, end, a.text[start:end], voice=a.voice, based_on=a.based_on,
        )
        for n, (a, start, end) in enumerate(spans, 1)
    )  # fmt: skip
    text = "\n\n".join(f"{c.quote} [{c.number}]" for c in citations)
    return Answer(
        pair.question, text, bool(citations), "en" if pair.lang == "en" else "vi", citations=citations
    )


def _index(home: Path):  # type: ignore[no-untyped-def]  # heavy to import; its type is `vectorstore.index.Index`
    from benchmarks.homes import embedder
    from vectorstore.index import Index

    return Index.open(home, embedder())


def articles_by_id(home: Path) -> dict[str, Article]:
    from vectorstore import places, tables

    connection = tables.open_readonly(places.builds(home) / places.current_name(home) / tables.FILE)
    try:
        return {a.id: a for a in tables.read_articles(connection)}
    finally:
        connection.close()
