"""An opened build: find passages for a question, look articles up."""

from __future__ import annotations

import functools
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from . import disk, places, tables
from .arrays import RowFile
from .chroma import Collection
from .compared import check_article, check_vectors
from .days import with_days
from .e5file import Floats
from .embedder import Embedder, TokenEmbedder
from .errors import IndexProblem, ModelMismatch, Unsound
from .lexical import Lexical
from .manifest import Manifest
from .pause import pause
from .proof import BUDGET_S, Proof
from .query import Query, understand
from .reranker import Reranker
from .restore import Restorer
from .search import (
    ALIGNED_SHARE,
    CANDIDATES,
    FILTERED_FACTOR,
    Rows,
    Sides,
    admits,
    fuse,
    lexical_scores,
    ranks_of,
    top,
)
from .served import opened
from .server import Server
from .status.table import Table
from .text import NORMALISER_VERSION
from .tokens import Tokens
from .types import Article, Filters, Hit, Language, Passage

# Passages kept decoded between questions; 4,096 take some 4 MB.
_KEPT_PASSAGES = 4_096


class Index:
    """One immutable build, opened. Safe to share between threads."""

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        embedder: Embedder,
        collection: Collection,
        proof: Proof,
        reranker: Reranker | None = None,
    ) -> None:
        self.folder, self.manifest, self.embedder, self._reranker = folder, manifest, embedder, reranker
        self._collection, self._proof = collection, proof
        self._proven: set[str] = set()  # ids of articles that are what was indexed
        self._connection = tables.open_readonly(folder / tables.FILE)
        self._lock = threading.Lock()
        self.plain, self.folded = Lexical(folder / "plain"), Lexical(folder / "folded")
        self._passages, self._sentences = RowFile(folder / "passages.npy"), RowFile(folder / "sentences.npy")
        self._tokens = Tokens.open(folder)
        self._by_number = tables.read_articles(self._connection)
        self._articles = {a.id: a for a in self._by_number}
        # Every question asks for them; sorting 10,000 takes longer than searching.
        self._newest_first = tuple(
            sorted(self._by_number, key=lambda a: (a.published or "", a.id), reverse=True)
        )
        self._restore = Restorer(self._connection)
        self._read_rows()
        self._passage = functools.lru_cache(_KEPT_PASSAGES)(self._read_passage)

    @classmethod
    def open(
        cls,
        home: Path,
        embedder: Embedder,
        server: Server | None = None,
        reranker: Reranker | None = None,
    ) -> Index:
        """Open the current build of *home*, its passages' vectors on *server* if there is one.

        Raises `NoIndex`, `ModelMismatch` when another model made it, `Unsound` when it cannot be read, `NoSpace`
        and `NotWritable` when that is its disk's fault; of a server also `ServerAway` and `ServerRefuses`.
        """
        folder = places.builds(home) / places.current_name(home)
        manifest = Manifest.read(folder)
        if (manifest.model, manifest.dimension) != (embedder.id, embedder.dimension):
            raise ModelMismatch(manifest.model, embedder.id)
        if manifest.normaliser != NORMALISER_VERSION:
            raise Unsound("its words were made by another version")
        proof = Proof(folder, manifest.files)
        with ExitStack() as opening:
            opening.callback(proof.close)
            try:
                proof.start(BUDGET_S)
                collection = opened(folder, server)
                opening.callback(collection.close)
                index = cls(folder, manifest, embedder, collection, proof, reranker)
                rows, vectors = len(index._ids), collection.count()
            except IndexProblem:
                raise
            except Exception as error:  # whatever Chroma, SQLite or NumPy says of a damaged file
                unsound = Unsound(f"build {folder.name} cannot be read ({type(error).__name__})")
                raise disk.trouble(home) or unsound from error
            if not manifest.passages == rows == vectors:
                held = f"{rows} passages and {vectors} vectors, its manifest says {manifest.passages}"
                raise Unsound(f"build {folder.name} holds {held}")
            opening.pop_all()
        return index

    def _read_rows(self) -> None:
        rows = self._connection.execute(
            "SELECT id, article, first_sentence FROM passages ORDER BY row"
        ).fetchall()
        self._ids = {passage: n for n, (passage, _, _) in enumerate(rows)}
        self._article_of: Rows = np.array([r[1] for r in rows], np.int64)
        vietnamese = np.array([a.language == "vi" for a in self._by_number], np.bool_)
        self._vietnamese = vietnamese[self._article_of]
        self._first = np.array([r[2] for r in rows] + [len(self._sentences)], np.int64)

    def _read_passage(self, row: int) -> tuple[str, Passage]:
        with self._lock:
            return tables.read_passage(self._connection, row)

    def articles(self) -> tuple[Article, ...]:
        """All articles, newest first, those without a date last."""
        return self._newest_first

    def article(self, article_id: str) -> Article | None:
        """The article of that id; raises `Unsound` when it is not the one that was indexed."""
        article = self._articles.get(article_id)
        if article is not None and article_id not in self._proven:
            check_article(article, self.manifest, self.folder.name)
            self._proven.add(article_id)
        return article

    def prove(self) -> None:
        """Wait until all files and articles were compared with the manifest; raises `Unsound`.

        Of the vectors that Chroma holds, some are compared with the build's own, evenly spread.
        """
        self._proof.finish()
        for article_id in self._articles:
            self.article(article_id)
        check_vectors(self._collection, list(self._ids), self._passages, self.folder.name)

    @functools.cached_property
    def status(self) -> Table:
        """Who signed and who is bound, as the build carries it; empty when it carries nothing."""
        from .status.read import COUNTS, FILE, table

        files = [self.folder / name for name in (FILE, COUNTS)]
        return table(*(f.read_text(encoding="utf-8") if f.is_file() else "" for f in files))

    @functools.cached_property
    def publishers(self) -> frozenset[str]:
        """The names of all outlets."""
        return frozenset(name for a in self._by_number for name in a.names)

    @functools.cached_property
    def languages(self) -> frozenset[Language]:
        """The languages of the articles."""
        return frozenset(a.language for a in self._by_number)

    def understand(self, question: str) -> Query:
        """The question as it is searched."""
        with self._lock:
            return understand(question, self._restore)

    def search(self, query: Query, k: int = 20, filters: Filters | None = None) -> list[Hit]:
        """At most *k* passages, best first; the same question on the same build gives the same list.

        Raises `Unsound` once a file was found to be another one than was written, and ValueError for a filter's day
        that is none.
        """
        pause()
        self._proof.check()
        allowed = self._allowed(filters)
        if not len(self._ids) or (allowed is not None and not allowed.any()):
            return []
        vector, tokens = self._embedded(query.text)
        scores, best_possible = lexical_scores(query, self.plain, self.folded)
        rows = self._candidates(vector, scores, allowed)
        if not len(rows):
            return []
        sentences, starts = self._sentence_cosines(rows, vector)
        cosines = self._passages.at(rows).astype(np.float32) @ vector
        best = np.maximum.reduceat(sentences, starts[:-1])
        same = self._vietnamese[rows] == (query.language == "vi")
        sides = fuse(rows, scores[rows] / best_possible, cosines, best, same)
        order = np.lexsort((rows, -sides.fused))[:k]
        ranks = {"lexical": ranks_of(sides.lexical), "cosine": ranks_of(cosines), "sentence": ranks_of(best)}
        hits = [
            self._hit(
                sides, n, sentences[starts[n] : starts[n + 1]], {w: int(r[n]) for w, r in ranks.items()}
            )
            for n in order
        ]
        if tokens is not None and not same[order].all():
            hits = self._aligned(hits, tokens, query.language)
        return hits if self._reranker is None else self._reranker.reranked(query.text, hits)

    def _embedded(self, text: str) -> tuple[Floats, Floats | None]:
        """The question's vector, and its tokens' when there is something to align them with."""
        if self._tokens is not None and isinstance(self.embedder, TokenEmbedder):
            return self.embedder.query_with_tokens(text)
        return self.embedder.query(text), None

    def _aligned(self, hits: list[Hit], tokens: Floats, language: Language) -> list[Hit]:
        """Those of the other language with their alignment, which moves them among each other."""
        assert self._tokens is not None
        others = [hit for hit in hits if hit.article.language != language]
        met = [self._tokens.met(tokens, int(self._first[h.row]), int(self._first[h.row + 1])) for h in others]
        anywhere = float(np.max([each.max(axis=1) for each in met], axis=0).mean())
        alignments = [float(each.max(axis=1).mean()) for each in met]
        aligned = {
            hit.row: replace(
                hit,
                alignment=alignment,
                alignments=tuple(each.mean(axis=0).tolist()),
                met_elsewhere=anywhere - alignment,
            )
            for hit, each, alignment in zip(others, met, alignments, strict=True)
        }
        best = max(alignments)
        raised = [
            replace(a, score=a.score + ALIGNED_SHARE * (a.alignment - best))
            if (a := aligned.get(hit.row))
            else hit
            for hit in hits
        ]
        return sorted(raised, key=lambda hit: (-hit.score, hit.row))

    def _candidates(self, vector: Floats, scores: Floats, allowed: npt.NDArray[np.bool_] | None) -> Rows:
        """The best of each side, by row; under a narrow filter simply all that it allows."""
        if allowed is not None and allowed.sum() <= CANDIDATES:
            return np.flatnonzero(allowed)
        # Filters are applied afterwards (inside Chroma: 400 ms at 100,000 passages), so more are asked for.
        asked = CANDIDATES if allowed is None else CANDIDATES * FILTERED_FACTOR
        nearest = self._collection.nearest(vector[None, :], min(asked, len(self._ids)))[0]
        if not self._ids.keys() >= set(nearest):
            raise Unsound(f"Chroma's files of build {self.folder.name} hold passages that are not in it")
        near = np.array([self._ids[i] for i in nearest], np.int64)
        if allowed is not None:
            near = near[allowed[near]][:CANDIDATES]
        return np.union1d(near, top(scores, CANDIDATES, allowed))

    def _sentence_cosines(self, rows: Rows, vector: Floats) -> tuple[Floats, Rows]:
        """The cosines of the sentences of *rows*, one after another, and where those of each begin and end."""
        first, counts = self._first[rows], self._first[rows + 1] - self._first[rows]
        starts = np.concatenate([[0], np.cumsum(counts)])
        of_rows = np.repeat(first - starts[:-1], counts) + np.arange(starts[-1])
        return self._sentences.at(of_rows).astype(np.float32) @ vector, starts

    def sentence_vectors(self, places: Sequence[tuple[int, int]]) -> Floats:
        """Vectors of length 1 of sentences, each named by its passage's row and its place there: (len(places), n)."""
        rows = np.array([int(self._first[row]) + place for row, place in places], np.int64)
        return self._sentences.at(rows).astype(np.float32)

    def _allowed(self, filters: Filters | None) -> npt.NDArray[np.bool_] | None:
        if filters is None or filters == Filters():
            return None
        filters = with_days(filters)
        articles = np.array([admits(filters, a) for a in self._by_number], np.bool_)
        return articles[self._article_of]

    def _hit(self, sides: Sides, n: int, sentences: Floats, ranks: dict[str, int]) -> Hit:
        article_id, passage = self._passage(int(sides.rows[n]))
        article = self.article(article_id)
        if article is None:
            raise Unsound(f"a passage of build {self.folder.name} is of the unknown article {article_id}")
        return Hit(
            row=int(sides.rows[n]),
            passage=passage,
            article=article,
            score=float(sides.fused[n]),
            cosine=float(sides.cosine[n]),
            lexical=float(sides.lexical[n]),
            sentence_cosines=tuple(sentences.tolist()),
            ranks=ranks,
        )

    def close(self) -> None:
        """Let go of the build's files."""
        self._proof.close()
        self._collection.close()
        self._connection.close()
