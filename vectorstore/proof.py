"""Whether the files of a build are the ones that were written: sums in its manifest, looked at when it is opened.

Small files first, as many as fit into a quarter of a second; a large index is looked at to its end by a thread of
its own, and from the moment a difference is found nothing is answered from it.

Chroma's folder is not summed, since Chroma writes into it each time it opens it. Nothing is quoted from it; an id
that it gives and the index does not know is refused, and `Index.prove` compares its vectors with the build's own.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from .errors import Unsound

MANIFEST = "manifest.json"
# Seconds that opening may take for it: of a third of a second, the rest is for opening itself.
BUDGET_S = 0.25
_CHUNK = 1 << 20
_CHROMA = "chroma"
_LOG = logging.getLogger("hanoi")


def sums(folder: Path) -> dict[str, str]:
    """ "size:sha256" of every file of a finished build but the manifest, by its path below *folder*."""
    return {name: f"{size}:{_sum(folder / name)}" for name, size in sorted(_files(folder))}


def differences(folder: Path, known: Mapping[str, str]) -> list[str]:
    """The names of files that are not what *known* says, all of them looked at to the end."""
    proof = Proof(folder, known)
    return [*proof.sizes(), *(name for name in proof.rest() if not proof.holds(name))]


def _files(folder: Path) -> Iterator[tuple[str, int]]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if path.is_file() and name.parts[0] not in (MANIFEST, _CHROMA):
            yield name.as_posix(), path.stat().st_size


def _sum(path: Path, stop: Callable[[], bool] = lambda: False) -> str | None:
    """None when it was told to stop in the middle."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if stop():
                return None
            digest.update(chunk)
    return digest.hexdigest()


class Proof:
    """Looks at the files of one build; `check` raises what was found."""

    def __init__(self, folder: Path, known: Mapping[str, str]) -> None:
        self._folder, self._known = folder, known
        self._wrong: list[str] = []
        self._left = self.rest()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def rest(self) -> list[str]:
        """All files, the smallest first."""
        return sorted(self._known, key=lambda name: (self._size(name), name))

    def start(self, budget_s: float) -> None:
        """Look at what fits into *budget_s*, then go on in a thread; raises `Unsound` of what was found by then."""
        until = time.monotonic() + budget_s
        self._wrong += self.sizes()
        while self._left and not self._wrong and self._next(lambda: time.monotonic() > until):
            pass
        self.check()
        if self._left:
            self._thread = threading.Thread(target=self._go_on, name="proof", daemon=True)
            self._thread.start()

    def finish(self) -> None:
        """Wait until all were looked at; raises `Unsound`."""
        if self._thread is not None:
            self._thread.join()
        self.check()

    def check(self) -> None:
        """Raise `Unsound` when a file was found to be another one."""
        if self._wrong:
            raise Unsound(_said(self._folder, self._wrong))

    def close(self) -> None:
        """Stop looking."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def sizes(self) -> list[str]:
        """Those that are gone or have another size."""
        found = dict(_files(self._folder))
        return [name for name in self._known if found.get(name) != self._size(name)]

    def holds(self, name: str, stop: Callable[[], bool] = lambda: False) -> bool | None:
        """Whether the file has its sum, one that is gone has not; None when it was told to stop."""
        try:
            found = _sum(self._folder / name, stop)
        except OSError:
            return False
        return None if found is None else f"{self._size(name)}:{found}" == self._known[name]

    def _size(self, name: str) -> int:
        size = self._known[name].partition(":")[0]
        return int(size) if size.isascii() and size.isdigit() else -1

    def _next(self, stop: Callable[[], bool]) -> bool:
        """Look at one file; False when it was told to stop."""
        holds = self.holds(self._left[0], stop)
        if holds is False:
            self._wrong.append(self._left[0])
        if holds is not None:
            del self._left[0]
        return holds is not None

    def _go_on(self) -> None:
        while self._left and not self._wrong and self._next(self._stop.is_set):
            pass
        if self._wrong and not self._stop.is_set():
            _LOG.error(str(Unsound(_said(self._folder, self._wrong))))


def _said(folder: Path, wrong: list[str]) -> str:
    names = ", ".join(sorted(wrong)[:3]) + (f" and {len(wrong) - 3} more" if len(wrong) > 3 else "")
    return f"{names} of build {folder.name} changed after it was written"
