"""Whose a text is stands among its terms, so they are made anew by `tillit prepare`; indexes for its lists."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0012_tasks")]

    operations = [
        migrations.RunSQL("DELETE FROM store_searchtext", migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["authority", "-opened_at"], name="case_by_authority"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["authority", "board"], condition=models.Q(closed_at=None), name="case_open"
            ),
        ),
    ]
