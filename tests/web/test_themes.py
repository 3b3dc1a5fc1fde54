"""Themes change the accent and nothing else, and can be read in light and in dark."""

import re
from pathlib import Path

import pytest

from tillit.domain.authorities import THEMES

STATIC = Path(__file__).resolve().parents[2] / "src" / "tillit" / "web" / "static"
FILES = [STATIC / "tillit.css", *sorted((STATIC / "themes").glob("*.css"))]
COLOUR = re.compile(r"(--ds-(?:color-accent|link)[\w-]*): (#[0-9a-f]{6});")
NEUTRAL = {"light": "#ffffff", "dark": "#171d1d"}


def schemes(path):
    """The accent's colours in light and in dark."""
    css = path.read_text(encoding="utf-8")
    light, dark = css.split("@media (prefers-color-scheme: dark)", 1)
    return {"light": dict(COLOUR.findall(light)), "dark": dict(COLOUR.findall(dark.split("\n}\n")[0]))}


def luminance(colour):
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The contrast of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_theme_that_can_be_chosen_is_shipped():
    assert {path.stem for path in FILES} == set(THEMES)


@pytest.mark.parametrize("path", FILES[1:], ids=lambda path: path.stem)
def test_a_theme_gives_every_accent_colour_and_nothing_else(path):
    whole = schemes(FILES[0])
    assert {name: set(found) for name, found in schemes(path).items()} == {
        name: set(found) for name, found in whole.items()
    }
    rest = COLOUR.sub("", re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S))
    assert re.sub(r"\s", "", rest) == ':root{}@media(prefers-color-scheme:dark){[data-color-scheme="auto"]{}}'


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_and_edges_seen(path, scheme):
    found = {name.removeprefix("--ds-color-accent-"): value for name, value in schemes(path)[scheme].items()}
    grounds = [NEUTRAL[scheme], *(found[f"surface-{name}"] for name in ("default", "tinted"))]
    for ground in grounds:
        assert contrast(found["text-default"], ground) >= 7
        assert contrast(found["text-subtle"], ground) >= 4.5
        assert contrast(found["border-strong"], ground) >= 3
    for base in ("base-default", "base-hover", "base-active"):
        assert contrast(found["base-contrast-default"], found[base]) >= 4.5
    assert contrast(found["base-default"], NEUTRAL[scheme]) >= 3
