"""Words that are met across languages: token vectors of one bit a number, and what they add to the search."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest.split import passages
from vectorstore import places
from vectorstore.build import build_index
from vectorstore.embedder import Embedder, TokenEmbedder
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.tokens import Tokens, TokenWriter, signs
from vectorstore.types import Filters


def written(folder: Path, sentences: list[np.ndarray]) -> Tokens:
    with TokenWriter(folder, sentences[0].shape[1]) as writer:
        for at in range(0, len(sentences), 2):  # in pieces, as a build does
            writer.append([signs(s) for s in sentences[at : at + 2]])
        writer.append([])
    found = Tokens.open(folder)
    assert found is not None
    return found


def test_a_token_is_met_as_well_as_its_best_cosine(tmp_path: Path) -> None:
    random = np.random.default_rng(7)
    sentences = [random.standard_normal((n, 64)) for n in (3, 1, 5, 2, 4)]
    question = random.standard_normal((6, 64))
    question /= np.linalg.norm(question, axis=1, keepdims=True)
    tokens = written(tmp_path, sentences)
    met = tokens.met(question.astype(np.float32), 1, 4)
    cosines = [question @ (np.where(s > 0, 1, -1) / 8).T for s in sentences[1:4]]
    assert np.allclose(met, np.stack([c.max(axis=1) for c in cosines], axis=1), atol=1e-5)


def test_a_passage_is_told_what_others_meet_better(starter_index: Index) -> None:
    question = starter_index.understand("Who signed the Convention for Viet Nam?")
    hits = starter_index.search(question, 20, Filters(language="vi"))
    assert all(hit.met_elsewhere >= 0 for hit in hits)
    assert min(hits, key=lambda h: h.met_elsewhere) == max(hits, key=lambda h: h.alignment)
    assert hits[0].alignment + hits[0].met_elsewhere == pytest.approx(
        hits[-1].alignment + hits[-1].met_elsewhere, abs=1e-6
    )
    within = starter_index.search(question, 20, Filters(language="en"))
    assert {(hit.alignment, hit.met_elsewhere) for hit in within} == {(0.0, 0.0)}


def test_a_build_without_tokens_has_none(tmp_path: Path) -> None:
    assert Tokens.open(tmp_path) is None


def test_a_grown_index_has_the_tokens_of_a_fresh_one(
    tmp_path: Path, starter_index: Index, embedder: Embedder
) -> None:
    articles = starter_index.articles()[:8]
    folders = []
    for name, steps in (("grown", (articles[::2], articles)), ("fresh", (articles,))):
        home = tmp_path / name
        for step in steps:
            with write_lock(home):
                build_index(home, step, passages, embedder)
        folders.append(places.builds(home) / places.current_name(home))
    for file in ("token_signs.npy", "token_starts.npy"):
        grown, fresh = (np.load(folder / file) for folder in folders)
        assert np.array_equal(grown, fresh)


def test_what_says_the_same_in_the_other_language_is_met_best(embedder: Embedder) -> None:
    assert isinstance(embedder, TokenEmbedder)
    _, question = embedder.query_with_tokens("Which hotel did the delegation stay at?")
    said = ["Đoàn nghỉ tại khách sạn gần hồ.", "Đoàn đến bằng máy bay sáng nay.", "Công ước có 68 điều."]
    _, sentences = embedder.passages_with_tokens(said)
    met = [float((question @ np.where(s > 0, 1, -1).T).max(axis=1).mean()) for s in sentences]
    assert met[0] == max(met)


def test_only_passages_of_the_other_language_are_aligned(starter_index: Index) -> None:
    query = starter_index.understand("How many articles does the Convention have?")
    both = [starter_index.search(query, filters=Filters(language=lang)) for lang in ("en", "vi")]
    assert all(h.alignment == 0 and not h.alignments for h in both[0])
    assert all(h.alignment > 0 and len(h.alignments) == len(h.passage.sentences) for h in both[1])
    assert [h.score for h in both[1]] == sorted((h.score for h in both[1]), reverse=True)
