"""What a site says to its visitor, and its lists, are no articles; articles that speak of such pages are."""

from __future__ import annotations

import json

import pytest
from form_samples import PARAGRAPHS, TITLE, page
from test_words import article_in

from ingest.errors import Rejected

WALLS = {
    "a check": (
        "Kiểm tra bảo mật",
        "Vui lòng chờ trong giây lát, hệ thống đang kiểm tra kết nối của bạn trước khi vào trang. Quá trình này diễn ra tự động.",
    ),
    "a gone page": (
        "Bến Sông",
        "Bài viết bạn đang tìm có thể đã bị gỡ hoặc đường dẫn bị sai. Mời bạn đọc các tin mới nhất trên trang chủ của báo.",
    ),
    "consent": (
        "Chính sách",
        "Chúng tôi và các đối tác sử dụng cookie để lưu trữ thông tin trên thiết bị. Bấm Đồng ý để tiếp tục.",
    ),
    "a queue": (
        "Hàng chờ",
        "Hiện có nhiều người truy cập trang cùng lúc. Trang sẽ tự động tải lại khi đến lượt bạn, vui lòng không đóng cửa sổ này.",
    ),
    "an old browser": (
        "Bến Sông",
        "Trình duyệt bạn đang dùng không còn được hỗ trợ. Vui lòng cập nhật lên phiên bản mới để xem trang web này đầy đủ.",
    ),
    "too many": (
        "Slow down",
        "You have sent too many requests in a given amount of time. Please slow down and try again later.",
    ),
    "a domain": (
        "lake.example",
        "The owner of this domain is offering it for sale. Buy this domain today or make an offer through our broker service.",
    ),
    "denied": ("", "Request unsuccessful. Incapsula incident ID: 443000270023244654-161243310010498"),
}


@pytest.mark.parametrize("name", WALLS)
@pytest.mark.parametrize("kind", [".html", ".txt", ".jsonl"])
def test_a_sites_words_to_its_visitor_are_no_article(name: str, kind: str) -> None:
    title, text = WALLS[name]
    made = {
        ".html": f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>',
        ".txt": f"{title}\n\n{text}".strip(),
        ".jsonl": json.dumps({"title": title, "text": text}),
    }[kind]
    with pytest.raises(Rejected, match="not an article"):
        article_in(kind, made)


@pytest.mark.parametrize(
    "said",
    [
        "Xác minh bạn không phải là robot là câu đầu tiên hiện ra khi ông đăng ký bán nón trên mạng.",
        "“Chúng tôi sẽ mở lại trang web vào tháng sau”, bà nói với bạn đọc đứng chờ trước cửa thư viện.",
        "Trang web của thư viện đang được nâng cấp nên bạn đọc phải tới tận nơi để mượn sách trong ba ngày.",
    ],
)
def test_an_article_that_speaks_of_such_pages_is_one(said: str) -> None:
    assert article_in(".html", page(paragraphs=(said, *PARAGRAPHS))).text.split("\n\n") == [said, *PARAGRAPHS]
    assert article_in(".txt", "\n\n".join((TITLE, said, *PARAGRAPHS))).text.split("\n\n") == [
        said,
        *PARAGRAPHS,
    ]


@pytest.mark.parametrize(
    "wall",
    [
        "Bài viết dành riêng cho độc giả đăng ký. Đăng nhập để đọc tiếp.",
        "Subscribe now to read the latest news.",
    ],
)
def test_a_wall_above_the_text_is_no_lead(wall: str) -> None:
    made = page().replace("</h1>", f'</h1><p class="sapo">{wall}</p>')
    assert article_in(".html", made).text.split("\n\n") == list(PARAGRAPHS)


CARDS = "".join(
    f'<div><h3><a href="/{n}">Tin số {n} trong ngày</a></h3>{{}}<p>{p}</p></div>'
    for n, p in enumerate(PARAGRAPHS)
)


@pytest.mark.parametrize(
    "cards",
    [
        pytest.param(CARDS.replace("{}", ""), id="titles and teasers"),
        pytest.param(CARDS.replace("{}", "<span>20/10/2025</span>"), id="with days between"),
    ],
)
def test_a_sections_page_is_a_list(cards: str) -> None:
    with pytest.raises(Rejected, match="list of articles"):
        article_in(
            ".html", f"<html><head><title>Thời sự</title></head><body><h1>Thời sự</h1>{cards}</body></html>"
        )


def test_linked_headings_below_an_introduction_are_an_articles() -> None:
    made = page(paragraphs=()).replace("</h1>", f"</h1><p>{PARAGRAPHS[2]}</p>{CARDS.replace('{}', '')}")
    assert PARAGRAPHS[0] in article_in(".html", made).text


def test_a_list_of_addresses_is_refused_with_the_remedy() -> None:
    with pytest.raises(Rejected, match="list of addresses"):
        article_in(".txt", "\n".join(f"https://bensong.example/bai-{n}.html" for n in range(20)))


@pytest.mark.parametrize(
    "said",
    [
        "Video: một người thợ ngồi chẻ tre suốt buổi sáng là thứ học viên xem đầu tiên.",
        "Ảnh: cả thư viện chỉ có một tấm, chụp năm 1987, treo cạnh cửa ra vào.",
        "Nguồn: nước máy chưa tới nên làng lấy nước giếng để ngâm tre mỗi mùa.",
        "Theo dõi trang Facebook của thư viện, nhiều người xin thẻ mỗi ngày mà không cần tới nơi.",
        "Advertisement is a word the keeper dislikes; a wooden board by the road is all she has.",
    ],
)
def test_a_sentence_that_begins_like_a_label_stays(said: str) -> None:
    wanted = [PARAGRAPHS[0], said, *PARAGRAPHS[1:]]
    assert article_in(".html", page(paragraphs=tuple(wanted))).text.split("\n\n") == wanted
    assert article_in(".txt", "\n\n".join((TITLE, *wanted))).text.split("\n\n") == wanted
