"""Retrieval beside what is usual: BM25 alone, and LangChain's plain recipe with Chroma and the same model.

    python -m benchmarks.retrieval QA_FOLDER [--every N]

QA_FOLDER as for `benchmarks.reader`; the embedded model comes from HANOI_MODELS or the usual home. A question's
right source is its paragraph. Systems are asked in turn, question by question, so that their times compare.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import numpy as np

import vectorstore.index
from bot.evaluate.pairfiles import read
from bot.evaluate.pairs import Pair
from vectorstore import tables
from vectorstore.index import Index
from vectorstore.search import ALIGNED_SHARE
from vectorstore.text import nfc, tokens

from .homes import index_folder, model_folder

K = 5
Retrieve = Callable[[str], list[str]]  # question -> sources, best first


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Compare ways of retrieving.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="use every Nth question of QA_FOLDER")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as chroma:
        index = index_folder(options.folder / "docs", Path(home))
        systems: dict[str, Retrieve] = {
            "BM25 alone": bm25(index),
            "LangChain + Chroma": langchain_chroma(options.folder / "docs", Path(chroma)),
            "ours, no late interaction": ours(index, 0.0),
            "ours": ours(index, ALIGNED_SHARE),
        }
        report(systems, read([options.folder / "pairs.jsonl"])[:: options.every])
        index.close()


def report(systems: dict[str, Retrieve], pairs: Sequence[Pair]) -> None:
    """One row a system: recall@1 and @5 by language, and the median time of a question."""
    first: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    times: dict[str, list[float]] = defaultdict(list)
    for pair in pairs:
        for name, retrieve in systems.items():
            start = time.perf_counter()
            sources = retrieve(pair.question)
            times[name].append((time.perf_counter() - start) * 1000)
            right = [source in pair.source_any for source in sources[:K]]
            first[name, pair.lang].append((right[:1] == [True], any(right)))
    languages = list(dict.fromkeys(pair.lang for pair in pairs))
    print(f"{'recall@1 / @5':28}" + "".join(f"{lang:>16}" for lang in languages) + f"{'median ms':>12}")
    for name in systems:
        shares = [np.mean(first[name, lang], axis=0) for lang in languages]
        row = "".join(f"{f'{one:.3f} / {five:.3f}':>16}" for one, five in shares)
        print(f"{name:28}{row}{median(times[name]):12.1f}")


def ours(index: Index, aligned_share: float) -> Retrieve:
    """The search of this project; with 0, alignment moves nothing."""

    def retrieve(question: str) -> list[str]:
        vectorstore.index.ALIGNED_SHARE = aligned_share  # type: ignore[attr-defined]
        hits = index.search(index.understand(question))
        return list(dict.fromkeys(h.article.source for h in hits))

    return retrieve


def bm25(index: Index) -> Retrieve:
    """Words as they are typed, no fusion, no other language: best passages first."""
    articles = {a.id: a for a in index.articles()}
    connection = tables.open_readonly(index.folder / tables.FILE)
    held = tables.read_passages(connection, range(index.manifest.passages))
    sources = {row: articles[passage.article_id].source for row, _, _, passage in held}
    connection.close()

    def retrieve(question: str) -> list[str]:
        scores = index.plain.scores(tokens(nfc(question)))
        rows = np.argsort(-scores, kind="stable")[: 4 * K]
        return list(dict.fromkeys(sources[r] for r in rows))

    return retrieve


def langchain_chroma(folder: Path, home: Path) -> Retrieve:
    """As tutorials do it: split by characters, embed with sentence-transformers, ask Chroma for the nearest."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(model_folder()), device="cpu")

    class Plain(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in v] for v in model.encode_document(texts, normalize_embeddings=True)]

        def embed_query(self, text: str) -> list[float]:
            return [float(x) for x in model.encode_query(text, normalize_embeddings=True)]

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    documents = [
        Document(path.read_text(encoding="utf-8"), metadata={"source": path.name})
        for path in sorted(folder.glob("*.txt"))
    ]
    store = Chroma(
        "plain", Plain(), persist_directory=str(home), collection_metadata={"hnsw:space": "cosine"}
    )
    store.add_documents(splitter.split_documents(documents))

    def retrieve(question: str) -> list[str]:
        return list(
            dict.fromkeys(d.metadata["source"] for d in store.similarity_search(nfc(question), k=2 * K))
        )

    return retrieve


if __name__ == "__main__":
    main()
