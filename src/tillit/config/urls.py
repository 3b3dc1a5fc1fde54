"""All addresses: one include per capability."""

from django.urls import URLPattern, URLResolver, include, path

from tillit.config import settings

CAPABILITIES = (
    "texts",
    "login",
    "people",
    "organisations",
    "drafts",
    "initiatives",
    "openings",
    "files",
    "authorities",
    "programme_goals",
    "cases",
    "dialogue",
    "challenges",
    "agreements",
    "joint",
    "examinations",
    "tasks",
    "entering",
    "openly",
    "trail",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("iop/", include("tillit.web.assessment.urls")),
    path("riktlinjer/", include("tillit.web.guidelines.urls")),
    *(path("", include(f"tillit.web.{name}.urls")) for name in CAPABILITIES),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("tillit.web.demo.urls")))

handler400 = "tillit.web.texts.errors.bad_request"
handler403 = "tillit.web.texts.errors.forbidden"
handler404 = "tillit.web.texts.errors.not_found"
handler500 = "tillit.web.texts.errors.server_error"
