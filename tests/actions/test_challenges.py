"""The challenge of a case: nothing that anybody wrote is lost; it is agreed when all have confirmed the same text."""

from datetime import timedelta

import pytest

from tillit.actions import cases, challenges, endings, programme_goals
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.actions.posting import letter_in
from tillit.domain.challenges import LONGEST, TEXTS
from tillit.domain.programme_goals import GoalFacts
from tillit.queries import challenges as asked
from tillit.queries.cases import case_page
from tillit.queries.gate import NotAllowed, NotThere
from tillit.store.models import Case, Challenge, ChallengeVersion, Entry, Mail, Notice
from world import LETTER, NOON, breaks_inside, build_world

pytestmark = pytest.mark.django_db
OFFICER, NATT, HEM = "sund.case_officer.social", "natt.organisation_editor", "hem.organisation_editor"
ADMINS = {"natt": "natt.organisation_administrator", "hem": "hem.organisation_administrator"}


@pytest.fixture
def world():
    """The world for tests."""
    return build_world()


def as_one(world, who, minutes=0):
    """Who acts, when and in which case."""
    at = NOON + timedelta(minutes=minutes)
    return {"actor": world.actor(who, at=at), "at": at, "case": world.cases["gemensam"].pk}


def page(world, who=OFFICER):
    """The challenge as someone sees it."""
    return asked.challenge_page(**as_one(world, who))


def write(world, who, part, text, version=None):
    """Write one text on the version given, or the present one."""
    seen = page(world, who).state.version if version is None else version
    return challenges.write(**as_one(world, who), version=seen, part=part, text=text)


def write_all(world):
    """All four texts."""
    for number, part in enumerate(TEXTS):
        write(world, (NATT, OFFICER, HEM, NATT)[number], part, f"Vår text om {part}")


def confirm(world, who, side, version=None):
    """Confirm the version given, or the present one, for "natt", "hem" or "" (the authority)."""
    seen = page(world, who).state.version if version is None else version
    organisation = world.organisations[side].pk if side else None
    return challenges.confirm(**as_one(world, who), version=seen, side=organisation)


def confirm_all(world):
    """All sides confirm the present version. Tells what the last one was told."""
    confirm(world, OFFICER, "")
    confirm(world, ADMINS["natt"], "natt")
    return confirm(world, ADMINS["hem"], "hem")


def goal(world, title="Fler är med", year=NOON.year, authority="sund"):
    """A programme goal of an authority."""
    facts = GoalFacts("Budget", title, "Text", "KS 1", None, year, year)
    actor = world.actor(f"{authority}.coordinator")
    home = world.authorities[authority].pk
    return programme_goals.bring_in(actor=actor, at=NOON, authority=home, goals=[facts])[0]


def test_all_sides_write_and_every_wording_is_kept_with_side_and_day(world):
    assert page(world).state.version == 0
    write_all(world)
    found = asked.versions(actor=world.actor(NATT), case=world.cases["gemensam"].pk)
    natt, hem, board = (world.organisations["natt"].name, world.organisations["hem"].name, "Nämnden social")
    assert [(one.version, one.source.name, one.changed) for one in found] == [
        (4, natt, ("known",)),
        (3, hem, ("why_together",)),
        (2, board, ("target_group",)),
        (1, natt, ("description",)),
    ]
    assert page(world).state.complete
    assert Entry.objects.latest("pk").action == "case.challenge"
    assert breaks_inside() == []


def test_a_stale_text_is_refused_with_both_texts_there(world):
    first = write(world, NATT, "description", "Vår text")
    write(world, OFFICER, "description", "Nämndens text", first)
    with pytest.raises(Conflict) as met:
        write(world, HEM, "description", "Hems text", first)
    assert met.value.now == first + 1
    assert page(world, HEM).wording.description == "Nämndens text"
    with pytest.raises(Conflict):
        write(world, HEM, "description", "Hems text", 0)
    with pytest.raises(Conflict):
        write(world, HEM, "known", "Hems text", 99)
    assert write(world, HEM, "description", "Nämndens och Hems text", met.value.now) == 3


def test_a_page_is_of_one_version_also_when_someone_saves_while_it_is_read(world, monkeypatch):
    write(world, NATT, "description", "Den första lydelsen")
    read_before = asked.challenge_of(world.cases["gemensam"])
    write(world, HEM, "description", "Den andra lydelsen")
    monkeypatch.setattr(asked, "challenge_of", lambda _case: read_before)
    seen = page(world)
    assert (seen.state.version, seen.wording.description) == (1, "Den första lydelsen")


def test_two_who_write_in_different_parts_do_not_meet(world):
    first = write(world, NATT, "description", "Vår text")
    write(world, OFFICER, "known", "Nämndens kunskap", first)
    write(world, HEM, "target_group", "Barn i Sund", first)
    wording = page(world).wording
    assert (wording.description, wording.known, wording.target_group) == (
        "Vår text",
        "Nämndens kunskap",
        "Barn i Sund",
    )


def test_the_first_to_write_is_met_by_the_second_as_by_anyone(world):
    write(world, NATT, "description", "Först", 0)
    with pytest.raises(Conflict):
        write(world, OFFICER, "description", "Samtidigt", 0)
    write(world, OFFICER, "known", "Samtidigt", 0)
    assert Challenge.objects.count() == 1


def test_a_text_that_reads_so_already_or_is_too_long_changes_nothing(world):
    version = write(world, NATT, "description", "Vår text")
    for text in ("Vår text", "x" * (LONGEST + 1)):
        with pytest.raises(Refused):
            write(world, OFFICER, "description", text)
    with pytest.raises(NotThere):
        write(world, OFFICER, "goals", "[]")
    assert page(world).state.version == version


@pytest.mark.parametrize(
    ("who", "wrong"),
    [
        ("natt.organisation_reader", NotAllowed),
        ("natt.organisation_signatory", NotAllowed),
        ("sund.registrar", NotAllowed),
        ("sund.coordinator", NotAllowed),
        ("sund.tenant_administrator", NotThere),
        ("sund.case_officer.kultur", NotThere),
        ("lek.organisation_administrator", NotThere),
        ("berg.case_officer.social", NotThere),
    ],
)
def test_nobody_else_writes(world, who, wrong):
    with pytest.raises(wrong):
        challenges.write(**as_one(world, who), version=0, part="description", text="Intrång")
    with pytest.raises(wrong):
        challenges.link_agenda(**as_one(world, who), version=0, numbers=[1])
    with pytest.raises(wrong):
        challenges.link_goals(**as_one(world, who), version=0, goals=[])
    assert not ChallengeVersion.objects.exists()


def test_a_closed_case_is_read_and_not_written_in(world):
    write_all(world)
    case = world.cases["gemensam"]
    endings.end(
        actor=world.actor(OFFICER),
        at=NOON,
        case=case.pk,
        version=Case.objects.get(pk=case.pk).version,
        **LETTER,
    )
    assert page(world, NATT).wording.complete
    assert not page(world, NATT).can_write
    for act in (lambda: write(world, NATT, "known", "Nytt"), lambda: confirm(world, ADMINS["natt"], "natt")):
        with pytest.raises(NotAllowed):
            act()


def test_it_is_confirmed_when_every_side_has_confirmed_the_same_version(world):
    write_all(world)
    assert not confirm(world, OFFICER, "")
    assert not confirm(world, ADMINS["hem"], "hem")
    state = page(world).state
    assert [one.name for one in state.missing] == [world.organisations["natt"].name]
    assert not state.confirmed
    assert confirm(world, "natt.organisation_signatory", "natt")
    assert page(world).state.confirmed
    assert case_page(**as_one(world, NATT)).challenge.confirmed
    assert breaks_inside() == []


def test_any_change_takes_the_confirmations_away_and_history_keeps_them(world):
    write_all(world)
    assert confirm_all(world)
    write(world, HEM, "known", "Vi vet mer nu")
    state = page(world).state
    assert not state.confirmed
    assert len(state.missing) == 3
    found = asked.versions(actor=world.actor(NATT), case=world.cases["gemensam"].pk)
    assert [(one.version, len(one.confirmed)) for one in found] == [(5, 0), (4, 3), (3, 0), (2, 0), (1, 0)]
    with pytest.raises(Conflict):
        confirm(world, OFFICER, "", version=4)
    assert confirm_all(world)


def test_a_party_that_leaves_is_not_needed_and_one_that_comes_is(world):
    write_all(world)
    confirm(world, OFFICER, "")
    confirm(world, ADMINS["natt"], "natt")
    hem, case = world.organisations["hem"].pk, world.cases["gemensam"].pk
    endings.leave(actor=world.actor(ADMINS["hem"]), at=NOON, case=case, organisation=hem)
    assert page(world).state.confirmed
    lek = world.organisations["lek"].pk
    cases.add_party(actor=world.actor(OFFICER), at=NOON, case=case, organisation=lek)
    assert not page(world).state.confirmed
    assert confirm(world, "lek.organisation_administrator", "lek")
    with pytest.raises(NotThere):
        confirm(world, ADMINS["hem"], "hem")


@pytest.mark.parametrize(
    ("who", "side"),
    [
        (OFFICER, "natt"),
        (ADMINS["natt"], ""),
        (ADMINS["natt"], "hem"),
        (NATT, "natt"),
        ("sund.coordinator", ""),
        ("sund.registrar", ""),
    ],
)
def test_nobody_confirms_for_another_side(world, who, side):
    write_all(world)
    with pytest.raises(NotAllowed):
        confirm(world, who, side)
    assert len(page(world).state.missing) == 3


def test_what_is_not_complete_or_was_confirmed_is_not_confirmed(world):
    write(world, NATT, "description", "Vår text")
    with pytest.raises(Refused, match="alla fyra"):
        confirm(world, OFFICER, "")
    write_all_but_first = TEXTS[1:]
    for part in write_all_but_first:
        write(world, NATT, part, "Text")
    confirm(world, OFFICER, "")
    with pytest.raises(Refused, match="redan"):
        confirm(world, OFFICER, "")
    with pytest.raises(NotThere):
        confirm(world, "lek.organisation_administrator", "lek")


def told(world, event):
    """Who was told of an event by mail, with what."""
    mails = Mail.objects.filter(event__startswith=event)
    return {one.recipient.partition("@")[0]: " ".join(letter_in(one).paragraphs) for one in mails}


def test_the_others_are_told_when_it_waits_when_it_is_changed_and_when_all_have_confirmed(world):
    write_all(world)
    assert not Mail.objects.filter(event__startswith="challenge.").exists()
    confirm(world, ADMINS["natt"], "natt")
    asked_now = told(world, "challenge.confirm:")
    writers = {f"hem.organisation_{role}" for role in ("administrator", "editor")}
    assert set(asked_now) == {*writers, OFFICER}
    assert all(world.organisations["natt"].name in text for text in asked_now.values())
    write(world, HEM, "known", "Annat")
    assert set(told(world, "challenge.changed:")) == {
        f"natt.organisation_{role}" for role in ("administrator", "editor")
    }
    confirm_all(world)
    assert len(told(world, "challenge.confirmed:")) == 5
    texts = " ".join(one.text for one in Notice.objects.filter(event__startswith="challenge."))
    letters = " ".join(" ".join(told(world, "challenge.").values()))
    assert "Vår text om" not in texts + letters


def test_goals_are_those_of_the_cases_authority_in_force_this_year(world):
    mine, old = goal(world), goal(world, "Gammalt", NOON.year - 1)
    foreign = goal(world, "Bergs", authority="berg")
    found = asked.goal_choices(**as_one(world, NATT), marked=None, search="")
    assert [one.title for one in found.others] == ["Fler är med"]
    for wrong in (old, foreign, world.cases["gemensam"].pk):
        with pytest.raises(Refused):
            challenges.link_goals(**as_one(world, NATT), version=0, goals=[str(wrong)])
    version = challenges.link_goals(**as_one(world, NATT), version=0, goals=[str(mine)])
    assert [one.title for one in page(world, HEM).wording.goals] == ["Fler är med"]
    with pytest.raises(Conflict):
        challenges.link_goals(**as_one(world, OFFICER), version=0, goals=[])
    challenges.link_agenda(**as_one(world, OFFICER), version=0, numbers=[11, 3])
    assert page(world).wording.agenda == (3, 11)
    with pytest.raises(NotThere):
        challenges.link_agenda(**as_one(world, OFFICER), version=version + 1, numbers=[18])


def test_a_goal_that_changes_or_ends_reads_as_it_was_agreed(world):
    key = goal(world)
    challenges.link_goals(**as_one(world, NATT), version=0, goals=[str(key)])
    facts = GoalFacts("Budget", "Ett annat mål", "", "", None, NOON.year, NOON.year)
    coordinator = {"actor": world.actor("sund.coordinator"), "at": NOON, "goal": key}
    home = world.authorities["sund"].pk
    programme_goals.edit(**coordinator, authority=home, version=1, facts=facts)
    programme_goals.end(**coordinator, authority=home, version=2)
    assert [one.title for one in page(world, HEM).wording.goals] == ["Fler är med"]
    challenges.link_agenda(**as_one(world, OFFICER), version=1, numbers=[3])
    found = asked.goal_choices(**as_one(world, NATT), marked=None, search="")
    assert [one.title for one in found.chosen] == ["Fler är med"], "it can be kept"
    assert found.others == ()
