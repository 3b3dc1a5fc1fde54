"""Who may see which canary, and who may reach which thing: written from the words, never from the product.

The words are those of the threat model (T01-T07: own space, internal work, shared, public; boards are
authorities of their own; an ex-member is nobody) and of the design's "Spaces and access". Nothing of the
product is imported. Two things the words leave open are read strictly: internal texts are for those who
handle, register and audit; an organisation's profile is for its own members and, without files and
addresses, for those it has a case with now.
"""

from collections.abc import Callable
from dataclasses import dataclass

#: The cases of the test world: the board, the parties now, and all who have ever been a party.
BOARD_OF = {
    "gemensam": "sund.social",
    "stangd": "sund.social",
    "kultur": "sund.kultur",
    "annan": "berg.social",
}
PARTIES = {"gemensam": ("natt", "hem"), "stangd": ("natt",), "kultur": ("lek",), "annan": ("kor",)}
EVER = {**PARTIES, "gemensam": ("natt", "hem", "lek")}
ORGANISATIONS = ("natt", "hem", "lek", "kor")
#: Texts from organisations: their public texts are signed with the organisation's name.
PUBLIC_SENDERS = ("hem",)
#: Who was where, but is there no more.
FORMER = {"ex.natt": "natt", "ex.sund": "sund"}
INVITED = {"inbjuden": ("natt", "natt.organisation_administrator")}
NOBODYS = ("ny", "drift", "inbjuden", *FORMER)
OF_BOARD = ("case_officer", "decision_recorder", "authority_signatory")
OF_HOUSE = ("coordinator", "registrar", "auditor")
INSIDE = ("case_officer", "registrar", "auditor")


@dataclass(frozen=True)
class Visitor:
    """A kind of visitor: a person of the test world ("" for nobody), and how surely they have logged in."""

    kind: str
    person: str = ""
    assurance: int = 2

    @property
    def sure(self) -> bool:
        """Whether they have shown a second factor, without which an official is nobody."""
        return self.assurance >= 2


VISITORS = (
    Visitor("anonymous", "", 0),
    Visitor("newcomer", "ny"),
    Visitor("invited", "inbjuden"),
    Visitor("organisation reader", "natt.organisation_reader"),
    Visitor("organisation editor", "natt.organisation_editor"),
    Visitor("organisation signatory", "natt.organisation_signatory"),
    Visitor("organisation administrator", "natt.organisation_administrator"),
    Visitor("member by mail code only", "natt.organisation_administrator", 1),
    Visitor("member of the other party", "hem.organisation_editor"),
    Visitor("member of a former party", "lek.organisation_administrator"),
    Visitor("member at another authority", "kor.organisation_administrator"),
    Visitor("case officer", "sund.case_officer.social"),
    Visitor("case officer of another board", "sund.case_officer.kultur"),
    Visitor("coordinator", "sund.coordinator"),
    Visitor("registrar", "sund.registrar"),
    Visitor("decision recorder", "sund.decision_recorder.social"),
    Visitor("authority signatory", "sund.authority_signatory.social"),
    Visitor("auditor", "sund.auditor"),
    Visitor("tenant administrator", "sund.tenant_administrator"),
    Visitor("officer of another authority", "berg.case_officer.social"),
    Visitor("administrator of another authority", "berg.tenant_administrator"),
    Visitor("ex-member", "ex.natt"),
    Visitor("ex-official", "ex.sund"),
    Visitor("operator without a role", "drift", 3),
    Visitor("official without second factor", "sund.case_officer.social", 1),
)


def role_of(person: str) -> tuple[str, str, str]:
    """The role, house and board that a person's name in the test world says; three empty ones for nobody."""
    if not person or person in NOBODYS:
        return "", "", ""
    house, role, *board = person.split(".")
    return role, house, f"{house}.{board[0]}" if board else ""


def member(who: Visitor, organisation: str) -> bool:
    """Whether they belong to the organisation."""
    return role_of(who.person)[1] == organisation


def official(who: Visitor, authority: str) -> bool:
    """Whether they work for the authority, and have shown it."""
    return who.sure and role_of(who.person)[1] == authority


def at_case(who: Visitor, case: str) -> bool:
    """Whether the case is theirs: a party's member, or an official whose work it is."""
    role, house, board = role_of(who.person)
    if house in PARTIES[case]:
        return True
    home = BOARD_OF[case]
    works = (role in OF_BOARD and board == home) or (role in OF_HOUSE and house == home.split(".")[0])
    return works and who.sure


def inside(who: Visitor, case: str) -> bool:
    """Whether they read the authority's internal texts in the case."""
    role, house, _board = role_of(who.person)
    return role in INSIDE and house == BOARD_OF[case].split(".")[0] and at_case(who, case)


def knows_person(who: Visitor, other: str) -> bool:
    """Whether they may know what someone is called: the same house, a case together, an invitation."""
    if not who.person:
        return False
    house = role_of(other)[1] or FORMER.get(other, "")
    mine = role_of(who.person)[1]
    together = (at_case(who, case) and at_case(Visitor("", other), case) for case in BOARD_OF)
    same_house = bool(house) and mine == house and (who.sure or house in ORGANISATIONS)
    asked = INVITED.get(who.person, ("", ""))[1] == other
    asker = other in INVITED and administers(who, INVITED[other][0])
    return who.person == other or same_house or asked or asker or any(together)


def knows_organisation(who: Visitor, organisation: str) -> bool:
    """Whether they may know the organisation's name from us."""
    cases = [case for case, parties in EVER.items() if organisation in parties]
    asked = INVITED.get(who.person, ("", ""))[0] == organisation
    return (
        organisation in PUBLIC_SENDERS
        or asked
        or (
            who.person in FORMER and FORMER[who.person] == organisation
        )  # their own account still tells where they were
        or member(who, organisation)
        or knows_answer(who, organisation)
        or any(at_case(who, case) for case in cases)
    )


def reads_file(who: Visitor, place: str) -> bool:
    """Whether they may have a file: "profile.natt", "draft.natt", "removed.natt" or "internal.gemensam"."""
    kind, home = place.split(".", 1)
    if kind == "removed":
        return False
    return member(who, home) if kind in ("profile", "draft") else in_space(who, kind, home)


def in_space(who: Visitor, space: str, case: str) -> bool:
    """Whether they read texts of a space in a case."""
    if space == "public":
        return True
    return inside(who, case) if space == "internal" else at_case(who, case)


def administers(who: Visitor, house: str) -> bool:
    """Whether they see who has been invited to the house."""
    role, mine, _board = role_of(who.person)
    if mine != house:
        return False
    return role == "organisation_administrator" or (
        role in ("tenant_administrator", "coordinator") and who.sure
    )


def knows_profile(who: Visitor, organisation: str) -> bool:
    """Whether they see an organisation's profile: its members, and those it has a case with now."""
    cases = [case for case, parties in PARTIES.items() if organisation in parties]
    return member(who, organisation) or any(at_case(who, case) for case in cases)


def knows_board(who: Visitor, board: str) -> bool:
    """Whether they see where a board is reached."""
    cases = [case for case, home in BOARD_OF.items() if home == board]
    return official(who, board.split(".")[0]) or any(at_case(who, case) for case in cases)


def knows_goal(who: Visitor, goal: str) -> bool:
    """Whether they see a programme goal: those who work there, and those who have a case there now."""
    house = goal.split(".")[0]
    cases = [case for case, home in BOARD_OF.items() if home.split(".")[0] == house]
    return official(who, house) or any(at_case(who, case) for case in cases)


def in_challenge(who: Visitor, wording: str) -> bool:
    """Whether they read a challenge or an agreement, every wording of it: all that the parties write is shared."""
    return at_case(who, wording.split(".")[0])


def own_drafts(who: Visitor, draft: str) -> bool:
    """Whether the draft is their organisation's own."""
    return member(who, draft.split(".")[0])


def themselves(who: Visitor, person: str) -> bool:
    """Whether it is about them."""
    return bool(who.person) and who.person == person


def runs(who: Visitor, authority: str) -> bool:
    """Whether they are the authority's administrator."""
    return official(who, authority) and role_of(who.person)[0] == "tenant_administrator"


def in_dialogue(who: Visitor, where: str) -> bool:
    """Whether they read a message or a meeting: "gemensam" from the authority, "natt.gemensam" from a party."""
    return at_case(who, where.split(".")[-1])


def side_of_sheet(who: Visitor, sheet: str) -> bool:
    """Whether a sheet of answers ("gemensam.natt", "gemensam.sund") is their own side's, in a case that is theirs."""
    case, side = sheet.split(".")
    role, house, board = role_of(who.person)
    if side in ORGANISATIONS:
        return house == side and side in PARTIES[case]
    works = (role == "case_officer" and board == BOARD_OF[case]) or (role == "coordinator" and house == side)
    return works and who.sure


def reads_task(who: Visitor, task: str) -> bool:
    """Whether they read a task ("gemensam.internal", "gemensam.shared" …): nobody one that was taken back."""
    case, which = task.split(".")
    if which == "withdrawn":
        return False
    return inside(who, case) if which == "internal" else at_case(who, case)


#: Assessments whose sides have all sealed; in the others each side's answers are its own.
OPENED = ("kultur",)


def reads_answers(who: Visitor, sheet: str) -> bool:
    """Whether they may know what a side has answered."""
    case = sheet.split(".")[0]
    return side_of_sheet(who, sheet) or (case in OPENED and at_case(who, case))


#: Open invitations that are published, and those that are over; and who has answered.
PUBLISHED, OVER = ("sund.oppen", "berg.stangd"), ("berg.stangd",)
ANSWERED = {"sund.oppen": ("natt", "kor"), "berg.stangd": ("kor", "lek")}
OPENING_BOARD = {"sund.utkast": "sund.social", "sund.oppen": "sund.social", "berg.stangd": "berg.social"}


def handles_opening(who: Visitor, opening: str) -> bool:
    """Whether they write the invitation or oversee those who do."""
    role, house, board = role_of(who.person)
    home = OPENING_BOARD[opening]
    works = (role == "case_officer" and board == home) or (role in OF_HOUSE and house == home.split(".")[0])
    return works and who.sure


def reads_opening(who: Visitor, opening: str) -> bool:
    """Whether they read an open invitation: anyone, once it is published."""
    return opening in PUBLISHED or handles_opening(who, opening)


def knows_answer(who: Visitor, organisation: str) -> bool:
    """Whether they know that an organisation has answered: those who asked; when it is over, those who answered."""
    return any(
        handles_opening(who, opening) or (opening in OVER and role_of(who.person)[1] in sides)
        for opening, sides in ANSWERED.items()
        if organisation in sides
    )


#: The rule for each kind of place; what has none is for nobody, as secrets are.
RULES: dict[str, Callable[[Visitor, str], bool]] = {
    "name": knows_person,
    "email": knows_person,
    "organisation": knows_organisation,
    **dict.fromkeys(("purpose", "seat", "contact", "signatory-title", "signatory-source"), knows_profile),
    "signatory-email": member,
    **dict.fromkeys(("draft-title", "draft-body", "draft-old-title", "draft-old-body"), own_drafts),
    "case": at_case,
    **dict.fromkeys(("letter-reasons", "letter-next", "letter-reference"), at_case),
    **dict.fromkeys(("internal-title", "internal-body"), inside),
    **dict.fromkeys(("shared-title", "shared-body"), at_case),
    **dict.fromkeys(("message", "place", "participants", "agenda", "notes", "old-notes"), in_dialogue),
    **dict.fromkeys(("public-title", "public-body"), lambda _who, _case: True),
    **dict.fromkeys(("before-title", "before-body"), inside),  # a shared text, while it was internal
    **dict.fromkeys(("between-title", "between-body"), at_case),  # a public text, while it was shared
    **dict.fromkeys(("file-name", "file-body"), reads_file),
    **dict.fromkeys((f"goal-{part}" for part in ("programme", "title", "body", "reference")), knows_goal),
    **dict.fromkeys(
        (f"challenge-{part}" for part in ("description", "target_group", "why_together", "known")),
        in_challenge,
    ),
    **dict.fromkeys(
        (f"challenge-goal-{part}" for part in ("programme", "title", "body", "ref")), in_challenge
    ),
    **dict.fromkeys(
        (f"section-{part}" for part in ("name", "title", "body", "comment", "figure")), in_challenge
    ),
    "answer": reads_answers,
    **dict.fromkeys(("entered-title", "entered-body", "entered-remark"), at_case),
    "task": reads_task,
    "standard-task": lambda who, where: official(who, where.split(".")[0]),
    **dict.fromkeys(("joint-why", "joint-alternatives", "joint-reason"), at_case),
    **dict.fromkeys(("examination-internal", "examination-part", "declaration"), inside),
    **dict.fromkeys(("aid-what", "aid-giver", "aid-rate"), inside),
    "examination-note": lambda who, where: inside(who, where.split(".")[0]),
    "examination-shared": at_case,  # how it ended; never the answers
    **dict.fromkeys(("opening-title", "opening-challenge", "opening-who"), reads_opening),
    "invitation": administers,
    **dict.fromkeys(("notice", "mail-subject", "mail-body", "filter", "filter-query"), themselves),
    "board-contact": knows_board,
    "logo": official,
    "client-id": runs,
}


def may_see(who: Visitor, place: str) -> bool:
    """Whether a visitor may ever see the canary of a place, written "<what>:<where>"."""
    what, where = place.split(":", 1)
    return what in RULES and RULES[what](who, where)


def reads_text(who: Visitor, writing: str) -> bool:
    """Whether they read a text: "gemensam.internal", or "natt.shared.gemensam" for one from a party."""
    parts = writing.split(".")
    return in_space(who, parts[1], parts[2] if len(parts) > 2 else parts[0])


def in_the_house(who: Visitor, house: str) -> bool:
    """Whether they belong to the organisation or, proved, to the authority."""
    return member(who, house) if house in ORGANISATIONS else official(who, house)


#: When an address with the id of a thing may answer otherwise than one with an id that does not exist.
REACH: dict[str, Callable[[Visitor, str], bool]] = {
    "organisation": member,
    "authority": official,
    "board": lambda who, name: official(who, name.split(".")[0]),
    "case": at_case,
    "ending": at_case,
    "goal": lambda who, name: official(who, name.split(".")[0]),
    "writing": reads_text,
    "message": in_dialogue,
    "meeting": in_dialogue,
    "draft": own_drafts,
    "opening": reads_opening,
    "sheet": side_of_sheet,
    "assessment": lambda who, name: at_case(who, name.split(".")[0]),
    "signatory": member,
    "attachment": reads_file,
    "grant": lambda who, name: who.person == name or in_the_house(who, role_of(name)[1]),
    "invitation": in_the_house,
    "notice": themselves,
    "saved": themselves,
    "provider": official,
    "entered": lambda who, name: at_case(who, name.split(".")[0]),
    "task": reads_task,
    "standard": lambda who, name: official(who, name.split(".")[0]),
    "aid": lambda who, name: inside(who, name.split(".")[1]),
}


def may_reach(who: Visitor, kind: str, name: str) -> bool:
    """Whether a thing is there at all for a visitor."""
    return kind not in REACH or REACH[kind](who, name)
