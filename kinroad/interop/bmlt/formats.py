"""Formats between two worlds: our codes, and the keys and world ids of a BMLT server (Basic Meeting List Toolbox)."""

from dataclasses import dataclass

from kinroad.gatherings.rules.formats import HYBRID, VIRTUAL_ONLY, read_formats


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `id` is a number that stays for good: pages on other sites ask for it."""

    id: int
    code: str
    key: str
    world_id: str = ""
    kind: str = "FC3"


# Kinds: FC1 what happens, FC2 where, FC3 common needs, O open or closed, LANG a language. A number is never used again.
_ROWS = (
    (1, "O", "O", "OPEN", "O"), (2, "C", "C", "CLOSED", "O"), (3, "TC", "TC", "TC", "FC2"),
    (4, VIRTUAL_ONLY, "VM", "VM", "FC2"), (5, HYBRID, "HY", "HYBR", "FC2"), (6, "X", "WC", "WCHR", "FC2"),
    (7, "XB", "XB", "", "FC2"), (8, "CF", "CF", "CW"), (9, "BA", "BA"), (10, "no-children", "NC", "NC"),
    (11, "EN", "EN", "", "LANG"), (12, "S", "ES", "", "LANG"), (13, "ASL", "ASL", "", "LANG"),
    (14, "FR", "FR", "", "LANG"), (15, "KOR", "KOR", "", "LANG"), (16, "POL", "POL", "", "LANG"),
    (17, "POR", "POR", "", "LANG"), (18, "RUS", "RUS", "", "LANG"), (19, "JA", "JA", "", "LANG"),
    (20, "D", "D", "DISC", "FC1"), (21, "topic", "To", "TOP", "FC1"), (22, "B", "BB", "", "FC1"),
    (23, "BE", "Be", "BEG"), (24, "ST", "St", "STEP", "FC1"), (25, "TR", "Tr", "TRAD", "FC1"),
    (26, "12x12", "12x12", "", "FC1"), (27, "SP", "So", "SPK", "FC1"), (28, "SPD", "SD", "S-D", "FC1"),
    (29, "LIT", "LIT", "LIT", "FC1"), (30, "11", "11", "", "FC1"), (31, "MED", "ME", "MED", "FC1"),
    (32, "CAN", "CAN", "CAN", "FC1"), (33, "GR", "GR", "", "FC1"), (34, "DR", "DR", "", "FC1"),
    (35, "LS", "LS", "", "FC1"), (36, "ABSI", "ABSI", "", "FC1"), (37, "A", "A"), (38, "W", "W", "W"),
    (39, "M", "M", "M"), (40, "Y", "Y", "Y"), (41, "SEN", "SEN"), (42, "LGBTQ", "GL", "GL"), (43, "G", "G"),
    (44, "L", "L"), (45, "T", "T"), (46, "BI", "BI"), (47, "POC", "POC"), (48, "N", "N"), (49, "NDG", "NDG"),
    (50, "DD", "DD"), (51, "P", "P"), (52, "POA", "POA"), (53, "SM", "SM", "SMOK", "FC2"), (54, "FF", "FF", "", "FC2"),
    (55, "OUT", "OUT", "", "FC2"), (56, "BRK", "BRK", "", "FC1"), (57, "H", "H", "", "FC1"),
    (58, "XT", "XT", "", "FC1"), (59, "DB", "DB", "", "FC1"),
    (60, "AL-AN", "AL-AN"), (61, "AL", "AL"), (62, "basic-text", "BT", "BT", "FC1"),
    (63, "it-works", "IW", "IW", "FC1"), (64, "just-for-today", "JT", "JFT", "FC1"),
    (65, "living-clean", "LC", "LC", "FC1"), (66, "round-robin", "RR", "", "FC1"), (67, "rotating", "RF", "VAR", "FC1"),
    (68, "open-ended", "OE", "", "FC1"), (69, "step-guide", "SG", "SWG", "FC1"),
    (70, "question-basket", "QA", "QA", "FC1"),
)  # fmt: skip
FORMATS = tuple(Format(*row) for row in _ROWS)
OF_CODE = {each.code: each for each in FORMATS}
OF_KEY = {each.key: each for each in FORMATS}
OF_ID = {each.id: each for each in FORMATS}
_OF_WORLD_ID = {each.world_id: each.code for each in FORMATS if each.world_id}


def word_of(*, key: str, name: str, world_id: str, fellowship: str) -> str:
    """What to call a format of somebody's server so that our reader understands it.

    Keys differ from server to server, so what the server itself says the key means goes first: its world id,
    then its name. What nobody explains stays as it was said, and the reader tells it.
    """
    if code := _OF_WORLD_ID.get(world_id.strip()):
        return code
    plain = name.replace(",", " ").replace(";", " ").strip()
    if plain and read_formats(plain).codes:
        return plain
    if not plain or read_formats(key, fellowship=fellowship).codes:
        return key
    return plain
