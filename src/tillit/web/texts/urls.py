"""Addresses of the pages that tell about Tillit."""

from django.urls import path

from tillit.web.texts import views

app_name = "texts"
urlpatterns = [
    path("", views.start, name="start"),
    path("vad-ar-iop/", views.partnership, name="partnership"),
    path("sa-raknar-vi/", views.method, name="method"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
    path("uppgifter/", views.privacy, name="privacy"),
    path("english/", views.english, name="english"),
    path("vem-far-gora-vad/", views.access, name="access"),
    path(".well-known/security.txt", views.security, name="security"),
    path("halsa/", views.health, name="health"),
    path("halsa/redo/", views.ready, name="ready"),
]
