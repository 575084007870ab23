"""Text in the fonts of before Unicode is told by name; languages of today are none of it."""

from __future__ import annotations

import pytest

from ingest.legacy import old_font


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam, ®éc lËp, h¹nh phóc, ng­êi d©n ®Õn chî rÊt ®«ng", "TCVN3"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp, töï do, haïnh phuùc", "VNI"),
        ("Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập, tự do, hạnh phúc", ""),
        ("Die Bäume draußen und die Häuser träumen, für Müller über Köln, höchste Größe", ""),
        ("L’été dernier, à Noël, il a été là où naît l’idée ; un aïeul haï, une ambiguïté", ""),
        ("A costs 5 µm · B «quoted» © 2025 ® brand", ""),
    ],
)
def test_old_fonts_are_named(text: str, name: str) -> None:
    assert old_font(text) == name
