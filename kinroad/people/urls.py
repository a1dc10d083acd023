"""Addresses of people: signing in and out, ways in, one's account, and settings."""

from django.urls import path

from kinroad.people.views import account, drafts, duplicates, places, settings, staff, welcome

app_name = "people"
urlpatterns = [
    path("health", places.health, name="health"),
    path("first-page", places.first_page, name="first_page"),
    path("sign-in/help", account.cant_get_in, name="cant_get_in"),
    path("welcome", welcome.enter_code, name="enter_code"),
    path("welcome/<str:secret>", welcome.welcome, name="welcome"),
    path("account", account.account, name="account"),
    path("drafts/<str:form>/<uuid:about>", drafts.draft, name="draft"),
    path("program/duplicates", duplicates.duplicates, name="duplicates"),
    path("program/duplicates/<uuid:possible_duplicate_id>", duplicates.duplicate, name="duplicate"),
    path("program/duplicates/<uuid:participant_id>/two", duplicates.unmerge, name="unmerge"),
    path("account/place", places.choose_place, name="choose_place"),
    path("people/<uuid:participant_id>/invite", welcome.invite_participant, name="invite_participant"),
    path("settings", settings.settings, name="settings"),
    path("settings/organization", settings.organization, name="organization"),
    path("settings/places", settings.places, name="places"),
    path("settings/sites/new", settings.site_new, name="site_new"),
    path("settings/sites/<uuid:site_id>", settings.site, name="site"),
    path("settings/sites/<uuid:site_id>/close", settings.site_close, name="site_close"),
    path("settings/programs/new", settings.program_new, name="program_new"),
    path("settings/programs/<uuid:program_id>", settings.program, name="program"),
    path("settings/programs/<uuid:program_id>/close", settings.program_close, name="program_close"),
    path("settings/policies", settings.policies, name="policies"),
    path("settings/policies/reset", settings.policies_reset, name="policies_reset"),
    path("settings/staff", staff.staff, name="staff"),
    path("settings/staff/new", staff.staff_new, name="staff_new"),
    path("settings/staff/<uuid:person_id>", staff.staff_person, name="staff_person"),
    path("settings/staff/<uuid:person_id>/name", staff.staff_change, name="staff_change"),
    path("settings/staff/<uuid:person_id>/invite", welcome.invite_staff, name="invite_staff"),
    path("settings/staff/<uuid:person_id>/roles/new", staff.role_give, name="role_give"),
    path("settings/staff/<uuid:person_id>/roles/<slug:role>/end", staff.role_end, name="role_end"),
    path("settings/staff/<uuid:person_id>/programs", staff.coordinates, name="coordinates"),
    path("settings/staff/<uuid:person_id>/work", staff.peer_leader, name="peer_leader"),
]
