"""What a kind of gathering usually is, so that a form comes half filled in. Everything may be changed."""

from dataclasses import dataclass
from typing import Any

from kinroad.gatherings.rules.repeat import Often


@dataclass(frozen=True)
class Preset:
    """A kind with its usual types of support, activity, and ways to sign up and to write down who came."""

    kind: str
    supports: tuple[str, ...]
    activity: str
    sign_up: str
    attendance: str
    often: Often
    more: tuple[tuple[str, Any], ...] = ()


FAMILIES = (("children_welcome", True), ("for_whom", ["family"]))
PRESETS = {
    "support_group": Preset("support_group", ("emotional", "affiliational"), "group", "none", "by_name", Often.WEEKLY),
    "education": Preset("education", ("informational",), "group", "anyone", "by_name", Often.WEEKLY),
    "class": Preset("class", ("informational",), "group", "participants", "by_name", Often.WEEKLY),
    "event": Preset("event", ("affiliational",), "community", "anyone", "head_count", Often.ONCE),
    "sports": Preset("sports", ("affiliational",), "community", "anyone", "head_count", Often.WEEKLY),
    "family": Preset(
        "family", ("emotional", "affiliational"), "community", "anyone", "by_name", Often.WEEKLY, FAMILIES
    ),
    "center": Preset("center", ("affiliational", "instrumental"), "community", "none", "head_count", Often.WEEKLY),
    # Payday evenings and holidays are when many want somewhere to go.
    "payday": Preset("event", ("affiliational",), "community", "anyone", "head_count", Often.FORTNIGHTLY),
    "holiday": Preset(
        "family", ("emotional", "affiliational"), "community", "anyone", "head_count", Often.YEARLY_DAY, FAMILIES
    ),
}


def starting_facts(preset: Preset) -> dict[str, Any]:
    """The fields of the form that this preset fills in."""
    return {
        "kind": preset.kind,
        "supports": list(preset.supports),
        "activity": preset.activity,
        "sign_up": preset.sign_up,
        "attendance": preset.attendance,
        "often": preset.often.value,
        **dict(preset.more),
    }
