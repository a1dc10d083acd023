"""Addresses of one-to-one support."""

from django.urls import path

from kinroad.coaching.views import best_match, contact, dual_relationship, intake, match, support, tries
from kinroad.coaching.views.who_should_answer import who_should_answer

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
    path("people/<uuid:participant_id>/tries", tries.note_try, name="note_try"),
    path("contacts/new", contact.log, name="log"),
    path("people/<uuid:participant_id>/contacts/new", contact.new_contact, name="new_contact"),
    path("contacts/<uuid:contact_id>/people/<uuid:participant_id>", contact.edit_contact, name="edit_contact"),
    path("contacts/<uuid:contact_id>/notes", contact.contact_notes, name="contact_notes"),
    path("contacts/<uuid:contact_id>/saved", contact.contact_saved, name="contact_saved"),
    path("who-should-answer", who_should_answer, name="who_should_answer"),
    path("me/choose", match.me_choose, name="me_choose"),
    path("me/choose/wishes", match.me_wishes, name="me_wishes"),
    path("me/choose/leave", match.me_leave, name="me_leave"),
    path("me/choose/apart", dual_relationship.me_apart, name="me_apart"),
    path("me/choose/apart/back", dual_relationship.me_apart_back, name="me_apart_back"),
    path("me/choose/<uuid:match_id>", match.me_answer, name="me_answer"),
    path("me/change", match.me_change, name="me_change"),
    path("people/<uuid:participant_id>/match", match.match, name="match"),
    path("people/<uuid:participant_id>/match/wishes", match.match_wishes, name="match_wishes"),
    path("people/<uuid:participant_id>/match/change", match.match_change, name="match_change"),
    path("people/<uuid:participant_id>/match/apart", dual_relationship.match_apart, name="match_apart"),
    path("people/<uuid:participant_id>/match/apart/back", dual_relationship.match_apart_back, name="match_apart_back"),
    path("people/<uuid:participant_id>/match/<uuid:match_id>", match.match_write_down, name="match_write_down"),
    path("matches/<uuid:match_id>/answer", match.answer, name="answer_match"),
    path("matching", best_match.matching, name="matching"),
    path("matching/ask", best_match.matching_ask, name="matching_ask"),
    path("matching/ask-all", best_match.matching_ask_all, name="matching_ask_all"),
    path("matching/<uuid:participant_id>", best_match.matching_choose, name="matching_choose"),
    path("matching/<uuid:participant_id>/settle", best_match.matching_settle, name="matching_settle"),
    path("program/waiting", match.waiting, name="waiting"),
    path("program/hand-over/<uuid:peer_leader_id>", match.hand_over, name="hand_over"),
]
