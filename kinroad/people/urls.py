"""Addresses of people: signing in and out, and settings."""

from django.urls import path

from kinroad.people.views import drafts, duplicates, places

app_name = "people"
urlpatterns = [
    path("health", places.health, name="health"),
    path("first-page", places.first_page, name="first_page"),
    path("drafts/<str:form>/<uuid:about>", drafts.draft, name="draft"),
    path("program/duplicates", duplicates.duplicates, name="duplicates"),
    path("program/duplicates/<uuid:possible_duplicate_id>", duplicates.duplicate, name="duplicate"),
    path("program/duplicates/<uuid:participant_id>/two", duplicates.unmerge, name="unmerge"),
    path("account/place", places.choose_place, name="choose_place"),
]
