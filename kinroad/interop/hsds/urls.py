"""Addresses of the HSDS door."""

from django.urls import path

from kinroad.interop.hsds import views

app_name = "hsds"
urlpatterns = [
    path("hsds/", views.about, name="about"),
    path("hsds/openapi.json", views.openapi, name="openapi"),
    path("hsds/services", views.services, name="services"),
    path("hsds/services/<uuid:public_service_id>", views.service, name="service"),
    path("hsds/organizations", views.organizations, name="organizations"),
    path("hsds/organizations/<uuid:public_agency_id>", views.organization, name="organization"),
    path("hsds/service_at_locations", views.service_at_locations, name="service_at_locations"),
    path("hsds/service_at_locations/<uuid:public_place_id>", views.service_at_location, name="service_at_location"),
    path("hsds/taxonomies", views.taxonomies, name="taxonomies"),
    path("hsds/taxonomies/<uuid:public_taxonomy_id>", views.taxonomy, name="taxonomy"),
    path("hsds/taxonomy_terms", views.taxonomy_terms, name="taxonomy_terms"),
]
