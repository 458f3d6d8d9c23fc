"""All addresses of the site."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("npcrecords.api.urls")),
    path("", include("npcrecords.web.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "npcrecords.api.errors.bad_request"
handler404 = "npcrecords.api.errors.not_found"
handler500 = "npcrecords.api.errors.server_error"
