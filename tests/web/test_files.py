"""Files over the web: 500 hostile uploads through the real page, and safe headers on the way out."""

from io import BytesIO
from itertools import islice
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from gateways.honest import honest_files
from gateways.hostile import hostile_files
from sizes import size
from tillit.gateways import file_store
from tillit.gateways.file_types import KINDS
from tillit.store.models import Attachment, Writing
from world import build_world, client_of

pytestmark = pytest.mark.django_db
PDF = honest_files()["pdf"]
EDITOR = "natt.organisation_editor"
OFFICER = "sund.case_officer.social"
BORDER = "tillit-test-border"


@pytest.fixture
def world(tmp_path):
    """The world for tests, with a file store of its own."""
    with override_settings(FILES_DIR=tmp_path / "files"):
        yield build_world()


def places(world):
    """Each place: who may change it, the address to add a file, name and ids of the one to take it away."""
    natt, draft = world.organisations["natt"].pk, world.drafts["natt"].pk
    case, writing = world.cases["gemensam"].pk, world.writings["gemensam.internal"].pk
    found = {"organisation": (EDITOR, [natt]), "draft": (EDITOR, [natt, draft])}
    found["writing"] = (OFFICER, [case, writing])
    return {
        name: (who, reverse(f"files:attach_to_{name}", args=ids), f"files:remove_from_{name}", ids)
        for name, (who, ids) in found.items()
    }


def upload(client, address, name, data, **fields):
    """Send a form as a browser would, with a file name as wild as can be written."""
    parts = [
        f'--{BORDER}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    raw = name.encode("utf-8", "surrogatepass").replace(b'"', b"%22").replace(b"\r\n", b"%0D%0A")
    head = b'--%s\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n'
    parts.append(head % (BORDER.encode(), raw) + b"Content-Type: application/octet-stream\r\n\r\n" + data)
    body = b"".join(parts) + f"\r\n--{BORDER}--\r\n".encode()
    return client.post(address, body, content_type=f"multipart/form-data; boundary={BORDER}")


def test_hostile_uploads_are_answered_and_none_that_must_be_refused_is_kept(world):
    client = client_of(world.people[EDITOR])
    _who, address, _name, _ids = places(world)["organisation"]
    tried = 0
    for name, data, must_refuse in islice(hostile_files(), None, None, size(1, 10)):
        answer = upload(client, address, name, data, kind="other")
        tried += 1
        assert answer.status_code in (302, 400), name
        kept = Attachment.objects.filter(removed_at=None).first()
        assert (answer.status_code == 302) == (kept is not None), name
        assert not (must_refuse and kept), name
        if kept:
            assert kept.mime in {kind.mime for kind in KINDS.values()}
            sent = client.get(reverse("files:fetch", args=[kept.pk]))
            assert (sent.status_code, sent["X-Content-Type-Options"]) == (200, "nosniff")
            assert sent["Content-Disposition"].startswith("attachment")
            assert not set("/\\\r\n\0") & set(kept.name)
            Attachment.objects.update(removed_at=kept.added_at)
    assert tried >= size(500, 100)
    folder = Path(settings.FILES_DIR)
    assert all(len(path.parent.name + path.name) == 64 for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("place", ["organisation", "draft", "writing"])
def test_every_kind_of_file_goes_in_and_comes_out_the_same_under_safe_headers(world, place):
    who, address, _remove, _ids = places(world)[place]
    client = client_of(world.people[who])
    for extension, data in honest_files().items():
        answer = upload(client, address, f"Årsmöte 2026.{extension}", data, kind="other")
        assert answer.status_code == 302, answer.content.decode()
        key = Attachment.objects.order_by("-added_at").first().pk
        sent = client.get(reverse("files:fetch", args=[key]))
        assert sent.content == data
        assert sent["Content-Type"] == KINDS[extension].mime
        assert sent["Content-Disposition"] == (
            f"attachment; filename*=utf-8''%C3%85rsm%C3%B6te%202026.{extension}"
        )
        assert sent["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert (sent["X-Content-Type-Options"], sent["Cache-Control"]) == ("nosniff", "private, no-store")
    shown = client.get(answer["Location"])
    assert shown.status_code == 200
    assert "Årsmöte 2026.csv" in shown.content.decode()


@pytest.mark.parametrize("place", ["organisation", "draft", "writing"])
def test_taking_a_file_away_is_asked_once_and_then_done(world, place):
    who, address, remove, ids = places(world)[place]
    client = client_of(world.people[who])
    upload(client, address, "fil.pdf", PDF, kind="other")
    key = Attachment.objects.get().pk
    asked = client.get(reverse(remove, args=[*ids, key]))
    assert "Vill ni ta bort filen?" in asked.content.decode()
    assert "fil.pdf" in asked.content.decode()
    assert Attachment.objects.get().removed_at is None
    assert client.post(reverse(remove, args=[*ids, key])).status_code == 302
    assert Attachment.objects.get().removed_at is not None
    assert client.get(reverse(remove, args=[*ids, key])).status_code == 404
    assert client.get(reverse("files:fetch", args=[key])).status_code == 404


@pytest.mark.parametrize("place", ["organisation", "draft", "writing"])
def test_others_get_the_same_404_as_for_what_does_not_exist(world, place):
    who, address, remove, ids = places(world)[place]
    upload(client_of(world.people[who]), address, "fil.pdf", PDF, kind="other")
    key = Attachment.objects.get().pk
    foreign = ["hem.organisation_administrator", "berg.case_officer.social", "sund.tenant_administrator"]
    for stranger in [*foreign, OFFICER if who == EDITOR else EDITOR]:
        client = client_of(world.people[stranger])
        nothing = client.get(reverse("files:fetch", args=[uuid4()]))
        for target in (reverse("files:fetch", args=[key]), address, reverse(remove, args=[*ids, key])):
            answer = client.get(target)
            assert (answer.status_code, answer.content) == (404, nothing.content)
        assert upload(client, address, "fil.pdf", PDF, kind="other").status_code == 404
        assert client.post(reverse(remove, args=[*ids, key])).status_code == 404
    assert Attachment.objects.get().removed_at is None
    assert Client().get(reverse("files:fetch", args=[key])).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_public_texts_file_is_anyones(world):
    who, address, _remove, _ids = places(world)["writing"]
    upload(client_of(world.people[who]), address, "fil.pdf", PDF)
    Writing.objects.filter(pk=world.writings["gemensam.internal"].pk).update(space="public")
    assert Client().get(reverse("files:fetch", args=[Attachment.objects.get().pk])).content == PDF


def test_a_shared_text_warns_before_and_keeps_what_was_added(world):
    case, writing = world.cases["gemensam"].pk, world.writings["gemensam.shared"].pk
    client = client_of(world.people[OFFICER])
    address = reverse("files:attach_to_writing", args=[case, writing])
    assert "allmän handling" in client.get(address).content.decode()
    upload(client, address, "fil.pdf", PDF)
    remove = reverse("files:remove_from_writing", args=[case, writing, Attachment.objects.get().pk])
    answer = client.post(remove)
    assert answer.status_code == 409
    assert "Den kan inte tas bort här" in answer.content.decode()
    assert Attachment.objects.get().removed_at is None


def test_the_limit_is_told_before_and_a_missing_or_refused_file_at_the_field(world):
    who, address, _remove, _ids = places(world)["organisation"]
    client = client_of(world.people[who])
    form = client.get(f"{address}?slag=accounts").content.decode()
    assert "Högst 20 MB" in form
    assert 'value="accounts" checked' in form
    cases = [
        (client.post(address, {"kind": "other"}), "file", "Välj en fil"),
        (upload(client, address, "bild.png", PDF, kind="other"), "file", "Namnet slutar på .png"),
        (upload(client, address, "tom.pdf", b"", kind="other"), "file", "Filen är tom"),
        (upload(client, address, "fil.pdf", PDF, kind="king"), "kind", "Välj vad filen är"),
        (upload(client, address, "fil.pdf", PDF), "kind", "Välj vad filen är"),
        (client.post(address, {"kind": "other", "file": "fil.pdf"}), "file", "Välj en fil"),
    ]
    for answer, field, told in cases:
        assert answer.status_code == 400
        assert told in answer.content.decode()
        assert f'href="#{field}"' in answer.content.decode()
    assert Attachment.objects.count() == 0


def test_a_file_over_the_limit_is_refused_in_words(world):
    who, address, _remove, _ids = places(world)["organisation"]
    client = client_of(world.people[who])
    big = BytesIO(b"a" * (20 * 1024 * 1024 + 1))
    big.name = "stor.txt"
    answer = client.post(address, {"kind": "other", "file": big})
    assert answer.status_code == 400
    assert "större än 20 MB" in answer.content.decode()


def test_a_file_in_an_own_space_never_lies_open_in_a_temporary_folder(world, tmp_path):
    who, address, _remove, _ids = places(world)["draft"]
    with override_settings(FILE_UPLOAD_TEMP_DIR=str(tmp_path / "none")):
        text = b"Protokoll\n" * 400_000
        assert upload(client_of(world.people[who]), address, "p.txt", text).status_code == 302


def test_a_lost_file_is_told_of_without_a_crash(world):
    who, address, _remove, _ids = places(world)["organisation"]
    client = client_of(world.people[who])
    upload(client, address, "fil.pdf", PDF, kind="other")
    found = Attachment.objects.get()
    file_store.forget(Path(settings.FILES_DIR), found.blob_id)
    answer = client.get(reverse("files:fetch", args=[found.pk]))
    assert answer.status_code == 503
    assert "säkerhetskopia" in answer.content.decode()


def test_a_file_is_fetched_only_by_reading(world):
    client = client_of(world.people[EDITOR])
    assert client.post(reverse("files:fetch", args=[uuid4()])).status_code == 405
