"""What cases are searched by: a row for what all its readers read, and one for what is internal."""

from django.db import models

from tillit.store.models.cases import Case


class SearchText(models.Model):
    """The terms of a case's texts. Made from the texts and made anew when they change; never a source itself."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="search_texts")
    inside = models.BooleanField()  # from the authority's internal texts
    terms = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "inside"], name="search_text_once")]
