"""Addresses that pages on other sites ask, as a BMLT server has them."""

from django.urls import path

from kinroad.interop.bmlt import views

app_name = "bmlt"
urlpatterns = [
    path("client_interface/json/", views.as_json, name="json"),
    path("client_interface/jsonp/", views.as_jsonp, name="jsonp"),
]
