"""The Typst templates of the papers."""

from pathlib import Path

TEMPLATE_DIR = Path(__file__).parent
