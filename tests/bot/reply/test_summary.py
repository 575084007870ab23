"""A summary is several sentences that say different things, in reading order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.question.value import Part, Provision
from bot.reading.value import Judged, Reading
from bot.reply.choose import says_the_same
from bot.reply.compose import compose
from bot.reply.summary import FEWEST, MOST
from bot.reply.value import Draft
from tests.bot.reply.corpus import ANSWER, HEDGE, article, index_of, part
from vectorstore.embedder import Embedder
from vectorstore.index import Index

ARTICLES = (
    article(
        "2024-12-24",
        "Đại hội đồng Liên hợp quốc thông qua Công ước chống tội phạm mạng ngày 24/12/2024. "
        "Văn kiện gồm 9 chương và 71 điều. Các cuộc đàm phán kéo dài gần 5 năm với nhiều phiên họp chính thức.",
    ),
    article(
        "2025-10-26",
        "Lễ mở ký Công ước Hà Nội diễn ra trong hai ngày 25 và 26/10/2025 tại Hà Nội. "
        "Kết thúc hai ngày, 72 quốc gia đã ký Công ước Hà Nội. Các tổ chức nhân quyền lo ngại về quyền riêng tư. "
        "Việt Nam là nước đầu tiên ký văn kiện này. Trời Hà Nội hôm đó có mưa nhỏ và gió nhẹ vào buổi chiều.",
    ),
    article(
        "2025-10-27",
        "Lễ mở ký Công ước Hà Nội đã diễn ra trong hai ngày 25 và 26/10/2025 tại thủ đô Hà Nội. "
        "Công ước sẽ có hiệu lực 90 ngày sau khi có 40 nước phê chuẩn. "
        "Điều 16 buộc các nước xử lý hành vi phát tán hình ảnh riêng tư trái phép.",
        publisher="Báo Khác",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Index]:
    opened = index_of(tmp_path_factory.mktemp("summary"), ARTICLES, embedder)
    yield opened
    opened.close()


def sentences(read: Reading) -> list[Judged]:
    return [
        Judged(h, n, s, h.article.text[s.start : s.end], 0.5, 0.0)
        for h in read.hits
        for n, s in enumerate(h.passage.sentences)
    ]


def read_for(asked: Part, index: Index) -> Reading:
    hits = tuple(index.search(asked.query, 20))
    return Reading((sentences(Reading((), hits))[0],), hits)


def chosen_of(draft: Draft, read: Reading) -> list[Judged]:
    by_place = {(j.article.id, j.sentence.start): j for j in sentences(read)}
    return [by_place[c.article_id, c.start] for c in draft.citations]


def test_the_convention_is_told_by_its_aspects(index: Index) -> None:
    asked = part(index, "Tóm tắt Công ước Hà Nội", shape="summary", convention=True)
    read = read_for(asked, index)
    draft = compose(asked, read, HEDGE, index)
    assert FEWEST <= len(draft.citations) <= MOST
    assert not draft.hedged
    said = " ".join(c.quote for c in draft.citations)
    assert all(fact in said for fact in ("72 quốc gia", "25 và 26/10/2025"))
    chosen = chosen_of(draft, read)
    assert not [1 for n, a in enumerate(chosen) for b in chosen[:n] if says_the_same(a, b, index)]


def test_an_event_is_told_in_reading_order_and_nothing_twice(index: Index) -> None:
    asked = part(index, "Tóm tắt lễ mở ký", shape="summary")
    read = read_for(asked, index)
    draft = compose(asked, read, ANSWER, index)
    assert FEWEST <= len(draft.citations) <= MOST
    assert [line.kind for line in draft.lines] == ["quote"] * len(draft.citations)
    places = [(c.published, c.article_id, c.start) for c in draft.citations]
    assert places == sorted(places)
    assert sum("25 và 26/10/2025" in c.quote for c in draft.citations) == 1


def test_of_a_provision_only_what_names_it(index: Index) -> None:
    asked = part(index, "Tóm tắt Điều 16", shape="summary", provisions=(Provision("article", 16),))
    draft = compose(asked, read_for(asked, index), ANSWER, index)
    assert [c.quote[:7] for c in draft.citations] == ["Điều 16"]
