"""An answer as HTML: what is shown, and that nothing in it can act."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Answer, Figure
from tests.ui.samples import ARTICLES, FIRST, FOUND, REFUSED
from ui import export
from ui.cards import Place, checked, marked
from ui.markup import PICTURE_TAGS, TEXT_TAGS, at_quote, clean, esc, safe_url
from ui.render import answer_html, partial_html, sources_html, whole_html

PLACE = Place("vi", "t0")


class Page(HTMLParser):
    """What a browser would find: tags, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_marker_leads_to_its_card_and_the_card_back() -> None:
    html = answer_html(FOUND, PLACE) + sources_html(FOUND, PLACE, {1, 2})
    ids = {value for name, value in Page(html).attributes if name == "id"}
    targets = {value for name, value in Page(html).attributes if name == "data-to"}
    assert targets == {"t0-c1", "t0-c2", "t0-r1", "t0-r2"} <= ids


def test_a_number_without_a_citation_stays_text() -> None:
    assert "[7]" in answer_html(FOUND, PLACE)
    assert "t0-c7" not in answer_html(FOUND, PLACE)


def test_the_short_answer_is_bold_once() -> None:
    assert answer_html(FOUND, PLACE).count("<strong>72 nước</strong>") == 1


def test_only_an_answer_without_doubt_leads_in_large_type() -> None:
    sure = replace(FOUND, text="72 nước [1].\n\n" + FOUND.text)
    assert '<p class="lead">' in answer_html(sure, PLACE)
    assert '<p class="lead">' not in answer_html(replace(sure, hedged=True), PLACE)


def test_the_quote_is_marked_within_its_neighbours() -> None:
    assert marked(FOUND.citations[0]) == (
        "Ban tổ chức họp báo. <mark>Sau hai ngày đã có <strong>72 nước</strong> ký.</mark> Ai cũng vui."
    )


def test_offsets_that_do_not_fit_show_the_quote_alone() -> None:
    broken = replace(FOUND.citations[0], context_start=5)
    assert marked(broken) == "<mark>Sau hai ngày đã có 72 nước ký.</mark>"


def test_a_card_names_publisher_date_and_how_it_is_known() -> None:
    text = Page(sources_html(FOUND, PLACE, {1})).text
    for part in ("Báo Một", "26/10/2025", "ngày suy ra từ nội dung", "Đã đối chiếu nguyên văn", "2 báo khác"):
        assert part in text


def test_a_machine_translation_stands_beside_the_quote_and_is_text() -> None:
    first = replace(FOUND.citations[0], translation="<b>72</b> states signed after two days.")
    html = sources_html(replace(FOUND, citations=(first,)), PLACE, {1})
    text = Page(html).text
    assert "<b>72</b> states signed after two days." in text
    assert "Bản dịch máy:" in text
    assert first.quote in text
    assert "Bản dịch máy:" not in Page(sources_html(FOUND, PLACE, {1})).text


def test_only_a_quote_that_stands_in_its_article_is_called_checked() -> None:
    moved = replace(FIRST, text="x" + FIRST.text)
    assert checked(FOUND, ARTICLES) == {1, 2}
    assert checked(FOUND, (moved,)) == frozenset()


def test_a_refusal_lists_the_nearest_dated_articles() -> None:
    page = Page(answer_html(REFUSED, PLACE))
    assert "articles/a1?lang=vi" in dict(page.attributes)["href"]
    assert "26/10/2025" in page.text
    assert sources_html(REFUSED, PLACE, ()) == ""


def test_sentences_that_a_model_made_up_are_counted_not_repeated() -> None:
    html = answer_html(replace(FOUND, mode="llm", left_out=("Invented thing.",)), PLACE)
    assert "Không hiện 1 câu của mô hình" in html
    assert "Invented" not in html


def figures_of(*days: str, unit: str = "nước") -> Answer:
    return replace(FOUND, timeline=tuple(Figure(60 + n, unit, "firm", day, 1) for n, day in enumerate(days)))


def test_figures_of_two_dates_are_one_sentence() -> None:
    html = sources_html(FOUND, PLACE, ())
    assert "<svg" not in html
    assert "Theo thời gian: 25/10/2025: hơn 65 nước [2]; 26/10/2025: 72 nước [1]." in Page(html).text
    assert "Theo thời gian" not in sources_html(replace(FOUND, timeline=FOUND.timeline[:1]), PLACE, ())


def test_figures_of_three_dates_are_drawn_to_scale_and_tabled() -> None:
    html = sources_html(figures_of("2025-01-01", "2025-01-11", "2025-12-31"), PLACE, ())
    first, second, last = (float(x) for x in re.findall(r'<circle cx="(\d+)"', html))
    assert (second - first) / (last - first) == pytest.approx(10 / 364, abs=0.01)
    assert html.count('class="date"') == 2  # the second's letters would lie on the first's
    assert html.count("<tr>") == 4


def test_figures_of_different_things_do_not_stand_together() -> None:
    one, two = figures_of("2025-01-01"), figures_of("2025-02-01", "2025-03-01", unit="chương")
    html = sources_html(replace(FOUND, timeline=one.timeline + two.timeline), PLACE, ())
    assert "<svg" not in html
    assert "Theo thời gian" not in html


@pytest.mark.parametrize(
    "text",
    ["“{quote}” — Báo Một, 26/10/2025 [2]", "“Trước. {quote}” — Báo Một, 26/10/2025 [2]", "{quote} [2]"],
)
def test_an_article_s_own_number_is_no_link_to_our_source(text: str) -> None:
    quote = "Có 72 nước ký [1] và [2]."
    theirs = replace(FOUND.citations[1], quote=quote)
    answer = replace(FOUND, text=text.format(quote=quote), citations=(FOUND.citations[0], theirs), short=None)
    html = answer_html(answer, PLACE)
    assert html.count('<a class="ref"') == 1
    assert html.index('<a class="ref"') > html.index("và [2].")
    assert quote in Page(html).text


def test_words_that_are_still_coming_have_no_links() -> None:
    assert partial_html("Đã có [1] <b>") == "<p>Đã có [1] &lt;b&gt;</p>"


def test_on_another_site_links_are_absolute_and_open_a_new_tab() -> None:
    page = Page(whole_html(FOUND, Place("en", base="https://chat.example/", new_tabs=True), ARTICLES))
    links = [value for name, value in page.attributes if name == "href" and not value.startswith("#")]
    assert all(link.startswith(("https://chat.example/", "https://one.example/")) for link in links)
    assert ("target", "_blank") in page.attributes


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example/x",
        "https://user@evil.example/",
        "https://exa mple/",
        "https://[",
        "ftp://x.example/",
        "https://",
        "\u202ehttps://x.example/",
    ],
)
def test_no_link_for(url: str) -> None:
    assert safe_url(url) is None
    bad = replace(FOUND, citations=(replace(FOUND.citations[0], url=url),))
    assert 'class="orig"' not in sources_html(bad, PLACE, ())
    assert esc(url) not in export.markdown(bad, "vi")


def test_a_text_fragment_escapes_its_own_marks() -> None:
    assert at_quote("https://x.example/a", "mở-ký, & xong") == (
        "https://x.example/a#:~:text=m%E1%BB%9F%2Dk%C3%BD%2C%20%26%20xong"
    )
    assert at_quote("https://x.example/a#b", " ".join("abcdefghi")).endswith(
        "#b:~:text=a%20b%20c%20d,f%20g%20h%20i"
    )


SAFE = TEXT_TAGS | PICTURE_TAGS
HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60),  # HTML drops control characters
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "<svg onload=alert(1)>",
            "<a href=javascript:alert(1)>x</a>",
            "</blockquote><iframe src=//evil.example>",
            "<style>*{background:url(//evil.example)}</style>",
            "{{7*7}}${alert(1)}",
            "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        ]
    ),
)


@given(title=HOSTILE, publisher=HOSTILE, quote=HOSTILE, question=HOSTILE, url=HOSTILE, unit=HOSTILE)
def test_whatever_articles_and_visitors_write_is_text(
    title: str, publisher: str, quote: str, question: str, url: str, unit: str
) -> None:
    hostile = replace(
        FOUND,
        question=question,
        text=f"{quote} [1]",
        short=quote,
        citations=tuple(
            replace(c, title=title, publisher=publisher, quote=quote, context=quote, url=url)
            for c in FOUND.citations
        ),
        timeline=tuple(replace(f, unit=unit) for f in FOUND.timeline),
    )
    page = Page(answer_html(hostile, PLACE) + sources_html(hostile, PLACE, {1}))
    assert set(page.tags) <= SAFE - {"script", "style", "img", "iframe"}
    for name, value in page.attributes:
        assert not name.startswith("on")
        assert name != "href" or re.match(r"#|articles/|https?://", value)
    assert " ".join(title.split()) in " ".join(page.text.split())


@given(html=st.text(alphabet="<>/=\"' abcdeghilmnoprstuvx:()&;#", max_size=200))
def test_cleaning_leaves_only_our_own_tags(html: str) -> None:
    assert set(Page(clean(html)).tags) <= SAFE


def test_markdown_has_the_references_and_no_live_markup() -> None:
    text = export.markdown(replace(FOUND, question="*Bao* <b>nhiêu</b>"), "vi")
    assert text.startswith(r"## \*Bao\* \<b\>nhiêu\</b\>")
    assert (
        "1. [Bảy mươi hai nước ký](<https://one.example/tin?id=1&x=2>). Báo Một, 26/10/2025 (ngày suy" in text
    )
    assert "   > Sau hai ngày đã có 72 nước ký." in text


def test_plain_text_and_bibtex_name_every_source() -> None:
    assert "[2] “Buổi chiều có hơn 65 nước ký.” Chiều khai mạc. Đài Hai, 25 October 2025" in export.plain(
        FOUND, "en"
    )
    entries = export.bibtex(replace(FOUND, citations=(replace(FOUND.citations[0], title="50% {of} it_"),)))
    assert r"title = {{50\% \{of\} it\_}}" in entries
    assert "date = {2025-10-26}" in entries


def test_the_same_answer_gives_the_same_bytes() -> None:
    def shown(answer: Answer) -> str:
        return whole_html(answer, PLACE, ARTICLES)

    assert shown(FOUND) == shown(replace(FOUND))
