"""Cases that are like a case: those the actor may read, and the shared examples; with what became of them."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef

from tillit.domain.actors import Actor
from tillit.domain.endings import Way
from tillit.domain.registration import shown
from tillit.queries import gate
from tillit.queries.assessment import read_case
from tillit.queries.search import holding
from tillit.queries.words import stemmed, stems
from tillit.store.models import Case, Ending, SearchText, Writing

MOST, WORDS, HITS = 5, 12, 60  # lines shown of each kind; words compared; texts that a word may point at
SHORTEST = 5  # letters: shorter words say little of what a case is about


@dataclass(frozen=True)
class Similar:
    """A case like this one: which words they share, and its last letter if it has one."""

    id: UUID
    number: str
    title: str
    words: tuple[str, ...]
    closed: bool
    way: Way | None


@dataclass(frozen=True)
class Example:
    """A real case from elsewhere: where, what was used in the end, and how it went, as its sources tell."""

    id: str
    title: str
    authority: str
    area: str
    used: str
    conclusion: str
    words: tuple[str, ...]
    url: str


def similar_cases(*, actor: Actor, case: UUID) -> tuple[tuple[Similar, ...], tuple[Example, ...]]:
    """The cases and the examples that share the rarest words with a case, the most alike first. Raises NotThere."""
    found = gate.cases(actor).filter(pk=case).first()
    if found is None:
        raise gate.NotThere
    words = _telling(found)
    held = {word: holding(actor, stem, HITS) for stem, word in words.items()}
    mine = gate.cases(actor).exclude(pk=case).filter(pk=OuterRef("case"))  # asked of each hit: cases are many
    every = {key for keys in held.values() for key in keys}
    texts = SearchText.objects.filter(Exists(mine), pk__in=every, inside=False)
    cases = dict(texts.values_list("pk", "case"))
    scores: Counter[UUID] = Counter()
    shared: dict[UUID, list[str]] = {}
    for word, keys in held.items():
        hits = [cases[key] for key in keys if key in cases]
        for hit in hits:
            scores[hit] += 1 / (1 + len(hits))  # type: ignore[assignment]  # a weight: rare words tell more
            shared.setdefault(hit, []).append(word)
    return _lines(scores, shared), _examples(words)


def _telling(case: Case) -> dict[str, str]:
    """What tells most of what a case is about, stem and word: its title first, then the longest of its texts."""
    texts = Writing.objects.filter(case=case).exclude(space="internal").values_list("title", "body")
    title, rest = stemmed(case.title), stemmed("\n".join(part for text in texts for part in text))
    longest = sorted(rest.items(), key=lambda one: (-len(one[0]), one[0]))
    told = [(stem, word) for stem, word in (*title.items(), *longest) if len(stem) >= SHORTEST]
    return dict(list(dict(told).items())[:WORDS])


def _lines(scores: "Counter[UUID]", shared: dict[UUID, list[str]]) -> tuple[Similar, ...]:
    best = [key for key, _score in sorted(scores.items(), key=lambda one: (-one[1], str(one[0])))[:MOST]]
    cases = Case.objects.in_bulk(best)
    ways: dict[UUID, str] = dict(
        Ending.objects.filter(case__in=best, from_organisation=None).order_by("at").values_list("case", "way")
    )
    return tuple(
        Similar(
            id=key,
            number=shown(cases[key].year, cases[key].number),
            title=cases[key].title,
            words=tuple(shared[key]),
            closed=cases[key].closed_at is not None,
            way=Way(ways[key]) if key in ways else None,
        )
        for key in best
    )


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[Example, frozenset[str]], ...]:
    """The examples that follow the product, with their stems: read once."""
    known = []
    for path in sorted((settings.EXAMPLES_DIR / "cases").glob("*.json")):
        one = read_case(path=path)
        about = one.about
        text = "\n".join((one.title, str(about.get("area", "")), *one.motivations.values()))
        example = Example(
            id=one.id,
            title=one.title,
            authority=str(about.get("authority", "")),
            area=str(about.get("area", "")),
            used=str(about.get("used", "")),
            conclusion=str(about.get("conclusion", "")),
            words=(),
            url=next(iter(one.sources.values()), ""),
        )
        known.append((example, frozenset(stems(text))))
    return tuple(known)


def _examples(words: dict[str, str]) -> tuple[Example, ...]:
    """The examples that share most, weighed by how few examples hold a word."""
    weights = {stem: 1 / (1 + sum(stem in held for _one, held in _known())) for stem in words}
    scored = []
    for one, held in _known():
        common = [stem for stem in words if stem in held]
        if common:
            told = tuple(words[stem] for stem in common)
            scored.append((sum(weights[stem] for stem in common), one, told))
    scored.sort(key=lambda found: (-found[0], found[1].id))
    return tuple(Example(**{**vars(one), "words": told}) for _score, one, told in islice(scored, MOST))
