"""What can be wrong with an index. Every message says what to do next."""

from __future__ import annotations

from pathlib import Path

from .shown import shown


class IndexProblem(Exception):
    """The index cannot be used; the message says how to mend it."""


class NoIndex(IndexProblem):
    """Nothing has been built yet."""

    def __init__(self, home: object) -> None:
        # After a first ingest that was killed the articles are there; the starter briefs are not wanted then.
        if any(Path(str(home), "articles").glob("*.json")):
            super().__init__(f"{home} holds articles but no index. Run `hanoi reindex`.")
        else:
            super().__init__(f"There is no index in {home}. Run `hanoi ingest --starter` first.")


class Unsound(IndexProblem):
    """A build does not hold what its manifest says."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The index is unsound: {what}. Run `hanoi reindex` to rebuild it.")


class Busy(IndexProblem):
    """Another process is writing."""

    def __init__(self) -> None:
        super().__init__("Another `hanoi` is writing to this index. Try again when it has finished.")


class ModelMismatch(IndexProblem):
    """The index was built with another embedding model."""

    def __init__(self, built_with: str, asked_with: str) -> None:
        super().__init__(
            f"The index was built with {built_with}, but {asked_with} is configured. "
            "Run `hanoi reindex`, or set HANOI_EMBEDDER back."
        )


class ModelProblem(IndexProblem):
    """The embedding model cannot be made or loaded."""


class NoSpace(IndexProblem):
    """The disk filled up; the old build is untouched."""

    def __init__(self, home: object) -> None:
        super().__init__(
            f"The disk of {home} is full; the previous index is untouched. Free some space and run it again."
        )


class NotWritable(IndexProblem):
    """The home lies where nobody may write; Chroma needs that even to read."""

    def __init__(self, home: object) -> None:
        super().__init__(
            f"{home} cannot be written to; nothing in it was changed. Make it writable, or point HANOI_HOME at a copy."
        )


class ServerAway(IndexProblem):
    """The Chroma server does not answer, or not as one; it may be back in a moment."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"The Chroma server at {shown(url)} does not answer ({shown(why)}). Start it, or mend HANOI_CHROMA_URL."
        )


class ServerRefuses(IndexProblem):
    """The Chroma server does not let us in."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"The Chroma server at {shown(url)} does not let us in ({shown(why)}). "
            "Mend HANOI_CHROMA_TOKEN, HANOI_CHROMA_TENANT or HANOI_CHROMA_DATABASE."
        )
