"""Small PDFs made here: texts at places, in a standard font, in windows-1252 or by codes of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text whose first letter stands at *x*, *y* points from the page's lower left corner."""

    x: float
    y: float
    text: str
    size: float = 11


def pdf(pages: Sequence[Sequence[Drawn]], letters: Mapping[str, str] | None = None, title: str = "") -> bytes:
    """A PDF that draws *pages* in Helvetica; *letters* are what single signs of it say by the font's own table."""
    cmap = _cmap(letters or {})
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        f"{font}{' /ToUnicode 4 0 R' if letters else ''} >>",
        cmap,
    ]
    objects.append(f"<< /Title ({title}) >>")
    kids = []
    for page in pages:
        drawn = " ".join(map(_shown, page))
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _file(objects)


def _shown(drawn: Drawn) -> str:
    codes = drawn.text.encode("cp1252").hex()
    return f"BT /F1 {drawn.size} Tf {drawn.x} {drawn.y} Td <{codes}> Tj ET"


def _cmap(letters: Mapping[str, str]) -> str:
    table = {chr(n): chr(n) for n in range(0x20, 0x7F)} | dict(letters)
    rows = "\n".join(
        f"<{sign.encode('cp1252').hex()}> <{said.encode('utf-16-be').hex()}>" for sign, said in table.items()
    )
    stream = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(table)} beginbfchar\n{rows}\nendbfchar\n"
        "endcmap end end"
    )
    return f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"


def _file(objects: Sequence[str]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + head.encode() + tail.encode()
