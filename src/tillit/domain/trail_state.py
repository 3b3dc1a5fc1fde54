"""What a trail says that things are now, and where its chains end; to hold against what is really kept.

A thing's present state is in the entry with its highest version. Things without versions live in one chain,
where the number orders; should such a thing stand in two chains, the time of the entry decides.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tillit.domain.trail import Break, Touched, TrailEntry

#: Entries that may lack a noted head: a server that dies between its commit and the note leaves one.
CRASH_IN_CHAIN, CRASH_IN_ALL = 3, 20
OUTSIDE = "anteckningarna"

KIND_NAMES: dict[str, str] = {
    "person": "personen",
    "role": "rollen",
    "invitation": "inbjudan",
    "organisation": "organisationen",
    "signatory": "firmatecknaren",
    "authority": "huvudmannen",
    "board": "nämnden",
    "identity_provider": "inloggningstjänsten",
    "case": "ärendet",
    "handover": "överlämningen",
    "ending": "beskedet",
    "party": "parten",
    "message": "meddelandet",
    "meeting": "mötet",
    "notes": "anteckningarna",
    "notes_version": "den tidigare lydelsen av anteckningarna",
    "notes_confirmation": "bekräftelsen av anteckningarna",
    "draft": "texten i eget utrymme",
    "draft_sharing": "delningen från eget utrymme",
    "opening": "den öppna inbjudan",
    "opening_answer": "svaret på en öppen inbjudan",
    "writing": "texten",
    "draft_version": "den tidigare lydelsen i eget utrymme",
    "writing_version": "den tidigare lydelsen",
    "goal": "programmålet",
    "challenge": "utmaningen",
    "challenge_version": "lydelsen av utmaningen",
    "challenge_confirmation": "bekräftelsen av utmaningen",
    "space_key": "nyckeln till eget utrymme",
    "guideline": "riktlinjen som bedömningen utgår från",
    "assessment": "den gemensamma bedömningen",
    "answer_sheet": "svaren i bedömningen",
    "joint_confirmation": "bekräftelsen av bedömningen",
    "attachment": "filen",
    "examination": "prövningen",
    "examination_ground": "underlaget till prövningar",
    "declaration": "svaret om jäv",
    "aid": "stödet",
    "saved_filter": "det sparade urvalet",
    "entered": "det som är inskrivet för en organisation",
    "entered_answer": "svaret om det som är inskrivet",
    "task": "uppgiften",
    "standard_task": "uppgiften i nämndens lista",
}


def named(kind: str, key: str) -> str:
    """A thing as a break names it: its kind in Swedish and its id."""
    return f"{KIND_NAMES.get(kind, kind)} {key}"


@dataclass(frozen=True, slots=True)
class Known:
    """The state of a thing by the latest entry that names it."""

    version: int
    hash: str
    at: datetime
    chain: str
    number: int

    def before(self, other: "Known") -> bool:
        """Whether the other state is the later one."""
        if self.version != other.version:
            return self.version < other.version
        if self.chain == other.chain:
            return self.number <= other.number
        return self.at <= other.at


class Ledger:
    """Every thing's latest state, gathered from entries; each chain's must come in order of number."""

    def __init__(self) -> None:
        self._latest: dict[tuple[str, str], Known] = {}
        self._met: set[tuple[str, str]] = set()

    def __len__(self) -> int:
        """How many things the trail knows."""
        return len(self._latest)

    def add(self, entry: TrailEntry) -> None:
        """Note what an entry says of the things it touched."""
        for thing in entry.objects:
            known = Known(thing.version, thing.hash, entry.at, entry.chain, entry.number)
            former = self._latest.get((thing.kind, thing.id))
            if former is None or former.before(known):
                self._latest[thing.kind, thing.id] = known

    def meet(self, thing: Touched) -> Break | None:
        """Hold a thing as it is kept against the trail. None when it is as the trail says."""
        known = self._latest.get((thing.kind, thing.id))
        if known is None:
            return Break("", 0, f"Ingen post berättar om {named(thing.kind, thing.id)}.")
        self._met.add((thing.kind, thing.id))
        if (known.version, known.hash) == (thing.version, thing.hash):
            return None
        why = f"{named(thing.kind, thing.id).capitalize()} är inte som posten säger."
        return Break(known.chain, known.number, why)

    def excuse(self, kind: str) -> None:
        """Leave out a kind whose rows could not be read: that is told once, not for each of them."""
        self._met.update(key for key in self._latest if key[0] == kind)

    def missing(self) -> Iterator[Break]:
        """Things that the trail knows but that were never met."""
        for (kind, key), known in self._latest.items():
            if (kind, key) not in self._met:
                yield Break(known.chain, known.number, f"{named(kind, key).capitalize()} finns inte kvar.")


class Heads:
    """The heads noted outside the database, to hold every chain against."""

    def __init__(self, noted: Iterable[tuple[str, int, str]]) -> None:
        self._noted: dict[str, dict[int, str]] = {}
        self._double: list[Break] = []
        self._loose: dict[str, list[int]] = {}
        for chain, number, digest in noted:
            if self._noted.setdefault(chain, {}).setdefault(number, digest) != digest:
                self._double.append(Break(chain, number, "Två olika poster är antecknade med samma nummer."))

    def meet(self, entry: TrailEntry) -> Break | None:
        """Hold one entry against the notes. Each chain's entries must come in order."""
        digest = self._noted.get(entry.chain, {}).pop(entry.number, None)
        if digest is None:
            self._loose.setdefault(entry.chain, []).append(entry.number)
            return None
        self._loose.pop(entry.chain, None)
        if digest != entry.hash:
            return Break(
                entry.chain, entry.number, "Posten är en annan än den som antecknades utanför databasen."
            )
        return None

    def missing(self) -> Iterator[Break]:
        """Notes that met no entry: the first in each chain, and doubled ones."""
        yield from self._double
        for chain, left in self._noted.items():
            if left:
                why = f"{len(left)} antecknade poster saknas. Slutet är borta, eller så är kopian gammal."
                yield Break(chain, min(left), why)

    def loose(self) -> tuple[list[Break], list[Break]]:
        """Ends of chains that are not noted: (breaks, notes). A crash leaves few; many are an alarm."""
        breaks: list[Break] = []
        notes: list[Break] = []
        for chain, numbers in self._loose.items():
            found = Break(
                chain, numbers[0], f"{len(numbers)} poster i slutet är inte antecknade utanför databasen."
            )
            (breaks if len(numbers) > CRASH_IN_CHAIN else notes).append(found)
        count = sum(map(len, self._loose.values()))
        if count > CRASH_IN_ALL:
            breaks.append(
                Break(OUTSIDE, 0, f"Anteckningar saknas om {count} poster. Är filen med dem avkapad?")
            )
        return breaks, notes
