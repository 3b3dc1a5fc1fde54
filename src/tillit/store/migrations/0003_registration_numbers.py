"""Cases get registration numbers; those that are there already get theirs in the order they were opened."""

import django.db.models.deletion
from django.db import migrations, models

from tillit.domain.registration import Registration, following


def number_all(apps, schema_editor):  # type: ignore[no-untyped-def]  # noqa: ARG001
    """Give every case the number that it would have had."""
    case, register = apps.get_model("store", "Case"), apps.get_model("store", "Register")
    last: dict[object, Registration] = {}
    for one in case.objects.order_by("opened_at", "pk"):
        given = following(last.get(one.authority_id), one.opened_at)
        one.year, one.number, one.opened_at = given.year, given.number, given.at
        one.save()
        last[one.authority_id] = given
    for authority, given in last.items():
        register.objects.create(authority_id=authority, year=given.year, number=given.number, at=given.at)


class Migration(migrations.Migration):
    dependencies = [("store", "0002_authority_logo")]

    operations = [
        migrations.CreateModel(
            name="Register",
            fields=[
                (
                    "authority",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="register",
                        serialize=False,
                        to="store.authority",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField("case", "year", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("case", "number", models.PositiveIntegerField(null=True)),
        migrations.RunPython(number_all, migrations.RunPython.noop),
        migrations.AlterField("case", "year", models.PositiveSmallIntegerField()),
        migrations.AlterField("case", "number", models.PositiveIntegerField()),
        migrations.AddConstraint(
            "case",
            models.UniqueConstraint(fields=("authority", "year", "number"), name="case_registered_once"),
        ),
    ]
