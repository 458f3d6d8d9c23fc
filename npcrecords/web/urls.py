"""The pages for everybody."""

from __future__ import annotations

from django.urls import path

from . import citation_views, holding_views, views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("bulletins/<int:pk>/", views.bulletin, name="bulletin"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("citations/", citation_views.citations, name="citations"),
    path("appointments/", views.appointments, name="appointments"),
    path("opinions/", views.opinions, name="opinions"),
    path("opinions/<int:pk>/", views.opinion, name="opinion"),
    path("people/", views.people, name="people"),
    path("people/<int:pk>/", views.person, name="person"),
    path("organizations/", holding_views.organizations, name="organizations"),
    path("organizations/<int:pk>/", holding_views.organization, name="organization"),
    path("posts/<int:pk>/", holding_views.post, name="post"),
    path("language/<str:code>/", views.language, name="language"),
]
