"""Addresses of gatherings and meetings."""

from django.urls import path

from kinroad.gatherings.views import calendar, feedback, finder, idea, listings

app_name = "gatherings"
urlpatterns = [
    path("calendar", calendar.calendar, name="calendar"),
    path("calendar/<uuid:public_session_id>", calendar.calendar_session, name="calendar_session"),
    path("meetings", finder.meetings, name="meetings"),
    path("meetings/<slug:slug>", finder.one_meeting, name="meeting"),
    path("settings/meetings", listings.meeting_lists, name="meeting_lists"),
    path("settings/meetings/<uuid:meeting_id>", listings.correct_meeting, name="correct_meeting"),
    path("settings/meetings/<uuid:meeting_id>/hide", listings.hide_meeting, name="hide_meeting"),
    path("settings/meetings/<uuid:meeting_id>/as-listed", listings.as_listed, name="as_listed"),
    path("calendar/<uuid:public_session_id>/feedback", feedback.feedback, name="feedback"),
    path("gatherings/<uuid:gathering_id>/feedback", feedback.how_people_found_it, name="how_it_was"),
    path("ideas", idea.ideas, name="ideas"),
    path("ideas/<uuid:idea_id>/vote", idea.vote, name="idea_vote"),
    path("ideas/<uuid:idea_id>/take-back", idea.take_back, name="idea_back"),
    path("ideas/<uuid:idea_id>/answer", idea.answer, name="idea_answer"),
]
