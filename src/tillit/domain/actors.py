"""Who acts: a person with roles and a level of assurance, nobody, or the operator of the installation."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tillit.domain.roles import RoleHeld

#: Levels of assurance: how sure we are of who it is.
CODE, SECOND_FACTOR, HIGH = 1, 2, 3


@dataclass(frozen=True)
class Actor:
    """Someone at the moment of a request.

    `assurance` is 0 (not logged in), 1 (a code by e-mail), 2 (a second factor, a passkey or the employer's login)
    or 3 (an identity service that vouches at its highest level). `confirmed_at` is when they last proved it.
    `vouched_for` is the authority whose own service let them in, and `vouched_email` the address it gave: true in
    that authority's house only.
    """

    person: UUID | None = None
    roles: tuple[RoleHeld, ...] = ()
    assurance: int = 0
    confirmed_at: datetime | None = None
    operator: bool = False
    email: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    vouched_for: UUID | None = None
    vouched_email: str = field(default="", repr=False)


ANONYMOUS = Actor()
OPERATOR = Actor(operator=True, assurance=HIGH)
