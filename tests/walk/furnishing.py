"""Furnishes the test world for the walk: canaries in files, old wordings, invitations, notices and mail."""

import base64
import hashlib
import io
import json
import uuid
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gateways.honest import png
from tillit.actions import posting
from tillit.actions.joint import new_assessment
from tillit.domain.assessment_sheets import joint_text, sheet_text
from tillit.domain.challenges import TEXTS, Linked, linked_text
from tillit.domain.contributions import Contribution, contributions_text
from tillit.domain.initiatives import Initiative, Part
from tillit.domain.roles import Role
from tillit.domain.sealed_assessment import Answer, Joint, Text
from tillit.domain.terms import Term, term_text
from tillit.gateways import file_store
from tillit.gateways.keys import house_key, master_key
from tillit.gateways.sealing import open_space_key, seal
from tillit.queries.drafts import Text as DraftText
from tillit.store import models
from walk import oracle
from world import NOON, World, build_world, canary, give, keep, make_case, make_person

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SPACES = ("internal", "shared", "public")
LONG_AGO = datetime(
    2026, 10, 1, 12, tzinfo=UTC
)  # when the cases began, so that meetings in them can have been held
FACT = "general_interest"


@dataclass
class Scene:
    """The world with all that hangs on the walls: `ids` by kind and name, `places` by canary."""

    world: World
    ids: dict[str, dict[str, object]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def put(self, kind: str, name: str, key: object) -> None:
        """Remember a thing's id."""
        self.ids.setdefault(kind, {})[name] = key

    @property
    def names(self) -> dict[str, str]:
        """What each id is the id of."""
        return {
            str(key): f"{kind} {name}" for kind, things in self.ids.items() for name, key in things.items()
        }

    def hide(self, place: str) -> str:
        """Make a canary and remember where it stands."""
        self.places[canary(place)] = place
        return canary(place)


def furnish() -> Scene:
    """Build everything. Call inside a transaction that is rolled back."""
    scene = Scene(build_world())
    world = scene.world
    make_case(world, "stangd", "sund.social", ["natt"])
    world.cases["stangd"].closed_at = NOON
    keep(world.cases["stangd"])
    for name in ("drift", "inbjuden"):
        make_person(world, name)
    _former(world)
    for name, organisation in world.organisations.items():
        _organisation(scene, name, organisation)
    for name, case in world.cases.items():
        _case(scene, name, case)
        if name in ASSESSED:
            _assessment(scene, name, case)
        _examined(scene, name, case)
        _tasks(scene, name, case)
        _entered(scene, name, case)
    _houses(scene)
    for name, authority in world.authorities.items():
        _goals(scene, name, authority)
    for name, case in world.cases.items():
        _challenge(scene, name, case)
        _agreement(scene, name, case)
    _openings(scene)
    _initiative(scene)
    _invitations(scene)
    for name, person in world.people.items():
        _told(scene, name, person)
    _known(scene)
    return scene


def _former(world: World) -> None:
    """Two whose roles ended a second ago, and an organisation that has left the shared case."""
    gone = timezone.now() - timedelta(seconds=1)
    ended = [
        give(world, "ex.natt", Role.ORGANISATION_ADMINISTRATOR, organisation=world.organisations["natt"]),
        give(
            world,
            "ex.sund",
            Role.CASE_OFFICER,
            authority=world.authorities["sund"],
            board=world.boards["sund.social"],
        ),
    ]
    for grant in ended:
        grant.withdrawn_at = gone
        keep(grant)
    left = models.Party(case=world.cases["gemensam"], organisation=world.organisations["lek"], joined_at=NOON)
    left.left_at = NOON + timedelta(seconds=1)
    keep(left)


def space_key_of(organisation: models.Organisation) -> bytes:
    """The key of an organisation's own space."""
    return open_space_key(master_key(), bytes(organisation.space_key.wrapped), organisation.pk)


def _organisation(scene: Scene, name: str, organisation: models.Organisation) -> None:
    """Profile, signatory, files, a draft with an earlier wording, and one in the waste-basket."""
    organisation.seat = scene.hide(f"seat:{name}")
    signatory = models.Signatory(
        organisation=organisation,
        title=scene.hide(f"signatory-title:{name}"),
        email=f"{scene.hide(f'signatory-email:{name}')}@example.net",
        source=scene.hide(f"signatory-source:{name}"),
        valid_from=date(2026, 1, 1),
    )
    keep(organisation, signatory)
    scene.put("signatory", name, signatory.pk)
    _file(scene, f"profile.{name}", f"{name}.organisation_editor", organisation=organisation)
    removed = _file(scene, f"removed.{name}", f"{name}.organisation_editor", organisation=organisation)
    removed.removed_at = NOON
    keep(removed)
    key, draft = space_key_of(organisation), scene.world.drafts[name]
    old = {"title": scene.hide(f"draft-old-title:{name}"), "body": scene.hide(f"draft-old-body:{name}")}
    earlier = models.DraftVersion(
        draft=draft, version=1, at=NOON, by=scene.world.people[f"{name}.organisation_editor"]
    )
    earlier.content = seal(key, json.dumps(old).encode(), f"draft:{draft.pk}:1")
    new = {"title": scene.hide(f"draft-title:{name}"), "body": scene.hide(f"draft-body:{name}")}
    draft.version, draft.content = 2, seal(key, json.dumps(new).encode(), f"draft:{draft.pk}:2")
    thrown = models.Draft(id=uuid.uuid4(), organisation=organisation, changed_at=NOON, thrown_at=NOON)
    text = {part: scene.hide(f"draft-{part}:{name}.kastad") for part in ("title", "body")}
    thrown.content = seal(key, json.dumps(text).encode(), f"draft:{thrown.pk}:1")
    keep(draft, earlier, thrown)
    scene.put("draft", name, draft.pk)
    scene.put("draft", f"{name}.kastad", thrown.pk)
    _file(scene, f"draft.{name}", f"{name}.organisation_editor", key=key, draft=draft)


def _docx(text: str) -> bytes:
    """A small archive as a word processor leaves it."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document>{text}</w:document>")
    return kept.getvalue()


def _file(
    scene: Scene, place: str, by: str, *, key: bytes | None = None, **home: object
) -> models.Attachment:
    """A file with a canary in its name and one in its content; in an own space both are sealed."""
    pk, name = uuid.uuid4(), f"{scene.hide(f'file-name:{place}')}.docx"
    data = _docx(scene.hide(f"file-body:{place}"))
    kept = data if key is None else seal(key, data, f"file:{pk}")
    digest = file_store.keep(Path(settings.FILES_DIR), kept)
    blob = models.Blob.objects.create(digest=digest, size=len(kept), kept_at=NOON)
    if key is not None:
        name = base64.b64encode(seal(key, name.encode(), f"file-name:{pk}")).decode()
    attachment = models.Attachment(
        id=pk,
        blob=blob,
        name=name,
        mime=DOCX,
        size=len(data),
        added_at=NOON,
        added_by=scene.world.people[by],
        **home,
    )
    keep(attachment)
    scene.put("attachment", place, pk)
    return attachment


def _case(scene: Scene, name: str, case: models.Case) -> None:
    """Files on its texts, earlier wordings from narrower spaces, and texts that come from a party."""
    authority, board = oracle.BOARD_OF[name].split(".")
    officer = f"{authority}.case_officer.{board}"
    for space in SPACES:
        writing = scene.world.writings[f"{name}.{space}"]
        _file(scene, f"{space}.{name}", officer, writing=writing)
        scene.put("writing", f"{name}.{space}", writing.pk)
    for space, before, what in (("shared", "internal", "before"), ("public", "shared", "between")):
        writing = scene.world.writings[f"{name}.{space}"]
        earlier = models.WritingVersion(
            writing=writing,
            version=1,
            space=before,
            title=scene.hide(f"{what}-title:{name}"),
            body=scene.hide(f"{what}-body:{name}"),
            at=NOON,
            by=scene.world.people[officer],
        )
        writing.version = 2
        keep(writing, earlier)
    letter = models.Ending(case=case, way="agreement", at=NOON, by=scene.world.people[officer])
    letter.reasons, letter.next_steps = (
        scene.hide(f"letter-reasons:{name}"),
        scene.hide(f"letter-next:{name}"),
    )
    letter.reference = scene.hide(f"letter-reference:{name}")
    keep(letter)
    scene.put("ending", name, letter.pk)
    for party in oracle.PARTIES[name]:
        for space in ("shared", "public") if party in oracle.PUBLIC_SENDERS else ("shared",):
            text = models.Writing(case=case, space=space, title="Från parten", body="Text", placed_at=NOON)
            text.changed_at, text.from_organisation = NOON, scene.world.organisations[party]
            keep(text)
            scene.put("writing", f"{party}.{space}.{name}", text.pk)

    _dialogue(scene, name, case, officer)


def _dialogue(scene: Scene, name: str, case: models.Case, officer: str) -> None:
    """From every side a message and a meeting; the authority's meeting has notes, rewritten once."""
    parties = list(models.Party.objects.filter(case=case, left_at=None))
    case.opened_at = LONG_AGO
    for party in parties:
        party.joined_at = LONG_AGO
    keep(case, *parties)
    for where, sender in ((name, None), *((f"{one}.{name}", one) for one in oracle.PARTIES[name])):
        whose = {"case": case, "from_organisation": scene.world.organisations[sender] if sender else None}
        message = models.Message(**whose, body=scene.hide(f"message:{where}"), sent_at=NOON)
        meeting = models.Meeting(**whose, starts_at=LONG_AGO + timedelta(days=9), proposed_at=NOON)
        meeting.place, meeting.participants = (
            scene.hide(f"place:{where}"),
            scene.hide(f"participants:{where}"),
        )
        meeting.agenda = scene.hide(f"agenda:{where}")
        keep(message)
        keep(meeting)
        scene.put("message", where, message.pk)
        scene.put("meeting", where, meeting.pk)
        if sender is None:
            notes = models.Notes(
                meeting=meeting, body=scene.hide(f"notes:{name}"), version=2, changed_at=NOON
            )
            earlier = models.NotesVersion(
                notes=notes, version=1, body=scene.hide(f"old-notes:{name}"), at=NOON
            )
            keep(notes, earlier)
            keep(models.NotesConfirmation(notes=notes, version=2, at=NOON))


#: The cases with an assessment: its sides, those of them who have sealed, and whether it is open to all.
ASSESSED = {
    "gemensam": (("sund", "natt", "hem"), ("hem",), False),
    "kultur": (("sund", "lek"), ("sund", "lek"), True),
}


def _assessment(scene: Scene, name: str, case: models.Case) -> None:
    """An assessment with a sheet for each side: a canary in each answer's reason, and in what is agreed."""
    sides, sealed, is_open = ASSESSED[name]
    assessment, things = new_assessment(case, NOON, "")
    if is_open:
        agreed = Joint({FACT: Answer(True, scene.hide(f"joint-why:{name}"), 1)},
                       Text(scene.hide(f"joint-alternatives:{name}"), 1))  # fmt: skip
        assessment.opened_at, assessment.joint = NOON, joint_text(agreed)
    names, sheets = {one.pk: key for key, one in scene.world.organisations.items()}, {}
    for sheet in (one for one in things if isinstance(one, models.AnswerSheet)):
        owner = sheet.organisation
        side = names.get(sheet.organisation_id, sides[0])
        sheets[side] = sheet
        text = sheet_text({FACT: Answer(side != "sund", scene.hide(f"answer:{name}.{side}"), 1)})
        sheet.sealed_at = NOON if side in sealed else None
        sheet.opened = text if is_open else ""
        key = space_key_of(owner) if owner else house_key()
        sheet.content = b"" if is_open else seal(key, text.encode(), f"answer-sheet:{sheet.pk}:1")
    keep(assessment.case, *things)
    scene.put("assessment", f"{name}.1", assessment.pk)
    for side, sheet in sheets.items():
        scene.put("sheet", f"{name}.{side}", sheet.pk)


def _examined(scene: Scene, name: str, case: models.Case) -> None:
    """An examination begun, one concluded inside, one shared; aid to a party; a declaration of conflict."""
    authority, board = oracle.BOARD_OF[name].split(".")
    officer = scene.world.people[f"{authority}.case_officer.{board}"]
    more = {"case": case, "edition": "1", "author": officer, "changed_at": NOON}
    part = {"title": scene.hide(f"examination-part:{name}"), "board": "Nämnden", "amount": 100, "per": "year"}
    part |= {"starts": "2026-01-01", "ends": None, "use": "agreed", "kind": "money"}
    begun = models.Examination(guide="upphandling", numbers={"parts": [part]}, **more)
    keep(begun)
    for guide, space in (("insyn", "internal"), ("kompetens", "shared")):
        ended = models.Examination(guide=guide, state="concluded", conclusion="inget-hinder", **more)
        step = {"insyn": "uppgifter", "kompetens": "allmant-intresse"}[guide]
        ended.answers = {step: {"value": False, "note": scene.hide(f"examination-note:{name}.{guide}")}}
        ended.motivation, ended.done_at = scene.hide(f"examination-{space}:{name}"), NOON
        ended.space, ended.shared_at = space, NOON if space == "shared" else None
        keep(ended)
    said = models.Declaration(case=case, person=officer, conflict=True, at=NOON)
    said.what = scene.hide(f"declaration:{name}")
    keep(said)
    keep(models.ExaminationGround(case=case, facts={"children_affected": True}, changed_at=NOON, by=officer))
    party, day = oracle.PARTIES[name][0], NOON.date()
    aid = models.Aid(authority=case.authority, organisation=scene.world.organisations[party], given_on=day)
    aid.amount, aid.rate, aid.rate_on, aid.kind, aid.scheme = 1_000_000, 112_500, day, "money", "general"
    aid.what, aid.giver = scene.hide(f"aid-what:{name}"), scene.hide(f"aid-giver:{name}")
    aid.rate_source, aid.entered_at, aid.by = scene.hide(f"aid-rate:{name}"), NOON, officer
    keep(aid)
    scene.put("aid", f"{party}.{name}", aid.pk)


def _tasks(scene: Scene, name: str, case: models.Case) -> None:
    """A task inside, one from the authority to a party, one from that party, one done, and one taken back."""
    authority, board = oracle.BOARD_OF[name].split(".")
    officer = scene.world.people[f"{authority}.case_officer.{board}"]
    party = scene.world.organisations[oracle.PARTIES[name][0]]
    for which, more in {
        "internal": {"space": "internal", "officer": officer},
        "shared": {"organisation": party},
        "party": {"from_organisation": party},
        "done": {"organisation": party, "done_at": NOON},
        "withdrawn": {"from_organisation": party, "withdrawn_at": NOON},
    }.items():
        task = models.Task(
            **{"case": case, "space": "shared", "given_at": NOON, "due": date(2027, 1, 1), **more}
        )
        task.title = scene.hide(f"task:{name}.{which}")
        keep(task)
        scene.put("task", f"{name}.{which}", task.pk)


def _entered(scene: Scene, name: str, case: models.Case) -> None:
    """A message and a text that an officer entered for a party, which says that the text is wrong, then right."""
    authority, board = oracle.BOARD_OF[name].split(".")
    party = scene.world.organisations[oracle.PARTIES[name][0]]
    member = scene.world.people[f"{oracle.PARTIES[name][0]}.organisation_editor"]
    officer = scene.world.people[f"{authority}.case_officer.{board}"]
    whose = {"case": case, "from_organisation": party}
    message = models.Message(**whose, body=scene.hide(f"message:entered.{name}"), sent_at=NOON)
    text = models.Writing(**whose, space="shared", title=scene.hide(f"entered-title:{name}"))
    text.body, text.placed_at, text.changed_at = scene.hide(f"entered-body:{name}"), NOON, NOON
    for which, thing in (("message", message), ("writing", text)):
        entered = models.Entered(case=case, organisation=party, officer=officer, came_on=NOON.date())
        entered.channel, entered.entered_at = "telephone", NOON
        setattr(entered, which, thing)
        keep(thing, entered)
        scene.put("entered", f"{name}.{which}", entered.pk)
    said = models.EnteredAnswer(entered=entered, right=False, at=NOON, by=member)
    said.remark = scene.hide(f"entered-remark:{name}")
    keep(said)
    keep(models.EnteredAnswer(entered=entered, right=True, at=NOON + timedelta(hours=1), by=member))


def _houses(scene: Scene) -> None:
    """Contacts of boards, and each authority's logo and own service to log in with (nobody answers there)."""
    for name, board in scene.world.boards.items():
        board.contact = f"{scene.hide(f'board-contact:{name}')}@example.net"
        keep(board)
        for number, whose in enumerate(("internal", "board", "parties")):
            item = models.StandardTask(board=board, whose=whose, days=number)
            item.title = scene.hide(f"standard-task:{name}.{number}")
            keep(item)
            scene.put("standard", f"{name}.{number}", item.pk)
    for name, authority in scene.world.authorities.items():
        data = png(extra=((b"tEXt", f"Comment\0{scene.hide(f'logo:{name}')}".encode()),))
        digest = file_store.keep(Path(settings.FILES_DIR), data)
        authority.logo = models.Blob.objects.create(digest=digest, size=len(data), kept_at=NOON)
        keep(authority)
        provider = models.IdentityProvider(
            authority=authority,
            slug=name,
            name=f"Inloggning {name}",
            issuer=f"https://127.0.0.1:9/{name}",
            client_id=scene.hide(f"client-id:{name}"),
        )
        provider.client_secret = seal(
            house_key(), scene.hide(f"client-secret:{name}").encode(), f"identity_provider:{provider.slug}"
        )
        keep(provider)
        scene.put("provider", name, provider.pk)


def _goals(scene: Scene, name: str, authority: models.Authority) -> None:
    """Two programme goals that hold now, with a canary in each of their texts; and one that was ended."""
    for which in ("", ".andra", ".avslutat"):
        place = f"{name}{which}"
        goal = models.Goal(authority=authority, first_year=2020, last_year=2040 - len(which))
        goal.programme, goal.title = scene.hide(f"goal-programme:{place}"), scene.hide(f"goal-title:{place}")
        goal.body, goal.reference = scene.hide(f"goal-body:{place}"), scene.hide(f"goal-reference:{place}")
        goal.decided_on, goal.ended_at = date(2026, 1, 1), NOON if which == ".avslutat" else None
        keep(goal)
        scene.put("goal", place, goal.pk)


def _challenge(scene: Scene, name: str, case: models.Case) -> None:
    """A challenge in two wordings by both sides, linked to a goal; the authority has confirmed the second."""
    house, board = oracle.BOARD_OF[name].split(".")
    officer = scene.world.people[f"{house}.case_officer.{board}"]
    challenge = models.Challenge(case=case)
    keep(challenge)
    for version, side in ((1, None), (2, scene.world.organisations[oracle.PARTIES[name][0]])):
        place = f"{name}.{version}"
        texts = {part: scene.hide(f"challenge-{part}:{place}") for part in TEXTS}
        parts = [
            scene.hide(f"challenge-goal-{part}:{place}") for part in ("programme", "title", "body", "ref")
        ]
        goal = Linked(str(scene.ids["goal"][house]), *parts, "2026-01-01", "2026")
        wording = models.ChallengeVersion(
            challenge=challenge, version=version, from_organisation=side, at=NOON, by=officer, **texts
        )
        wording.goals_json, wording.agenda = linked_text((goal,)), "3 11"
        keep(wording)
    challenge.version = 2
    keep(challenge, models.ChallengeConfirmation(challenge=challenge, version=2, at=NOON, by=officer))


def _agreement(scene: Scene, name: str, case: models.Case) -> None:
    """An agreement with a section in two wordings and one of their own; in one case it is only to be begun."""
    house, board = oracle.BOARD_OF[name].split(".")
    officer = scene.world.people[f"{house}.case_officer.{board}"]
    if name == "kultur":
        return
    side = scene.world.organisations[oracle.PARTIES[name][0]]
    agreement = models.Agreement(case=case, started_at=NOON)
    keep(agreement)
    given = Contribution("walk", "", 2027, "money", scene.hide(f"section-figure:{name}.3"), amount=100)
    figures = {"contributions": contributions_text([given]), "term": term_text(Term(date(2027, 1, 1)))}
    for place, key in enumerate(("purpose", "", *figures), start=1):
        where = f"{name}.{place}"
        section = models.AgreementSection(agreement=agreement, key=key, added_at=NOON, version=2)
        section.name = scene.hide(f"section-name:{where}")
        keep(section)
        scene.put("section", where, section.pk)
        for version, sender in ((1, None), (2, side)):
            one = models.SectionWording(section=section, version=version, moment=version, at=NOON, by=officer)
            one.title, one.body = (
                scene.hide(f"section-{part}:{where}.{version}") for part in ("title", "body")
            )
            one.from_organisation, one.data = sender, figures.get(key, "")
            said = models.SectionComment(section=section, version=version, at=NOON, by=officer)
            said.body, said.from_organisation = scene.hide(f"section-comment:{where}.{version}"), sender
            keep(one, said)
    keep(models.SectionAcceptance(section=section, version=2, moment=2, at=NOON, by=officer))
    keep(models.AgreementReading(agreement=agreement, version=1, at=NOON, by=officer))


#: Open invitations: their board, the day they end, and who has answered with which case.
OPENINGS = {
    "sund.utkast": ("sund.social", None, {}),
    "sund.oppen": ("sund.social", date(2040, 1, 1), {"natt": "stangd", "kor": "gemensam"}),
    "berg.stangd": ("berg.social", date(2026, 1, 1), {"kor": "annan", "lek": "kultur"}),
}


def _openings(scene: Scene) -> None:
    """One that is written, one that takes answers and one that is over, each with a canary in every text."""
    world = scene.world
    for name, (board, ends, answers) in OPENINGS.items():
        opening = models.Opening(board=world.boards[board], authority=world.boards[board].authority)
        opening.title, opening.challenge = (
            scene.hide(f"opening-title:{name}"),
            scene.hide(f"opening-challenge:{name}"),
        )
        opening.who_may, opening.changed_at = scene.hide(f"opening-who:{name}"), NOON
        opening.last_day, opening.published_at = ends or date(2040, 1, 1), LONG_AGO if ends else None
        keep(opening)
        scene.put("opening", name, opening.pk)
        for organisation, case in answers.items():
            keep(models.OpeningAnswer(opening=opening, organisation=world.organisations[organisation],
                                      case=world.cases[case], at=LONG_AGO))  # fmt: skip


def _initiative(scene: Scene) -> None:
    """An idea of natt that answers an open invitation, and where another of its drafts has gone."""
    owner = scene.world.organisations["natt"]
    draft = models.Draft(id=uuid.uuid4(), organisation=owner, changed_at=NOON)
    name, text = scene.hide("draft-title:natt.ide"), scene.hide("draft-body:natt.ide")
    parts = {"namn": Part(name, 1), "problem": Part(text, 1), "provning": Part(text, 1)}
    kept = DraftText(name, text, Initiative(parts, str(scene.ids["opening"]["sund.oppen"])))
    draft.content = seal(space_key_of(owner), kept.to_bytes(), f"draft:{draft.pk}:1")
    keep(draft)
    scene.put("draft", "natt.ide", draft.pk)
    sent = models.Writing.objects.get(pk=scene.ids["writing"]["natt.shared.gemensam"])
    keep(models.DraftSharing(draft=draft, writing=sent, version=1, at=NOON))


def token_of(house: str) -> str:
    """The secret of the invitation to a house."""
    return hashlib.sha256(f"token:{house}".encode()).hexdigest()[:43]


def _invitations(scene: Scene) -> None:
    """One to each house, to an address that is a canary; that of "natt" to someone who has an account."""
    people, now = scene.world.people, timezone.now()
    for name, organisation in scene.world.organisations.items():
        email = (
            "inbjuden@example.org" if name == "natt" else f"{scene.hide(f'invitation:{name}')}@example.net"
        )
        _invite(scene, name, email, now, role=Role.ORGANISATION_READER, organisation=organisation,
                invited_by=people[f"{name}.organisation_administrator"])  # fmt: skip
    for name, authority in scene.world.authorities.items():
        email = f"{scene.hide(f'invitation:{name}')}@example.net"
        _invite(scene, name, email, now, role=Role.REGISTRAR, authority=authority,
                invited_by=people[f"{name}.tenant_administrator"])  # fmt: skip


def _invite(scene: Scene, name: str, email: str, now, **more: object) -> None:  # type: ignore[no-untyped-def]
    digest = hashlib.sha256(token_of(name).encode()).hexdigest()
    made = models.Invitation(
        token_hash=digest, email=email, invited_at=now, expires_at=now + timedelta(days=14), **more
    )
    keep(made)
    scene.put("invitation", name, made.pk)


def _told(scene: Scene, name: str, person: models.Person) -> None:
    """A notice and a mail to each person."""
    notice = models.Notice(person=person, event="walk", at=NOON, kind="text", link="/min-sida/")
    notice.text = scene.hide(f"notice:{name}")
    notice.save()
    scene.put("notice", name, notice.pk)
    saved = models.SavedFilter(person=person, name=scene.hide(f"filter:{name}"), saved_at=NOON)
    saved.query = f"sok={scene.hide(f'filter-query:{name}')}"
    keep(saved)
    scene.put("saved", name, saved.pk)
    posting.post(
        event="walk",
        person=person,
        subject=scene.hide(f"mail-subject:{name}"),
        paragraphs=[scene.hide(f"mail-body:{name}")],
        link="/min-sida/",
        why="Ni får brevet för att det är ett prov.",
        at=NOON,
    )


def _known(scene: Scene) -> None:
    """Remember the ids and canaries of what the test world made itself."""
    world = scene.world
    for kind in ("organisation", "case", "draft"):
        for name, thing in getattr(world, "authorities" if kind == "authority" else f"{kind}s").items():
            scene.put(kind, name, thing.pk)
    for name, authority in world.authorities.items():
        scene.put("authority", name, authority.pk)
    for name, board in world.boards.items():
        scene.put("board", name, board.pk)
    for name, person in world.people.items():
        scene.put("person", name, person.pk)
        scene.places[person.email] = f"email:{name}"
        scene.hide(f"name:{name}")
    for grant in models.RoleGrant.objects.select_related("person"):
        scene.put("grant", grant.person.email.removesuffix("@example.org"), grant.pk)
    for name in world.organisations:
        scene.hide(f"organisation:{name}")
        scene.hide(f"purpose:{name}")
        scene.places[f"{name}@example.org"] = f"contact:{name}"
    for name in world.cases:
        scene.hide(f"case:{name}")
        for space in SPACES:
            scene.hide(f"{space}-title:{name}")
            scene.hide(f"{space}-body:{name}")
