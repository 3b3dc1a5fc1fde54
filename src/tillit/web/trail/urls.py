"""Addresses of histories."""

from django.urls import path

from tillit.web.trail import views

app_name = "trail"

urlpatterns = [
    path("organisationer/<uuid:organisation>/historik/", views.organisation, name="organisation"),
    path("huvudman/<uuid:authority>/historik/", views.authority, name="authority"),
    path("arenden/<uuid:case>/historik/", views.case, name="case"),
]
