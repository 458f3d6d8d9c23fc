"""The pages for everybody."""

from __future__ import annotations

from django.urls import path

from . import citation_views, holding_views, views
from .opinions import calendars, feed, sheets
from .opinions import views as opinion_views
from .policies import calendars as task_calendars
from .policies import desks
from .policies import views as policy_views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("bulletins/<int:pk>/", views.bulletin, name="bulletin"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("citations/", citation_views.citations, name="citations"),
    path("appointments/", views.appointments, name="appointments"),
    path("opinions/", opinion_views.opinions, name="opinions"),
    path("opinions/opinions.csv", sheets.opinions_csv, name="opinions_csv"),
    path("opinions/feed.atom", feed.opinions_feed, name="opinions_feed"),
    path("opinions/calendar.ics", calendars.opinions_calendar, name="opinions_calendar"),
    path("opinions/<int:pk>/", opinion_views.opinion, name="opinion"),
    path("opinions/<int:pk>/opinion.csv", sheets.opinion_csv, name="opinion_csv"),
    path("opinions/<int:pk>/calendar.ics", calendars.opinion_calendar, name="opinion_calendar"),
    path("policies/", policy_views.policies, name="policies"),
    path("policies/<int:pk>/", policy_views.policy, name="policy"),
    path("policies/<int:pk>/tasks/", policy_views.tasks, name="policy_tasks"),
    path("policies/<int:pk>/calendar.ics", task_calendars.policy_calendar, name="policy_calendar"),
    path("people/", views.people, name="people"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/desk/", desks.person_desk, name="person_desk"),
    path("organizations/", holding_views.organizations, name="organizations"),
    path("organizations/<int:pk>/", holding_views.organization, name="organization"),
    path("organizations/<int:pk>/desk/", desks.organization_desk, name="organization_desk"),
    path("organizations/<int:pk>/calendar.ics", task_calendars.desk_calendar, name="desk_calendar"),
    path("posts/<int:pk>/", holding_views.post, name="post"),
    path("language/<str:code>/", views.language, name="language"),
]
