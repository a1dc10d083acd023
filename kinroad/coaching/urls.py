"""Addresses of one-to-one support."""

from django.urls import path

from kinroad.coaching.views import contact, intake, own, support

app_name = "coaching"
urlpatterns = [
    path("support", support.ask, name="ask_for_support"),
    path("support/asked", support.asked, name="asked"),
    path("support/draft", support.keep, name="support_draft"),
    path("support/clear", support.clear, name="support_clear"),
    path("people/new", intake.intake, name="intake"),
    path("requests/<uuid:request_id>", intake.support_request, name="request"),
    path("requests/<uuid:request_id>/answer", intake.answer, name="answer_request"),
    path("requests/<uuid:request_id>/take", intake.take, name="take_request"),
    path("me/ask-again", own.me_ask_again, name="me_ask_again"),
    path("contacts/new", contact.log, name="log"),
    path("people/<uuid:participant_id>/contacts/new", contact.new_contact, name="new_contact"),
    path("contacts/<uuid:contact_id>/people/<uuid:participant_id>", contact.edit_contact, name="edit_contact"),
    path("contacts/<uuid:contact_id>/notes", contact.contact_notes, name="contact_notes"),
    path("contacts/<uuid:contact_id>/saved", contact.contact_saved, name="contact_saved"),
]
