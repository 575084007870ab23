"""One small corpus for the tests of the reply."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bot.reply.corpus import article, index_of
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.types import Basis

ARTICLES = (
    article("2025-10-20", "Ban tổ chức dự kiến có 60 nước ký Công ước Hà Nội tại buổi lễ. Công tác chuẩn bị đã xong."),
    article("2025-10-25", "Đến chiều nay đã có 65 quốc gia ký Công ước Hà Nội. Buổi lễ còn tiếp tục trong ngày mai."),
    article(
        "2025-10-26",
        "Kết thúc hai ngày, 72 nước đã ký Công ước Hà Nội, trong đó 64 nước ký tại phiên toàn thể. "
        "Thượng tướng Lương Tam Quang thay mặt Việt Nam ký Công ước. Có 189 cơ quan báo chí đưa tin về buổi lễ. "
        "Hơn 46 nước hàng đầu về công nghệ cử đoàn cấp cao. Lễ ký diễn ra tại Trung tâm Hội nghị Quốc gia, Hà Nội.",
    ),
    article("2025-10-27", "Công ước Hà Nội cần tối thiểu 40 nước phê chuẩn để có hiệu lực. Công ước chưa có hiệu lực. "
            "Thủ tướng Phạm Minh Chính và Tổng Thư ký Liên hợp quốc António Guterres cùng chủ trì buổi họp báo. "
            "Có 71 điều theo một bài báo. Việt Nam đứng thứ 16 thế giới."),
    article(
        "2025-10-26",
        "Over two days, 72 countries signed the Hanoi Convention. António Guterres opened the ceremony. "
        "Guterres called the treaty a milestone. The European Union signed on 25 October. "
        "Bodies such as Access Now (AN), Human Rights Watch and the alliance Cyber Accord criticised it. "
        "Brazil and Qatar signed the Convention on the first day, and South Africa followed on 26 October 2025.",
        "en",
        "Daily News",
    ),
    article(
        "2026-03-02",
        "By March 2026 the number stood at 74 countries that have signed the Convention. Qatar has ratified it.",
        "en",
        "Hanoi Convention chatbot",
        kind="brief",
        voice="brief",
        based_on=(Basis("Example Times", "Signatures grow", "https://example.org/a", "2026-03-01"),),
    ),
)  # fmt: skip


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Index]:
    """`ARTICLES`, indexed."""
    index = index_of(tmp_path_factory.mktemp("told"), ARTICLES, embedder)
    yield index
    index.close()
