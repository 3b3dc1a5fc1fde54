"""An authority's logo: a small PNG for those who work there, and a name where there is none."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gateways.honest import jpeg, pdf, png
from tillit.domain.trail import content_hash
from tillit.queries.seals import SEALED, plain, touched
from tillit.queries.trail import verify
from tillit.store.models import Authority, Entry
from world import build_world, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """The world for tests."""
    return build_world()


@pytest.fixture
def sund(world):
    """An authority."""
    return world.authorities["sund"]


def page(sund, name="logo"):
    """One of its addresses."""
    return reverse(f"authorities:{name}", args=[sund.pk])


def send(client, sund, data=None, name="logo.png", version=None, **more):
    """Send the form."""
    sund.refresh_from_db()
    file = {"file": SimpleUploadedFile(name, data)} if data is not None else {}
    return client.post(page(sund), {"version": str(version or sund.version), **file, **more})


def test_a_logo_is_shown_to_those_who_work_there_and_to_nobody_else(world, sund):
    client = client_of(world.people["sund.tenant_administrator"])
    assert send(client, sund, png()).status_code == 302
    officer = client_of(world.people["sund.case_officer.social"])
    assert f'src="{page(sund, "picture")}?' in officer.get("/min-sida/").content.decode()
    answer = officer.get(page(sund, "picture"))
    assert (answer.content, answer["Content-Type"]) == (png(), "image/png")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    for stranger in ("berg.tenant_administrator", "natt.organisation_administrator"):
        assert client_of(world.people[stranger]).get(page(sund, "picture")).status_code == 404
    assert Entry.objects.latest("pk").action == "authority.edit"


@pytest.mark.parametrize(
    ("name", "data"),
    [("logo.jpg", jpeg()), ("logo.png", pdf()), ("logo.png", b""), ("logo.png", png() + b"\0" * 205_000)],
)
def test_only_a_small_png_will_do(world, sund, name, data):
    answer = send(client_of(world.people["sund.tenant_administrator"]), sund, data, name)
    assert answer.status_code == 400
    assert "Något behöver rättas" in answer.content.decode()
    assert Authority.objects.get(pk=sund.pk).logo is None


def test_an_empty_form_a_stale_one_and_others_change_nothing(world, sund):
    admin = client_of(world.people["sund.tenant_administrator"])
    assert "Välj en bild" in send(admin, sund).content.decode()
    assert send(admin, sund, png(), version=99).status_code == 409
    for stranger, status in (("sund.coordinator", 403), ("berg.tenant_administrator", 404)):
        assert send(client_of(world.people[stranger]), sund, png()).status_code == status
    assert Authority.objects.get(pk=sund.pk).logo is None


def test_a_logo_is_removed_and_the_name_is_back(world, sund):
    admin = client_of(world.people["sund.tenant_administrator"])
    assert "Ta bort logotypen" not in admin.get(page(sund)).content.decode()
    send(admin, sund, png())
    assert "Ta bort logotypen" in admin.get(page(sund)).content.decode()
    assert send(admin, sund, remove="on").status_code == 302
    assert f'<p class="house-name">{sund.name}</p>' in admin.get("/min-sida/").content.decode()
    assert admin.get(page(sund, "picture")).status_code == 404


def test_a_changed_logo_without_an_entry_is_found(world, sund):
    send(client_of(world.people["sund.tenant_administrator"]), sund, png())
    Authority.objects.filter(pk=sund.pk).update(logo=None)
    assert any(str(sund.pk) in str(found) for found in verify_all())


def test_without_a_logo_an_authority_is_sealed_as_before_there_were_logos(sund):
    names = [name for name in SEALED["authority"][1] if name != "logo_id"]
    before = content_hash(["authority", {name: plain(getattr(sund, name)) for name in names}])
    assert touched(sund).hash == before


def verify_all():
    """Everything that is wrong with the trail."""
    return list(verify().breaks)
