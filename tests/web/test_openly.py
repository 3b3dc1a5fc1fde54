"""Public pages: for anyone, of what is public alone, without the name of any person."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from world import build_world, canary, client_of

pytestmark = pytest.mark.django_db


def test_anyone_reads_what_is_public_and_nothing_else():
    world = build_world()
    page = Client().get(reverse("open:list")).content.decode()
    for name in ("gemensam", "kultur", "annan"):
        assert canary(f"public-title:{name}") in page
        for space in ("internal", "shared"):
            assert canary(f"{space}-title:{name}") not in page
        assert canary(f"case:{name}") not in page
    shown = Client().get(reverse("open:show", args=[world.writings["gemensam.public"].pk])).content.decode()
    assert canary("public-body:gemensam") in shown
    assert canary("case:gemensam") not in shown
    assert not [name for name in world.people if canary(f"name:{name}") in shown + page]


def test_what_is_not_public_is_not_there_whoever_asks():
    world = build_world()
    nobody = Client().get(reverse("open:show", args=[uuid.uuid4()]))
    officer = client_of(world.people["sund.case_officer.social"])
    for space in ("internal", "shared"):
        path = reverse("open:show", args=[world.writings[f"gemensam.{space}"].pk])
        found = Client().get(path)
        assert (found.status_code, found.content) == (404, nobody.content)
        assert officer.get(path).status_code == 404


def test_search_looks_in_public_texts_alone():
    build_world()
    hit = Client().get(reverse("open:list"), {"sok": canary("public-body:kultur")}).content.decode()
    assert canary("public-title:kultur") in hit
    assert canary("public-title:annan") not in hit
    for space in ("internal", "shared"):
        missed = Client().get(reverse("open:list"), {"sok": canary(f"{space}-body:kultur")}).content.decode()
        assert "Ingen text passar" in missed
