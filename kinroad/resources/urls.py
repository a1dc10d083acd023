"""Addresses of resources and referrals."""

from django.urls import path

from kinroad.resources.views import (
    double,
    experience,
    finding,
    referral,
    referral_figures,
    referral_letter,
    referral_list,
    resource,
    shortlist,
    tending,
)

app_name = "resources"
urlpatterns = [
    path("resources", finding.resources, name="resources"),
    path("resources/queue", tending.queue, name="queue"),
    path("resources/doubles", double.doubles, name="doubles"),
    path("resources/doubles/<uuid:double_id>", double.decide, name="decide"),
    path("resources/new", tending.new_resource, name="new_resource"),
    path("resources/<uuid:resource_id>/change", tending.change_resource, name="change_resource"),
    path("resources/<uuid:resource_id>/verify", tending.verify_resource, name="verify_resource"),
    path("resources/<uuid:resource_id>/close", tending.close_resource, name="close_resource"),
    path("resources/<uuid:public_place_id>/how-it-was", experience.how_it_was, name="how_it_was"),
    path("resources/<uuid:public_place_id>/take-back", experience.take_back, name="take_back"),
    path("how-it-was/<uuid:experience_id>/hide", experience.hide, name="hide_experience"),
    path("resources/list", shortlist.make, name="make_list"),
    path("list/<str:secret>", shortlist.show, name="list"),
    path("list/<str:secret>/paper", shortlist.paper, name="list_paper"),
    path("list/<str:secret>/send", shortlist.send, name="list_send"),
    path("resources/<uuid:public_place_id>", resource.resource, name="resource"),
    path("resources/<uuid:public_place_id>/wrong", resource.wrong, name="wrong"),
    path("referrals", referral_list.referrals, name="referrals"),
    path("referrals/figures", referral_figures.referral_figures, name="referral_figures"),
    path("referrals/barriers", referral_figures.barriers, name="barriers"),
    path("referrals/barriers/brief.pdf", referral_figures.barriers_brief, name="barriers_brief"),
    path("resources/<uuid:place_id>/refer", referral_list.refer, name="refer"),
    path("answer/<str:secret>", referral_letter.answer_by_link, name="answer"),
    path("me/referrals", referral.me_referrals, name="me_referrals"),
    path("me/referrals/new/<uuid:public_place_id>", referral.me_referral_new, name="me_referral_new"),
    path("me/referrals/<uuid:referral_id>", referral.me_referral, name="me_referral"),
    path("me/referrals/<uuid:referral_id>/yes", referral.me_referral_yes, name="me_referral_yes"),
    path("me/referrals/<uuid:referral_id>/close", referral.me_referral_close, name="me_referral_close"),
    path("me/referrals/<uuid:referral_id>/outcome", referral.me_referral_outcome, name="me_referral_outcome"),
    path("me/referrals/<uuid:referral_id>/letter", referral_letter.me_referral_letter, name="me_referral_letter"),
    path("people/<uuid:participant_id>/referrals", referral.person_referrals, name="person_referrals"),
    path("people/<uuid:participant_id>/referrals/new", referral.person_referral_new, name="person_referral_new"),
    *(
        path(f"people/<uuid:participant_id>/referrals/<uuid:referral_id>{end}", view, name=f"person_referral{name}")
        for end, name, view in (
            ("", "", referral.person_referral),
            ("/yes", "_yes", referral.person_referral_yes),
            ("/sent", "_sent", referral.person_referral_sent),
            ("/day", "_day", referral.person_referral_day),
            ("/outcome", "_outcome", referral.person_referral_outcome),
            ("/close", "_close", referral.person_referral_close),
            ("/mistake", "_mistake", referral.person_referral_mistake),
            ("/letter", "_letter", referral_letter.person_referral_letter),
            ("/link", "_link", referral_letter.person_referral_link),
            ("/tell", "_tell", referral_letter.person_referral_tell),
        )
    ),
]
