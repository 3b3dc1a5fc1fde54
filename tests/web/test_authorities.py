"""An authority's pages and what is done there: who may, what is refused, and that nothing typed is lost."""

import json
from types import SimpleNamespace

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from houses import NOON, acts, build_houses, give, person
from tillit.actions import authorities, boards, identity
from tillit.actions.acting import Conflict
from tillit.actions.homes import Refused
from tillit.cli import main
from tillit.domain.actors import OPERATOR
from tillit.domain.boards import read_boards
from tillit.queries import login
from tillit.queries.gate import NotAllowed, NotThere
from tillit.store.models import Authority, Board, Case, Entry, IdentityProvider, Invitation

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "Sunds kommun",
    "agreement_word": "avtal",
    "theme": "hav",
    "contact": "iop@sund.se",
    "acknowledge_days": 3,
    "answer_days": 20,
}
SERVICE = {
    "name": "Sunds inloggning",
    "issuer": "https://login.sund.se",
    "client_id": "tillit",
    "client_secret": "hemlig-hemlig",
    "high_acr": "http://id.sambi.se/loa3",
    "active": True,
}


@pytest.fixture
def world():
    """Two authorities with people of some kinds."""
    houses = build_houses()
    own = houses.authorities["own"]
    tenant, other, officer, coordinator = (person(name) for name in ("tenant", "other", "officer", "coord"))
    give(tenant, "tenant_administrator", own)
    give(other, "tenant_administrator", houses.authorities["other"])
    give(officer, "case_officer", own, houses.boards["own"][0])
    give(coordinator, "coordinator", own)
    return SimpleNamespace(
        own=own,
        board=houses.boards["own"][0],
        foreign=houses.boards["other"][0],
        tenant=tenant,
        other=other,
        officer=officer,
        coordinator=coordinator,
    )


def comes(who, assurance=2):
    """A browser where someone has just logged in."""
    client, now = Client(), timezone.now().timestamp()
    session = client.session
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(who.pk), who.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    known = {
        "assurance": assurance,
        "confirmed": now,
        "authority": "",
        "email": "",
        "began": now,
        "seen": now,
    }
    session["tillit"] = {**known, "epoch": who.session_epoch}
    session.save()
    return client


def whose(world, who="tenant", **more):
    """Actor, time and authority of an act."""
    return {"actor": acts(getattr(world, who)), "at": NOON, "authority": world.own.pk, **more}


def test_only_its_own_administrator_changes_an_authority(world):
    for who, wrong in (("officer", NotAllowed), ("coordinator", NotAllowed), ("other", NotThere)):
        with pytest.raises(wrong):
            authorities.edit(**whose(world, who), version=1, **FACTS)
        with pytest.raises(wrong):
            boards.add(**whose(world, who), name="Ny", code="NY", kind="board", contact="")
        with pytest.raises(wrong):
            identity.set_service(**whose(world, who), version=0, **SERVICE)
    with pytest.raises(NotThere):
        authorities.edit(**{**whose(world), "actor": acts(world.tenant, assurance=1)}, version=1, **FACTS)
    assert Entry.objects.count() == 0


def test_facts_are_changed_once_a_version(world):
    authorities.edit(**whose(world), version=1, **FACTS)
    with pytest.raises(Conflict):
        authorities.edit(**whose(world), version=1, **FACTS)
    world.own.refresh_from_db()
    assert (world.own.theme, world.own.agreement_word, world.own.version) == ("hav", "avtal", 2)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"theme": "../x"}, {"agreement_word": "kontrakt"}, {"contact": "x"}, {"answer_days": 2}, {"name": " "}],
)
def test_facts_that_will_not_do_are_refused_below_the_form_too(world, wrong):
    with pytest.raises(Refused):
        authorities.edit(**whose(world), version=1, **{**FACTS, **wrong})


def test_a_list_of_boards_is_one_act_or_none(world):
    found = read_boards("namn;kod;typ\nEtt;E1;\nTvå;E2;bolag\n")
    boards.bring_in(**whose(world), rows=found.rows)
    assert Entry.objects.get().objects_json.count('"board"') == 2
    with pytest.raises(Refused):
        boards.bring_in(**whose(world), rows=read_boards("namn;kod\nTre;E3\nFyra;E1\n").rows)
    assert not Board.objects.filter(code="E3").exists()
    with pytest.raises(Refused):
        boards.bring_in(**whose(world), rows=[])


def test_a_board_of_another_authority_is_not_there(world):
    facts = {"version": 1, "name": "X", "code": "X", "kind": "board", "contact": ""}
    with pytest.raises(NotThere):
        boards.edit(**whose(world), board=world.foreign.pk, **facts)
    with pytest.raises(NotThere):
        boards.close(**whose(world), board=world.foreign.pk, version=1)
    both = give(world.tenant, "tenant_administrator", world.foreign.authority)
    with pytest.raises(NotThere):
        boards.close(**whose(world), board=world.foreign.pk, version=1)
    assert both.pk


def test_a_board_with_open_cases_stays_open_and_a_closed_one_can_be_opened(world):
    case = Case.objects.create(authority=world.own, board=world.board, title="x", opened_at=NOON)
    with pytest.raises(Refused, match="1 öppet"):
        boards.close(**whose(world), board=world.board.pk, version=1)
    Case.objects.filter(pk=case.pk).update(closed_at=NOON)
    boards.close(**whose(world), board=world.board.pk, version=1)
    boards.reopen(**whose(world), board=world.board.pk, version=2)
    world.board.refresh_from_db()
    assert world.board.closed_at is None


def test_the_secret_is_sealed_kept_and_never_sent_to_a_new_issuer(world):
    identity.set_service(**whose(world), version=0, **SERVICE)
    row = IdentityProvider.objects.get()
    assert b"hemlig" not in bytes(row.client_secret)
    assert login.service(row.slug).client_secret == "hemlig-hemlig"
    identity.set_service(**whose(world), version=1, **{**SERVICE, "client_secret": "", "name": "Nytt"})
    assert login.service(row.slug).client_secret == "hemlig-hemlig"
    moved = {**SERVICE, "client_secret": "", "issuer": "https://nytt.sund.se"}
    with pytest.raises(Refused, match="hemligheten"):
        identity.set_service(**whose(world), version=2, **moved)
    with pytest.raises(Conflict):
        identity.set_service(**whose(world), version=1, **SERVICE)


@pytest.mark.parametrize("issuer", ["http://login.sund.se", "https://10.0.0.1", "http://127.0.0.1:9000"])
def test_a_service_that_could_lead_inside_is_refused(world, issuer):
    with pytest.raises(Refused):
        identity.set_service(**whose(world), version=0, **{**SERVICE, "issuer": issuer})


def test_two_authorities_do_not_share_an_issuer(world):
    identity.set_service(**whose(world), version=0, **SERVICE)
    theirs = {**whose(world, "other"), "authority": world.foreign.authority_id}
    with pytest.raises(Refused, match="annan huvudman"):
        identity.set_service(**theirs, version=0, **SERVICE)


def test_the_operator_founds_and_nobody_else(world):
    facts = {"name": "Östra Sund", "kind": "region", "contact": "a@b.se", "administrator": "ny@b.se"}
    made = authorities.found(actor=OPERATOR, at=NOON, **facts)
    assert Authority.objects.get(pk=made).slug == "ostra-sund"
    assert Invitation.objects.get(authority=made).email == "ny@b.se"
    assert Entry.objects.count() == 1
    with pytest.raises(Refused):
        authorities.found(actor=OPERATOR, at=NOON, **facts)
    with pytest.raises(NotAllowed):
        authorities.found(actor=acts(world.tenant), at=NOON, **{**facts, "name": "Annat"})


def test_the_command_founds_and_lists(world, capsys):
    argv = ["authority", "add", "--name", "Bergs region", "--kind", "region", "--contact", "a@b.se"]
    assert main([*argv, "--administrator", "ny@b.se"]) == 0
    assert main([*argv, "--administrator", "ny@b.se"]) == 2
    assert main([*argv, "--administrator", "ingen adress"]) == 2
    out, err = capsys.readouterr()
    assert "En inbjudan går till ny@b.se" in out
    assert err.count("\n") == 2
    assert main(["authority", "list", "--json"]) == 0
    assert "bergs-region" in {row["slug"] for row in json.loads(capsys.readouterr().out)}
    assert main(["authority", "list"]) == 0


PAGES = (
    "",
    "uppgifter/",
    "riktlinje/",
    "inloggning/",
    "namnder/",
    "namnder/ny/",
    "namnder/lista/",
    "historik/",
)


def test_every_page_opens_for_its_administrator_and_is_not_there_for_others(world):
    tenant, other = comes(world.tenant), comes(world.other)
    base = f"/huvudman/{world.own.pk}/"
    one = f"namnder/{world.board.pk}/"
    for page in (*PAGES, one, f"{one}stang/", f"{one}oppna/"):
        assert tenant.get(base + page).status_code == 200, page
        assert other.get(base + page).status_code == 404, page
    assert comes(world.officer).get(base + "uppgifter/").status_code == 403


def test_the_facts_form_saves_tells_faults_and_keeps_what_was_typed(world):
    client, page = comes(world.tenant), f"/huvudman/{world.own.pk}/uppgifter/"
    answer = client.post(page, {**FACTS, "version": 1})
    assert answer.status_code == 302
    assert "Sparat." in client.get(answer["Location"]).content.decode()
    late = client.post(page, {**FACTS, "name": "Ett senare namn", "version": 1})
    told = late.content.decode()
    assert late.status_code == 409
    assert "Ett senare namn" in told
    assert "Sunds kommun" in told
    assert 'name="version" value="2"' in told
    wrong = client.post(page, {**FACTS, "answer_days": "noll", "version": 2})
    assert wrong.status_code == 400
    assert 'href="#answer_days"' in wrong.content.decode()


def test_a_list_is_looked_at_before_it_is_saved(world):
    client, page = comes(world.tenant), f"/huvudman/{world.own.pk}/namnder/lista/"
    text = "namn;kod;typ;e-post\nKulturnämnden;KN;nämnd;kn@sund.se\n"
    sheet = SimpleUploadedFile("lista.csv", text.encode("cp1252"))
    seen = client.post(page, {"sheet": sheet})
    assert seen.status_code == 200
    assert "Kulturnämnden" in seen.content.decode()
    assert not Board.objects.filter(code="KN").exists()
    bad = client.post(page, {"text": text + "X;KN;;\n", "sedd": "1"})
    assert bad.status_code == 400
    assert not Board.objects.filter(code="KN").exists()
    assert client.post(page, {"text": text, "sedd": "1"}).status_code == 302
    assert Board.objects.get(code="KN").contact == "kn@sund.se"
    assert client.post(page, {}).status_code == 400


def test_the_secret_is_never_shown(world):
    client, page = comes(world.tenant), f"/huvudman/{world.own.pk}/inloggning/"
    sent = {**SERVICE, "active": "ja"}
    assert client.post(page, {**sent, "issuer": "http://x"}).status_code == 400
    assert "hemlig-hemlig" not in client.post(page, {**sent, "issuer": "http://x"}).content.decode()
    assert client.post(page, sent).status_code == 302
    told = client.get(page).content.decode()
    assert "hemlig-hemlig" not in told
    assert "redirect URI" in told


def test_board_forms_and_guideline(world):
    client, base = comes(world.tenant), f"/huvudman/{world.own.pk}/"
    new = {"name": "Ny nämnd", "code": "NN", "kind": "board", "contact": ""}
    assert client.post(base + "namnder/ny/", new).status_code == 302
    assert client.post(base + "namnder/ny/", new).status_code == 400
    assert client.post(base + "namnder/ny/", {**new, "code": "=1"}).status_code == 400
    one = f"{base}namnder/{world.board.pk}/"
    assert client.post(one, {**new, "code": "AA", "version": 1}).status_code == 302
    assert client.post(one, {**new, "code": "AB", "version": 1}).status_code == 409
    assert client.post(one + "stang/", {"version": 1}).status_code == 409
    assert client.post(one + "stang/", {"version": 2}).status_code == 302
    assert client.post(base + "riktlinje/", {"guideline_id": "finns-inte", "version": 1}).status_code == 400
    assert client.post(base + "riktlinje/", {"guideline_id": "malmo", "version": 1}).status_code == 302


def test_pages_look_like_the_house_to_those_who_work_there(world):
    authorities.edit(**whose(world), version=1, **FACTS)
    seen = comes(world.tenant).get("/min-sida/").content.decode()
    assert "/themes/hav." in seen
    assert '<p class="house-name">Sunds kommun</p>' in seen
    assert comes(world.other).get("/min-sida/").content.decode().count("themes/") == 0
    assert "Sunds kommun" not in Client().get("/").content.decode()


def test_the_page_of_a_fault_asks_the_store_nothing(world, monkeypatch):
    def broken(*_args, **_named):
        raise DatabaseError

    monkeypatch.setattr("tillit.web.people.views.my_page", broken)
    monkeypatch.setattr("tillit.web.frame.look", lambda actor: broken() if actor.person else None)
    client = comes(world.tenant)
    client.raise_request_exception = False
    answer = client.get("/min-sida/")
    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.content.decode()
