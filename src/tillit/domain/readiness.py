"""What a case should have before it goes on to an agreement. It says what is missing and why that is asked; people
decide.

The grounds: a city's auditors found no common challenge set out, no link to a political programme, considerations that
were not documented (the audit memorandum on IOP); and the laws named at each need.
"""

from collections.abc import Mapping
from dataclasses import dataclass

AUDIT = "Revisionens fråga"


@dataclass(frozen=True)
class Need:
    """Something that a case needs: what, why it is asked, and who or what asks."""

    key: str
    what: str
    why: str
    ground: str


NEEDS = (
    Need(
        "parties",
        "Minst en förening är part",
        "Ett partnerskap har alltid minst två parter.",
        "Riktlinjerna",
    ),
    Need(
        "officer",
        "Någon ansvarar för ärendet",
        "Föreningen ska veta vem den kan fråga.",
        "Förvaltningslagen 6 §",
    ),
    Need(
        "challenge",
        "Alla har bekräftat utmaningen",
        "Det ska synas vad ni vill lösa tillsammans, och att ni är överens om det.",
        AUDIT,
    ),
    Need(
        "goal",
        "Utmaningen hör till ett politiskt mål",
        "Det ska gå att se vilket program eller vilken budget arbetet är ett steg i.",
        AUDIT,
    ),
    Need(
        "meeting",
        "Ni har haft ett möte med anteckningar som alla har bekräftat",
        "Samtalen ska finnas kvar också när någon slutar.",
        AUDIT,
    ),
    Need(
        "assessment",
        "Ni har bedömt tillsammans om partnerskap är rätt form",
        "Skälen och de andra vägarna ska vara nedskrivna innan någon beslutar.",
        AUDIT,
    ),
    Need(
        "legal",
        "Lagen är prövad",
        "Det som föreslås ska prövas, eller lämnas ute med ett skäl.",
        "Kommunallagen, upphandlingslagarna och reglerna om statsstöd",
    ),
    Need(
        "consequence",
        "Konsekvenserna är prövade",
        "Det ska synas vad arbetet betyder för barn och för andra.",
        "Barnkonventionen artikel 3",
    ),
    Need(
        "conflict",
        "Alla som har handlagt har svarat om jäv",
        "Den som är jävig får inte handlägga.",
        "Kommunallagen 6 kap. 28–30 §§",
    ),
)


@dataclass(frozen=True)
class Line:
    """A need as it stands: what is left of it, in words; nothing left means that it is met."""

    need: Need
    left: tuple[str, ...]

    @property
    def met(self) -> bool:
        """Whether nothing is left."""
        return not self.left


def readiness(left: Mapping[str, tuple[str, ...]]) -> tuple[Line, ...]:
    """The needs in order, for those that something is known of: what a reader may not know of is left out.

    Raises KeyError for a need that there is none of.
    """
    unknown = left.keys() - {need.key for need in NEEDS}
    if unknown:
        raise KeyError(*unknown)
    return tuple(Line(need, left[need.key]) for need in NEEDS if need.key in left)
