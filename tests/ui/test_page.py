"""The chat page's parts without a browser: turns, examples, the document, the plain pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.answer import Answer
from tests.ui.samples import ARTICLES, FIRST, FOUND, REFUSED, answering
from ui.answer_id import AnswerIds
from ui.answering import Answerer, Overloaded
from ui.articles_view import PER_PAGE, found, wanted
from ui.cards import Place
from ui.flight import Piece
from ui.page.examples import WANTED, Examples, candidates
from ui.page.shell import dressed, policy
from ui.page.talk import HISTORY_TURNS, MOST_TURNS, Talk
from ui.page.transcript import panel, transcript
from ui.page.turns import KEPT_TURNS, Turn, dump, load
from ui.question import MAX_QUESTION, NO_FILTERS, Asked
from ui.reader_view import Span, span
from ui.render import answer_html
from vectorstore.errors import NoIndex, ServerAway
from vectorstore.types import Article, Filters

DONE = (Turn("Hỏi gì?", Filters(as_of="2025-10-26"), FOUND), Turn("Giá vàng?", answer=REFUSED, liked=False))

IDS = AnswerIds.passing()


def talk(answerer: Answerer, **given: object) -> Talk:
    return Talk(answerer, Examples(answerer), **given)  # type: ignore[arg-type]


def test_turns_survive_the_browser_s_storage() -> None:
    assert load(json.loads(json.dumps(dump(DONE, IDS))), IDS) == DONE


def test_only_the_last_finished_turns_are_kept() -> None:
    many = tuple(Turn(str(n), answer=FOUND) for n in range(KEPT_TURNS + 5))
    assert load(dump((*many, Turn("still coming")), IDS), IDS)[0].question == "5"
    assert len(dump((*many, Turn("still coming")), IDS)) == KEPT_TURNS


@given(
    stored=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["question", "answer", "filters", "partial", "x"]), inner, max_size=4
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_the_browser_sends_back_can_be_shown(stored: object) -> None:
    turns = load(stored, IDS)
    assert transcript(turns, "vi") + panel(turns, "vi", ARTICLES)


@pytest.mark.parametrize(
    "change",
    [
        {"number": "1"}, {"quote": 3}, {"published": 2025}, {"others": None}, {"translation": 1},
        {"quote": "Nobody signed."}, {"published": "2025-10-27"}, {"url": "https://evil.example/"}, {"marks": []},
    ],
)  # fmt: skip
def test_a_tampered_answer_is_left_out(change: dict[str, object]) -> None:
    stored = json.loads(json.dumps(dump(DONE[:1], IDS)))
    stored[0]["answer"]["citations"][0].update(change)
    assert load(stored, IDS) == ()


def test_what_was_still_on_its_way_is_not_brought_back() -> None:
    stored = json.loads(json.dumps(dump([*DONE[:1], replace(DONE[0], early=DONE[0].answer)], IDS)))
    assert [turn["early"] for turn in stored] == [None, None]
    stored[0]["early"] = stored[0]["answer"]
    turns = load(stored, IDS)
    assert turns
    assert turns[0].early is None


def test_quotes_stand_below_what_a_model_has_written_so_far() -> None:
    answer = DONE[0].answer
    assert answer
    turn = Turn(DONE[0].question, early=answer, partial="A model's first sentence [1].")
    assert turn.working
    page = transcript((turn,), "en")
    whole = answer_html(answer, Place("en", "t0"))
    assert whole in page
    assert page.index("first sentence") < page.index("checked against the articles") < page.index(whole)


def test_a_question_grows_into_an_answer() -> None:
    steps = [turns[-1] for turns in talk(answering("Đã ", "có ", FOUND)).ask("Hỏi?", (), NO_FILTERS, "vi")]
    assert [step.partial for step in steps[:3]] == ["", "Đã ", "Đã có "]
    assert steps[-1].answer == FOUND
    assert [step.working for step in steps] == [True, True, True, False]


def test_an_empty_question_changes_nothing() -> None:
    assert list(talk(answering(FOUND)).ask("  ", DONE, NO_FILTERS, "vi")) == [DONE]


def test_earlier_questions_go_along_but_not_with_a_permalink() -> None:
    heard: list[Asked] = []

    def streams(asked: Asked) -> Iterator[Piece]:
        heard.append(asked)
        yield FOUND

    one = talk(Answerer(streams, lambda: ARTICLES))
    many = tuple(Turn(str(n), answer=FOUND) for n in range(HISTORY_TURNS + 3))
    list(one.ask("a", many, NO_FILTERS, "vi"))
    list(one.ask("b", many, NO_FILTERS, "vi", afresh=True))
    assert [len(asked.history) for asked in heard] == [HISTORY_TURNS, 0]
    assert heard[0].history[-1] == str(HISTORY_TURNS + 2)


def test_a_long_conversation_drops_its_oldest_turns() -> None:
    many = tuple(Turn(str(n), answer=FOUND) for n in range(MOST_TURNS))
    *_, last = talk(answering(FOUND)).ask("new", many, NO_FILTERS, "vi")
    assert [turn.question for turn in last] == [*(str(n) for n in range(1, MOST_TURNS)), "new"]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        pytest.param(Overloaded(), "nhiều người hỏi", id="too many ask"),
        pytest.param(NoIndex("/secret/home"), "không tìm được trong các bài", id="no index"),
        pytest.param(ZeroDivisionError("inside"), "Có lỗi khi trả lời", id="a bug"),
    ],
)
def test_an_error_is_a_sentence_without_its_insides(error: Exception, words: str) -> None:
    def streams(asked: Asked) -> Iterator[Piece]:
        raise error
        yield

    *_, last = talk(Answerer(streams, tuple)).ask("Hỏi?", (), NO_FILTERS, "vi")
    html = transcript(last, "vi")
    assert words in html
    assert "secret" not in html
    assert "inside" not in html


def test_a_question_that_is_too_long_is_refused_in_words() -> None:
    *_, last = talk(answering(FOUND)).ask("x" * (MAX_QUESTION + 1), (), NO_FILTERS, "en")
    assert "2,000 at most" in str(last[-1].error)


def test_a_vote_reaches_the_hook_and_shows() -> None:
    heard: list[tuple[Answer, bool, str]] = []
    voting = talk(answering(FOUND), feedback=lambda *vote: heard.append(vote))
    turns = voting.vote(DONE, 0, True)
    assert heard == [(FOUND, True, "")]
    assert 'data-act="good" data-turn="0" aria-pressed="true"' in transcript(turns, "vi")
    assert voting.vote(DONE, 9, True) == DONE


def test_a_vote_that_cannot_be_kept_is_not_thanked_for() -> None:
    def full(answer: Answer, liked: bool, comment: str) -> None:
        raise OSError("disk full")

    assert talk(answering(FOUND), feedback=full).vote(DONE, 0, True) == DONE


def test_only_answered_questions_are_examples_and_each_answer_once() -> None:
    def streams(asked: Asked) -> Iterator[Piece]:
        yield replace(FOUND if asked.question in candidates("vi")[:3] else REFUSED, question=asked.question)

    examples = Examples(Answerer(streams, lambda: ARTICLES))
    assert [example.question for example in examples.answered("vi")] == list(candidates("vi")[:3])
    assert examples.answered("en") == ()
    assert examples.following([FOUND], "vi") == ()
    assert len(examples.following([REFUSED], "vi")) == 3


@pytest.mark.parametrize(("after_s", "then"), [(30.0, 0), (-1.0, WANTED)])
def test_examples_that_could_not_be_asked_are_asked_again_after_a_while(
    after_s: float, then: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.page.examples.AGAIN_S", after_s)
    away = True

    def streams(asked: Asked) -> Iterator[Piece]:
        if away:
            raise ServerAway("http://chroma", "killed")
        yield replace(FOUND, question=asked.question)

    examples = Examples(Answerer(streams, lambda: ARTICLES))
    assert examples.answered("vi") == ()
    away = False
    assert len(examples.answered("vi")) == then


def test_there_are_more_candidates_than_are_wanted_in_both_languages() -> None:
    assert len(candidates("vi")) == len(candidates("en")) > WANTED


def test_the_starter_index_answers_enough_examples(answerer: Answerer) -> None:
    for language in ("vi", "en"):
        assert len(Examples(answerer).answered(language)) >= 4


def test_the_panel_shows_the_newest_answer_s_sources_or_none() -> None:
    assert panel(DONE[:1], "vi", ARTICLES).count('class="of" data-turn="0">') == 1
    assert 'data-turn="0" hidden' in panel(DONE, "vi", ARTICLES)
    assert "Câu trả lời này không dẫn bài nào." in panel(DONE, "vi", ARTICLES)


def test_before_the_first_question_the_newest_articles_are_shown() -> None:
    html = panel((), "vi", ARTICLES)
    assert all(
        article.title in html for article in ARTICLES if article.published and article.language == "vi"
    )
    assert "Nguồn của câu trả lời sẽ hiện ở đây" in panel((), "vi", ())


def test_a_document_carries_our_language_and_no_unknown_script() -> None:
    gradio = (
        '<html\n\tlang="en"\n\tstyle="x"><head><title>Gradio</title><meta property="og:url" content="https://gradio.app/"'
        ' /><link rel="manifest" href="/manifest.json" /><script>window.gradio_config = {"a": '
        '"__i18n__{\\"__type__\\": \\"translation_metadata\\", \\"key\\": \\"send\\"}"};</script>'
        '<script type="module" src="x.js"></script></head>'
    )
    html = dressed(gradio, "vi")
    assert 'lang="vi"' in html
    assert "gradio.app" not in html
    assert "manifest" not in html
    assert '"G\\u1eedi"' in html
    # Gradio's configuration, and our ear for scripts that do not come.
    assert policy(html).count("sha256-") == 2
    assert "unsafe-inline" not in policy(html).partition("style-src")[0]


def test_every_page_is_served_in_both_languages(client: TestClient) -> None:
    for path in ("", "articles", "about", "privacy", "widget", "embed"):
        for language in ("vi", "en"):
            response = client.get(f"/{path}", params={"lang": language})
            assert response.status_code == 200
            assert f'lang="{language}"' in response.text
            assert "{{" not in response.text.replace('"{{', "")[:4000] or path == ""
            assert (
                "'unsafe-inline'" not in response.headers["content-security-policy"].partition("style-src")[0]
            )
            assert "frame-ancestors" in response.headers["content-security-policy"]


def test_an_article_is_served_with_its_quote_marked(client: TestClient, answerer: Answerer) -> None:
    article = answerer.articles()[0]
    page = client.get(f"/articles/{article.id}", params={"start": 0, "end": 20, "lang": "en"})
    assert (
        f'<mark id="quote" tabindex="-1" title="The sentence that led here">{article.text[:20]}</mark>'
        in page.text
    )


@pytest.mark.parametrize(
    "query", ["start=5&end=3", "start=0&end=99999999", "start=-1&end=4", "start=a&end=b", "start=²&end=9"]
)
def test_a_quote_that_is_not_there_is_not_marked(client: TestClient, answerer: Answerer, query: str) -> None:
    page = client.get(f"/articles/{answerer.articles()[0].id}?{query}")
    assert page.status_code == 200
    assert "<mark" not in page.text


def test_an_unknown_article_is_a_404_with_a_way_on(client: TestClient) -> None:
    page = client.get("/articles/nothing?lang=en")
    assert page.status_code == 404
    assert 'href="../articles?lang=en"' in page.text


def test_without_an_index_the_pages_say_so(make_client: object, settings: object) -> None:
    def none() -> tuple[Article, ...]:
        raise NoIndex("/secret")

    client = make_client(Answerer(lambda asked: iter(()), none))  # type: ignore[operator]
    for path in ("articles", "articles/x", "about"):
        page = client.get(f"/{path}?lang=en")
        assert page.status_code == 503
        assert "cannot be read" in page.text
        assert "secret" not in page.text
    assert client.get("/").status_code == 200


def article(n: int, **changed: object) -> Article:
    return replace(FIRST, **{"id": f"x{n}", "published": f"2025-10-{n + 1:02}", **changed})  # type: ignore[arg-type]


def test_articles_are_searched_without_marks_filtered_and_sorted() -> None:
    some = [
        article(0),
        article(1, title="Lễ mở ký"),
        article(2, publisher="Khác", language="en"),
        article(3, published=None),
    ]

    def ids(**query: str) -> list[str]:
        return [a.id for a in found(some, wanted(query))]

    assert ids() == ["x2", "x1", "x0", "x3"]
    assert ids(sort="oldest") == ["x0", "x1", "x2", "x3"]
    assert ids(q="le mo ky") == ["x1"]
    assert ids(q="LỄ  ký") == ["x1"]
    assert ids(**{"from": "2025-10-02", "to": "2025-10-02"}) == ["x1"]
    assert ids(outlet="Khác") == ids(**{"in": "en"}) == ["x2"]
    assert ids(q="không có đâu") == []


def test_a_malformed_date_or_page_is_dropped_and_named(client: TestClient) -> None:
    assert wanted({"from": "26/10/2025", "page": "-3", "sort": "drop table"}) == replace(
        wanted({}), dropped=("26/10/2025",)
    )
    page = client.get("/articles", params={"from": "<b>x", "lang": "en"})
    assert "left out: &lt;b&gt;x" in page.text
    assert client.get("/articles?page=99999").status_code == 200


def test_the_list_has_pages(client: TestClient, answerer: Answerer) -> None:
    total = len(answerer.articles())
    assert total > PER_PAGE
    first, second = (client.get(f"/articles?page={n}").text.count("<li>") for n in (1, 2))
    assert first == PER_PAGE
    assert 0 < second <= PER_PAGE


@given(start=st.text(max_size=10), end=st.text(max_size=10), length=st.integers(0, 1000))
def test_a_span_is_inside_its_text_or_nothing(start: str, end: str, length: int) -> None:
    at = span(start, end, length)
    assert at is None or (isinstance(at, Span) and 0 <= at.start < at.end <= length)
