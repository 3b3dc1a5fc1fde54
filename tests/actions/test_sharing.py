"""Sharing: what arrives is what was seen, at one place, once; it is told of and cannot be undone."""

import uuid

import pytest
from django.conf import settings

from tillit.actions import drafts, endings, sharing
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.actions.posting import letter_in
from tillit.gateways import file_store
from tillit.gateways.sealing import seal
from tillit.queries.attached import content_about, in_draft, in_writings, name_about
from tillit.queries.cases import case_page
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.space_keys import space_key
from tillit.queries.trail import verify
from tillit.store.models import Attachment, Blob, Board, Case, Entry, Mail, Notice, Party, RoleGrant, Writing
from world import NOON, build_world, canary, ended

pytestmark = pytest.mark.django_db


def share(world, who="natt.organisation_administrator", draft="natt", version=1, **goal):
    """Share a draft; at the social board of sund if nothing else is said."""
    goal = goal or {"board": world.boards["sund.social"].pk}
    return sharing.share(
        actor=world.actor(who), at=NOON, draft=world.drafts[draft].pk, version=version, **goal
    )


def nothing_happened(before):
    """Whether there is no new entry, text, case, mail or notice."""
    return before == counts()


def counts():
    """How much there is."""
    return [table.objects.count() for table in (Entry, Writing, Case, Party, Mail, Notice, Attachment)]


def file_in_draft(world, name, content):
    """A file in the draft of natt, sealed as the own space seals it."""
    from base64 import b64encode
    from pathlib import Path

    draft = world.drafts["natt"]
    key = space_key(draft.organisation_id)
    found = Attachment(draft=draft, mime="text/plain", size=len(content), added_at=NOON)
    found.added_by = world.people["natt.organisation_editor"]
    found.name = b64encode(seal(key, name.encode(), name_about(found.pk))).decode()
    sealed = seal(key, content, content_about(found.pk))
    digest = file_store.keep(Path(settings.FILES_DIR), sealed)
    found.blob = Blob.objects.create(digest=digest, size=len(sealed), kept_at=NOON)
    found.save()
    return found


def test_a_new_case_comes_with_its_party_and_text_in_one_entry():
    world = build_world()
    before = Entry.objects.count()
    shared = share(world)
    last = Entry.objects.order_by("-pk").first()
    assert Entry.objects.count() == before + 1
    assert (last.chain, last.action) == (f"case:{shared.case}", "draft.share")
    assert [kind in last.objects_json for kind in ("case", "party", "writing")] == [True] * 3
    writing = Writing.objects.get(pk=shared.writing)
    assert (writing.space, writing.body) == ("shared", canary("draft-body:natt"))
    assert writing.from_organisation == world.organisations["natt"]
    assert writing.case.title == canary("draft-title:natt")
    assert world.drafts["natt"].organisation.drafts.filter(thrown_at=None).count() == 1


def test_an_existing_case_takes_the_text_and_no_new_party():
    world = build_world()
    shared = share(world, case=world.cases["gemensam"].pk)
    assert shared.case == world.cases["gemensam"].pk
    assert Party.objects.filter(case=shared.case).count() == 2


@pytest.mark.parametrize("who", ["natt.organisation_reader", "natt.organisation_editor"])
def test_readers_and_editors_do_not_share(who):
    world = build_world()
    before = counts()
    with pytest.raises(NotAllowed):
        share(world, who)
    assert nothing_happened(before)


@pytest.mark.parametrize("who", ["hem.organisation_administrator", "sund.case_officer.social", "ny"])
def test_nobody_shares_what_is_not_theirs(who):
    world = build_world()
    before = counts()
    with pytest.raises(NotThere):
        share(world, who)
    assert nothing_happened(before)


def test_what_was_changed_after_it_was_seen_is_not_sent():
    world = build_world()
    editor = world.actor("natt.organisation_editor")
    drafts.rewrite(
        actor=editor, at=NOON, draft=world.drafts["natt"].pk, version=1, title="Ny", body="Olagd mening"
    )
    before = counts()
    with pytest.raises(Conflict):
        share(world, version=1)
    assert nothing_happened(before)


def test_what_is_thrown_away_is_not_sent():
    world = build_world()
    act = {"actor": world.actor("natt.organisation_editor"), "at": NOON, "draft": world.drafts["natt"].pk}
    drafts.throw_away(**act, version=1)
    with pytest.raises(Refused):
        share(world, version=2)


def test_a_case_of_others_a_case_one_has_left_and_a_closed_case_are_no_goals():
    world = build_world()
    with pytest.raises(NotThere):
        share(world, case=world.cases["kultur"].pk)
    with pytest.raises(NotThere):
        share(world, case=uuid.uuid4())
    endings.leave(
        actor=world.actor("natt.organisation_administrator"),
        at=NOON,
        case=world.cases["gemensam"].pk,
        organisation=world.organisations["natt"].pk,
    )
    with pytest.raises(NotThere):
        share(world, case=world.cases["gemensam"].pk)
    officer = world.actor("sund.case_officer.social")
    ended(world, "gemensam", actor=officer, version=1)
    with pytest.raises(Refused):
        share(world, "hem.organisation_signatory", draft="hem", case=world.cases["gemensam"].pk)


def test_to_be_there_for_another_organisation_is_not_enough():
    world = build_world()
    person = world.people["natt.organisation_administrator"]
    lek = world.organisations["lek"]
    RoleGrant.objects.create(
        person=person, role="organisation_administrator", organisation=lek, granted_at=NOON
    )
    with pytest.raises(NotThere):
        share(world, case=world.cases["kultur"].pk)
    share(world, draft="lek", case=world.cases["kultur"].pk)


def test_a_closed_board_takes_no_new_case():
    world = build_world()
    Board.objects.filter(pk=world.boards["sund.social"].pk).update(closed_at=NOON)
    with pytest.raises(NotThere):
        share(world)
    with pytest.raises(NotThere):
        share(world, board=None)


def test_the_boards_own_officers_are_told_by_when_and_nothing_of_the_text():
    world = build_world()
    shared = share(world)
    mail = Mail.objects.get()
    assert mail.recipient == "sund.case_officer.social@example.org"
    assert "senast 6 december 2026" in mail.subject
    letter = letter_in(mail)
    told = " ".join([letter.subject, *letter.paragraphs, letter.why, Notice.objects.get().text])
    assert canary("draft-title:natt") not in told
    assert canary("draft-body:natt") not in told
    assert letter.link == f"/arenden/{shared.case}/"
    assert Notice.objects.get().person == world.people["sund.case_officer.social"]


def test_a_board_without_officers_is_told_at_its_own_address():
    world = build_world()
    RoleGrant.objects.filter(board=world.boards["sund.social"], role="case_officer").update(withdrawn_at=NOON)
    share(world)
    assert Mail.objects.get().recipient == "sund@example.org"


def test_files_come_along_opened_and_those_in_the_own_space_stay_sealed():
    world = build_world()
    file_in_draft(world, "budget-kanarie.txt", b"siffror-kanarie")
    shared = share(world)
    copy = Attachment.objects.get(writing=shared.writing)
    assert copy.name == "budget-kanarie.txt"
    officer = world.actor("sund.case_officer.social")
    files = in_writings(actor=officer, writings=[shared.writing])[shared.writing]
    assert [(one.name, one.size) for one in files] == [("budget-kanarie.txt", 15)]
    from pathlib import Path

    assert file_store.fetch(Path(settings.FILES_DIR), copy.blob_id) == b"siffror-kanarie"
    key = space_key(world.organisations["natt"].pk)
    own = {"draft": world.drafts["natt"].pk, "key": key}
    assert len(in_draft(actor=world.actor("natt.organisation_reader"), **own)) == 1
    assert in_draft(actor=officer, **own) == ()


def test_the_other_authority_and_other_boards_see_nothing():
    world = build_world()
    shared = share(world)
    for who in ("sund.case_officer.kultur", "berg.case_officer.social", "hem.organisation_reader", "ny"):
        with pytest.raises(NotThere):
            case_page(actor=world.actor(who), at=NOON, case=shared.case)
    seen = case_page(actor=world.actor("sund.case_officer.social"), at=NOON, case=shared.case)
    assert [line.title for line in seen.shared] == [canary("draft-title:natt")]


@pytest.mark.django_db(transaction=True)
def test_the_trail_holds_after_sharing(tmp_path, settings):
    settings.ANCHORS_DIR = tmp_path
    world = build_world()
    share(world)
    share(world, "hem.organisation_signatory", draft="hem", case=world.cases["gemensam"].pk)
    assert verify().breaks == ()
