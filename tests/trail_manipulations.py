"""What someone with the whole database can do to it, past every rule of the program. Each function does one
thing at random and returns what it did; it may raise IntegrityError where the database itself stops it."""

import random
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import IntegrityError
from django.db.models import Model, QuerySet

from tillit.domain.trail import entry_hash, objects_text
from tillit.gateways.sealing import Signer
from tillit.queries.seals import SEALED
from tillit.queries.trail import entries_of
from tillit.store import models
from tillit.store.models import Entry

#: Columns that are the machinery of logging in, and the number of the row itself: nothing rests on them.
NOT_SEALED = {("Person", "password"), ("Person", "last_login"), ("Entry", "id")}
TABLES: list[type[Model]] = [table for table, _fields in SEALED.values()]
Copy = dict[type[Model], list[dict[str, Any]]]


class NothingDone(Exception):
    """There was nothing to do it to."""


def rows(table: type[Model]) -> QuerySet[Any]:
    """All rows of a table."""
    return table._default_manager.all()


def columns(table: type[Model]) -> list[Any]:
    """All columns of a table that something rests on."""
    return [f for f in table._meta.concrete_fields if (table.__name__, f.name) not in NOT_SEALED]


def other(value: Any, field: Any, chance: random.Random) -> Any:
    """Another value that the column can hold."""
    if field.null and value is not None and chance.random() < 0.3:
        return None
    target = field.target_field if field.is_relation else field
    match target.get_internal_type():
        case "UUIDField":
            return uuid.UUID(int=chance.getrandbits(128))
        case "DateTimeField":
            return (value or datetime(2026, 12, 1, tzinfo=UTC)) + timedelta(
                microseconds=chance.choice([1, 10**6])
            )
        case "DateField":
            return (value or date(2026, 12, 1)) + timedelta(days=1)
        case "BooleanField":
            return not value
        case "BinaryField":
            return bytes(value or b"")[:-1] + bytes([chance.randrange(256)]) + b"x"
        case kind if "Integer" in kind or "AutoField" in kind:
            return (value or 0) + chance.choice([1, 2, 100])
    text = str(value or "")
    return chance.choice([f"{text[:-1]}x" if not text.endswith("x") else f"{text[:-1]}y", text[:-1] + "ö"])


def pick(found: QuerySet[Any], chance: random.Random) -> Any:
    """A row at random."""
    keys = list(found.values_list("pk", flat=True))
    if not keys:
        raise NothingDone
    return found.get(pk=chance.choice(keys))


def change_column(table: type[Model], chance: random.Random) -> str:
    """Change one column of one row."""
    row = pick(rows(table), chance)
    field = chance.choice(columns(table))
    value = other(getattr(row, field.attname), field, chance)
    if value == getattr(row, field.attname):
        raise NothingDone
    rows(table).filter(pk=row.pk).update(**{field.attname: value})
    return f"{table.__name__}.{field.name}"


def change_entry(chance: random.Random, _copy: Copy) -> str:
    """Change a column of an entry."""
    return change_column(Entry, chance)


def change_thing(chance: random.Random, _copy: Copy) -> str:
    """Change a column of a sealed thing."""
    return change_column(chance.choice(TABLES), chance)


def respell_entry(chance: random.Random, _copy: Copy) -> str:
    """Write an entry in another way that means the same."""
    entry = pick(rows(Entry), chance)
    column, text = chance.choice(
        [
            ("objects_json", f" {entry.objects_json}"),
            ("seal", entry.seal.upper()),
            ("hash", entry.hash.upper()),
        ]
    )
    rows(Entry).filter(pk=entry.pk).update(**{column: text})
    return f"respelled {column}"


def delete_entry(chance: random.Random, _copy: Copy) -> str:
    """Take an entry away, anywhere."""
    remove(rows(Entry).filter(pk=pick(rows(Entry), chance).pk))
    return "deleted entry"


def delete_thing(chance: random.Random, _copy: Copy) -> str:
    """Take a thing away."""
    table = chance.choice(TABLES)
    remove(rows(table).filter(pk=pick(rows(table), chance).pk))
    return f"deleted {table.__name__}"


def remove(found: QuerySet[Any]) -> None:
    """Delete past the rules of the tables."""
    found._raw_delete(found.db)


def forged(entry: Any, signer: Signer) -> Any:
    """An entry with the right hash for its content and a seal by another key."""
    digest = entry_hash(entry)
    return replace(entry, hash=digest, seal=signer.sign(bytes.fromhex(digest)).hex())


def put(entry: Any, key: int | None = None) -> None:
    """Write an entry as it stands."""
    values = {
        name: getattr(entry, name)
        for name in ("chain", "number", "at", "actor", "role", "action", "before", "hash", "seal")
    }
    row, text = rows(Entry).filter(chain=entry.chain, number=entry.number), objects_text(entry.objects)
    if not row.update(**values, objects_json=text):
        Entry.objects.create(**values, objects_json=text)


def insert_entry(chance: random.Random, _copy: Copy) -> str:
    """Add an entry at the end of a chain, right in all but the seal."""
    last = list(entries_of(pick(rows(Entry), chance).chain))[-1]
    put(forged(replace(last, number=last.number + 1, before=last.hash), own_key(chance)))
    return "added entry"


def own_key(chance: random.Random) -> Signer:
    """A key of one's own."""
    return Signer(chance.randbytes(32))


def remake_chain(chance: random.Random, _copy: Copy) -> str:
    """Change an entry and make all hashes after it anew, sealed with one's own key."""
    chain = list(entries_of(pick(rows(Entry), chance).chain))
    start, signer = chance.randrange(len(chain)), own_key(chance)
    before = chain[start].before
    for entry in chain[start:]:
        made = forged(replace(entry, before=before, actor=f"{entry.actor[:-1]}x"), signer)
        put(made)
        before = made.hash
    return "remade chain"


def move_seals(chance: random.Random, _copy: Copy) -> str:
    """Make an entry's hash anew and keep its seal."""
    entry = chance.choice(list(entries_of(pick(rows(Entry), chance).chain)))
    put(replace(forged(replace(entry, action="page.read"), own_key(chance)), seal=entry.seal))
    return "kept seal"


def swap_entries(chance: random.Random, _copy: Copy) -> str:
    """Let two entries of a chain change places."""
    chain = list(entries_of(pick(rows(Entry), chance).chain))
    if len(chain) < 2:
        raise NothingDone
    one, two = chance.sample(chain, 2)
    put(replace(one, number=two.number))
    put(replace(two, number=one.number))
    return "swapped entries"


def swap_content(chance: random.Random, _copy: Copy) -> str:
    """Let two things of a kind change all content and keep their ids."""
    table = chance.choice(TABLES)
    keys = list(rows(table).values_list("pk", flat=True))
    if len(keys) < 2:
        raise NothingDone
    one, two = (rows(table).get(pk=key) for key in chance.sample(keys, 2))
    names = [field.attname for field in columns(table) if not field.unique]
    both = [{name: getattr(row, name) for name in names} for row in (one, two)]
    if both[0] == both[1]:
        raise NothingDone
    rows(table).filter(pk=one.pk).update(**both[1])
    rows(table).filter(pk=two.pk).update(**both[0])
    return f"swapped {table.__name__}"


def cut_end(chance: random.Random, _copy: Copy) -> str:
    """Cut off the end of a chain."""
    entry = pick(rows(Entry), chance)
    remove(rows(Entry).filter(chain=entry.chain, number__gte=entry.number))
    return "cut end"


def copy_all() -> Copy:
    """A full copy of what the trail covers and of the trail."""
    return {table: list(rows(table).values()) for table in [*TABLES, Entry]}


def put_back(tables: list[type[Model]], copy: Copy) -> None:
    """Let tables be as they were in the copy."""
    for table in tables:
        remove(rows(table))
    for table in tables:
        table._default_manager.bulk_create([table(**values) for values in copy[table]])


def old_copy(chance: random.Random, copy: Copy) -> str:
    """Put an old copy of the whole database back."""
    put_back([*TABLES, Entry], copy)
    return "old copy"


def old_table(chance: random.Random, copy: Copy) -> str:
    """Put one table back as it was."""
    table = chance.choice([models.Person, models.RoleGrant, models.Writing, models.Organisation, Entry])
    if list(rows(table).values()) == copy[table]:
        raise NothingDone
    put_back([table], copy)
    return f"old {table.__name__}"


def old_thing(chance: random.Random, copy: Copy) -> str:
    """Let one thing be what it once rightly was, and cut off the entry that changed it."""
    table = chance.choice(
        [models.Person, models.RoleGrant, models.Writing, models.Draft, models.Organisation]
    )
    values = chance.choice(copy[table])
    present = rows(table).filter(pk=values["id"])
    if present.values().get() == values:
        raise NothingDone
    present.update(**{key: value for key, value in values.items() if key != "id"})
    entries = rows(Entry).filter(objects_json__contains=str(values["id"])).order_by("-id")
    if chance.random() < 0.5:
        remove(rows(Entry).filter(pk=entries[0].pk))
    return f"old thing {table.__name__}"


def take_role(chance: random.Random, _copy: Copy) -> str:
    """Give somebody a role that nobody gave."""
    grant = pick(rows(models.RoleGrant), chance)
    authority = pick(rows(models.Authority), chance)
    models.RoleGrant.objects.create(
        person=grant.person, role="tenant_administrator", authority=authority, granted_at=grant.granted_at
    )
    return "took role"


def add_thing(chance: random.Random, _copy: Copy) -> str:
    """Add a copy of a thing under a new id."""
    table = chance.choice(TABLES)
    row = pick(rows(table), chance)
    values = {field.attname: getattr(row, field.attname) for field in table._meta.concrete_fields}
    values[table._meta.pk.attname] = None if "Auto" in table._meta.pk.get_internal_type() else uuid.uuid4()
    for field in table._meta.concrete_fields:
        if field.unique and not field.primary_key and isinstance(values[field.attname], str):
            values[field.attname] = f"{values[field.attname][:-1]}x"
    rows(table).model._default_manager.bulk_create([table(**values)])
    return f"added {table.__name__}"


def drop_chain(chance: random.Random, _copy: Copy) -> str:
    """Take a whole chain away with all that it alone tells of."""
    chain = pick(rows(Entry), chance).chain
    told = {thing.id for entry in entries_of(chain) for thing in entry.objects}
    remove(rows(Entry).filter(chain=chain))
    for table in TABLES:
        keys = [key for key in rows(table).values_list("pk", flat=True) if str(key) in told]
        remove(rows(table).filter(pk__in=keys))
    return "dropped chain"


WAYS = (
    change_entry,
    change_entry,
    change_thing,
    change_thing,
    change_thing,
    respell_entry,
    delete_entry,
    delete_thing,
    insert_entry,
    remake_chain,
    move_seals,
    swap_entries,
    swap_content,
    cut_end,
    old_copy,
    old_table,
    old_thing,
    take_role,
    add_thing,
    drop_chain,
)
STOPPED = (IntegrityError, NothingDone)
