"""Addresses of login. Those the library asks for by name have its names; the rest are in `login:`."""

from django.urls import include, path

from tillit.web.login import confirming, factors, services, views

ours = [
    path("logga-in/kod/", views.code, name="code"),
    path("logga-in/passnyckel/", views.passkey, name="passkey"),
    path("logga-in/tjanst/", services.choose, name="services"),
    path("logga-in/tjanst/<slug:slug>/", services.service, name="service"),
    path("logga-in/utan-roll/", services.no_role, name="no_role"),
    path("bekrafta/", confirming.step_up, name="step_up"),
    path("min-sida/inloggning/", factors.ways, name="factors"),
    path("min-sida/inloggning/kodapp/", factors.app, name="app"),
    path("min-sida/inloggning/passnyckel/", factors.passkey, name="new_passkey"),
    path("min-sida/inloggning/reservkoder/", factors.codes, name="codes"),
    path("min-sida/inloggning/ta-bort/<int:factor>/", factors.remove, name="remove"),
]
urlpatterns = [
    path("logga-in/", views.begin, name="account_login"),
    path("logga-in/andra-steget/", views.second, name="mfa_authenticate"),
    path("logga-in/tjanst/<slug:provider_id>/svar/", services.callback, name="openid_connect_callback"),
    path("logga-ut/", views.leave, name="account_logout"),
    path("", include((ours, "login"))),
]
