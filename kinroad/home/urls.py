"""Addresses of first pages."""

from django.urls import path

from kinroad.home.views import public

app_name = "home"
urlpatterns = [
    path("", public.public_home, name="public_home"),
    path("theme", public.theme, name="theme"),
]
