"""What can go wrong while articles are taken in. Every message says what to do next."""

from __future__ import annotations

from pathlib import Path


class IngestProblem(Exception):
    """Nothing was taken in; the message says why and what to do."""


class SourceMissing(IngestProblem):
    """A path that is not there."""

    def __init__(self, source: str) -> None:
        super().__init__(f"There is no file or folder {source}. Check the spelling.")


class NoArticles(IngestProblem):
    """A folder that holds nothing we read."""

    def __init__(self, source: str, kinds: str) -> None:
        super().__init__(f"{source} holds no articles. Put files of these types into it: {kinds}.")


class BrokenRecord(IngestProblem):
    """An archive file that is no article."""

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        super().__init__(
            f"The archived article {path} cannot be read ({why}). "
            "Move it away and ingest its source again; the other articles are fine."
        )


class NotArchived(IngestProblem):
    """An id that no archived article has."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"No article has the id {article_id}. `hanoi list` shows the ids.")


class StatusRefused(IngestProblem):
    """A table of parties that cannot be used; the message names the line and the remedy."""


class Rejected(Exception):
    """One item could not become an article; the message is the reason shown for it."""


class NotArticles(Rejected):
    """It is something else than articles: refused when it was named itself, left out of a folder with a line."""


class NoLines(Rejected):
    """A list of articles that is empty: what it held is gone."""
