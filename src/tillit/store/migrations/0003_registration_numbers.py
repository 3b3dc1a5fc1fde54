"""Cases get registration numbers; those that are there already get theirs from ``tillit prepare``, in the trail."""

import django.db.models.deletion
from django.db import migrations, models


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
        migrations.AddConstraint(
            "case",
            models.UniqueConstraint(fields=("authority", "year", "number"), name="case_registered_once"),
        ),
    ]
