"""The five real articles come out as their truth file says, paragraph by paragraph."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from library_samples import article_of

from vectorstore.text import nfc
from vectorstore.types import Article


@dataclass(frozen=True)
class Case:
    """One real article, as it came out and as it should."""

    article: Article
    truth: dict[str, Any]
    raw: str

    def body(self) -> list[str]:
        """The lines from the first to the last of the body, without those listed as noise."""
        lines = [squeezed(line) for line in self.raw.splitlines() if line.strip()]
        start, end = squeezed(self.truth["body_start"]), squeezed(self.truth["body_end"])
        noise = {squeezed(line) for line in self.truth["noise_lines"]}
        first = next(n for n, line in enumerate(lines) if line.startswith(start))
        kept = [line for line in lines[first : lines.index(end) + 1] if line not in noise]
        return [kept[0].removeprefix(squeezed(self.truth["body_start_strip_prefix"])).strip(), *kept[1:]]


def squeezed(text: str) -> str:
    return " ".join(nfc(text).split())


@pytest.fixture(scope="module")
def cases(shared_articles: Path) -> list[Case]:
    truths = json.loads((shared_articles / "truth.json").read_text("utf-8"))
    return [
        Case(
            article_of(shared_articles / name),
            truth,
            (shared_articles / name).read_text("utf-8"),
        )
        for name, truth in truths.items()
    ]


def test_the_text_is_exactly_the_body(cases: list[Case]) -> None:
    for case in cases:
        assert case.article.text.split("\n\n") == case.body()
        assert len(case.body()) == case.truth["body_paragraphs"]


def test_no_noise_survives(cases: list[Case]) -> None:
    for case in cases:
        assert [s for s in case.truth["must_not_survive"] if s in case.article.text] == []
        assert [s for s in case.truth["after_body_in_domain_teasers"] if s in case.article.text] == []


def test_titles_are_the_pages_or_made_of_the_lead(cases: list[Case]) -> None:
    for case in cases:
        if case.truth["title_how"].startswith("NOT in the file"):
            made = case.article.title.rstrip("…")
            assert case.article.text.startswith(made)
            assert 0 < len(made) <= 110
        else:
            assert case.article.title == case.truth["title"]


def test_dates_and_how_they_are_known(cases: list[Case]) -> None:
    found = [(c.article.published, c.article.published_how) for c in cases]
    assert found == [(c.truth["published"], c.truth["published_how_kind"]) for c in cases]


def test_publishers_are_those_the_page_states(cases: list[Case]) -> None:
    for case in cases:
        stated = case.truth["publisher_how"].startswith("stated")
        assert case.article.publisher == (case.truth["publisher"].split(" (")[0] if stated else "")


def test_authors(cases: list[Case]) -> None:
    assert [c.article.author for c in cases] == [c.truth["author"] for c in cases]


def test_captions_are_kept_once_and_apart(cases: list[Case]) -> None:
    for case in cases:
        texts = [c.text for c in case.article.captions]
        listed = {squeezed(line) for line in case.truth["noise_lines"]}
        assert len(texts) == len(set(texts))
        assert set(texts) <= listed
        assert all(0 <= c.at <= len(case.article.text) for c in case.article.captions)
        assert [line for line in listed if "(Ảnh:" in line and line not in texts] == []


def test_a_caption_stands_before_the_paragraph_below_it(cases: list[Case]) -> None:
    for case in cases:
        text = case.article.text
        for caption in case.article.captions:
            assert caption.at in (0, len(text)) or text[caption.at - 2 : caption.at] == "\n\n"
