"""Files: let in by content, sealed in an own space, read where the place may be read, and never lost."""

import hashlib
import uuid
from base64 import b64decode
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from gateways.honest import honest_files
from tillit.actions import files
from tillit.actions.homes import Refused
from tillit.domain.actors import ANONYMOUS, OPERATOR
from tillit.gateways import file_store, virus
from tillit.queries import files as asked
from tillit.queries.files import FileUnreadable, Place
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.seals import touched
from tillit.store.models import Attachment, Blob, Draft, Entry, Writing
from world import NOON, build_world

pytestmark = pytest.mark.django_db
PDF = honest_files()["pdf"]
EDITOR = "natt.organisation_editor"
OFFICER = "sund.case_officer.social"
CANARY = "kanariefilnamn"


def where(world, place, name="natt"):
    """A place and its parent: natt's profile or draft, or a text in the shared case."""
    if place is Place.ORGANISATION:
        home = world.organisations[name].pk
        return {"place": place, "place_id": home, "parent": home}
    if place is Place.DRAFT:
        draft = world.drafts[name]
        return {"place": place, "place_id": draft.pk, "parent": draft.organisation_id}
    writing = world.writings[f"gemensam.{name if name != 'natt' else 'internal'}"]
    return {"place": place, "place_id": writing.pk, "parent": writing.case_id}


def attach(world, place=Place.ORGANISATION, who=EDITOR, home="natt", name=f"{CANARY}.pdf", data=PDF, **other):
    """Put a file at a place."""
    actor = world.actor(who) if isinstance(who, str) else who
    return files.attach(actor=actor, at=NOON, name=name, data=data, **{**where(world, place, home), **other})


def remove(world, key, place=Place.ORGANISATION, who=EDITOR, home="natt"):
    """Take a file away."""
    files.remove(actor=world.actor(who), at=NOON, attachment_id=key, **where(world, place, home))


def fetch(world, key, who):
    """A file as someone fetches it."""
    actor = world.actor(who) if isinstance(who, str) else who
    return asked.fetch(actor=actor, attachment_id=key)


def on_disk():
    """All that the file store holds."""
    return [path.read_bytes() for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def own_files(tmp_path):
    """A file store of its own for each test."""
    with override_settings(FILES_DIR=tmp_path / "files"):
        yield


def test_a_file_on_the_profile_is_kept_by_its_hash_with_one_entry():
    world = build_world()
    before = Entry.objects.count()
    key = attach(world, kind="statutes")
    found = Attachment.objects.get(pk=key)
    assert (found.kind, found.name, found.mime, found.size) == (
        "statutes", f"{CANARY}.pdf", "application/pdf", len(PDF),
    )  # fmt: skip
    assert found.blob_id == hashlib.sha256(PDF).hexdigest()
    assert found.blob.size == len(PDF)
    assert (Entry.objects.count(), on_disk()) == (before + 1, [PDF])
    entry = Entry.objects.order_by("-pk").first()
    assert entry.chain == f"organisation:{world.organisations['natt'].pk}"
    assert touched(found).hash in entry.objects_json
    sent = fetch(world, key, "natt.organisation_reader")
    assert (sent.name, sent.mime, sent.data) == (f"{CANARY}.pdf", "application/pdf", PDF)


def test_in_an_own_space_both_name_and_content_are_sealed():
    world = build_world()
    key = attach(world, Place.DRAFT)
    found = Attachment.objects.get(pk=key)
    sealed = b64decode(found.name)
    assert CANARY.encode() not in sealed
    assert found.name not in Entry.objects.order_by("-pk").first().objects_json
    (kept,) = on_disk()
    assert PDF[:64] not in kept
    assert found.blob_id == hashlib.sha256(kept).hexdigest()
    assert (found.size, found.blob.size) == (len(PDF), len(kept))
    sent = fetch(world, key, "natt.organisation_reader")
    assert (sent.name, sent.data) == (f"{CANARY}.pdf", PDF)


def test_the_longest_name_has_room_also_when_sealed():
    world = build_world()
    name = "\U0001f332" * 400 + ".pdf"
    key = attach(world, Place.DRAFT, name=name)
    field = Attachment._meta.get_field("name")
    assert len(Attachment.objects.get(pk=key).name) <= field.max_length
    assert fetch(world, key, EDITOR).name.endswith(".pdf")


def test_a_name_without_extension_gets_the_one_its_content_deserves():
    world = build_world()
    assert fetch(world, attach(world, name="stadgar"), EDITOR).name == "stadgar.pdf"


@pytest.mark.parametrize("place", list(Place))
def test_each_place_is_changed_by_its_own_and_by_nobody_else(place):
    world = build_world()
    good = [OFFICER] if place is Place.WRITING else [EDITOR, "natt.organisation_administrator"]
    bad = {
        Place.WRITING: ["sund.registrar", "sund.auditor"],
        Place.DRAFT: ["natt.organisation_reader", "natt.organisation_signatory"],
        Place.ORGANISATION: ["natt.organisation_reader", "natt.organisation_signatory"],
    }[place]
    gone = ["hem.organisation_administrator", "berg.case_officer.social", "sund.tenant_administrator", "ny"]
    gone += [EDITOR] if place is Place.WRITING else [OFFICER]
    key = attach(world, place, good[0])
    entries, blobs = Entry.objects.count(), Blob.objects.count()
    for who in [*bad, *gone, ANONYMOUS, OPERATOR]:
        with pytest.raises(NotAllowed if who in bad else NotThere):
            attach(world, place, who, data=PDF + b"\n%other")
        if isinstance(who, str):
            with pytest.raises(NotAllowed if who in bad else NotThere):
                remove(world, key, place, who)
        if who not in bad:
            with pytest.raises(NotThere):
                fetch(world, key, who)
    assert (Entry.objects.count(), Blob.objects.count(), len(on_disk())) == (entries, blobs, blobs)
    for who in good[1:]:
        attach(world, place, who)


def test_a_stranger_is_told_nothing_of_the_file_before_it_is_judged(monkeypatch):
    world = build_world()
    monkeypatch.setattr(files, "judge", lambda *_: pytest.fail("work was spent on a stranger's file"))
    with pytest.raises(NotThere):
        attach(world, who="hem.organisation_editor")


def test_a_place_is_found_only_under_its_own_parent():
    world = build_world()
    other = world.organisations["hem"].pk
    for place in (Place.ORGANISATION, Place.DRAFT):
        with pytest.raises(NotThere):
            attach(world, place, parent=other)
    with pytest.raises(NotThere):
        attach(world, Place.WRITING, OFFICER, parent=world.cases["kultur"].pk)
    key = attach(world, Place.DRAFT)
    spot = {**where(world, Place.DRAFT), "parent": other}
    with pytest.raises(NotThere):
        asked.spot(actor=world.actor(EDITOR), at=NOON, **spot)
    with pytest.raises(NotThere):
        files.remove(actor=world.actor(EDITOR), at=NOON, attachment_id=key, **spot)


def test_a_file_is_found_only_at_its_own_place():
    world = build_world()
    key = attach(world, Place.DRAFT)
    actor = world.actor(EDITOR)
    profile = asked.spot(actor=actor, at=NOON, **where(world, Place.ORGANISATION))
    with pytest.raises(NotThere):
        asked.at_spot(actor=actor, attachment_id=key, where=profile)
    with pytest.raises(NotThere):
        remove(world, key, Place.ORGANISATION)
    draft = asked.spot(actor=actor, at=NOON, **where(world, Place.DRAFT))
    assert asked.at_spot(actor=actor, attachment_id=key, where=draft).name == f"{CANARY}.pdf"


def test_a_removed_file_is_nobodys_and_its_row_stays():
    world = build_world()
    key = attach(world)
    before = Entry.objects.count()
    remove(world, key)
    assert Attachment.objects.get(pk=key).removed_at == NOON
    assert Entry.objects.count() == before + 1
    with pytest.raises(NotThere):
        fetch(world, key, EDITOR)
    with pytest.raises(NotThere):
        remove(world, key)
    assert fetch(world, attach(world), EDITOR).data == PDF
    assert Blob.objects.count() == 1


def test_what_is_shared_is_read_by_the_parties_and_cannot_be_removed():
    world = build_world()
    key = attach(world, Place.WRITING, OFFICER, "shared")
    for who in (OFFICER, "sund.registrar", "natt.organisation_reader", "hem.organisation_reader"):
        assert fetch(world, key, who).data == PDF
    for who in ("sund.case_officer.kultur", "kor.organisation_reader", ANONYMOUS):
        with pytest.raises(NotThere):
            fetch(world, key, who)
    with pytest.raises(Refused, match="allmän handling"):
        remove(world, key, Place.WRITING, OFFICER, "shared")
    Writing.objects.filter(pk=world.writings["gemensam.shared"].pk).update(space="public")
    assert fetch(world, key, ANONYMOUS).data == PDF


def test_an_internal_file_is_removed_by_the_case_officer():
    world = build_world()
    key = attach(world, Place.WRITING, OFFICER)
    remove(world, key, Place.WRITING, OFFICER)
    with pytest.raises(NotThere):
        fetch(world, key, OFFICER)


def test_a_closed_case_and_a_thrown_draft_take_no_files():
    world = build_world()
    key = attach(world, Place.WRITING, OFFICER)
    case = world.cases["gemensam"]
    case.closed_at = NOON
    case.save()
    for act in (
        lambda: attach(world, Place.WRITING, OFFICER),
        lambda: remove(world, key, Place.WRITING, OFFICER),
    ):
        with pytest.raises(Refused, match="avslutat"):
            act()
    Draft.objects.update(thrown_at=NOON)
    with pytest.raises(Refused, match="papperskorgen"):
        attach(world, Place.DRAFT)


def test_a_public_text_takes_no_more_files():
    world = build_world()
    with pytest.raises(NotAllowed):
        attach(world, Place.WRITING, OFFICER, "public")


def test_a_file_that_is_not_what_it_says_is_refused_and_leaves_nothing():
    world = build_world()
    before = Entry.objects.count()
    with pytest.raises(Refused, match=r"kort\.png"):
        attach(world, name="kort.png")
    with pytest.raises(Refused, match="tom"):
        attach(world, data=b"")
    with pytest.raises(ValueError, match="kind"):
        attach(world, kind="secret")
    assert (Entry.objects.count(), Attachment.objects.count(), on_disk()) == (before, 0, [])


@pytest.mark.parametrize("problem", [virus.Infected("Eicar"), virus.ScannerDown("timeout")])
def test_without_a_clear_answer_from_the_scanner_nothing_is_let_in(problem, monkeypatch):
    world = build_world()
    asked_at = []

    def scan(address, data):
        asked_at.append((address, data))
        raise problem

    monkeypatch.setattr(files, "scan", scan)
    with override_settings(CLAMD="/run/clamd"), pytest.raises(Refused, match="har inte sparats"):
        attach(world)
    assert asked_at == [("/run/clamd", PDF)]
    assert (Attachment.objects.count(), on_disk()) == (0, [])


def test_a_scanner_that_is_not_there_closes_the_door(tmp_path):
    world = build_world()
    with override_settings(CLAMD=str(tmp_path / "none.sock")), pytest.raises(Refused, match="kontrolleras"):
        attach(world)
    assert Attachment.objects.count() == 0


def test_a_place_holds_so_many_files_and_no_more(monkeypatch):
    world = build_world()
    monkeypatch.setattr(files, "MOST", 2)
    first = attach(world)
    attach(world)
    with pytest.raises(Refused, match="högst 2 filer"):
        attach(world)
    remove(world, first)
    attach(world)


def test_a_lost_or_damaged_file_is_told_apart_from_one_that_is_not_there():
    world = build_world()
    key, own = attach(world), attach(world, Place.DRAFT)
    folder = Path(settings.FILES_DIR)
    file_store.forget(folder, Attachment.objects.get(pk=key).blob_id)
    damaged = Attachment.objects.get(pk=own).blob_id
    (folder / damaged[:2] / damaged[2:]).write_bytes(b"something else")
    for lost in (key, own):
        with pytest.raises(FileUnreadable):
            fetch(world, lost, EDITOR)
        with pytest.raises(NotThere):
            fetch(world, lost, "hem.organisation_editor")
    with pytest.raises(NotThere):
        fetch(world, uuid.uuid4(), EDITOR)


def test_a_sealed_file_moved_to_another_row_cannot_be_read():
    world = build_world()
    first, second = attach(world, Place.DRAFT), attach(world, Place.DRAFT)
    one, other = (Attachment.objects.get(pk=key) for key in (first, second))
    one.blob = other.blob
    one.save()
    with pytest.raises(FileUnreadable):
        fetch(world, first, EDITOR)
