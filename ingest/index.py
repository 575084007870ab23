"""From the archive to the index: build when something changed, and only then."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore import places
from vectorstore.errors import IndexProblem, NoIndex
from vectorstore.types import Article

from .progress import Progress
from .split import passages
from .status import carried

if TYPE_CHECKING:
    from vectorstore.embedder import Embedder
    from vectorstore.server import Server
    from vectorstore.stream import Embed


def build_from(
    home: Path,
    articles: Mapping[str, Article],
    embedder: Embedder,
    progress: Progress | None = None,
    *,
    always: bool = False,
    server: Server | None = None,
    embed: Embed | None = None,
) -> tuple[int | None, bool]:
    """Make *articles* the current index; returns its passages and whether it had to be built.

    The caller holds the lock. An index that already holds exactly these articles is left alone unless
    *always*; without an article and without an index nothing is built. Raises `StatusRefused`.
    """
    # Chroma and numpy take seconds to import; an unchanged archive is noticed without Chroma.
    from vectorstore.manifest import Manifest, fingerprint

    beside = carried(home, articles.values())
    if not always:
        try:
            current = Manifest.read(places.builds(home) / places.current_name(home))
            if current.build == fingerprint(list(articles.values()), embedder, beside):
                return current.passages, False
        except NoIndex:
            if not articles:
                return None, False
        except IndexProblem:
            pass  # one to be replaced
    from vectorstore.build import build_index

    embedded = (lambda done, total: progress("embed", done, total)) if progress else None
    built = build_index(home, list(articles.values()), passages, embedder, embedded, server, embed, beside)
    return built.passages, True


def passages_in(article: Article) -> int:
    """How many passages an article is cut into."""
    return len(passages(article))
