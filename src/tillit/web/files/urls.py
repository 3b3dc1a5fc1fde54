"""Addresses of files. Where a file can be, there is a page to add one and, below it, one to take it away."""

from django.urls import path

from tillit.web.files import views

app_name = "files"
PROFILE = "organisationer/<uuid:organisation>/filer/"
DRAFT = "organisationer/<uuid:organisation>/texter/<uuid:draft>/filer/"
WRITING = "arenden/<uuid:case>/texter/<uuid:writing>/filer/"
REMOVE = "<uuid:attachment>/ta-bort/"

urlpatterns = [
    path("filer/<uuid:attachment>/", views.fetch, name="fetch"),
    path(f"{PROFILE}ny/", views.attach_to_organisation, name="attach_to_organisation"),
    path(f"{PROFILE}{REMOVE}", views.remove_from_organisation, name="remove_from_organisation"),
    path(f"{DRAFT}ny/", views.attach_to_draft, name="attach_to_draft"),
    path(f"{DRAFT}{REMOVE}", views.remove_from_draft, name="remove_from_draft"),
    path(f"{WRITING}ny/", views.attach_to_writing, name="attach_to_writing"),
    path(f"{WRITING}{REMOVE}", views.remove_from_writing, name="remove_from_writing"),
]
