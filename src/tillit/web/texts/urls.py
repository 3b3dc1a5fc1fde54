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
    path("halsa/", views.health, name="health"),
]
