"""What an opened build holds, compared with what it was made of: articles when they are quoted, vectors when asked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from .arrays import RowFile
from .chroma import Collection
from .errors import Unsound
from .manifest import Manifest, article_hash
from .types import Article

# Vectors of Chroma's that are compared with the build's; reading a thousand takes some 50 ms.
_COMPARED = 1_000
# Cosine of a vector with itself, written in 16 and read in 32 bits.
_SAME = 0.99


def check_article(article: Article, manifest: Manifest, build: str) -> None:
    """Raise `Unsound` unless all that shows of the article is what was indexed under its id."""
    text = hashlib.sha256(article.text.encode(errors="surrogatepass")).hexdigest()
    if text != article.sha256 or article_hash(article) != manifest.hashes.get(article.id):
        raise Unsound(f"article {article.id} of build {build} is not the one that was indexed")


def check_vectors(collection: Collection, ids: Sequence[str], vectors: RowFile, build: str) -> None:
    """Raise `Unsound` unless Chroma holds the build's own vectors; of many, some are compared, evenly spread."""
    rows = np.arange(0, len(ids), max(1, len(ids) // _COMPARED))
    try:
        held = collection.vectors([ids[row] for row in rows.tolist()])
    except KeyError as error:
        raise Unsound(f"Chroma's files of build {build} lack {error}") from error
    if (
        len(rows)
        and not (np.sum(held * vectors.at(rows), axis=1) > _SAME * np.linalg.norm(held, axis=1)).all()
    ):
        raise Unsound(f"Chroma's files of build {build} hold other vectors than were written")
