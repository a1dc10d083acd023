"""Addresses of first pages."""

from django.urls import path

from kinroad.home.views import allowed, death, first_pages, help_pages, me, messages, notes_lock, people, public, record

app_name = "home"
urlpatterns = [
    path("", public.public_home, name="public_home"),
    path("today", first_pages.today_page, name="today"),
    path("my-team", first_pages.my_team, name="my_team"),
    path("program", first_pages.program, name="program"),
    path("design", public.gallery, name="gallery"),
    path("theme", public.theme, name="theme"),
    path("privacy", help_pages.privacy, name="privacy"),
    path("help", help_pages.help_page, name="help"),
    path("more", help_pages.more, name="more"),
    path("people", people.people, name="people"),
    path("people/<uuid:participant_id>", record.record, name="record"),
    path("people/<uuid:participant_id>/about", record.record_about, name="record_about"),
    path("people/<uuid:participant_id>/about/change", record.change_about, name="change_about"),
    path("people/<uuid:participant_id>/plan", record.record_plan, name="record_plan"),
    path("people/<uuid:participant_id>/circle", record.record_circle, name="record_circle"),
    path("people/<uuid:participant_id>/end", record.end_support, name="end_support"),
    path("people/<uuid:participant_id>/begin", record.begin_support, name="begin_support"),
    path("people/<uuid:participant_id>/death", death.death, name="death"),
    path("people/<uuid:participant_id>/death/undo", death.death_undo, name="death_undo"),
    path("people/<uuid:participant_id>/death/read", death.death_read, name="death_read"),
    path("contacts/<uuid:contact_part_id>/versions", record.contact_versions, name="contact_versions"),
    path("people/<uuid:participant_id>/allowed", allowed.record_allowed, name="record_allowed"),
    path("messages", messages.thread_list, name="messages"),
    path("messages/<uuid:participant_id>", messages.thread, name="thread"),
    path("messages/<uuid:participant_id>/read", messages.thread_read, name="thread_read"),
    path("me/messages", messages.me_messages, name="me_messages"),
    path("me/messages/read", messages.me_messages_read, name="me_messages_read"),
    path("me/messages/earlier", messages.me_messages_earlier, name="me_messages_earlier"),
    path("me/allowed", allowed.me_allowed, name="me_allowed"),
    path("me", me.me, name="me"),
    path("me/about", me.me_about, name="me_about"),
    path("me/reach", me.me_reach, name="me_reach"),
    path("me/circle", me.me_circle, name="me_circle"),
    path("me/notes", me.me_notes, name="me_notes"),
    path("me/notes/hide", me.me_hide_notes, name="me_hide_notes"),
    path("me/notes/<uuid:contact_part_id>", me.me_note, name="me_note"),
    path("me/password", notes_lock.me_unlock, name="me_unlock"),
    path("me/who-looked", me.me_who_looked, name="me_who_looked"),
    path("me/ask-again", me.me_ask_again, name="me_ask_again"),
]
