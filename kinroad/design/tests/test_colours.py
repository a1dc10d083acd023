import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[1] / "static/design/design.css").read_text()
TOKEN = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
PAIRS = [
    *[("ink", ground) for ground in ("paper", "mist", "sun")],
    *[("ink-soft", ground) for ground in ("paper", "mist", "sun")],
    *[("link", ground) for ground in ("paper", "mist", "sun")],
    *[("pine", ground) for ground in ("paper", "mist", "sun")],
    ("on-pine", "pine"),
    ("on-pine", "pine-deep"),
    ("on-marigold", "marigold"),
    ("on-danger", "danger"),
    ("on-band", "band"),
    *[(hue, f"{hue}-tint") for hue in ("emotional", "informational", "instrumental", "affiliational")],
    *[(hue, f"{hue}-tint") for hue in ("info", "success", "warning", "danger")],
    ("danger", "paper"),
]


def block(after: str, then: str = "") -> dict[str, str]:
    """The tokens of the rule that follows these words of the style sheet."""
    start = CSS.index(after)
    start = CSS.index(then, start) if then else start
    return dict(TOKEN.findall(CSS[start : CSS.index("}", start)]))


LIGHT = block(":root {\n    color-scheme: light;")
DARK = block("@media screen and (prefers-color-scheme: dark) {\n    :root:not(")
CHOSEN_DARK = block('@media screen {\n    :root[data-theme="dark"]')
MORE = block('@media screen {\n    :root[data-theme="contrast"]')
MORE_DARK = block('@media screen and (prefers-color-scheme: dark) {\n    :root[data-theme="contrast"]')
THEMES = {
    "light": (LIGHT, 4.5),
    "dark": (LIGHT | DARK, 4.5),
    "more contrast, light": (LIGHT | MORE, 7.0),
    "more contrast, dark": (LIGHT | DARK | MORE_DARK, 7.0),
}


def luminance(colour: str) -> float:
    """Relative luminance of a #rrggbb colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_pair_in_use_can_be_read(theme):
    tokens, needed = THEMES[theme]

    low = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in PAIRS}
    assert not {pair: ratio for pair, ratio in low.items() if ratio < needed}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_and_focus_can_be_seen(theme):
    tokens, _ = THEMES[theme]

    for edge in ("edge", "focus"):
        for ground in ("paper", "mist", "sun"):
            assert contrast(tokens[edge], tokens[ground]) >= 3


def test_dark_by_device_and_dark_by_choice_are_the_same():
    assert DARK == CHOSEN_DARK


def test_every_colour_is_a_token():
    rules = re.sub(r"/\*.*?\*/", "", CSS, flags=re.S)
    rules = re.sub(r"--[a-z0-9-]+:[^;]+;", "", rules)

    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", rules)


def test_every_token_that_is_used_is_defined():
    defined = {name for name, _ in TOKEN.findall(CSS)}
    used = set(re.findall(r"var\(--([a-z0-9-]+)", CSS))

    assert used <= defined


def test_the_style_sheet_asks_no_other_host():
    assert "url(" not in CSS
    assert "@import" not in CSS
