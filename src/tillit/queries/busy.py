"""Whether the database gave up because others were writing: nothing is wrong, and the same thing may be tried again."""

from typing import Final

from django.db.utils import OperationalError

#: SQLite: the write lock was not free in time. The names are those of its result codes.
SQLITE: Final = frozenset({"SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_BUSY_TIMEOUT", "SQLITE_LOCKED"})
#: PostgreSQL: serialization failure, deadlock, lock not available, and a wait that was stopped after its longest time.
POSTGRESQL: Final = frozenset({"40001", "40P01", "55P03", "57014"})


def is_busy(trouble: Exception) -> bool:
    """Whether a failure means that others were in the way, and not that something is broken."""
    cause = trouble.__cause__
    return isinstance(trouble, OperationalError) and (
        getattr(cause, "sqlite_errorname", None) in SQLITE or getattr(cause, "sqlstate", None) in POSTGRESQL
    )
