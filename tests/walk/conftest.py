"""The world of the walk: built once for a module, inside a transaction that is undone at the end."""

import logging
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from walk import furnishing, visiting


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker, own_folders: None) -> Iterator[visiting.House]:  # type: ignore[no-untyped-def]
    """The furnished installation. Each request is undone by itself, so no test sees what another did.

    The end of a test would close the connection, and this transaction with it: so closing waits.
    """
    with django_db_blocker.unblock():
        with pytest.MonkeyPatch.context() as patch:
            connection.ensure_connection()
            patch.setattr(connection, "close", lambda: None)
            logging.disable(logging.CRITICAL)  # thousands of refusals are meant
            with transaction.atomic():
                yield visiting.House(furnishing.furnish())
                transaction.set_rollback(True)
            logging.disable(logging.NOTSET)
        connection.close()  # else PostgreSQL could not drop the database
