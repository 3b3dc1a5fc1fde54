"""The trail against honest work, and against whoever has the whole database: no false alarm, none missed."""

import copy
import random
from datetime import timedelta

import pytest
from django.db import DataError, transaction

from sizes import size
from tillit.domain.reading import BadData
from tillit.domain.trail_state import CRASH_IN_ALL, CRASH_IN_CHAIN
from tillit.gateways import anchors
from tillit.gateways.sealing import Signer
from tillit.queries.seals import SEALED
from tillit.queries.trail import exported, verify
from tillit.store.models import Entry, Organisation, Person, SearchText
from trail_histories import History, note_heads
from trail_manipulations import STOPPED, WAYS, columns, copy_all, rows

ROUNDS, EACH = size(10, 4), size(100, 25)


@pytest.fixture(autouse=True)
def own_anchors(settings, tmp_path):
    """Keys and noted heads for each test."""
    settings.ANCHORS_DIR = tmp_path / "anchors"
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def history(db):
    """A small world after a number of honest acts, all noted."""
    made = History(1)
    for _ in range(12):
        made.step()
    note_heads()
    return made


def undone(work):
    """Do something in the database, look, and undo it. Returns what the work returned."""
    point = transaction.savepoint()
    try:
        return work()
    finally:
        transaction.savepoint_rollback(point)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_every_manipulation_with_full_rights_is_found(seed):
    chance = random.Random(seed)
    made = History(seed)
    for _ in range(6):
        made.step()
    old = copy_all()
    for _ in range(6):
        made.step()
    note_heads()
    assert verify().holds

    def manipulate():
        try:
            with transaction.atomic():
                did = chance.choice(WAYS)(chance, old)
        except (*STOPPED, DataError):
            return None
        return did, verify()

    found = 0
    while found < EACH:
        outcome = undone(manipulate)
        if outcome is not None:
            did, result = outcome
            assert not result.holds, f"{did}, seed {seed}, after {found}"
            found += 1


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_honest_histories_give_no_alarm(seed, tmp_path):
    begun = History(seed)
    chance = random.Random(seed)

    def live(number):
        own = copy.deepcopy(begun)
        own.chance = random.Random(f"{seed}:{number}")
        for _ in range(chance.randrange(1, 4)):
            own.step()
        return verify(heads=note_heads(tmp_path / "heads.txt", leave=chance.choice([0, 0, 0, 1, 2, 3])))

    for number in range(EACH):
        result = undone(lambda number=number: live(number))
        assert result.holds, f"{result.breaks}, history {seed}:{number}"


def test_every_column_that_something_rests_on_is_sealed():
    for table, fields in SEALED.values():
        names = {field.attname for field in columns(table)}
        assert names - set(fields) - {"version", table._meta.pk.attname} == set(), table


def test_a_break_is_named_with_its_chain_and_number(history):
    entry = Entry.objects.filter(chain=f"organisation:{history.organisation.pk}").order_by("number").first()
    Entry.objects.filter(pk=entry.pk).update(action="page.read")
    first = verify().breaks[0]
    assert (first.chain, first.number) == (entry.chain, entry.number)
    assert "ändrat efteråt" in first.why


def test_a_changed_row_is_named_with_the_entry_that_it_denies(history):
    Organisation.objects.filter(pk=history.organisation.pk).update(name="En annan")
    (only,) = verify().breaks
    assert only.chain == f"organisation:{history.organisation.pk}"
    assert str(history.organisation.pk) in only.why


def test_without_noted_heads_a_cut_end_with_its_rows_would_pass(history, tmp_path):
    """What the heads are for: the same manipulation, seen with the notes and without."""
    last = Entry.objects.get(pk=Entry.objects.order_by("-id").values_list("pk", flat=True)[0])
    history.act(history.organisation)
    cut = Entry.objects.order_by("-id").first()
    note_heads()
    Organisation.objects.filter(pk=history.organisation.pk).update(version=history.organisation.version - 1)
    rows(Entry).filter(pk=cut.pk).delete()
    assert last.pk < cut.pk
    assert [one.number for one in verify().breaks] == [cut.number]
    assert verify(heads=note_heads(tmp_path / "fewer.txt")).holds


def test_a_crash_leaves_a_note_and_many_missing_heads_an_alarm(history, tmp_path):
    path = tmp_path / "heads.txt"
    for _ in range(CRASH_IN_CHAIN + 1):
        history.act(history.organisation)
    few = verify(heads=note_heads(path, leave=CRASH_IN_CHAIN))
    assert few.holds
    assert [one.chain for one in few.notes] == [f"organisation:{history.organisation.pk}"]
    assert not verify(heads=note_heads(path, leave=CRASH_IN_CHAIN + 1)).holds
    assert not verify(heads=tmp_path / "none.txt").holds


def test_many_chains_without_heads_are_an_alarm_though_each_lacks_few(history, tmp_path):
    for number in range(CRASH_IN_ALL + 1):
        history.act(history.organisation, chain=f"case:{number}")
    result = verify(heads=note_heads(tmp_path / "heads.txt", leave=CRASH_IN_ALL + 1))
    assert [one.chain for one in result.breaks] == ["anteckningarna"]


def test_the_seals_hold_with_one_key_only(history):
    result = verify(public_key=Signer(b"x" * 32).public_key)
    assert {one.why for one in result.breaks} == {"Sigillet stämmer inte."}
    assert len(result.breaks) == result.entries


def test_without_a_key_nothing_is_checked_and_none_is_made(history, settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "other"
    with pytest.raises(BadData, match="--key"):
        verify()
    assert not (tmp_path / "other").exists()


def test_an_empty_database_holds_and_an_emptied_one_does_not(db, history):
    rows(Entry).delete()
    rows(SearchText).delete()  # made from the texts, never sealed itself
    for table, _fields in SEALED.values():
        rows(table)._raw_delete(rows(table).db)
    assert not verify().holds
    (anchors_file := note_heads()).write_text("", encoding="ascii")
    assert verify(heads=anchors_file).holds


def test_heads_that_cannot_be_read_or_name_two_entries_are_breaks(history, settings):
    path = note_heads()
    entry = Entry.objects.first()
    anchors.note(settings.ANCHORS_DIR, entry.chain, entry.number, "0" * 64)
    assert any("Två olika" in one.why for one in verify().breaks)
    path.write_text(path.read_text() + "rest\n", encoding="ascii")
    assert any("går inte att läsa" in one.why for one in verify().breaks)


def test_a_person_told_of_in_two_chains_is_what_the_highest_version_says(history):
    """The clock may stand still or go back between two servers: the version orders, not the time."""
    history.change_person()
    history.at -= timedelta(hours=1)
    history.act(history.person, chain=f"organisation:{history.organisation.pk}")
    note_heads()
    assert verify().holds
    Person.objects.filter(pk=history.person.pk).update(version=history.person.version - 1)
    assert not verify().holds


def test_export_says_which_chains_there_are(history):
    assert len(exported(chain="house")["entries"]) == Entry.objects.filter(chain="house").count()
    with pytest.raises(BadData, match="finns inte"):
        exported(chain="case:okänd")
