"""The one Django app that has tables."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Tables of Tillit, label `store`."""

    name = "tillit.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
