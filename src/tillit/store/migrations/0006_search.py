"""Search: terms of cases, with the index that each database has for it."""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    """CREATE VIRTUAL TABLE store_searchindex USING fts5(
        terms, content='store_searchtext', content_rowid='id', tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER store_searchtext_new AFTER INSERT ON store_searchtext BEGIN
        INSERT INTO store_searchindex(rowid, terms) VALUES (new.id, new.terms); END""",
    """CREATE TRIGGER store_searchtext_gone AFTER DELETE ON store_searchtext BEGIN
        INSERT INTO store_searchindex(store_searchindex, rowid, terms) VALUES ('delete', old.id, old.terms); END""",
    """CREATE TRIGGER store_searchtext_changed AFTER UPDATE ON store_searchtext BEGIN
        INSERT INTO store_searchindex(store_searchindex, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO store_searchindex(rowid, terms) VALUES (new.id, new.terms); END""",
)
POSTGRESQL = ("CREATE INDEX store_searchindex ON store_searchtext USING gin (to_tsvector('simple', terms))",)


def add_index(apps, schema_editor):  # type: ignore[no-untyped-def]  # noqa: ARG001
    """Make the index of this database."""
    lines = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for line in lines:
        schema_editor.execute(line)


class Migration(migrations.Migration):
    dependencies = [("store", "0005_endings")]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("inside", models.BooleanField()),
                ("terms", models.TextField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_texts",
                        to="store.case",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "inside"), name="search_text_once")],
            },
        ),
        migrations.RunPython(add_index, migrations.RunPython.noop),
    ]
