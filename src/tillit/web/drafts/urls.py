"""Addresses of the own space."""

from django.urls import path

from tillit.web.drafts import sharing, views

app_name = "drafts"
HOME = "organisationer/<uuid:organisation>/texter/"
ONE = HOME + "<uuid:draft>/"

urlpatterns = [
    path(HOME, views.own_space, name="list"),
    path(HOME + "ny/", views.new, name="new"),
    path(ONE, views.show, name="show"),
    path(ONE + "andra/", views.edit, name="edit"),
    path(ONE + "versioner/", views.wordings, name="wordings"),
    path(ONE + "versioner/<int:wording>/", views.restore, name="restore"),
    path(ONE + "slang/", views.throw_away, name="throw_away"),
    path(ONE + "ta-tillbaka/", views.take_back, name="take_back"),
    path(ONE + "dela/", sharing.share, name="share"),
]
