"""Keep only what draws in an SVG picture, so that it can stand in a web page and a paper."""

import re
import xml.etree.ElementTree as ET

SVG = "http://www.w3.org/2000/svg"
DRAWING = frozenset(
    {"svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
    | {"text", "tspan", "linearGradient", "radialGradient", "stop", "clipPath", "pattern", "marker", "symbol"}
)
ATTRIBUTE = re.compile(
    r"(?!on)(x|y|[xyr][12xy]?|c[xy]|f[xy]|d[xy]?|width|height|viewBox|points|transform|id|class|role|offset"
    r"|preserveAspectRatio|gradientUnits|gradientTransform|patternUnits|clipPathUnits|spreadMethod"
    r"|ref[XY]|orient|marker(Width|Height|Units|-start|-mid|-end)|pathLength|rotate|textLength|opacity"
    r"|fill(-[a-z]+)?|stroke(-[a-z]+)?|stop-[a-z]+|font(-[a-z]+)?|text-(anchor|decoration|rendering)"
    r"|dominant-baseline|letter-spacing|word-spacing|clip-(path|rule)|visibility|display|aria-[a-z]+)"
)
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|javascript:|data:|[a-z]+://", re.IGNORECASE)
LARGEST = 2_000_000


def clean_svg(svg: str) -> str:
    """The picture without scripts, styles and references out of itself; empty if it is no SVG picture."""
    if len(svg) > LARGEST or "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        return ""
    try:
        root = ET.fromstring(svg)  # noqa: S314  entities are refused above
    except (ET.ParseError, ValueError):
        return ""
    if root.tag != f"{{{SVG}}}svg":
        return ""
    _clean(root)
    ET.register_namespace("", SVG)
    return ET.tostring(root, encoding="unicode")


def _clean(element: ET.Element) -> None:
    """Take away, in place, every attribute and child that does more than draw."""
    for name, value in list(element.attrib.items()):
        if not ATTRIBUTE.fullmatch(name) or OUTSIDE.search(value):
            del element.attrib[name]
    for child in list(element):
        plain = child.tag.removeprefix(f"{{{SVG}}}") if isinstance(child.tag, str) else ""
        if plain in DRAWING:
            _clean(child)
        else:
            element.remove(child)
