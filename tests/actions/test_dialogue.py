"""Messages, meetings and notes: who may, who is told, whose turn it is then, and when notes are locked."""

from datetime import timedelta

import pytest

from tillit.actions import cases, endings
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.actions.meetings import cancel, change, propose
from tillit.actions.messages import send
from tillit.actions.notes import confirm, write_notes
from tillit.actions.posting import letter_in
from tillit.domain.meetings import MeetingState, Plan
from tillit.queries.cases import case_page
from tillit.queries.dialogue import message_page
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.meetings import case_meetings, earlier_notes, meeting_page
from tillit.queries.officers import late_answers
from tillit.queries.unconfirmed import unconfirmed
from tillit.store.models import Entry, Mail, Meeting, Message, Notice, Party, Writing
from world import LETTER, NOON, build_world

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OFFICER, NATT, HEM = "sund.case_officer.social", "natt.organisation_editor", "hem.organisation_signatory"
SECRET = "Ordet som bara står i meddelandet"


@pytest.fixture
def world():
    """The world for tests; all that is shared in "gemensam" came a day ago."""
    made = build_world()
    Writing.objects.filter(case=made.cases["gemensam"]).update(changed_at=NOON - DAY, placed_at=NOON - DAY)
    return made


def side_of(world, who):
    """The side that someone's name says."""
    house = who.split(".")[0]
    return (world.organisations.get(house) or world.authorities[house]).pk


def by(world, who, at=NOON, **more):
    """Who acts and when, on behalf of their own side."""
    return {"actor": world.actor(who, at=at), "at": at, "side": side_of(world, who), **more}


def say(world, who=NATT, at=NOON, **more):
    """Send a message in the shared case."""
    case = world.cases["gemensam"].pk
    return send(**{**by(world, who, at, case=case, body=SECRET), **more})


def plan(at=NOON + DAY, **more):
    """A plan for a meeting."""
    return Plan(
        **{"starts_at": at, "place": "Rådhuset", "participants": "Styrelsen", "agenda": "Målen", **more}
    )


def meet(world, who=NATT, **more):
    """Propose a meeting in the shared case, tomorrow."""
    return propose(**{**by(world, who, case=world.cases["gemensam"].pk, plan=plan()), **more})


def note(world, meeting, who=NATT, at=NOON + 2 * DAY, version=0, body="Vi kom fram till målen."):
    """Write notes the day after the meeting."""
    write_notes(**by(world, who, at, meeting=meeting, version=version, body=body))


def agree(world, meeting, who=NATT, at=NOON + 2 * DAY, version=1):
    """Confirm the notes."""
    confirm(**by(world, who, at, meeting=meeting, version=version))


def seen(world, meeting, who=NATT, at=NOON + 3 * DAY):
    """A meeting as someone sees it."""
    case = world.cases["gemensam"].pk
    return meeting_page(actor=world.actor(who, at=at), at=at, case=case, meeting=meeting)


def turn(world, at=NOON):
    """Whose turn it is in the shared case."""
    return case_page(actor=world.actor(NATT), at=at, case=world.cases["gemensam"].pk).turn


def test_a_message_is_read_by_all_who_read_the_case_and_nobody_else(world):
    key, case = say(world), world.cases["gemensam"].pk
    for who in (NATT, HEM, "hem.organisation_reader", OFFICER, "sund.coordinator", "sund.auditor"):
        page = message_page(actor=world.actor(who), at=NOON, case=case, message=key)
        assert (page.body, page.side.name) == (SECRET, world.organisations["natt"].name)
    for who in ("lek.organisation_administrator", "sund.case_officer.kultur", "berg.coordinator", "ny"):
        with pytest.raises(NotThere):
            message_page(actor=world.actor(who), at=NOON, case=case, message=key)
    elsewhere = world.cases["kultur"].pk
    with pytest.raises(NotThere):
        message_page(actor=world.actor("lek.organisation_reader"), at=NOON, case=elsewhere, message=key)
    assert Entry.objects.latest("pk").action == "case.message"


@pytest.mark.parametrize(
    "who",
    [NATT, HEM, "natt.organisation_administrator", OFFICER, "sund.coordinator"],
)
def test_those_who_may_write_messages_and_propose_meetings(world, who):
    assert Message.objects.get(pk=say(world, who)).body == SECRET
    assert Meeting.objects.get(pk=meet(world, who)).place == "Rådhuset"


@pytest.mark.parametrize(
    ("who", "wrong"),
    [
        ("natt.organisation_reader", NotAllowed),
        ("sund.registrar", NotAllowed),
        ("sund.auditor", NotAllowed),
        ("sund.case_officer.kultur", NotThere),
        ("lek.organisation_administrator", NotThere),
        ("berg.case_officer.social", NotThere),
    ],
)
def test_nobody_else_may(world, who, wrong):
    before = Entry.objects.count()
    for act in (say, meet):
        with pytest.raises(wrong):
            act(world, who)
    meeting = meet(world)
    for act in (note, agree):
        with pytest.raises(wrong):
            act(world, meeting, who)
    assert Entry.objects.count() == before + 1


def test_nobody_speaks_for_another_side(world):
    meeting = meet(world)
    note(world, meeting)
    for other in ("hem", "sund"):
        side = side_of(world, other)
        for act, more in (
            (say, {}),
            (meet, {}),
        ):
            with pytest.raises(NotAllowed):
                act(world, NATT, side=side, **more)
        with pytest.raises(NotAllowed):
            confirm(**{**by(world, NATT, NOON + 2 * DAY, meeting=meeting, version=1), "side": side})
    for stranger in ("lek", "berg"):
        with pytest.raises(NotThere):
            say(world, NATT, side=side_of(world, stranger))


def test_the_others_are_told_but_not_what_it_says(world):
    key = say(world)
    mails = {one.recipient: one for one in Mail.objects.filter(event=f"message:{key}")}
    people = world.people
    assert set(mails) == {
        people[name].email for name in (OFFICER, "hem.organisation_administrator", "hem.organisation_editor")
    }
    for mail in mails.values():
        letter = letter_in(mail)
        assert SECRET not in " ".join((mail.subject, *letter.paragraphs, letter.why))
        assert letter.link.endswith(f"/meddelanden/{key}/")
    due = NOON.date() + timedelta(days=world.authorities["sund"].acknowledge_days)
    assert Notice.objects.get(event=f"message:{key}", person=people[OFFICER]).due == due
    key = say(world, OFFICER)
    told = set(Mail.objects.filter(event=f"message:{key}").values_list("recipient", flat=True))
    assert {address.split(".")[0] for address in told} == {"natt", "hem"}


def test_a_message_is_an_answer_and_wants_one(world):
    assert turn(world).side == "organisation"
    say(world, NATT)
    assert (turn(world).side, turn(world).since) == ("authority", NOON)
    late = late_answers(actor=world.actor(OFFICER), at=NOON + 30 * DAY)
    assert [one.case for one in late] == [world.cases["gemensam"].pk]
    say(world, OFFICER, NOON + DAY)
    assert turn(world).side == "organisation"
    assert late_answers(actor=world.actor(OFFICER), at=NOON + 30 * DAY) == ()
    Writing.objects.create(
        case=world.cases["gemensam"], space="internal", title="Internt", body="Text",
        placed_at=NOON + 2 * DAY, changed_at=NOON + 2 * DAY,
    )  # fmt: skip
    assert turn(world).since == NOON + DAY


def test_nothing_is_said_in_a_closed_case(world):
    meeting, case = meet(world), world.cases["gemensam"]
    note(world, meeting)
    endings.end(actor=world.actor(OFFICER), at=NOON + 2 * DAY, case=case.pk, version=1, **LETTER)
    for act in (say, meet):
        with pytest.raises(Refused, match="avslutat"):
            act(world)
    for act in (note, agree):
        with pytest.raises(Refused, match="avslutat"):
            act(world, meeting, version=1)
    with pytest.raises(Refused, match="avslutat"):
        cancel(actor=world.actor(NATT), at=NOON, meeting=meeting, version=1)
    page = seen(world, meeting)
    assert (page.may_change, page.may_write_for, page.may_confirm_for) == (False, (), ())


def test_only_the_side_that_proposed_changes_a_meeting_until_there_are_notes(world):
    meeting = meet(world)
    act = {"actor": world.actor("natt.organisation_administrator"), "at": NOON, "meeting": meeting}
    for other in (HEM, OFFICER, "natt.organisation_reader"):
        with pytest.raises(NotAllowed):
            change(**{**act, "actor": world.actor(other)}, version=1, plan=plan())
        assert not seen(world, meeting, other, NOON).may_change
    change(**act, version=1, plan=plan(NOON + 2 * DAY, place="Telefon"))
    with pytest.raises(Conflict):
        change(**act, version=1, plan=plan())
    told = Mail.objects.filter(event=f"meeting:{meeting}:2").count()
    assert told == 3
    note(world, meeting, at=NOON + 3 * DAY)
    for again in (change, cancel):
        with pytest.raises(Refused, match="anteckningar"):
            again(**act, version=2, **({"plan": plan()} if again is change else {}))
    other = meet(world, OFFICER)
    cancel(actor=world.actor(OFFICER), at=NOON, meeting=other, version=1)
    assert seen(world, other).line.state is MeetingState.CANCELLED
    with pytest.raises(Refused, match="inställt"):
        note(world, other)


@pytest.mark.parametrize("at", [NOON - DAY, NOON + 800 * DAY])
def test_a_meeting_is_neither_before_one_came_nor_far_away(world, at):
    with pytest.raises(Refused, match="Välj en tid"):
        meet(world, plan=plan(at))


@pytest.mark.parametrize("order", [(NATT, HEM, OFFICER), (OFFICER, NATT, HEM), (HEM, OFFICER, NATT)])
def test_notes_are_locked_when_all_have_confirmed_one_wording_in_whatever_order(world, order):
    meeting = meet(world, order[0])
    with pytest.raises(Refused, match="inte börjat"):
        note(world, meeting, order[0], NOON)
    note(world, meeting, order[0])
    for who in order[:2]:
        agree(world, meeting, who)
        with pytest.raises(Refused, match="inget"):
            agree(world, meeting, who)
    assert seen(world, meeting).line.state is MeetingState.NOTED
    note(world, meeting, order[2], version=1, body="En annan lydelse.")
    assert [one.confirmed for one in seen(world, meeting).answers] == [False] * 3
    with pytest.raises(Conflict):
        agree(world, meeting, order[2], version=1)
    with pytest.raises(Conflict):
        note(world, meeting, order[1], version=1)
    for who in order:
        agree(world, meeting, who, version=2)
    page = seen(world, meeting)
    assert page.line.state is MeetingState.CONFIRMED
    assert (page.notes, page.notes_version, page.earlier) == ("En annan lydelse.", 2, 1)
    for who in order:
        with pytest.raises(Refused, match="kan inte ändras"):
            note(world, meeting, who, version=2)
    earlier = earlier_notes(actor=world.actor(HEM), case=world.cases["gemensam"].pk, meeting=meeting)
    assert [(one.version, one.body) for one in earlier] == [(1, "Vi kom fram till målen.")]


def test_who_left_is_not_needed_and_who_came_later_is_not_asked(world):
    meeting, case = meet(world), world.cases["gemensam"]
    note(world, meeting)
    cases.add_party(
        actor=world.actor(OFFICER),
        at=NOON + 2 * DAY,
        case=case.pk,
        organisation=world.organisations["lek"].pk,
    )
    lek = "lek.organisation_editor"
    assert seen(world, meeting, lek).notes == "Vi kom fram till målen."
    with pytest.raises(Refused, match="inte med"):
        note(world, meeting, lek, version=1)
    with pytest.raises(Refused, match="inget"):
        agree(world, meeting, lek)
    for who in (NATT, OFFICER):
        agree(world, meeting, who)
    assert seen(world, meeting).line.state is MeetingState.NOTED
    Party.objects.filter(case=case, organisation=world.organisations["hem"]).update(left_at=NOON + 3 * DAY)
    assert seen(world, meeting).line.state is MeetingState.CONFIRMED
    with pytest.raises(NotThere):
        seen(world, meeting, HEM)


def test_notes_wait_on_the_pages_of_those_who_have_not_confirmed(world):
    meeting = meet(world)
    waits = {
        who: lambda who=who: [
            one.id for one in unconfirmed(actor=world.actor(who, at=NOON + 3 * DAY), at=NOON + 3 * DAY)
        ]
        for who in (NATT, HEM, OFFICER, "sund.coordinator")
    }
    assert not any(waiting() for waiting in waits.values())
    note(world, meeting)
    assert all(waiting() == [meeting] for waiting in waits.values())
    for stranger in ("natt.organisation_reader", "lek.organisation_editor", "sund.case_officer.kultur",
                     "berg.coordinator", "sund.auditor", "ny"):  # fmt: skip
        assert unconfirmed(actor=world.actor(stranger), at=NOON + 3 * DAY) == (), stranger
    agree(world, meeting, OFFICER)
    assert waits["sund.coordinator"]() == waits[OFFICER]() == []
    assert waits[HEM]() == waits[NATT]() == [meeting]
    unsure = world.actor(OFFICER, assurance=1)
    assert unconfirmed(actor=unsure, at=NOON + 3 * DAY) == ()


def test_meetings_are_listed_to_those_who_read_the_case(world):
    first, later = meet(world), meet(world, OFFICER, plan=plan(NOON + 5 * DAY))
    case = world.cases["gemensam"].pk
    for who in ("hem.organisation_reader", "sund.registrar"):
        found = case_meetings(actor=world.actor(who), at=NOON, case=case)
        assert [one.id for one in found] == [later, first]
    with pytest.raises(NotThere):
        case_meetings(actor=world.actor("sund.case_officer.kultur"), at=NOON, case=case)
