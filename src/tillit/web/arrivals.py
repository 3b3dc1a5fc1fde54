"""Who has come: the actor of a request, read anew each time, so that a withdrawn role ends at once."""

from django.http import HttpRequest

from tillit.domain.actors import ANONYMOUS, Actor
from tillit.queries import people
from tillit.web.sessions import session_facts


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request: nobody, or a person with the roles they hold now."""
    facts = session_facts(request)
    if facts is None:
        return ANONYMOUS
    return people.actor(
        person=facts.person,
        assurance=facts.assurance,
        confirmed_at=facts.confirmed_at,
        vouched_for=facts.authority,
        vouched_email=facts.email,
    )
