"""Boxes that only their words tell are no part of the article; lists that a line announces are."""

from __future__ import annotations

import json

import pytest
from form_samples import PARAGRAPHS, TITLE, page
from test_words import article_in

LANDS = ["Việt Nam", "Peru", "Kenya", "Ghana", "Ba Lan"]
LAST = "Thư viện đóng cửa ngày lễ."


def within(box: str) -> str:
    """A page with *box* behind its second paragraph, in the article's own element."""
    return page().replace(f"<p>{PARAGRAPHS[2]}", f"{box}<p>{PARAGRAPHS[2]}")


def behind(box: str) -> str:
    """A page with *box* behind its last paragraph, in the article's own element."""
    return page().replace("</article>", f"{box}</article>")


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(behind("<p>Bình luận (12) – Tôi nghe nói có tới 80 quầy sách.</p>"), id="a comment"),
        pytest.param(behind("<h3>Bình luận</h3><p>Tôi nghe nói có tới 80 quầy sách.</p><p>Trả lời</p>"), id="comments"),
        pytest.param(
            behind("<div><span>2 bình luận</span></div><div><b>Hải</b><p>Tôi nghe nói có 80 quầy.</p></div>"), id="counted comments"
        ),
        pytest.param(behind("<p>Comments (3)</p><p>Anna: I heard that 80 of them opened.</p>"), id="comments in English"),
        pytest.param(within("<p>Quảng cáo</p><p>Kệ sách gỗ giá chỉ 80 triệu đồng, gọi ngay!</p>"), id="an advertisement"),
        pytest.param(
            within("<div><span>Quảng cáo</span><p>Kệ sách gỗ loại 80 ngăn, bền đẹp.</p></div>"), id="an advertisement's box"
        ),
        pytest.param(within("<div>Nội dung tài trợ<p>Kệ sách gỗ loại 80 ngăn, bền đẹp.</p></div>"), id="a sponsor's box"),
        pytest.param(
            within("<div><p>Thăm dò ý kiến: Bạn có thẻ mượn sách?</p><ul><li>Có 80%</li><li>Không 20%</li></ul></div>"), id="a poll"
        ),
        pytest.param(behind("<div><p>Tỷ giá hôm nay</p><table><tr><td>USD</td><td>80.120</td></tr></table></div>"), id="rates"),
    ],
)  # fmt: skip
def test_a_box_told_by_its_words_is_none_of_the_article(made: str) -> None:
    assert article_in(".html", made).text.split("\n\n") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "said",
    [
        "Bình luận về giá thẻ, giám đốc nói mức ấy vẫn rẻ hơn một tô phở.",
        "Quảng cáo của thư viện chỉ là một tấm bảng gỗ đặt cạnh con đường ra hồ.",
        "Thời tiết xấu khiến buổi khai trương phải lùi lại hai giờ đồng hồ.",
    ],
)
def test_a_sentence_that_begins_with_such_a_word_stays(said: str) -> None:
    assert said in article_in(".html", within(f"<p>{said}</p>")).text


def test_a_bare_label_costs_no_paragraph() -> None:
    """Between paragraphs "Quảng cáo" stands where a script puts a picture."""
    assert article_in(".html", within("<p>Quảng cáo</p>")).text.split("\n\n") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "items",
    [
        pytest.param("".join(f"<div>{land}</div>" for land in LANDS), id="boxes"),
        pytest.param(
            "<div>" + "".join(f"<div>{land}</div>" for land in LANDS) + "</div>", id="boxes in a box"
        ),
        pytest.param(
            "<ul>" + "".join(f'<li><a href="/{n}">{n}</a></li>' for n in LANDS) + "</ul>", id="links"
        ),
    ],
)
def test_an_announced_list_stays(items: str) -> None:
    label = "Các nơi tặng sách gồm:"
    for made in (within, behind):
        text = article_in(".html", made(f"<p>{label}</p>{items}")).text.split("\n\n")
        assert text[text.index(label) + 1 :][: len(LANDS)] == LANDS


@pytest.mark.parametrize("kind", [".txt", ".jsonl"])
@pytest.mark.parametrize("place", ["below the title", "at the end"])
def test_a_list_without_a_label_stays_in_a_text(kind: str, place: str) -> None:
    wanted = [*LANDS, *PARAGRAPHS] if place == "below the title" else [*PARAGRAPHS, *LANDS]
    text = "\n\n".join(wanted)
    made = f"{TITLE}\n\n{text}" if kind == ".txt" else json.dumps({"title": TITLE, "text": text})
    assert article_in(kind, made).text.split("\n\n") == wanted


@pytest.mark.parametrize("kind", [".html", ".txt"])
def test_a_sentence_in_brackets_ends_an_article(kind: str) -> None:
    said = "(Thư viện không cho mượn sách quý ra khỏi phòng.)"
    made = behind(f"<p>{said}</p>") if kind == ".html" else "\n\n".join((TITLE, *PARAGRAPHS, said))
    assert article_in(kind, made).text.split("\n\n") == [*PARAGRAPHS, said]


def test_a_short_last_sentence_stays() -> None:
    assert article_in(".html", behind(f"<p>{LAST}</p>")).text.split("\n\n") == [*PARAGRAPHS, LAST]
