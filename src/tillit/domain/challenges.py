"""The challenge of a case: four texts and what they are linked to; two wordings put together; how two differ."""

import difflib
import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

LONGEST = 6_000
MOST_GOALS = 20
#: The texts, in the order in which people think of them.
TEXTS = ("description", "target_group", "why_together", "known")
PARTS = (*TEXTS, "goals", "agenda")

#: The goals of Agenda 2030, by number, as they are called in Sweden (globalamalen.se).
AGENDA: dict[int, str] = {
    1: "Ingen fattigdom",
    2: "Ingen hunger",
    3: "God hälsa och välbefinnande",
    4: "God utbildning för alla",
    5: "Jämställdhet",
    6: "Rent vatten och sanitet för alla",
    7: "Hållbar energi för alla",
    8: "Anständiga arbetsvillkor och ekonomisk tillväxt",
    9: "Hållbar industri, innovationer och infrastruktur",
    10: "Minskad ojämlikhet",
    11: "Hållbara städer och samhällen",
    12: "Hållbar konsumtion och produktion",
    13: "Bekämpa klimatförändringarna",
    14: "Hav och marina resurser",
    15: "Ekosystem och biologisk mångfald",
    16: "Fredliga och inkluderande samhällen",
    17: "Genomförande och globalt partnerskap",
}


@dataclass(frozen=True)
class Linked:
    """A programme goal as it read when it was linked: a later change of the goal does not change what was agreed."""

    id: str
    programme: str
    title: str
    body: str
    reference: str
    decided_on: str  # a day as 2026-11-24, "" when it is not known
    years: str

    @property
    def day(self) -> date | None:
        """The day of the decision."""
        return date.fromisoformat(self.decided_on) if self.decided_on else None


@dataclass(frozen=True)
class Wording:
    """All parts of a challenge at one version."""

    description: str = ""
    target_group: str = ""
    why_together: str = ""
    known: str = ""
    goals: tuple[Linked, ...] = ()
    agenda: tuple[int, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether all four texts are written, so that there is something to confirm."""
        return all(getattr(self, part).strip() for part in TEXTS)

    def having(self, part: str, mine: Any) -> "Wording":
        """The same with one part as someone wants it."""
        return replace(self, **{part: mine})

    def same(self, other: "Wording", part: str) -> bool:
        """Whether a part reads the same in both. Goals are the same when they are the same goals."""
        if part == "goals":
            return {one.id for one in self.goals} == {one.id for one in other.goals}
        return bool(getattr(self, part) == getattr(other, part))

    def changed_parts(self, before: "Wording") -> tuple[str, ...]:
        """The parts that read otherwise than before."""
        return tuple(part for part in PARTS if not self.same(before, part))


def put_together(seen: Wording, now: Wording, part: str, mine: Any) -> Wording | None:
    """The present wording with one part as someone wants it; None when another has changed just that part meanwhile.

    `seen` is the wording that they had before them. What others did to other parts stays.
    """
    return now.having(part, mine) if now.same(seen, part) else None


def linked_text(goals: tuple[Linked, ...]) -> str:
    """Linked goals as they are kept: JSON, in the order of programme and title."""
    ordered = sorted(goals, key=lambda one: (one.programme, one.title, one.id))
    return json.dumps([asdict(one) for one in ordered], ensure_ascii=False, sort_keys=True)


def read_linked(text: str) -> tuple[Linked, ...]:
    """What `linked_text` wrote."""
    return tuple(Linked(**one) for one in json.loads(text or "[]"))


@dataclass(frozen=True)
class Piece:
    """A piece of a comparison: `kind` is "same", "added" or "removed"."""

    kind: str
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """How a text became another, word by word: the same and the added pieces make the new text, letter by letter."""
    old, new = _words(before), _words(after)
    found: list[Piece] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(new[c:d])))
            continue
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        found += [Piece("removed", gone)] if gone else []
        found += [Piece("added", come)] if come else []
    return tuple(found)


def _words(text: str) -> list[str]:
    """Words with the space after them, and line breaks by themselves."""
    return re.findall(r"\n|[^\S\n]*[^\s]+[^\S\n]*|[^\S\n]+", text)
