"""A summary is several sentences that say different things, in reading order."""

from __future__ import annotations

from bot.question.value import Provision
from bot.reading.value import Judged, Reading
from bot.reply.choose import says_the_same
from bot.reply.compose import compose
from bot.reply.summary import FEWEST, MOST
from tests.bot.reply.corpus import ANSWER, part, reading
from vectorstore.index import Index


def sentences(index: Index, read: Reading) -> list[Judged]:
    return [
        Judged(h, n, s, h.article.text[s.start : s.end], 0.5, 0.0)
        for h in read.hits
        for n, s in enumerate(h.passage.sentences)
    ]


def test_a_summary_of_the_convention(starter_index: Index) -> None:
    asked = part(starter_index, "Tóm tắt Công ước Hà Nội", shape="summary", convention=True)
    found = starter_index.search(asked.query, 20)
    read = Reading((sentences(starter_index, Reading((), tuple(found)))[0],), tuple(found))
    draft = compose(asked, read, ANSWER, starter_index)
    assert FEWEST <= len(draft.citations) <= MOST
    dates = [c.published or "" for c in draft.citations]
    assert dates == sorted(dates)
    assert {starter_index.article(c.article_id).language for c in draft.citations} == {"vi"}  # type: ignore[union-attr]
    by_place = {(j.article.id, j.sentence.start): j for j in sentences(starter_index, read)}
    chosen = [
        by_place[c.article_id, m] for c in draft.citations for m in [c.start] if (c.article_id, m) in by_place
    ]
    pairs = [(a, b) for n, a in enumerate(chosen) for b in chosen[:n]]
    assert not [1 for a, b in pairs if says_the_same(a, b, starter_index)]


def test_of_a_provision_only_what_names_it(starter_index: Index) -> None:
    asked = part(
        starter_index, "Summarise article 16", shape="summary", provisions=(Provision("article", 16),)
    )
    found = tuple(starter_index.search(asked.query, 20))
    read = Reading((sentences(starter_index, Reading((), found))[0],), found)
    draft = compose(asked, read, ANSWER, starter_index)
    assert draft.citations
    for citation in draft.citations:
        assert "16" in citation.quote or "16" in citation.title


def test_a_text_of_few_sentences_is_quoted_whole_once(told: Index) -> None:
    asked = part(told, "Tóm tắt buổi lễ", shape="summary")
    read = reading(told, asked)
    draft = compose(asked, Reading((sentences(told, read)[0],), read.hits), ANSWER, told)
    assert len({c.quote for c in draft.citations}) == len(draft.citations) >= 3
