"""What the tests of login do again and again: ask for codes, log in, go to services and back."""

import re

from django.test import Client
from django.utils import timezone

from tillit.actions.posting import letter_in
from tillit.gateways.keys import house_key
from tillit.gateways.sealing import seal
from tillit.queries.login import secret_of
from tillit.store.models import Authority, IdentityProvider, Mail
from web.login.provider import CLIENT, SECRET


def codes_to(address):
    """The codes mailed to an address, the latest first."""
    mails = Mail.objects.filter(recipient=address, event__startswith="code:").order_by("-created_at")
    texts = ["\n".join(letter_in(mail).paragraphs) for mail in mails]
    return [re.search(r"\b(\d{4}) (\d{4})\b", text).expand(r"\1\2") for text in texts]


def ask(client, address, **more):
    """Ask for a code, and return the answer."""
    return client.post("/logga-in/", {"email": address, **more})


def log_in(address, client=None, **more):
    """A browser that is logged in with a code by mail."""
    client = client or Client()
    ask(client, address, **more)
    answer = client.post("/logga-in/kod/", {"code": codes_to(address)[0]})
    assert answer.status_code == 302, answer.content.decode()
    return client


def who(client):
    """The id of the person that a browser is logged in as, or None."""
    return client.session.get("_auth_user_id")


def make_authority(slug):
    """An authority with little more than a name."""
    return Authority.objects.create(
        slug=slug,
        name=f"{slug.title()} kommun",
        kind="municipality",
        guideline="law-se",
        contact=f"iop@{slug}.example",
        created_at=timezone.now(),
    )


def make_service(slug, issuer, **more):
    """An authority with an identity service."""
    return IdentityProvider.objects.create(
        authority=make_authority(slug),
        slug=slug,
        name=f"{slug.title()}s inloggning",
        issuer=issuer,
        client_id=CLIENT,
        client_secret=seal(house_key(), SECRET.encode(), secret_of(slug)),
        **more,
    )


def way_out(client, slug="ekvik", **form):
    """Go to a service: the address it sends the browser to."""
    answer = client.post(f"/logga-in/tjanst/{slug}/", form)
    assert answer.status_code == 200, answer.content.decode()
    return answer["Refresh"].removeprefix("0; url=")


def by_service(provider, client=None, slug="ekvik", **form):
    """A browser that came back from a service, and the answer it got."""
    client = client or Client()
    return client, client.get(provider.visit(way_out(client, slug, **form)))
