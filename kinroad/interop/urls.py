"""Addresses of doors to other systems."""

from django.urls import include, path

app_name = "interop"
urlpatterns = [path("", include("kinroad.interop.spreadsheet.urls"))]
