"""Addresses of doors to other systems."""

from django.urls import include, path

from kinroad.interop.hsds import hand_in

app_name = "interop"
urlpatterns = [
    path("", include("kinroad.interop.spreadsheet.urls")),
    path("resources/import", hand_in.resource_list, name="resource_list"),
]
