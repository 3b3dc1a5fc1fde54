"""The pages of people: one's own page, invitations, and the people of an organisation or authority."""

import json
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.test import Client
from django.utils import timezone

from houses import acts, build_houses, give, person
from tillit.actions.invitations import invite
from tillit.actions.posting import notify
from tillit.domain.roles import Role
from tillit.store.models import Invitation, Notice, RoleGrant
from tillit.web.people.words import due_words

pytestmark = pytest.mark.django_db


def comes(who, assurance=2):
    """A browser where someone has just logged in."""
    client = Client()
    session = client.session
    now = timezone.now().timestamp()
    session[SESSION_KEY] = str(who.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = who.get_session_auth_hash()
    session["tillit"] = {
        "assurance": assurance,
        "confirmed": now,
        "authority": "",
        "email": "",
        "began": now,
        "seen": now,
        "epoch": who.session_epoch,
    }
    session.save()
    return client


@pytest.fixture
def world():
    """Our houses with an administrator each, and a newcomer."""
    houses = build_houses()
    organisation, authority = houses.organisations["own"], houses.authorities["own"]
    admin, tenant, new = person("admin"), person("tenant"), person("ny")
    give(tenant, "tenant_administrator", authority)
    grant = give(admin, "organisation_administrator", organisation)
    return SimpleNamespace(
        houses=houses,
        organisation=organisation,
        authority=authority,
        board=houses.boards["own"][0],
        admin=admin,
        tenant=tenant,
        new=new,
        grant=grant,
    )


def offered(world, to="ny@example.org", at=None):
    """The address of an invitation to the organisation."""
    token = invite(
        actor=acts(world.admin),
        at=at or timezone.now(),
        role=Role.ORGANISATION_EDITOR,
        email=to,
        organisation=world.organisation.pk,
    )
    return f"/inbjudan/{token}/"


def people_of(world):
    """The address of the people of the organisation."""
    return f"/organisationer/{world.organisation.pk}/personer/"


def page(client, path, status=200):
    """Fetch a page as text."""
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def test_an_empty_page_has_two_doors(world):
    text = page(comes(world.new), "/min-sida/")
    assert "Registrera er förening" in text
    assert "Jag har fått en inbjudan" in text
    assert "Inget väntar på er" in text
    assert "ny@example.org" in page(comes(world.new), "/min-sida/inbjudan/")


def test_strangers_are_asked_to_log_in_and_come_back():
    answer = Client().get("/min-sida/")
    assert answer.status_code == 302
    assert answer["Location"] == "/logga-in/?next=%2Fmin-sida%2F"


def test_from_invitation_to_role(world):
    admin = comes(world.admin)
    assert "Bjud in någon" in page(admin, people_of(world))
    answer = admin.post(
        f"{people_of(world)}bjud-in/", {"email": "ny@example.org", "role": "organisation_editor"}
    )
    assert answer["Location"] == f"{people_of(world)}?klart=inbjuden"
    text = page(admin, answer["Location"])
    assert "Inbjudan är skickad" in text
    assert "Återkalla inbjudan till ny@example.org" in text
    link = offered(world)
    new = comes(world.new)
    for _ in range(5):
        text = page(new, link)
        new.head(link)
    assert "admin@example.org bjuder in er" in text
    assert "Skriva i det egna utrymmet" in text
    assert not RoleGrant.objects.filter(person=world.new).exists()
    assert new.post(link)["Location"] == "/min-sida/?klart=roll"
    text = page(new, "/min-sida/?klart=roll")
    assert "Föreningen own" in text
    assert "Redigerare" in text
    assert "Rollen är er" in text
    assert "redan använd" in page(new, link, 410)
    assert new.post(link).status_code == 410
    assert "har tackat ja" in page(admin, "/min-sida/")


def test_every_invitation_that_is_not_yours_looks_the_same(world):
    link = offered(world)
    old = offered(world, to="gammal@example.org", at=timezone.now() - timedelta(days=15))
    stranger = comes(person("annan"))
    pages = [page(stranger, path, 404) for path in (link, old, "/inbjudan/finns-inte/", "/inbjudan/å%20ä/")]
    pages += [stranger.post(path).content.decode() for path in (link, old, "/inbjudan/finns-inte/")]
    assert len(set(pages)) == 1
    assert "Inbjudan gäller inte" in pages[0]
    assert page(comes(world.admin), link, 404)
    assert "har gått ut" in page(comes(person("gammal")), old, 410)
    assert Client().get(link)["Location"].startswith("/logga-in/?next=%2Finbjudan%2F")


def test_an_official_hears_that_the_role_waits_for_a_second_factor(world):
    token = invite(
        actor=acts(world.tenant), at=timezone.now(), role=Role.REGISTRAR, email="ny@example.org",
        authority=world.authority.pk,
    )  # fmt: skip
    new = comes(world.new, assurance=1)
    assert "säkrare sätt att logga in" in page(new, f"/inbjudan/{token}/")
    text = page(new, new.post(f"/inbjudan/{token}/")["Location"])
    assert 'href="/min-sida/inloggning/"' in text
    assert "Väntar på säkrare inloggning" in text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"email": "", "role": "auditor"}, "Skriv en e-postadress"),
        ({"email": "a@b@c", "role": "auditor"}, "Skriv en e-postadress"),
        ({"email": "a@example.org, b@example.org", "role": "auditor"}, "Skriv en e-postadress"),
        ({"email": "a@example.org", "role": ""}, "Välj en roll"),
        ({"email": "a@example.org", "role": "organisation_administrator"}, "Välj en roll"),
        ({"email": "a@example.org", "role": "case_officer"}, "Rollen hör till en nämnd"),
        ({"email": "a@example.org", "role": "case_officer", "board": "other"}, "Rollen hör till en nämnd"),
        ({"email": "TENANT@example.org", "role": "auditor"}, "Ni kan inte bjuda in er själva"),
    ],
)
def test_mistakes_are_told_and_nothing_typed_is_lost(world, sent, said):
    if sent.get("board"):
        sent = {**sent, "board": str(world.houses.boards["other"][0].pk)}
    answer = comes(world.tenant).post(f"/huvudman/{world.authority.pk}/personer/bjud-in/", sent)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert said in text
    assert "Något behöver rättas" in text
    assert f'value="{sent["email"]}"' in text
    assert not Invitation.objects.exists()


def test_a_board_goes_with_the_roles_of_boards_only(world):
    tenant, path = comes(world.tenant), f"/huvudman/{world.authority.pk}/personer/bjud-in/"
    sent = {"email": "a@example.org", "role": "case_officer", "board": str(world.board.pk)}
    assert tenant.post(path, sent).status_code == 302
    assert tenant.post(path, {**sent, "role": "auditor"}).status_code == 302
    kept = Invitation.objects.values_list("role", "board")
    assert set(kept) == {("case_officer", world.board.pk), ("auditor", None)}


def test_extra_parameters_change_nothing(world):
    extra = {"organisation": str(world.houses.organisations["other"].pk), "invited_by": str(world.new.pk)}
    extra |= {"expires_at": "2099-01-01", "token_hash": "0" * 64, "used_at": "2020-01-01", "id": str(uuid4())}
    sent = {"email": "a@example.org", "role": "organisation_reader", **extra}
    comes(world.admin).post(f"{people_of(world)}bjud-in/", sent)
    kept = Invitation.objects.get()
    assert (kept.organisation, kept.invited_by, kept.used_at) == (world.organisation, world.admin, None)
    assert kept.token_hash != "0" * 64
    assert kept.expires_at < timezone.now() + timedelta(days=15)


def test_ending_a_role_asks_once_and_logs_out(world):
    grant = give(world.new, "organisation_reader", world.organisation)
    new, admin = comes(world.new), comes(world.admin)
    path = f"/organisationer/{world.organisation.pk}/roller/{grant.pk}/avsluta/"
    assert "Avsluta Läsare för ny@example.org" in page(admin, people_of(world))
    assert "Vill ni avsluta rollen?" in page(admin, path)
    assert RoleGrant.objects.get(pk=grant.pk).withdrawn_at is None
    assert page(new, "/min-sida/")
    assert admin.post(path)["Location"] == f"{people_of(world)}?klart=avslutad"
    assert new.get("/min-sida/").status_code == 302
    assert admin.get(path).status_code == 404


def test_the_last_administrator_is_told_what_to_do_first(world):
    admin = comes(world.admin)
    assert "Enda administratören" in page(admin, people_of(world))
    path = f"/organisationer/{world.organisation.pk}/roller/{world.grant.pk}"
    assert admin.get(f"{path}/avsluta/")["Location"] == f"{path}/lamna/"
    answer = admin.post(f"{path}/lamna/")
    assert answer.status_code == 409
    assert "Bjud in en till innan" in answer.content.decode()


def test_leaving_keeps_the_browser_logged_in(world):
    grant = give(world.new, "organisation_reader", world.organisation)
    new, elsewhere = comes(world.new), comes(world.new)
    path = f"/organisationer/{world.organisation.pk}/roller/{grant.pk}/lamna/"
    assert "Vill ni lämna rollen?" in page(new, path)
    assert new.post(path)["Location"] == "/min-sida/?klart=lamnat"
    assert "Ni har lämnat rollen" in page(new, "/min-sida/?klart=lamnat")
    assert elsewhere.get("/min-sida/").status_code == 302


def test_taking_back_an_invitation(world):
    link = offered(world)
    path = f"/organisationer/{world.organisation.pk}/inbjudningar/{Invitation.objects.get().pk}/aterkalla/"
    admin = comes(world.admin)
    assert "ny@example.org" in page(admin, path)
    assert page(comes(world.new), link)
    assert admin.post(path)["Location"].endswith("?klart=aterkallad")
    assert "återkallad" in page(comes(world.new), link, 410)
    assert admin.post(path).status_code == 404


def test_others_are_not_let_in_and_members_do_not_manage(world):
    give(world.new, "organisation_reader", world.organisation)
    stranger, reader = comes(person("annan")), comes(world.new)
    offered(world, to="x@example.org")
    own = f"/organisationer/{world.organisation.pk}/"
    nowhere = f"/organisationer/{uuid4()}/"
    later = ["personer/bjud-in/", f"roller/{world.grant.pk}/avsluta/", f"inbjudningar/{uuid4()}/aterkalla/"]
    for tail in ("personer/", *later, f"roller/{world.grant.pk}/lamna/"):
        ours, none = stranger.get(own + tail), stranger.get(nowhere + tail)
        assert ours.status_code == none.status_code == 404
        assert ours.content == none.content
    for tail in later:
        assert reader.get(own + tail).status_code == reader.post(own + tail).status_code == 403
    assert "admin@example.org" in page(reader, own + "personer/")
    assert "x@example.org" not in page(reader, own + "personer/")
    assert reader.post(own + f"roller/{world.grant.pk}/lamna/").status_code == 404
    assert RoleGrant.objects.filter(withdrawn_at=None).count() == 3


def test_a_role_of_one_home_is_not_ended_by_the_address_of_another(world):
    other = world.houses.organisations["other"]
    give(world.admin, "organisation_administrator", other)
    foreign = give(world.new, "organisation_reader", other)
    admin = comes(world.admin)
    path = f"/organisationer/{world.organisation.pk}/roller/{foreign.pk}/avsluta/"
    assert admin.get(path).status_code == admin.post(path).status_code == 404


def test_officials_without_second_factor_are_asked_for_it(world):
    answer = comes(world.tenant, assurance=1).get(f"/huvudman/{world.authority.pk}/personer/")
    assert answer["Location"].startswith("/bekrafta/")
    assert "tenant@example.org" in page(comes(world.tenant), f"/huvudman/{world.authority.pk}/personer/")


def test_notices_are_read_by_posting_and_lead_on(world):
    today = timezone.localdate()
    with transaction.atomic():
        for days in (5, 1):
            notify(
                person=world.new, event=f"e{days}", kind="case", text=f"Svara {days}", link="/arenden/",
                at=timezone.now(), due=today + timedelta(days=days),
            )  # fmt: skip
    new = comes(world.new)
    text = page(new, "/min-sida/")
    assert text.index("Svara 1") < text.index("Svara 5")
    assert "i morgon" in text
    assert "om 5 dagar" in text
    notice = Notice.objects.get(event="e1")
    path = f"/min-sida/notiser/{notice.pk}/"
    assert new.get(path).status_code == 405
    assert comes(world.admin).post(path).status_code == 404
    assert new.post(path)["Location"] == "/arenden/"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_settings_are_changed_and_checked(world):
    new = comes(world.new)
    path = "/min-sida/installningar/"
    assert 'value="immediate" checked' in page(new, path)
    assert new.post(path, {"name": "x" * 101, "digest": "daily"}).status_code == 400
    assert new.post(path, {"name": "", "digest": "ofta"}).status_code == 400
    sent = {
        "name": "Ny",
        "digest": "daily",
        "email": "admin@example.org",
        "session_epoch": "9",
        "is_active": "",
    }
    assert new.post(path, sent)["Location"] == "/min-sida/?klart=sparat"
    world.new.refresh_from_db()
    kept = world.new
    assert (kept.name, kept.digest, kept.email, kept.session_epoch) == ("Ny", "daily", "ny@example.org", 0)
    assert kept.is_active


def test_ones_data_is_a_file(world):
    answer = comes(world.admin).get("/min-sida/uppgifter.json")
    assert answer["Content-Disposition"] == 'attachment; filename="mina-uppgifter.json"'
    data = json.loads(answer.content)
    assert data["person"]["adress"] == "admin@example.org"
    assert data["roller"][0]["roll"] == "Administratör"


def test_what_is_typed_is_shown_as_text(world):
    world.admin.name = "<script>alert(1)</script>{{7*7}}"
    world.admin.save()
    text = page(comes(world.admin), people_of(world))
    assert "<script>alert" not in text
    assert "{{7*7}}" in text


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "i dag"), (1, "i morgon"), (-1, "i går"), (3, "om 3 dagar"), (-2, "för 2 dagar sedan")],
)
def test_days_in_words(days, words):
    assert due_words(days) == words
