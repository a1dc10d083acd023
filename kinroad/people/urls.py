"""Addresses of people: signing in and out, and settings."""

from django.urls import path

from kinroad.people.views import drafts, places

app_name = "people"
urlpatterns = [
    path("health", places.health, name="health"),
    path("first-page", places.first_page, name="first_page"),
    path("drafts/<str:form>/<uuid:about>", drafts.draft, name="draft"),
    path("account/place", places.choose_place, name="choose_place"),
]
