"""The page frame's one object: brand, navigation by role, language, theme, ways out."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kinroad.design.frame import Frame, NavItem
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.rules.viewer import Viewer

LANGUAGES = (("en", "English", "EN"), ("es", "Español", "ES"))
THEMES = ("light", "dark", "contrast")


def frame(request: HttpRequest) -> dict[str, Frame]:
    """The context processor: `frame` for every page."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    organization = getattr(request, "organization", None)
    here = request.resolver_match.view_name if request.resolver_match else ""
    public = viewer is None or here in PUBLIC_PAGES
    participant_only = viewer is not None and viewer.roles <= {Role.PARTICIPANT}
    language = get_language() or "en"
    path = request.get_full_path() if request.method == "GET" else request.path
    return {
        "frame": Frame(
            discreet_name=organization.discreet_name if organization else "Kinroad",
            public=public,
            signed_in=viewer is not None,
            initials=(viewer.called[:2] if viewer else ""),
            account_label=_("%(name)s, your account") % {"name": viewer.called} if viewer else "",
            account_url=_url("people:account") if viewer else "",
            nav=_public_nav(here, viewer) if public else _role_nav(here, viewer),
            exit_url=settings.KINROAD_EXIT_URL if public or participant_only or _is_own_page(here) else None,
            practice=bool(viewer and organization and organization.is_demo and settings.KINROAD_DEMO_ANYWHERE),
            crisis_steps=organization.crisis_steps if organization else "",
            address_lines=_address(organization),
            source_url=settings.KINROAD_SOURCE_URL,
            languages=[(code, name, short, code == language) for code, name, short in LANGUAGES],
            language_url=reverse("set_language"),
            theme=request.COOKIES.get("theme", "") if request.COOKIES.get("theme") in THEMES else "",
            home_url=reverse("home:public_home") if viewer is None else reverse("people:first_page"),
            next=path,
            privacy_url=_url("home:privacy"),
            theme_url=_url("home:theme"),
            help_url=_url("home:help"),
        )
    }


PUBLIC_PAGES = frozenset(
    (
        "home:public_home",
        "home:gallery",
        "gatherings:meetings",
        "gatherings:meeting",
        "gatherings:calendar",
        "gatherings:calendar_session",
        "gatherings:coming",
        "gatherings:coming_by_link",
        "gatherings:here",
        "gatherings:verify",
        "gatherings:verify_code",
        "resources:resources",
        "resources:resource",
        "resources:wrong",
        "resources:list",
        "coaching:ask_for_support",
        "coaching:asked",
        "coaching:check_in_by_link",
        "resources:answer",
        "home:stand_by",
    )
)


# A page whose name begins like this stands under that page of the navigation.
SECTIONS = (
    ("home:record", "home:people"),
    ("home:change_about", "home:people"),
    ("home:contact_versions", "home:people"),
    ("home:thread", "home:people"),
    ("home:sharing", "home:people"),
    ("home:me_who_looked", "home:me_who_looked"),
    ("home:me_about", "home:me_about"),
    ("home:me_", "home:me"),
    ("coaching:me_", "home:me"),
    ("coaching:person_calls", "home:people"),
    ("coaching:calls", "home:today"),
    ("coaching:plan", "home:people"),
    ("coaching:outreach", "home:today"),
    ("coaching:told", "home:people"),
    ("home:death", "home:people"),
    ("home:emergency", "home:people"),
    ("home:disclosures", "home:people"),
    ("home:restrict", "home:people"),
    ("home:danger", "home:more"),
    ("home:legal", "home:program"),
    ("coaching:waiting", "home:program"),
    ("coaching:check_ins", "home:people"),
    ("coaching:check_in_link", "home:people"),
    ("coaching:answer_check_in", "home:people"),
    ("coaching:check_in", "home:me"),
    ("coaching:day", "home:people"),
    ("coaching:reading_times", "people:settings"),
    ("coaching:request", "home:program"),
    ("coaching:match", "home:program"),
    ("coaching:hand_over", "home:program"),
    ("coaching:who_answers", "home:people"),
    ("coaching:new_warm_hand_off", "home:people"),
    ("coaching:warm_hand_off", "home:people"),
    ("coaching:answerers_here", "people:settings"),
    ("reporting:", "reporting:support"),
    ("resources:me_", "home:me"),
    ("resources:person_", "home:people"),
    ("resources:referral_figures", "home:program"),
    ("resources:barriers", "home:program"),
    ("resources:referrals", "home:today"),
    ("practical_help:me_", "home:me"),
    ("practical_help:person_", "home:people"),
    ("practical_help:board", "home:today"),
    ("practical_help:helping", "home:today"),
    ("practical_help:", "home:program"),
    ("workforce:", "home:program"),
    ("resources:", "resources:resources"),
    ("home:audit", "people:settings"),
    ("people:staff", "people:settings"),
    ("people:role_", "people:settings"),
    ("people:organization", "people:settings"),
    ("people:places", "people:settings"),
    ("people:site", "people:settings"),
    ("people:program", "people:settings"),
    ("people:policies", "people:settings"),
    ("notifications:", "people:settings"),
    ("gatherings:meeting", "gatherings:meetings"),
    ("gatherings:me_", "home:me"),
    ("gatherings:calendar", "gatherings:calendar"),
    ("gatherings:gathering", "gatherings:gatherings"),
    ("gatherings:new_gathering", "gatherings:gatherings"),
    ("gatherings:change_", "gatherings:gatherings"),
    ("gatherings:end_", "gatherings:gatherings"),
    ("gatherings:leaders", "gatherings:gatherings"),
    ("gatherings:find_co_lead", "gatherings:gatherings"),
    ("gatherings:session", "gatherings:gatherings"),
    ("gatherings:move_session", "gatherings:gatherings"),
    ("gatherings:cancel_session", "gatherings:gatherings"),
    ("gatherings:attendance", "home:today"),
    ("gatherings:coming", "gatherings:calendar"),
    ("gatherings:me_", "home:me"),
    ("gatherings:units", "gatherings:gatherings"),
    ("gatherings:curricul", "gatherings:gatherings"),
    ("gatherings:new_curriculum", "gatherings:gatherings"),
    ("gatherings:league", "gatherings:gatherings"),
    ("gatherings:plan_games", "gatherings:gatherings"),
    ("gatherings:game", "gatherings:gatherings"),
    ("gatherings:team", "gatherings:gatherings"),
    ("gatherings:find_player", "gatherings:gatherings"),
    ("gatherings:add_player", "gatherings:gatherings"),
)


OWN_PAGES = frozenset(("coaching:check_in", "coaching:check_in_answered"))


def _is_own_page(here: str) -> bool:
    mine = ("home:me", "coaching:me_", "gatherings:me_", "practical_help:me_", "resources:me_")
    return here.startswith(mine) or here in OWN_PAGES


def _address(organization: Any) -> list[str]:
    if organization is None:
        return []
    return [line for line in (*organization.address.splitlines(), *organization.hours.splitlines()) if line.strip()]


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _section(here: str) -> str:
    """The page of the navigation under which a page without a place of its own stands."""
    return next((name for start, name in SECTIONS if here.startswith(start)), "")


def _items(here: str, wanted: list[tuple[str, str, str, bool, str]]) -> list[NavItem]:
    items = []
    for label, name, icon, main, place in wanted:
        if url := _url(name):
            items.append(NavItem(label, url, icon, current=name == (_section(here) or here), main=main, place=place))  # type: ignore[arg-type]
    return items


def _public_nav(here: str, viewer: Viewer | None) -> list[NavItem]:
    wanted = [
        (_("Home"), "home:public_home", "home", False, "wide"),
        (_("Meetings"), "gatherings:meetings", "place", False, "both"),
        (_("Calendar"), "gatherings:calendar", "calendar", False, "both"),
        (_("Find help"), "resources:resources", "search", False, "both"),
        (_("Support"), "coaching:ask_for_support", "heart", True, "phone"),
        (_("Sign in"), "account_login", "lock", False, "both"),
        (_("I want support"), "coaching:ask_for_support", "heart", True, "wide"),
    ]
    if viewer is not None:
        wanted[5] = (_("My first page"), "people:first_page", "people", False, "both")
    return _items(here, wanted)


def _role_nav(here: str, viewer: Viewer | None) -> list[NavItem]:
    assert viewer is not None
    wanted: list[tuple[str, str, str, bool, str]] = []
    leads = viewer.has(Role.PEER_LEADER)
    if leads:
        wanted.append((_("Log a contact"), "coaching:log", "pen", True, "wide"))
        wanted.append((_("Today"), "home:today", "today", False, "both"))
    if viewer.has(Role.SUPERVISOR):
        wanted.append((_("My team"), "home:my_team", "people", False, "both"))
    if viewer.has(*COORDINATING_ROLES):
        wanted.append((_("Program"), "home:program", "home", False, "both"))
    if viewer.has(Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES):
        wanted.append((_("People"), "home:people", "people", False, "both"))
    if viewer.has(*COORDINATING_ROLES):
        wanted.append((_("Gatherings"), "gatherings:gatherings", "calendar", False, "both"))
    if leads:
        wanted.insert(min(3, len(wanted)), (_("Log"), "coaching:log", "pen", True, "phone"))
    if viewer.has(Role.SUPERVISOR, *COORDINATING_ROLES, Role.EVALUATOR):
        wanted.append((_("Reports"), "reporting:support", "flag", False, "both"))
    if viewer.participant_id is not None:
        wanted.append((_("My page"), "home:me", "home", False, "both"))
        if not viewer.roles - {Role.PARTICIPANT}:
            wanted.append((_("About me"), "home:me_about", "pen", False, "both"))
            wanted.append((_("Who looked"), "home:me_who_looked", "eye", False, "wide"))
            wanted.append((_("Meetings"), "gatherings:meetings", "place", False, "both"))
            wanted.append((_("Calendar"), "gatherings:calendar", "calendar", False, "both"))
            wanted.append((_("Find help"), "resources:resources", "search", False, "wide"))
    if viewer.has(Role.ADMINISTRATOR):
        wanted.append((_("Settings"), "people:settings", "lock", False, "both"))
    wanted.append((_("More"), "home:more", "more", False, "both"))
    return _items(here, wanted)
