"""Saved filters: one's own, renamed, removed, at most twenty."""

import pytest

from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.actions.saved_filters import remove, rename, save
from tillit.domain.actors import ANONYMOUS
from tillit.queries.gate import NotAllowed, NotThere
from tillit.queries.my_page import own_data
from tillit.queries.saved_filters import saved_filter, saved_filters
from tillit.store.models import SavedFilter
from world import NOON, breaks_inside, build_world, client_of

pytestmark = pytest.mark.django_db
OFFICER, NATT = "sund.case_officer.social", "natt.organisation_reader"


@pytest.fixture
def world():
    """The world for tests."""
    return build_world()


def by(world, who=OFFICER):
    """Who acts and when."""
    return {"actor": world.actor(who), "at": NOON}


def names(world, who=OFFICER):
    """What someone has saved."""
    return [one.name for one in saved_filters(**by(world, who))]


def test_filters_are_ones_own(world):
    key = save(**by(world), name="  Mina   pågående ", query="lage=oppna")
    assert (names(world), names(world, NATT)) == (["Mina pågående"], [])
    save(**by(world, NATT), name="Mina pågående", query="lage=oppna")
    for act, more in ((rename, {"name": "Nytt"}), (remove, {})):
        with pytest.raises(NotThere):
            act(**by(world, NATT), saved=key, version=1, **more)
    with pytest.raises(NotThere):
        saved_filter(**by(world, NATT), saved=key)
    with pytest.raises(NotAllowed):
        save(actor=ANONYMOUS, at=NOON, name="Allas", query="")
    assert own_data(**by(world))["urval"] == [{"name": "Mina pågående", "query": "lage=oppna"}]
    assert breaks_inside() == []


def test_renamed_and_removed_by_the_version_and_nothing_is_left(world):
    key = save(**by(world), name="Pågår", query="sok=hemligt")
    rename(**by(world), saved=key, version=1, name="PÅGÅR")
    assert names(world) == ["PÅGÅR"]
    for act, more in ((rename, {"name": "Nytt"}), (remove, {})):
        with pytest.raises(Conflict):
            act(**by(world), saved=key, version=1, **more)
    remove(**by(world), saved=key, version=2)
    left = SavedFilter.objects.get()
    assert (names(world), left.name, left.query) == ([], "", "")
    with pytest.raises(NotThere):
        rename(**by(world), saved=key, version=3, name="Igen")
    save(**by(world), name="Pågår", query="")
    assert breaks_inside() == []


def test_at_most_twenty_each_with_a_name_of_its_own(world):
    for number in range(20):
        save(**by(world), name=f"Urval {number}", query="")
    with pytest.raises(Refused, match="tjugo"):
        save(**by(world), name="Ett till", query="")
    key = SavedFilter.objects.get(name="Urval 3").pk
    with pytest.raises(Refused):
        rename(**by(world), saved=key, version=1, name="urval 4")
    for name in (" ", "x" * 61):
        with pytest.raises(Refused):
            rename(**by(world), saved=key, version=1, name=name)
    remove(**by(world), saved=key, version=1)
    save(**by(world), name="Ett till", query="")
    assert len(names(world)) == 20


def test_saved_chosen_renamed_and_removed_on_pages(world):
    mine = client_of(world.people[OFFICER])
    page = mine.get("/arenden/?lage=avslutade&sok=natt").content.decode()
    assert "/arenden/urval/nytt/?sok=natt&amp;lage=avslutade" in page
    assert mine.post("/arenden/urval/nytt/", {"name": "", "query": "sok=natt"}).status_code == 400
    sent = {"name": "Natt", "query": "sok=natt&lage=avslutade&okant=1"}
    assert mine.post("/arenden/urval/nytt/", sent).status_code == 302
    saved = SavedFilter.objects.get()
    assert saved.query == "sok=natt&lage=avslutade&ordning=nyast"
    assert 'aria-current="true"' in mine.get("/arenden/?sok=natt&lage=avslutade").content.decode()
    path = f"/arenden/urval/{saved.pk}/"
    assert mine.post(path, {"name": "Nattvandring", "version": "1"}).status_code == 302
    stale = mine.post(path, {"name": "Mitt förslag", "version": "1"})
    assert stale.status_code == 409
    assert "Mitt förslag" in stale.content.decode()
    assert "Nattvandring" in stale.content.decode()
    assert client_of(world.people[NATT]).get(path).status_code == 404
    assert mine.post(f"{path}ta-bort/", {"version": "2"}).status_code == 302
    assert "Här kommer era sparade urval" in mine.get("/arenden/urval/").content.decode()
