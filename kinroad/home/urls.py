"""Addresses of first pages."""

from django.urls import path

from kinroad.home.views import first_pages, public

app_name = "home"
urlpatterns = [
    path("", public.public_home, name="public_home"),
    path("today", first_pages.today_page, name="today"),
    path("my-team", first_pages.my_team, name="my_team"),
    path("program", first_pages.program, name="program"),
    path("theme", public.theme, name="theme"),
]
