"""LIX of everything we write ourselves: the pages, the questions and the rules' reasons.

LIX is the mean number of words in a sentence plus the percentage of words longer than six letters; at
most 40 is ordinary prose. Run by ``make lix``; the exit code is 1 when a text is above.
"""

import html
import os
import re
import sys
from collections.abc import Iterator

HIGHEST = 40
_WORD = re.compile(r"[^\W\d_][\w’-]*")
_BLOCKS = re.compile(
    r"</(p|li|h\d|dt|dd|td|th|summary|strong|button|label|legend|option|div|figcaption)>", re.I
)
_UNREAD = re.compile(r"<(head|script|style|nav|footer|header)\b.*?</\1>|<!--.*?-->", re.I | re.S)


def lix(text: str) -> float:
    """The LIX of a text in which every sentence ends with . ! ? : or a line break; 0 for no words."""
    sentences = [part for part in re.split(r"[.!?:\n]+", text) if len(_WORD.findall(part)) > 0]
    words = _WORD.findall(text)
    if not words:
        return 0.0
    return len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)


def read_aloud(page: str) -> str:
    """The running text of a page, without menus, sources and the names of documents."""
    kept = re.sub(r'<p class="source">.*?</p>|<cite>.*?</cite>', " ", _UNREAD.sub(" ", page), flags=re.S)
    kept = re.sub(r"\s+", " ", kept)
    text = html.unescape(re.sub(r"<[^>]+>", " ", _BLOCKS.sub("\n", kept)))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if len(_WORD.findall(line)) >= 3)


def texts() -> Iterator[tuple[str, str]]:
    """Every text of our own with its name."""
    from django.test import Client
    from django.urls import reverse

    from tillit.queries.guidelines import bank, guidelines
    from tillit.queries.section_guide import section_library, wording_hints

    visitor = Client()
    visitor.post(reverse("assessment:start"), {"guideline": "stockholm", "title": ""})
    names = ("start", "partnership", "method", "accessibility", "privacy")
    paths = [reverse(f"texts:{name}") for name in names]
    paths += [
        reverse(f"assessment:{name}")
        for name in ("start", "answers", "result", "others", "resume", "restart")
    ]
    paths += [reverse(f"guidelines:{name}") for name in ("list", "matrix", "compare")]
    for path in paths:
        yield path, read_aloud(visitor.get(path).content.decode())
    for question in bank().questions:
        parts = (question.question, question.help, question.why, question.yes_example, question.no_example)
        yield f"fråga {question.id}", "\n".join(parts)
    for guideline in guidelines().values():
        told = [guideline.summary, *(rule.because for rule in guideline.rules)]
        yield f"riktlinje {guideline.id}", "\n".join(told)
    for section in section_library().sections:
        yield f"avsnitt {section.id}", "\n".join((section.purpose, *section.questions, section.good))
    yield "språkhjälp", "\n".join(f"{hint.why} {hint.instead}" for hint in wording_hints())


def main() -> int:
    """Print a table; 1 when some text is harder than it should be."""
    import django

    django.setup()
    found = [(name, lix(text)) for name, text in texts()]
    for name, value in sorted(found, key=lambda row: -row[1]):
        sys.stdout.write(f"{value:5.1f}  {'' if value <= HIGHEST else 'för svår'}  {name}\n")
    worst = max(value for _, value in found)
    sys.stdout.write(f"{len(found)} texter, högst {worst:.1f} (mål: högst {HIGHEST})\n")
    return int(worst > HIGHEST)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tillit.config.settings")
    sys.exit(main())
