"""The starter briefs and their pairs keep to what they promise."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml

import ingest
from bot.evaluate.pairfiles import read
from bot.evaluate.texts import contains
from bot.question.located import provisions_in
from ingest.basis import based_on
from vectorstore.status.read import FILE
from vectorstore.text import fold, nfc, tokens
from vectorstore.types import OURSELVES

CORPUS = Path(ingest.__file__).parent / "corpus"
BRIEFS = sorted(CORPUS.rglob("*.md"))
LAW = [path for path in BRIEFS if path.parent.name == "law"]
NUMBERED = [path for path in LAW if not path.stem.endswith("preamble")]
ARTICLES, CHAPTERS = 68, 9
HERE = Path(__file__).parent
PAIRS = read([HERE / f"{name}.jsonl" for name in ("starter", "fresh", "asked", "unseen")])
# A run of so many syllables in two texts is a copy; names with their titles alone reach fifteen.
COPIED_SYLLABLES = 16
# "Ban Chỉ đạo quốc gia lễ mở ký Công ước Hà Nội" is a name of eleven.
ASKED_SYLLABLES = 12


def front(path: Path) -> dict[str, object]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1]))


def body(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n", 2)[2].strip()


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = tokens(nfc(text))
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}


def test_each_subject_is_there_in_both_languages() -> None:
    languages = Counter(path.stem.split("-", 1)[1] for path in BRIEFS)
    assert len(languages) >= 70
    assert set(languages.values()) == {2}


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_a_brief_says_what_it_is_based_on_and_when(path: Path) -> None:
    told = front(path)
    assert isinstance(told["published"], datetime.date)
    assert told["title"]
    assert told["kind"] == "brief"
    assert told.get("publisher", OURSELVES) == OURSELVES
    assert told["language"] == path.stem[:2]
    assert based_on(told["based_on"])
    assert not {"url", "author"} & told.keys()


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_a_brief_is_no_older_than_what_it_is_based_on(path: Path) -> None:
    told = front(path)
    days = [basis.published for basis in based_on(told["based_on"]) if basis.published]
    assert [day for day in days if day > str(told["published"])] == []


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.stem)
def test_a_brief_has_a_few_sentences_that_stand_alone(path: Path) -> None:
    text = body(path)
    assert text == unicodedata.normalize("NFC", text)
    sentences = [s for s in re.split(r"(?<=[.!?])[”\"]?\s+", text) if s]
    assert (4 if path in LAW else 5) <= len(sentences) <= 13
    pronouns = re.compile(r"^(Nó|Họ|Ông ấy|Bà ấy|It|They|He|She|This|These|That)\b")
    assert not [s for s in sentences if pronouns.match(s)]


def test_every_article_and_chapter_has_a_brief_in_both_languages() -> None:
    wanted = [f"article-{n:02}" for n in range(1, ARTICLES + 1)]
    wanted += [f"chapter-{n}" for n in range(1, CHAPTERS + 1)] + ["preamble"]
    assert sorted(path.stem for path in LAW) == sorted(
        f"{language}-{part}" for language in ("en", "vi") for part in wanted
    )


def law_named(text: str, path: Path) -> set[tuple[str, int]]:
    """The articles and chapters that *text* names, in the language that the file's name begins with."""
    return {(p.level, p.number) for p, _ in provisions_in(text, "vi" if path.stem[:2] == "vi" else "en")}


@pytest.mark.parametrize("path", NUMBERED, ids=lambda path: path.stem)
def test_a_sentence_about_the_law_names_what_it_is_about(path: Path) -> None:
    own = str(front(path)["title"]).split(":", 1)[0]
    kind, number = path.stem[3:].split("-")
    assert (kind, int(number)) in law_named(own, path)
    sentences = re.split(r"(?<=[.!?])[”\"]?\s+", body(path))
    named = own if kind == "article" else own.split(" of ")[0].removesuffix(" Công ước Hà Nội")
    assert [s for s in sentences if named not in s] == []


@pytest.mark.parametrize("path", LAW, ids=lambda path: path.stem)
def test_a_brief_about_the_law_names_no_article_that_is_not_there(path: Path) -> None:
    most = {"article": ARTICLES, "chapter": CHAPTERS}
    assert [(kind, n) for kind, n in law_named(body(path), path) if not 1 <= n <= most[kind]] == []


def test_no_brief_copies_the_real_articles(shared_articles: Path) -> None:
    theirs: set[tuple[str, ...]] = set()
    for path in shared_articles.glob("*.txt"):
        theirs |= runs(path.read_text(encoding="utf-8"), COPIED_SYLLABLES)
    copied = {path.stem: runs(body(path), COPIED_SYLLABLES) & theirs for path in BRIEFS}
    assert {name: found for name, found in copied.items() if found} == {}


def test_there_are_pairs_of_every_sort() -> None:
    kinds = Counter(pair.kind for pair in PAIRS)
    wanted = (
        "number date person place why list yesno definition comparison article followup asof "
        "false_premise injection ood unans_in"
    )
    assert len(PAIRS) >= 150
    assert sum(pair.answerable is False for pair in PAIRS) >= 40
    assert {pair.lang for pair in PAIRS} == {"vi", "vi-nodiac", "en"}
    assert not [kind for kind in wanted.split() if kinds[kind] < 6]


def test_unmarked_questions_have_no_marks() -> None:
    assert [p.id for p in PAIRS if p.lang == "vi-nodiac" and fold(p.question) != p.question] == []


def test_a_question_may_be_answered_in_either_language() -> None:
    """Both files of a subject hold the fact, so both may be cited and each satisfies every group."""
    briefs = {path.relative_to(CORPUS).as_posix(): body(path) for path in BRIEFS}
    for pair in PAIRS:
        told = [source for source in pair.source_any if source != FILE]  # the table speaks both
        for language in ("vi", "en") if told else ():
            text = "\n".join(briefs[s] for s in told if Path(s).name.startswith(language))
            unmet = [g for g in pair.must_contain if not any(contains(text, w) for w in g)]
            assert unmet == [], (pair.id, language)


def test_questions_are_not_the_briefs_own_words() -> None:
    theirs = set().union(*(runs(body(path), ASKED_SYLLABLES) for path in BRIEFS))
    assert [pair.id for pair in PAIRS if runs(pair.question, ASKED_SYLLABLES) & theirs] == []
