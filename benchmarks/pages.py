"""Articles, dates, titles and authors read out of pages that nobody here wrote, beside what we build on.

    python -m benchmarks.pages FOLDER [--json] [--half 0|1] [--list]

FOLDER holds `truth.jsonl` (one page a line: file, set, url, and what is known of text, title, date, author) and
`pages/` (HTML, gzip). In one run: ours, trafilatura by default and with favor_precision, htmldate. Text is scored
by shingles of four words, each page counts alike, a refused page as an empty text. --half takes the pages whose
name's SHA-256 is even or odd, so that one half can be looked at and the other only counted; --list names the pages
on which we are worst; with --json the last line is one object with the totals.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import htmldate
import trafilatura

from ingest.publishers import publishers
from ingest.reader import answer_to
from ingest.zone import now_in_viet_nam
from vectorstore.text import fold

# A shingle of four words tells a sentence from another that has the same words. Words.
_SHINGLE = 4
_WORD = re.compile(r"\w+")
# How many of the worst pages --list names.
_WORST = 25


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of one page; what is not known is empty."""

    file: str
    set: str
    url: str
    text: str = ""
    title: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What one program made of a page; `text` is None when it refused it or does not read texts."""

    text: str | None = None
    title: str = ""
    date: str | None = None
    author: str = ""
    reason: str = ""  # of a refusal


@dataclass(slots=True)
class Score:
    """Sums over pages; `tp`, `fp` and `fn` are shares of a page."""

    tp: float = 0.0
    fp: float = 0.0
    fn: float = 0.0
    texts: int = 0
    refused: int = 0
    dates: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    authors: Counter[str] = field(default_factory=Counter)
    took_s: float = 0.0
    pages: int = 0

    def add(self, truth: Truth, found: Found, took_s: float) -> None:
        """Count one page."""
        self.pages += 1
        self.took_s += took_s
        if truth.text:
            tp, fp, fn = overlap(truth.text, found.text or "")
            self.tp, self.fp, self.fn, self.texts = self.tp + tp, self.fp + fp, self.fn + fn, self.texts + 1
        self.refused += not found.text
        if truth.date:
            self.dates["unknown" if not found.date else "right" if found.date == truth.date else "wrong"] += 1
        if truth.title:
            self.titles["right" if same_words(truth.title, found.title) else "wrong"] += 1
        if truth.authors:
            right = found.author and any(same_words(a, found.author) for a in _joined(truth.authors))
            self.authors["unknown" if not found.author else "right" if right else "wrong"] += 1

    @property
    def precision(self) -> float:
        """Share of what was found that is the article's."""
        return self.tp / max(1e-9, self.tp + self.fp)

    @property
    def recall(self) -> float:
        """Share of the article that was found."""
        return self.tp / max(1e-9, self.tp + self.fn)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.tp / max(1e-9, 2 * self.tp + self.fp + self.fn)

    def to_json(self) -> dict[str, Any]:
        """The totals as plain values; of a program that reads no texts or no dates these are null or 0."""
        texts = self.texts and self.tp
        return {
            "f1": round(self.f1, 4) if texts else None,
            "precision": round(self.precision, 4) if texts else None,
            "recall": round(self.recall, 4) if texts else None,
            "refused": self.refused if self.texts and self.tp else 0,
            "dates_right": self.dates["right"],
            "dates_wrong": self.dates["wrong"],
            "dates_unknown": self.dates["unknown"],
        }


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text; a shorter text is one run."""
    words = _WORD.findall(text)
    if 0 < len(words) < _SHINGLE:
        return Counter([tuple(words)])
    return Counter(zip(*(words[n:] for n in range(_SHINGLE)), strict=False))


def overlap(truth: str, found: str) -> tuple[float, float, float]:
    """True and false positives and false negatives as shares of all three, so that they come to 1."""
    wanted, got = shingles(truth), shingles(found)
    tp = (wanted & got).total()
    fp, fn = got.total() - tp, wanted.total() - tp
    total = max(1, tp + fp + fn)
    return tp / total, fp / total, fn / total


def same_words(one: str, other: str) -> bool:
    """Whether two lines say the same, whatever their marks, case and punctuation."""
    return bool(one) and _WORD.findall(fold(one).lower()) == _WORD.findall(fold(other).lower())


def _joined(names: tuple[str, ...]) -> Iterator[str]:
    yield from names
    yield " ".join(names)
    yield " and ".join(names)


def truths(folder: Path, half: int | None = None) -> list[Truth]:
    """The pages of *folder*, all or one half of them."""
    found = []
    for line in (folder / "truth.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        author = row.get("author") or ()
        authors = (author,) if isinstance(author, str) else tuple(author)
        row = {k: v for k, v in row.items() if str(v) != "nan"}  # none was found
        words = {k: row.get(k) or "" for k in ("file", "set", "url", "text", "title", "date")}
        if half is None or hashlib.sha256(words["file"].encode()).digest()[0] % 2 == half:
            found.append(Truth(**words, authors=authors))
    return found


def page_of(folder: Path, truth: Truth) -> bytes:
    """The page's bytes."""
    raw = (folder / "pages" / truth.file).read_bytes()
    return gzip.decompress(raw) if truth.file.endswith(".gz") else raw


def ours(raw: bytes, url: str) -> Found:
    """The article as `hanoi ingest` would keep it from *url*."""
    fields = {"kind": ".html", "source": url or "page.html", "origin": "", "url": url or None}
    said = answer_to(fields, raw, now_in_viet_nam(), publishers())
    if "article" not in said:
        return Found(reason=said["rejected"])
    article = said["article"]
    return Found(article["text"], article["title"], article["published"], article["author"] or "")


def _trafilatura(raw: bytes, url: str, *, precision: bool) -> Found:
    page = trafilatura.bare_extraction(
        raw, url=url or None, favor_precision=precision, include_comments=False, with_metadata=True
    )
    if page is None:
        return Found()
    return Found(page.text or "", page.title or "", page.date, page.author or "")


def _htmldate(raw: bytes, url: str) -> Found:
    try:
        return Found(date=htmldate.find_date(raw, original_date=True, url=url or None))
    except (ValueError, TypeError, AttributeError):
        return Found()


PROGRAMS: dict[str, Callable[[bytes, str], Found]] = {
    "ours": ours,
    "trafilatura": lambda raw, url: _trafilatura(raw, url, precision=False),
    "trafilatura_precision": lambda raw, url: _trafilatura(raw, url, precision=True),
    "htmldate": _htmldate,
}


def measured(
    folder: Path, pages: Iterable[Truth], programs: Iterable[str] = PROGRAMS
) -> dict[str, list[tuple[Truth, Found, float]]]:
    """What each program made of each page, and the seconds it took."""
    results: dict[str, list[tuple[Truth, Found, float]]] = {name: [] for name in programs}
    for truth in pages:
        raw = page_of(folder, truth)
        for name, rows in results.items():
            begun = time.perf_counter()
            found = PROGRAMS[name](raw, truth.url)
            rows.append((truth, found, time.perf_counter() - begun))
    return results


def total(rows: Iterable[tuple[Truth, Found, float]]) -> Score:
    """The score over *rows*."""
    score = Score()
    for truth, found, took_s in rows:
        score.add(truth, found, took_s)
    return score


def _print_tables(results: dict[str, list[tuple[Truth, Found, float]]]) -> None:
    sets = sorted({truth.set for truth, _, _ in results["ours"]})
    print("| set | program | F1 | precision | recall | refused | dates right | wrong | unknown | titles | "
          "authors right | wrong | none | s a page |")  # fmt: skip
    print("|" + "---|" * 14)
    for name in [*sets, "all"]:
        for program, rows in results.items():
            s = total(r for r in rows if name in (r[0].set, "all"))
            text = f"{s.f1:.3f} | {s.precision:.3f} | {s.recall:.3f} | {s.refused}" if s.tp else " | | | "
            dates = " | ".join(str(s.dates[k]) for k in ("right", "wrong", "unknown"))
            authors = " | ".join(str(s.authors[k]) for k in ("right", "wrong", "unknown"))
            print(f"| {name}, {s.pages} | {program} | {text} | {dates} | {s.titles['right']} | {authors} | "
                  f"{s.took_s / s.pages:.2f} |")  # fmt: skip


def _print_worst(rows: list[tuple[Truth, Found, float]]) -> None:
    scored = [(2 * tp / (1 + tp), fp, fn, t, f) for t, f, _ in rows if t.text
              for tp, fp, fn in [overlap(t.text, f.text or "")]]  # fmt: skip
    for f1, fp, fn, truth, found in sorted(scored, key=lambda row: row[0])[:_WORST]:
        print(f"{f1:.3f}  false {fp:.3f}  lost {fn:.3f}  {truth.file}  {found.reason}")
    for truth, found, _ in rows:
        if truth.date and found.date != truth.date:
            print(f"date {found.date or 'unknown'} for {truth.date}  {truth.file}  {found.reason}")


def main() -> None:
    """Print the tables; with --json the totals as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    try:
        pages = truths(options.folder, options.half)
    except OSError as error:
        parser.error(f"{options.folder} holds no truth.jsonl ({error.strerror})")
    results = measured(options.folder, pages)
    _print_tables(results)
    if options.list:
        _print_worst(results["ours"])
    if options.json:
        print(json.dumps({name: total(rows).to_json() for name, rows in results.items()}))


if __name__ == "__main__":
    main()
