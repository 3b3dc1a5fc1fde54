"""Aid of minor importance in words: the same on the page and on paper."""

from typing import Final

from tillit.documents.swedish import long_date
from tillit.domain.kronor import shown_euro
from tillit.domain.state_aid import Grant, MinorAid, Scheme

NAMES: Final[dict[Scheme, str]] = {
    "general": "Stöd av mindre betydelse",
    "sgei": "Stöd till tjänster av allmänt ekonomiskt intresse",
}


def rate_words(grant: Grant) -> str:
    """The rate and its day: "11,2345 kr för en euro den 3 mars 2026"."""
    return f"{str(grant.rate.normalize()).replace('.', ',')} kr för en euro den {long_date(grant.rate_on)}"


def held_words(held: MinorAid) -> tuple[str, ...]:
    """What is counted and what is left, the point first. An unknown ceiling is said, never guessed."""
    day = long_date(held.new.granted_on)
    counted = f"{shown_euro(held.sum_cents)} räknas, från {long_date(held.window_from)} till {day}."
    if held.ceiling is None or held.head_room_cents is None:
        return (f"Inget tak är känt för {day}. Ta reda på det innan ni drar en slutsats.", counted)
    ceiling = f"Taket är {shown_euro(held.ceiling.value * 100)} på tre år ({held.ceiling.source})."
    if held.over_cents:
        return (f"Taket är passerat med {shown_euro(held.over_cents)}.", counted, ceiling)
    texts = [f"{shown_euro(held.head_room_cents)} är kvar.", counted, ceiling]
    if held.next_out_on:
        texts.append(f"Mer blir plats den {long_date(held.next_out_on)}, när det äldsta stödet faller bort.")
    return tuple(texts)
