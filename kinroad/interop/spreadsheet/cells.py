"""What one cell says: names, phones, ZIP codes, mail, languages, pathways, yes and no."""

import re

from kinroad.interop.spreadsheet.columns import words_of
from kinroad.interop.spreadsheet.reading import FORMULA_WITHOUT_RESULT, Cell, is_blank
from kinroad.people.rules.names import PARTICLES, SUFFIXES, fold
from kinroad.people.rules.phones import as_e164

# Words people write where nothing is known.
NOTHING = frozenset(
    ["", "na", "n a", "none", "unknown", "unk", "not known", "not given", "tbd", "null", "nil", "no", "not sure", "x",
     "not applicable", "declined", "refused", "nothing", "n d", "s d", "sin dato", "sin datos", "no sabe", "ninguno",
     "ninguna", "desconocido", "no tiene", "no phone", "no email", "sin telefono", "sin correo", "pending", "pendiente",
     "0", "00 00 0000", "0000 00 00"]
)  # fmt: skip
BROKEN = frozenset(["#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!", FORMULA_WITHOUT_RESULT.lower()])
YES = words_of("y yes yeah yep si s true t 1 x ok okay sure family familiar v verdadero cierto")
EXTENSION = re.compile(r"(?:\bext(?:ension)?\.?|\bx|#)\s*(\d{1,6})\b.*$", re.IGNORECASE)
AT_HOME = re.compile(r"(?<!\d)(?:1[\s.–-]*)?\(?([2-9]\d{2})\)?[\s./–-]*([2-9]\d{2})[\s.–-]*(\d{4})(?!\d)")
IN_BRACKETS = re.compile(r"\([^()\d]*\)|\[[^\[\]]*\]")
MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
GOES_BY = re.compile(r"""(?:^|\s)[("“”'‘]([^\W\d_][^()"“”]*?)[)"“”'’](?=\s|,|$)\s*""")


LANGUAGES = {
    "en": ("english", "eng", "en", "ingles", "e"),
    "es": ("spanish", "espanol", "spa", "sp", "es", "castellano", "esp"),
    "fr": ("french", "francais", "frances", "fr"),
    "vi": ("vietnamese", "vietnamita", "tieng viet", "vi"),
    "ar": ("arabic", "arabe", "ar"),
    "ase": ("american sign language", "asl", "sign", "sign language", "lengua de senas"),
}
LANGUAGE_CODES = {word: code for code, words in LANGUAGES.items() for word in words}
BOTH = frozenset(["both", "bilingual", "ambos", "bilingue", "los dos", "english and spanish", "spanish and english"])
PATHWAYS = {
    "twelve_step": "12 step, 12 steps, 12step, twelve step, twelve steps, aa, na, ca, cma, alcoholics anonymous, "
    "narcotics anonymous, 12 pasos, doce pasos, alcoholicos anonimos, na aa, aa na, step work, big book",
    "smart": "smart, smart recovery",
    "faith": "faith, church, faith based, religious, celebrate recovery, fe, iglesia, bible study, religion, cr",
    "medication": "medication, mat, moud, medication assisted, medication supported, medications, suboxone, methadone, "
    "buprenorphine, vivitrol, sublocade, medicamento, medicamentos, medicacion, metadona",
    "cultural": "wellbriety, cultural, white bison, culture, cultura, native, traditional healing",
    "secular": "secular, lifering, life ring, sos, women for sobriety, wfs, laico",
    "harm_reduction": "harm reduction, reduccion de danos, moderation, moderation management",
    "family": "family, al anon, alanon, nar anon, naranon, alateen, family groups, familia",
    "natural": "natural, on my own, own way, my own way, self, on their own, a mi manera, natural recovery, solo",
    "other": "other, otro, otra, another",
}
PATHWAY_CODES = {word.strip(): code for code, line in PATHWAYS.items() for word in line.split(",")}


def text_of(cell: Cell) -> str:
    """The words of a cell on one line; a whole number loses its ".0"."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())


def says_nothing(cell: Cell) -> bool:
    """Whether the cell is blank, or holds a word for nothing known."""
    return is_blank(cell) or fold(text_of(cell)) in NOTHING


def is_broken(cell: Cell) -> bool:
    """Whether the cell holds an error of the spreadsheet, or a formula whose result was never saved."""
    return isinstance(cell, str) and cell.strip().lower() in BROKEN


def shape_of(cell: Cell) -> str:
    """What a cell looks like without saying it: 99/99/9999, aaaaa aaa."""
    text = text_of(cell)[:20]
    return "".join("9" if letter.isdigit() else "a" if letter.isalpha() else letter for letter in text)


def phone_of(cell: Cell) -> tuple[str, str] | None:
    """The number in E.164 and the extension, or None when it cannot be one. Of two numbers the first counts."""
    text = IN_BRACKETS.sub(" ", text_of(cell))
    extension = EXTENSION.search(text)
    text = text[: extension.start()] if extension else text
    if not re.match(r"\s*\+(?!1)", text) and (home := AT_HOME.search(text)):
        return "+1" + "".join(home.groups()), extension[1] if extension else ""
    # Letters stand for digits to the package ("call her"), so they are no number to us.
    number = None if re.search(r"[^\W\d_]", text) else as_e164(text.strip())
    if number is None or (number.startswith("+1") and not re.fullmatch(r"\+1[2-9]\d{2}[2-9]\d{6}", number)):
        return None
    return number, extension[1] if extension else ""


def zip_of(cell: Cell) -> str | None:
    """The five digits, with the zero a spreadsheet took away; None when it is no ZIP code."""
    match = re.fullmatch(r"(\d{3,5})(?:[-\s]?\d{4})?|(\d{5})[-\s]", text_of(cell))
    digits = text_of(cell)
    if re.fullmatch(r"\d{8,9}", digits):
        return digits.zfill(9)[:5]
    return (match[1] or match[2]).zfill(5) if match else None


def mail_of(cell: Cell) -> str | None:
    """The address in small letters, or None when it is none."""
    text = text_of(cell).removeprefix("mailto:").strip("<> ")
    return text.lower() if MAIL.fullmatch(text) else None


def languages_of(cell: Cell) -> tuple[list[str], str]:
    """Language codes in the order said, and what we have no code for."""
    folded = fold(text_of(cell))
    if folded in BOTH:
        return ["en", "es"], ""
    parts = [part for part in re.split(r"[/,;&+]|\band\b|\by\b", text_of(cell)) if part.strip()]
    codes = [LANGUAGE_CODES.get(fold(part)) or LANGUAGE_CODES.get(fold(part).split(" ")[0]) for part in parts]
    known = list(dict.fromkeys(code or "other" for code in codes))
    return known, "" if all(codes) else text_of(cell)


def pathways_of(cell: Cell) -> tuple[list[str], str]:
    """Pathway codes in the order said, and what we have no code for."""
    folded = fold(text_of(cell))
    if folded in PATHWAY_CODES:
        return [PATHWAY_CODES[folded]], ""
    parts = [part for part in re.split(r"[/,;&+]|\band\b|\by\b", text_of(cell)) if fold(part)]
    codes = [PATHWAY_CODES.get(fold(part)) for part in parts]
    known = list(dict.fromkeys(code or "other" for code in codes))
    return known, "" if all(codes) else text_of(cell)


def is_family(cell: Cell) -> bool:
    """Whether the cell says that this person is a family member in their own right."""
    folded = fold(text_of(cell))
    return folded in YES or folded.startswith(("famil", "parent", "spouse", "padre", "madre", "loved one"))


def as_written(name: str) -> str:
    """A name shouted or whispered, as it is written: GARCIA-LOPEZ and o'neil become Garcia-Lopez and O'Neil."""
    if not (name.isupper() or name.islower()) or len(name) < 3:
        return name
    words = []
    for place, word in enumerate(name.lower().split()):
        if place and word in PARTICLES:
            words.append(word)
        elif word.strip(".") in {"ii", "iii", "iv"}:
            words.append(word.upper())
        else:
            words.append(re.sub(r"(^|[-'’])(\w)", lambda found: found[1] + found[2].upper(), word))
    return " ".join(words)


def name_of(text: str) -> tuple[str, str]:
    """First and last order of a name in one cell ("Last, First Middle"), and the name they go by when it is said."""
    goes_by = ""
    if match := GOES_BY.search(text):
        goes_by = match[1].strip()
        text = GOES_BY.sub(" ", text, count=1)
    parts = [part.strip() for part in text.split(",") if part.strip()]
    suffixes = [part for part in parts[1:] if fold(part) in SUFFIXES]
    others = [part for part in parts if part not in suffixes]
    text = " ".join([*others[1:], others[0], *suffixes]) if others else ""
    return as_written(" ".join(text.split())), as_written(goes_by)
