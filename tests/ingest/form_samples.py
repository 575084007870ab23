"""Files of the forms that maintainers have, made here of two small articles of our own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

PARAGRAPHS = (
    "Thành phố khai trương thư viện mới bên hồ, nơi có hơn 40.000 cuốn sách và một phòng đọc cho trẻ em trong vùng.",
    "Giám đốc thư viện cho biết người dân được mượn sách miễn phí trong ba tháng đầu, sau đó trả 20.000 đồng mỗi năm.",
    "Tuần đầu tiên có hơn hai nghìn lượt bạn đọc, phần lớn là học sinh của các trường nằm quanh hồ và phụ huynh.",
)
TITLE = "Thành phố mở thư viện mới bên hồ"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def page(title: str = TITLE, paragraphs: tuple[str, ...] = PARAGRAPHS, day: str = "2024-05-03") -> str:
    """A page as a news system writes it."""
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="{day}T08:00:00+07:00"></head><body><article><h1>{title}</h1>'
        + "".join(f"<p>{p}</p>" for p in paragraphs)
        + "</article></body></html>"
    )


def zipped(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of *files*."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def paragraph(text: str, style: str = "") -> str:
    """One paragraph of a Word file."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def row(*cells: str) -> str:
    """One row of a Word file's table."""
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


NOTE = "Số liệu của sở văn hóa, tính đến hết tháng tư."


def word_file(body: str, more: Mapping[str, str] | None = None) -> bytes:
    """A Word file around *body*, with Word's own names of styles."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{said}"/></w:style>'
        for name, said in (("Title", "Title"), ("Heading2", "heading 2"))
    )
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{rels}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="s" Type="{rels}/styles" Target="styles.xml"/>'
        f'<Relationship Id="f" Type="{rels}/footnotes" Target="footnotes.xml"/></Relationships>',
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="2">{paragraph(NOTE)}'
        "</w:footnote></w:footnotes>",
    }
    return zipped({**files, **(more or {})})


def saved_page(html: str, address: str = "https://bensong.example/thu-vien-4791234.html") -> bytes:
    """A page as Chrome saves it in one file."""
    import quopri

    body = quopri.encodestring(html.encode()).replace(b"\n", b"\r\n")
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nSubject: =?utf-8?Q?Th=C6=B0?=\r\n"
        "Date: Tue, 1 Sep 2026 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        '\ttype="text/html";\r\n\tboundary="----B"\r\n\r\n\r\n------B\r\nContent-Type: text/html\r\n'
        f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {address}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n------B\r\nContent-Type: text/css\r\n\r\nbody{}\r\n------B--\r\n"
