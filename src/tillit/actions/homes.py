"""The home of a role (an organisation or an authority), locked while its people change.

Always the home first, then roles and invitations, then people: so two acts never wait for each other, and
"the last administrator" is counted by one act at a time.
"""

from uuid import UUID

from tillit.actions.acting import Act
from tillit.queries.gate import NotThere
from tillit.store.models import Authority, Organisation


class Refused(Exception):
    """The act is not possible as things stand. Its only argument says why and what to do, in Swedish."""


def enter(act: Act, organisation: UUID | None, authority: UUID | None) -> Organisation | Authority:
    """Take the home of an act: gate, lock and access check. Raises NotThere, NotAllowed."""
    if organisation is not None:
        return act.take(Organisation, organisation)
    if authority is not None:
        return act.take(Authority, authority)
    raise NotThere


def lock_home(organisation: UUID | None, authority: UUID | None) -> None:
    """Lock a home for the sake of order, on behalf of someone who is not in it yet."""
    if organisation is not None:
        Organisation.objects.select_for_update().get(pk=organisation)
    if authority is not None:
        Authority.objects.select_for_update().get(pk=authority)
