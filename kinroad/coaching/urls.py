"""Addresses of one-to-one support."""

from django.urls import URLPattern

app_name = "coaching"
urlpatterns: list[URLPattern] = []
