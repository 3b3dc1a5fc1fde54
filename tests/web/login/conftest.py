"""What the tests of login share: people, a clock, and services on loopback."""

import os
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from tillit.store.models import Person
from web.login.browsers import make_service
from web.login.provider import Provider

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # a real browser's loop runs beside the tests that it drives


@pytest.fixture(autouse=True)
def _no_limits_from_before(db):
    cache.clear()


@pytest.fixture
def anna():
    """Someone who already has an account."""
    person = Person(email="anna@forening.example", joined_at=timezone.now())
    person.set_unusable_password()
    person.save()
    return person


@pytest.fixture
def later(monkeypatch):
    """Give a function that moves the clock of the pages forward."""
    moved = [timedelta()]
    real = timezone.now

    def move(**span):
        moved[0] += timedelta(**span)

    monkeypatch.setattr("django.utils.timezone.now", lambda: real() + moved[0])
    return move


@pytest.fixture
def provider():
    """The service of Ekvik."""
    one = Provider()
    make_service("ekvik", one.issuer, high_acr="http://id.example/loa3\nhög")
    yield one
    one.close()


@pytest.fixture
def other_provider():
    """The service of another authority, Lunda."""
    one = Provider()
    make_service("lunda", one.issuer)
    yield one
    one.close()
