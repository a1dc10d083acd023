"""What the page frame prints around every page: one object, made once a request by a context processor."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class NavItem:
    """One doorway of the main navigation.

    `main` is the one marigold doorway. `place` says where it stands: in the bar of a phone, in the list of a wide
    screen, or in both (a phone has room for five).
    """

    label: str
    url: str
    icon: str
    current: bool = False
    main: bool = False
    place: Literal["both", "phone", "wide"] = "both"


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the content of a page. Nothing in it may name what the organization does or whom it serves.

    `languages` are (code, name in that language, two letters, current). A link whose address is empty is left out.
    """

    discreet_name: str
    public: bool = True
    signed_in: bool = False
    initials: str = ""
    account_label: str = ""
    account_url: str = ""
    nav: tuple[NavItem, ...] | list[NavItem] = ()
    exit_url: str | None = None
    practice: bool = False
    crisis_steps: str = ""
    address_lines: tuple[str, ...] | list[str] = ()
    source_url: str = ""
    languages: tuple[tuple[str, str, str, bool], ...] | list[tuple[str, str, str, bool]] = ()
    language_url: str = ""
    theme: str = ""
    home_url: str = "/"
    next: str = "/"
    privacy_url: str = ""
    theme_url: str = ""
    help_url: str = ""
