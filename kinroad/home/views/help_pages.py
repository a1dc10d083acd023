"""Small pages around everything: privacy, help, and all the links of one's roles."""

from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kinroad.core.http import PublicRequest, SignedInRequest
from kinroad.people.queries.notices import notice_of
from kinroad.people.rules.roles import Role
from kinroad.people.rules.viewer import Viewer

Words = Any  # translated when they are printed


class Page(NamedTuple):
    """A page someone may go to: what it is called, what it does, and for whom. Nobody named: everyone."""

    name: Words
    address: str
    does: Words
    roles: tuple[str, ...] = ()


COORDINATING = (Role.COORDINATOR, Role.PROGRAM_MANAGER)
WITH_PEOPLE = (Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING)
ME = (Role.PARTICIPANT,)
PAGES = (
    Page(_("Today"), "home:today", _("Whom to reach out to today, and why."), (Role.PEER_LEADER,)),
    Page(
        _("Log a contact"),
        "coaching:log",
        _("Write down that you were in touch. It takes a minute."),
        (Role.PEER_LEADER,),
    ),
    Page(_("Calls"), "coaching:calls", _("Call people one after the other, with words to say."), (Role.PEER_LEADER,)),
    Page(
        _("Outreach"),
        "coaching:outreach",
        _("Whom to reach out to after a return to use, and who waits too long."),
        (Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING),
    ),
    Page(
        _("The directory"),
        "resources:queue",
        _("Places to check, and what somebody said is wrong."),
        COORDINATING,
    ),
    Page(
        _("My team"),
        "home:my_team",
        _("Who needs you, among the peer leaders and those they walk with."),
        (Role.SUPERVISOR,),
    ),
    Page(
        _("Calls to look after"),
        "coaching:calls_overdue",
        _("What came up on calls, and who waits too long for one."),
        (Role.SUPERVISOR, *COORDINATING),
    ),
    Page(_("Call lists"), "coaching:calls_lists", _("Who calls today, and whom."), (Role.SUPERVISOR, *COORDINATING)),
    Page(
        _("Calls in numbers"),
        "coaching:calls_figures",
        _("How many people we reach by phone, and what they say."),
        (Role.SUPERVISOR, *COORDINATING, Role.EVALUATOR),
    ),
    Page(
        _("Lend a hand"),
        "practical_help:board",
        _("Rides, child care, a coat: what people near you need, and what you said yes to."),
        WITH_PEOPLE,
    ),
    Page(_("Closet and bus passes"), "practical_help:stock", _("What we have, and what runs low."), WITH_PEOPLE),
    Page(
        _("What nobody took"),
        "practical_help:nobody_took",
        _("Help that is due and still open, and money people ask for."),
        COORDINATING,
    ),
    Page(
        _("Help in numbers"),
        "practical_help:figures",
        _("What people asked for, and what became of it."),
        (Role.SUPERVISOR, *COORDINATING, Role.EVALUATOR),
    ),
    Page(
        _("Checks"),
        "workforce:checks",
        _("Who may drive people, and who may look after children."),
        (Role.SUPERVISOR, *COORDINATING),
    ),
    Page(_("Referrals"), "resources:referrals", _("Who was referred where, and what is due."), WITH_PEOPLE),
    Page(
        _("How referrals went"),
        "resources:referral_figures",
        _("How many are connected, how soon, and why others are not."),
        (Role.SUPERVISOR, *COORDINATING, Role.EVALUATOR),
    ),
    Page(
        _("What stands in the way"),
        "resources:barriers",
        _("Which services say no, and why, to speak up with."),
        (Role.SUPERVISOR, *COORDINATING),
    ),
    Page(_("Program"), "home:program", _("Requests, who waits, and who has room."), COORDINATING),
    Page(_("Waiting list"), "coaching:waiting", _("Everyone who waits for someone to walk with them."), COORDINATING),
    Page(
        _("Write someone down"),
        "coaching:intake",
        _("For someone who asks for support by phone or at the door."),
        (Role.PEER_LEADER, *COORDINATING),
    ),
    Page(_("People"), "home:people", _("Find someone you may see."), WITH_PEOPLE),
    Page(
        _("In an emergency"),
        "home:emergency",
        _("Open the page of somebody you do not walk with, when it cannot wait."),
        WITH_PEOPLE,
    ),
    Page(
        _("Danger and duties to report"),
        "home:danger",
        _("What to do, whom to tell, and how without saying who comes here."),
        WITH_PEOPLE,
    ),
    Page(
        _("Incident reports"),
        "home:incidents",
        _("What those you supervise wrote about safety."),
        (Role.SUPERVISOR, *COORDINATING),
    ),
    Page(
        _("Courts and police"),
        "home:legal",
        _("Subpoenas, orders and questions, and the letter we answer."),
        COORDINATING,
    ),
    Page(
        _("If something got out"),
        "home:breach",
        _("Who was touched by an account in a window, and how it was judged."),
        (*COORDINATING, Role.ADMINISTRATOR),
    ),
    Page(_("Messages"), "home:messages", _("What people wrote to you, and what you answered."), WITH_PEOPLE),
    Page(_("Ideas"), "gatherings:ideas", _("What people would like to do together."), (Role.PARTICIPANT, *WITH_PEOPLE)),
    Page(_("Possible duplicates"), "people:duplicates", _("Two pages that may be about one person."), COORDINATING),
    Page(
        _("Bring in a list"),
        "interop:rosters",
        _("Bring in people from a spreadsheet, and take it back if needed."),
        COORDINATING,
    ),
    Page(
        _("Gatherings"),
        "gatherings:gatherings",
        _("Plan what people come together for; move or cancel one session."),
        (Role.PEER_LEADER, *COORDINATING),
    ),
    Page(
        _("Meeting lists"),
        "gatherings:meeting_lists",
        _("The lists behind the meeting finder. Bring in a new one, or mend a meeting."),
        (*COORDINATING, Role.ADMINISTRATOR),
    ),
    Page(
        _("Reports"),
        "reporting:support",
        _("How many people were supported, how, and how much."),
        (Role.SUPERVISOR, *COORDINATING, Role.EVALUATOR),
    ),
    Page(_("My page"), "home:me", _("Who walks with you, what is next, and what was written."), ME),
    Page(_("How are you?"), "coaching:check_in", _("Say how you are, and whether you would like a call."), ME),
    Page(_("How I have been"), "coaching:me_check_ins", _("What you answered, and when we may ask you."), ME),
    Page(
        _("Days that can be hard"),
        "coaching:me_days",
        _("Payday or another day on which you like to hear from us."),
        ME,
    ),
    Page(_("Ask for help"), "practical_help:me_help", _("A ride, child care, a coat, help with a form."), ME),
    Page(_("Papers and forms"), "practical_help:me_papers", _("What offices ask for, to tick off."), ME),
    Page(_("About me"), "home:me_about", _("Change what we know about you and how we may reach you."), ME),
    Page(_("Calls from us"), "coaching:me_calls", _("When we call you. Change or stop it any time."), ME),
    Page(_("My messages"), "home:me_messages", _("Write to who walks with you, and read what they write."), ME),
    Page(_("What you may send me"), "home:me_allowed", _("What you said yes to, and what we tell you."), ME),
    Page(
        _("Whom you told about me"), "home:me_disclosures", _("Who outside learned something, and what stays here."), ME
    ),
    Page(_("Everything about me"), "home:me_export", _("Read or take along all that stands here about you."), ME),
    Page(_("Who looked"), "home:me_who_looked", _("Who opened your page, and why."), ME),
    Page(
        _("Reading times"),
        "coaching:reading_times",
        _("When a person reads what participants answer, and who is on call."),
        (Role.ADMINISTRATOR,),
    ),
    Page(
        _("Settings"), "people:settings", _("People who work here, roles, sites and policies."), (Role.ADMINISTRATOR,)
    ),
    Page(_("Outbox"), "notifications:outbox", _("Texts and e-mail that could not be sent."), (Role.ADMINISTRATOR,)),
    Page(_("Calendar"), "gatherings:calendar", _("Groups, classes and get-togethers, by day.")),
    Page(_("My calendar"), "gatherings:me_calendar", _("What you are coming to, in the calendar of your phone."), ME),
    Page(_("Meetings"), "gatherings:meetings", _("Find a meeting now, today or on another day.")),
    Page(_("I want support"), "coaching:ask_for_support", _("Four questions. Somebody calls or texts you back.")),
    Page(_("My account"), "people:account", _("Your password, your language, and the way out."), tuple(Role)),
)
ALWAYS = (
    Page(_("Privacy and your rights"), "home:privacy", _("How we keep what you tell us.")),
    Page(_("Find help"), "resources:resources", _("Housing, work, food, treatment and more, near a place.")),
    Page(_("Help"), "home:help", _("What each page does.")),
    Page(_("Light, dark, or as my device"), "home:theme", _("How pages look on this device.")),
)


def pages_for(viewer: Viewer | None, *, among: tuple[Page, ...]) -> list[tuple[Page, str]]:
    """The pages this viewer may open, each with its address. A page that is not built yet is left out."""
    found = []
    for page in among:
        if not page.roles or (viewer is not None and viewer.has(*page.roles)):
            try:
                found.append((page, reverse(page.address)))
            except NoReverseMatch:
                continue
    return found


@login_not_required
@require_safe
def privacy(request: PublicRequest) -> HttpResponse:
    """The organization's notice of privacy."""
    paper = notice_of(request.organization, language=get_language() or "en")
    return render(request, "home/privacy.html", {"paper": paper})


@login_not_required
@require_safe
def help_page(request: PublicRequest) -> HttpResponse:
    """What each page does, and whom to call."""
    viewer = getattr(request, "viewer", None)
    context = {"pages": pages_for(viewer, among=PAGES), "organization": request.organization}
    return render(request, "home/help.html", context)


@require_safe
def more(request: SignedInRequest) -> HttpResponse:
    """Everything a phone's bar has no room for."""
    return render(request, "home/more.html", {"pages": pages_for(request.viewer, among=PAGES + ALWAYS)})
