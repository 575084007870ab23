"""Our colours for Gradio's own controls; `static/page.css` uses the same for everything else.

Every pair of text and ground has a contrast of 4.5 or more in both schemes,
which axe checks in the browser tests.
"""

from __future__ import annotations

import gradio as gr

FONT = ("Be Vietnam Pro", "system-ui", "sans-serif")

_INK = gr.themes.Color(
    c50="#faf8f5", c100="#f3efe9", c200="#e6dfd5", c300="#d2c8ba", c400="#a3998c",
    c500="#7a7168", c600="#5f5750", c700="#463f3a", c800="#2c2826", c900="#1d1a19", c950="#141211",
)  # fmt: skip
_LACQUER = gr.themes.Color(
    c50="#fdf3f2", c100="#fbe4e2", c200="#f6c8c4", c300="#eda19b", c400="#e0736c",
    c500="#c94640", c600="#a92b27", c700="#8c201e", c800="#731e1c", c900="#601d1c", c950="#340c0b",
)  # fmt: skip


def theme() -> gr.themes.Base:
    """Warm paper by day, warm ink by night, lacquer red for what can be pressed."""
    base = gr.themes.Base(
        primary_hue=_LACQUER,
        secondary_hue=_LACQUER,
        neutral_hue=_INK,
        radius_size=gr.themes.sizes.radius_lg,
        font=FONT,
        font_mono=("ui-monospace", "monospace"),
    )
    return base.set(
        body_background_fill="#faf8f5",
        body_background_fill_dark="#141211",
        body_text_color="#1d1a19",
        body_text_color_dark="#f3efe9",
        body_text_color_subdued="#5f5750",
        body_text_color_subdued_dark="#c2b8ab",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#1d1a19",
        background_fill_secondary="#f3efe9",
        background_fill_secondary_dark="#2c2826",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
        block_label_text_color="#463f3a",
        block_label_text_color_dark="#e6dfd5",
        block_title_text_color="#463f3a",
        block_title_text_color_dark="#e6dfd5",
        block_info_text_color="#5f5750",
        block_info_text_color_dark="#c2b8ab",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1d1a19",
        input_border_color="#8a8177",  # 3:1 against its ground (WCAG 1.4.11)
        input_border_color_dark="#7a7168",
        input_border_color_focus="#a92b27",
        input_border_color_focus_dark="#eda19b",
        input_placeholder_color="#6b635b",
        input_placeholder_color_dark="#b1a79b",
        button_primary_background_fill="#a92b27",
        button_primary_background_fill_dark="#a92b27",
        button_primary_background_fill_hover="#8c201e",
        button_primary_background_fill_hover_dark="#c23a35",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
        button_secondary_background_fill="#ffffff",
        button_secondary_background_fill_dark="#2c2826",
        button_secondary_background_fill_hover="#f3efe9",
        button_secondary_background_fill_hover_dark="#463f3a",
        button_secondary_text_color="#463f3a",
        button_secondary_text_color_dark="#f3efe9",
        button_secondary_border_color="#d2c8ba",
        button_secondary_border_color_dark="#463f3a",
    )
