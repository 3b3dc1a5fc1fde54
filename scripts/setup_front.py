"""Make the front end's vendor folder from node_modules: design system CSS, theme and the font of the screens.

Only the components the pages use are taken, and only the custom properties somebody reads, so that a
first visit stays small. Run by `make setup`; the folder is never committed.
"""

import io
import re
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
STATIC = ROOT / "src" / "tillit" / "web" / "static"
VENDOR = STATIC / "vendor"
COMPONENTS_DIR = MODULES / "@digdir" / "designsystemet-css" / "dist" / "src"
THEME = MODULES / "@digdir" / "designsystemet-theme" / "src" / "themes" / "designsystemet.css"
FONT = MODULES / "inter-ui" / "variable" / "InterVariable.woff2"

BASE = ("base", "paragraph")
COMPONENTS = (
    "heading",
    "link",
    "button",
    "card",
    "tag",
    "table",
    "details",
    "field",
    "fieldset",
    "input",
    "label",
    "validation-message",
    "error-summary",
    "alert",
    "breadcrumbs",
    "pagination",
    "skip-link",
    "divider",
    "list",
)
UNUSED_THEME = re.compile(r'"brand[12]"|typography\.secondary')
DECLARED = re.compile(r"(?<=[{;\s])(--ds-[\w-]+)\s*:[^;{}]*;")
READ = re.compile(r"var\(\s*(--[\w-]+)")

# Latin for Swedish, Finnish, Meänkieli, the Sami languages, Romani and the names of neighbours.
LETTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "ÀÁÂÃÄÅÆÇÈÉÊËÍÎÏÐÑÓÔÕÖØÚÜÝÞàáâãäåæçèéêëíîïðñóôõöøúüýþßŒœ"
    + "ĀāĂăĄąĆćČčĎďĐđĒēĘęĚěĞğĪīİıŁłŃńŇňŊŋŌōŐőŘřŚśŞşŠšȘșŢţŤťȚțŦŧŪūŮůŰűŹźŻżŽžƷʒǤǥǦǧǨǩǮǯ"
    + "\u00a0\u2009\u202f–—‘’‚“”„…•·×−→←↑↓≤≥§€£°½¼¾«»›‹©✓"
)
FEATURES = ["kern", "mark", "ccmp", "locl", "tnum"]


def layered(layer: str, css: str) -> str:
    """Wrap CSS in one of the design system's cascade layers."""
    return f"@layer {layer}{{{css}}}\n"


def theme_css() -> str:
    """Return the theme without brand colours and second typography, and without spaces and comments."""
    css = re.sub(r"/\*.*?\*/|@charset[^;]*;", "", THEME.read_text(encoding="utf-8"), flags=re.S)
    blocks = re.split(r"(?=^@)", css, flags=re.M)
    kept = "".join(block for block in blocks if not UNUSED_THEME.search(block.partition(";")[0]))
    return re.sub(r"\s*([{};:,])\s*(?![^{};]*:\s)", r"\1", re.sub(r"\s+", " ", kept)).strip()


def without_unread(css: str, readers: str) -> str:
    """Drop custom properties that nothing reads, again and again until none is left."""
    read = set(READ.findall(css)) | set(READ.findall(readers))
    slimmer = DECLARED.sub(lambda found: found[0] if found[1] in read else "", css)
    return css if slimmer == css else without_unread(slimmer, readers)


def bundle() -> str:
    """Join theme and components in the order the design system wants."""
    parts = ["@layer ds.theme, ds.base, ds.components;\n", theme_css(), "\n"]
    parts += [layered("ds.base", (COMPONENTS_DIR / f"{name}.css").read_text("utf-8")) for name in BASE]
    parts += [
        layered("ds.components", (COMPONENTS_DIR / f"{name}.css").read_text("utf-8")) for name in COMPONENTS
    ]
    own = "".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.css"))
    return without_unread("".join(parts), own)


def make_font(target: Path) -> None:
    """Cut Inter down to our letters and to the weights 400 to 700, as one variable font."""
    narrowed = instancer.instantiateVariableFont(TTFont(FONT), {"opsz": 14, "wght": (400, 700)})
    narrowed.flavor = None
    buffer = io.BytesIO()
    narrowed.save(buffer)
    buffer.seek(0)
    font = TTFont(buffer)
    options = subset.Options(layout_features=FEATURES, hinting=False, notdef_outline=True, flavor="woff2")
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=LETTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def main() -> int:
    """Write the vendor folder; the font only when it is missing or older than this script."""
    if not THEME.is_file() or not FONT.is_file():
        sys.stderr.write("The front-end packages are missing: run `make setup` (it runs `npm ci`).\n")
        return 1
    VENDOR.mkdir(parents=True, exist_ok=True)
    (VENDOR / "designsystemet.css").write_text(bundle(), encoding="utf-8")
    font = VENDOR / "inter.woff2"
    newest = max(Path(__file__).stat().st_mtime, FONT.stat().st_mtime)
    if not font.exists() or font.stat().st_mtime < newest:
        make_font(font)
    shutil.copyfile(COMPONENTS_DIR.parent.parent / "LICENSE", VENDOR / "designsystemet-LICENSE.txt")
    shutil.copyfile(MODULES / "inter-ui" / "LICENSE.txt", VENDOR / "inter-LICENSE.txt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
