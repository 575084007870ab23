"""Bytes become text for certain, or are refused."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.decode import decode
from ingest.errors import Rejected

TEXT = "Công ước được mở ký tại Hà Nội, đánh dấu lần đầu tiên một điều ước toàn cầu gắn với một địa danh của Việt Nam."


def windows_1258(text: str) -> bytes:
    """As Vietnamese Windows wrote it: tones are marks of their own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = bytearray()
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(c for c in marks if c not in tones))
        out += (base + "".join(c for c in marks if c in tones)).encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(TEXT.encode(), id="UTF-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="UTF-8 with a mark"),
        pytest.param(TEXT.encode("utf-16"), id="UTF-16"),
        pytest.param(TEXT.encode("utf-32"), id="UTF-32"),
        pytest.param(unicodedata.normalize("NFD", TEXT).encode(), id="decomposed"),
        pytest.param(windows_1258(TEXT), id="windows-1258"),
        pytest.param(TEXT.encode().decode("latin-1").encode(), id="UTF-8 read as Latin-1"),
    ],
)  # fmt: skip
def test_reads(raw: bytes) -> None:
    assert decode(raw) == TEXT


def test_utf_8_read_as_windows_1252_is_mended() -> None:
    garbled = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in TEXT.encode())
    assert decode(garbled.encode()) == TEXT


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(b"\xff", id="a byte that UTF-8 has not"),
        pytest.param("ộ".encode()[:2], id="a letter cut short"),
        pytest.param("é".encode("cp1252"), id="a letter of another encoding"),
    ],
)
def test_a_bad_byte_in_utf_8_costs_one_place(bad: bytes) -> None:
    raw = TEXT.encode() + b" a " + bad + b" b"
    assert decode(raw) == f"{TEXT} a \ufffd b"
    assert decode(raw, "utf-8") == f"{TEXT} a \ufffd b"


def test_a_letter_of_windows_1252_is_read_when_nothing_else_is_utf_8() -> None:
    text = "A café by the lake has opened in Hanoi. "
    assert decode(text.encode("cp1252") * 3) == text * 3


def test_english_in_windows_1252_is_read_when_declared_or_not() -> None:
    text = "The treaty’s “opening” — a first — took place in Hanoi. " * 5
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    "text",
    [
        "Der Minister sagte, die neue Größe der Stadt werde für die Bürger und über das Jahr hinaus ein Gewinn sein. ",
        "Le ministre a déclaré que la société créée en avril était présente dans les trois régions du pays. ",
        "Thomas Müller and José Peña met in the café of the museum by the lake. ",
    ],
)
def test_western_letters_are_read(text: str) -> None:
    assert decode((text * 5).encode("cp1252")) == text * 5


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Příliš žluťoučký kůň úpěl ďábelské ódy, řekl ministr a dodal, že návrh předloží vládě. ", "cp1250"),
        ("Zażółć gęślą jaźń, powiedział minister i dodał, że wniosek zostanie złożony. ", "cp1250"),
        ("Bugün hava çok güzel, ışık ve şehir ile ilgili bir yazı yazdım. ", "cp1254"),
        ("Καλημέρα κόσμε, αυτό είναι ένα κείμενο. ", "cp1253"),
    ],
)
def test_letters_of_other_code_pages_are_not_taken_for_western(text: str, encoding: str) -> None:
    with pytest.raises(Rejected, match="encoding"):
        decode((text * 5).encode(encoding))


def test_portuguese_is_not_taken_for_vietnamese() -> None:
    text = "O senhor João disse em São Paulo que não viria à reunião de amanhã, e os irmãos também não. "
    assert decode((text * 5).encode("cp1252")) == text * 5


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf \n", "empty", id="a mark and space"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(500), "binary", id="a picture"),
        pytest.param(b"text\x00text" * 50, "binary", id="NUL bytes"),
        pytest.param(b"\xff\xfe\x00\xd8\x00\xd8", "utf-16", id="broken UTF-16"),
        pytest.param("Привет, мир. Это русский текст.".encode("cp1251"), "encoding", id="another alphabet"),
        pytest.param("日本語の文章です。".encode("shift_jis") * 5, "encoding", id="Shift JIS"),
        pytest.param("C\ufffdng \ufffd\ufffdc H\ufffd N\ufffdi".encode(), "lost", id="lost letters"),
        pytest.param((TEXT.encode() + b" \xff b") * 3, "encoding", id="three bad bytes"),
        pytest.param(b"C\xabng \xad\xedc H\xb5 N\xe9i v\xd2 ch\xe8ng t\xe9i ph\xb9m m\xb9ng", "encoding", id="TCVN3"),
    ],
)  # fmt: skip
def test_refuses(raw: bytes, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        decode(raw)


def test_garbled_letters_are_mended_one_by_one() -> None:
    assert decode("HÃ\u00a0 Ná»™i và CÃ´ng Æ°á»›c ữ".encode()) == "Hà Nội và Công ước ữ"


def test_garbled_letters_that_cannot_be_mended_are_refused() -> None:
    with pytest.raises(Rejected, match="garbled"):
        decode("HÃ? Ná»?i, CÃ?ng Æ?á»?c mÃ? á»? áº?n".encode())


@pytest.mark.parametrize(
    "text", ["“HỢP TÁC XÃ” và “LÀNG XÃ”, “VÌ XÃ” nữa", "Đó là «khá», «quá», «cá» và «lá» của bà"]
)
def test_good_words_are_not_garbled(text: str) -> None:
    assert decode(text.encode()) == text
