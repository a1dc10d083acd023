"""Addresses of gatherings and meetings."""

from django.urls import path

from kinroad.gatherings.views import (
    attendance,
    calendar,
    coming,
    facilitator,
    feedback,
    finder,
    gathering,
    idea,
    listings,
    lists,
    me_calendar,
<<<<<<< HEAD
    me_coming,
=======
    poster,
>>>>>>> d11dcd4 (gatherings: Print the month on one sheet.)
    session,
    who_is_coming,
)

app_name = "gatherings"
urlpatterns = [
    path("calendar", calendar.calendar, name="calendar"),
    path("calendar/<uuid:public_session_id>", calendar.calendar_session, name="calendar_session"),
    path("calendar/poster.pdf", poster.poster, name="calendar_poster"),
    path("me/calendar", me_calendar.me_calendar, name="me_calendar"),
    path("me/calendar/titles", me_calendar.me_calendar_titles, name="me_calendar_titles"),
    path("me/calendar/stop", me_calendar.me_calendar_stop, name="me_calendar_stop"),
    path("calendar/<uuid:public_session_id>/coming", coming.coming, name="coming"),
    path("coming/<str:secret>", coming.coming_by_link, name="coming_by_link"),
    path("coming/<str:secret>/cancel", coming.coming_by_link_cancel, name="coming_by_link_cancel"),
    path("me/coming", me_coming.me_coming, name="me_coming"),
    path("me/coming/<uuid:coming_id>", me_coming.me_coming_one, name="me_coming_one"),
    path("me/coming/<uuid:coming_id>/cancel", me_coming.me_coming_cancel, name="me_coming_cancel"),
    path("sessions/<uuid:session_id>/coming", who_is_coming.who_is_coming, name="who_is_coming"),
    path("sessions/<uuid:session_id>/coming/<uuid:sign_up_id>/told", who_is_coming.coming_told, name="coming_told"),
    path("meetings", finder.meetings, name="meetings"),
    path("meetings/<slug:slug>", finder.one_meeting, name="meeting"),
    path("sessions/<uuid:session_id>/attendance", attendance.attendance, name="attendance"),
    path("settings/meetings", listings.meeting_lists, name="meeting_lists"),
    path("settings/meetings/lists/new", lists.new_list, name="new_list"),
    path("settings/meetings/lists/<uuid:meeting_source_id>", lists.meeting_list, name="meeting_list"),
    path("settings/meetings/lists/<uuid:meeting_source_id>/read", lists.read_list, name="read_list"),
    path("settings/meetings/reports/<uuid:meeting_report_id>", lists.meeting_report, name="meeting_report"),
    path("settings/meetings/<uuid:meeting_id>", listings.correct_meeting, name="correct_meeting"),
    path("settings/meetings/<uuid:meeting_id>/hide", listings.hide_meeting, name="hide_meeting"),
    path("settings/meetings/<uuid:meeting_id>/checked", lists.confirm_meeting, name="confirm_meeting"),
    path("settings/meetings/<uuid:meeting_id>/as-listed", listings.as_listed, name="as_listed"),
    path("calendar/<uuid:public_session_id>/feedback", feedback.feedback, name="feedback"),
    path("gatherings/<uuid:gathering_id>/feedback", feedback.how_people_found_it, name="how_it_was"),
    path("ideas", idea.ideas, name="ideas"),
    path("ideas/<uuid:idea_id>/vote", idea.vote, name="idea_vote"),
    path("ideas/<uuid:idea_id>/take-back", idea.take_back, name="idea_back"),
    path("ideas/<uuid:idea_id>/answer", idea.answer, name="idea_answer"),
    path("gatherings", gathering.gatherings, name="gatherings"),
    path("gatherings/new", gathering.new_gathering, name="new_gathering"),
    path("gatherings/<uuid:gathering_id>", gathering.gathering, name="gathering"),
    path("gatherings/<uuid:gathering_id>/edit", gathering.change_gathering, name="change_gathering"),
    path("gatherings/<uuid:gathering_id>/times", gathering.change_times, name="change_times"),
    path("gatherings/<uuid:gathering_id>/end", facilitator.end_gathering, name="end_gathering"),
    path("gatherings/<uuid:gathering_id>/again", facilitator.begin_again, name="begin_again"),
    path("gatherings/<uuid:gathering_id>/leaders", facilitator.leaders, name="leaders"),
    path("gatherings/<uuid:gathering_id>/leaders/find", facilitator.find_co_lead, name="find_co_lead"),
    path("gatherings/<uuid:gathering_id>/leaders/add", facilitator.add_co_lead, name="add_co_lead"),
    path(
        "gatherings/<uuid:gathering_id>/leaders/<uuid:facilitator_id>/end",
        facilitator.end_leading,
        name="end_leading",
    ),
    path("gatherings/<uuid:gathering_id>/sessions/<uuid:session_id>", session.session, name="session"),
    path(
        "gatherings/<uuid:gathering_id>/sessions/<uuid:session_id>/edit", session.change_session, name="change_session"
    ),
    path("gatherings/<uuid:gathering_id>/sessions/<uuid:session_id>/move", session.move_session, name="move_session"),
    path(
        "gatherings/<uuid:gathering_id>/sessions/<uuid:session_id>/cancel",
        session.cancel_session,
        name="cancel_session",
    ),
    path(
        "gatherings/<uuid:gathering_id>/sessions/<uuid:session_id>/back",
        session.bring_back_session,
        name="bring_back_session",
    ),
]
