"""Addresses of one-to-one support."""

from django.urls import path

from kinroad.coaching.views import contact

app_name = "coaching"
urlpatterns = [
    path("contacts/new", contact.log, name="log"),
    path("people/<uuid:participant_id>/contacts/new", contact.new_contact, name="new_contact"),
    path("contacts/<uuid:contact_id>/people/<uuid:participant_id>", contact.edit_contact, name="edit_contact"),
    path("contacts/<uuid:contact_id>/notes", contact.contact_notes, name="contact_notes"),
    path("contacts/<uuid:contact_id>/saved", contact.contact_saved, name="contact_saved"),
]
