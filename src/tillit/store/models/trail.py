"""The trail: one entry per action, chained by hash and sealed by signature; only ever added to."""

from django.db import models


class Entry(models.Model):
    """Who did what, when, on which version; bound to the entry before it in the same chain."""

    id = models.BigAutoField(primary_key=True)
    chain = models.CharField(max_length=60)  # "organisation:<id>", "authority:<id>", "case:<id>", "house"
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)  # id of a person, "operator" or "system"
    role = models.CharField(max_length=60)
    action = models.CharField(max_length=60)
    objects_json = models.TextField()  # [{"kind", "id", "version", "hash"}], canonical JSON
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=128)  # Ed25519 signature of the hash, hexadecimal

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="entry_number_once")]
