"""Words as they are searched: stemmed in Swedish, with the ends of long words, so that parts of compounds are found.

"bidrag" finds "föreningsbidraget", for that is kept as its stem and the ends of it: "bidrag" is one of them.
"""

import re
import unicodedata
from uuid import UUID

from snowballstemmer import stemmer

_SWEDISH = stemmer("swedish")
_WORD = re.compile(r"[^\W_]{2,40}")
_HYPHEN = "\N{SOFT HYPHEN}"
LONG, PART, MOST = 8, 4, 20_000  # letters of a word with parts; of the shortest part; terms kept of one text
ASKED = 8  # words of a search that count
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")  # a database may read 1e5 as a number


def stemmed(text: str) -> dict[str, str]:
    """The stems of a text's words in order, each with the first word that it is from."""
    found = _WORD.findall(unicodedata.normalize("NFC", text).replace(_HYPHEN, "").casefold())
    return dict(reversed(list(zip(_SWEDISH.stemWords(found), found, strict=True))))


def stems(text: str) -> list[str]:
    """The stems of a text's words, each once."""
    return list(stemmed(text))


def terms(text: str) -> str:
    """What is kept of a text: its stems and the ends of the long ones, in order, with spaces between."""
    kept = dict.fromkeys(stems(text))
    for stem in list(kept):
        if len(stem) >= LONG:
            kept.update(dict.fromkeys(stem[at:] for at in range(1, len(stem) - PART + 1)))
    return " ".join(sorted(kept)[:MOST])


def asked(text: str) -> list[str]:
    """The stems that a search is for."""
    return stems(text)[:ASKED]


def home_term(key: UUID) -> str:
    """Whose a text is, as a term that no word has: kept beside the terms, so that an index can look among one's own."""
    return f"zqx{key.hex.translate(_LETTERS)}"
