"""What the columns of the export are called: the same word for the same kind of fact."""

from typing import Any

from django.utils.translation import gettext_lazy as _

CODE_NAMES: dict[str, Any] = {
    "me": _("Me"),
    "looks": _("Who looked at my record"),
    "experiences": _("How places were for me"),
}
GROUPS: tuple[tuple[Any, str], ...] = (
    (
        _("When"),
        "at on made_at made_on written_at told_at told_on opened_at recorded_at signed_at signed_up_at suggested_at "
        "given_at asked_at declared_at proposed_at put_at offered_at invited_at enrolled_on created_at began_at "
        "ticked_at met_on month",
    ),
    (_("From"), "started_at started_on starts starts_at since effective_at first_on quiet_from"),
    (
        _("Until"),
        "ended_at ended_on ends ends_at expires_at closed_at closed_on cancelled_at withdrawn_at revoked_at undone_at "
        "until taken_off_at circle_closed_at paused_at forgotten_at use_until completed_on died_on let_be_at quiet_to "
        "purged_on consents_purged_on",
    ),
    (
        _("Settled"),
        "answered_at accepted_on agreed_at confirmed_at participant_yes_at leader_yes_at reached_at delivered_at "
        "received_at done_at settled_at reviewed_on outcome_on together_on seen_at last_attempt_at family_asked_at",
    ),
    (
        _("Planned for"),
        "due_at due_on follow_up_on next_contact_on next_on review_on reads_at remind_at question_on round_on by_on "
        "again_on",
    ),
    (
        _("Who"),
        "by written_by made_by recorded_by given_by taken_by asked_by answered_by closed_by done_by ended_by undone_by "
        "signed_by suggested_by enrolled_by family_asked_by owner author caller last_caller peer_leader person witness "
        "told_by who by_participant on_call",
    ),
    (_("To whom"), "recipient recipient_kind recipient_class through affiliation to members reach discloser"),
    (
        _("Words"),
        "words body note own_words content parts reason nature family_words outcome_words purpose_words thanks wording "
        "statements right_to_revoke expires_event case safe_contact_words told",
    ),
    (_("Why"), "why why_not because purpose basis doubt asks"),
    (
        _("What"),
        "what about kind role list line dimension code activity did disposition link news form_version page part",
    ),
    (_("How"), "how channel method came_by reach_by remind_by beside readiness feeling week where_at cost_cents"),
    (_("What became of it"), "outcome state answer ended mistaken withdrawn granted came shared revoked authority"),
    (_("Next step"), "next_step"),
    (_("How many"), "minutes guests children how_many miles dollars number people_without_record silent_weeks"),
    (
        _("How often"),
        "days weeks weekday weekday_before before hour repeats contact_every_days remind zone time_zone",
    ),
    (_("Name"), "name called full_name goes_by nickname participant_name name_to_say signature drawn"),
    (_("Birth date"), "birth_on"),
    (_("Phone"), "phone may_call may_text may_leave_message"),
    (_("E-mail"), "email may_email new_message"),
    (_("Address"), "address zip ride_from"),
    (_("Language"), "language languages"),
    (_("Strengths and talents"), "strengths talents interests"),
    (_("What I hope for"), "hopes wants wanted"),
    (_("What I need"), "needs accessibility triggers supplies treatment ride child_care"),
    (_("What helps"), "helps helped people_who_help experiences"),
    (_("My way"), "pathway pathways relation_to_treatment gender availability anyone leave_to_coordinator"),
    (_("Type of support"), "emotional informational instrumental affiliational"),
    (_("Kinds of information"), "classes with_identity with_name with_title by_name on_paper online"),
    (_("Set by me"), "notes_need_sign_in firm no_end"),
    (_("Version"), "notice_version"),
)
COLUMNS: dict[str, Any] = {name: words for words, names in GROUPS for name in names.split()}
