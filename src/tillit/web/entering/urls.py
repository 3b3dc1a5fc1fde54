"""Addresses of what is entered for an organisation."""

from django.urls import path

from tillit.web.entering import views

app_name = "entering"
ONE = "arenden/<uuid:case>/"

urlpatterns = [
    path(ONE + "skriv-in/", views.message, name="message"),
    path(ONE + "skriv-in/text/", views.text, name="text"),
    path(ONE + "inskrivet/<uuid:entered>/", views.show, name="show"),
    path(ONE + "inskrivet/<uuid:entered>/stammer/", views.right, name="right"),
    path(ONE + "inskrivet/<uuid:entered>/stammer-inte/", views.wrong, name="wrong"),
]
