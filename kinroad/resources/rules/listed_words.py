"""Words of lists become words of our taxonomy: what a service helps with, whom it takes, what it costs."""

import re
import unicodedata

# The first part of a pair is looked for in folded words; several may be found.
_NEEDS: tuple[tuple[str, str], ...] = (
    (r"recovery hous|sober (living|house)|transitional hous|halfway|oxford house", "recovery_housing"),
    (r"emergency shelter|homeless shelter|night shelter", "shelter"),
    (r"intensive outpatient|\biop\b", "intensive_outpatient"),
    (r"(?<!intensive )outpatient", "outpatient"),
    (r"residential", "residential"),
    (r"inpatient|hospitali", "inpatient"),
    (r"detox|withdrawal", "detox"),
    (r"buprenorphine|suboxone", "buprenorphine"),
    (r"methadone|opioid treatment program", "methadone"),
    (r"naltrexone|vivitrol", "naltrexone"),
    (r"medication(s)? (assisted|for)|\bmat\b|medically assisted", "medications"),
    (r"naloxone|narcan", "naloxone"),
    (r"harm reduction|needle|syringe", "harm_reduction"),
    (r"support group|self help|anonymous|al anon|alateen|smart recovery|celebrate recovery", "support_group"),
    (r"prevention|education", "prevention"),
    (r"gambl", "gambling"),
    (r"assessment|evaluation|owi|screening", "assessment"),
    (r"crisis|hotline|helpline|suicide", "crisis"),
    (r"mental health|dual diagnosis|psychiatr|co occurring|\bptsd\b|trauma", "mental_health"),
    (r"public health|health clinic|medical clinic", "health"),
    (r"hepatitis|\bhiv\b", "hepatitis"),
    (r"domestic (violence|abuse)", "domestic_violence"),
    (r"re ?entry|ex offender|parole|probation", "reentry"),
    (r"veteran", "veterans"),
    (r"job|employment|vocational", "employment"),
    (r"legal", "legal"),
    (r"child care", "child_care"),
    (r"parenting", "parenting"),
    (r"food pantr|free meals|food bank", "food"),
    (r"clothing", "clothing"),
    (r"transportation", "transport"),
    (r"substance (use|abuse)|alcohol|drug|addiction|chemical depend", "_field"),
)
_TREATS = re.compile(r"treat|counsel|services|program|rehab|therap|(use|abuse) (disorder|facilit)")
_NOT_TREATMENT = frozenset({"support_group", "prevention"})


def folded(text: str) -> str:
    """Small letters and digits with one space between words, no accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(letters).split())


def needs_in(text: str) -> tuple[str, ...]:
    """What a service helps with, by what its list calls it, in our order. Empty when the words are not known."""
    words = folded(text)
    found = [code for pattern, code in _NEEDS if re.search(pattern, words)]
    of_the_field = "_field" in found
    found = [code for code in found if code != "_field"]
    if of_the_field and not _NOT_TREATMENT & set(found) and _TREATS.search(words):
        found.append("treatment")
    return tuple(dict.fromkeys(found))


def costs_in(text: str) -> tuple[str, ...]:
    """What a fee means for somebody without money or with an insurance ("medicade" is how lists spell it)."""
    words = folded(text)
    found = []
    if re.fullmatch(r"(free|no (cost|charge|fee)s?|none|gratis)( of charge)?", words):
        found.append("free")
    if re.search(r"sliding|based on income|ability to pay", words):
        found.append("sliding_scale")
    if re.search(r"(no|not|without|than) medica(id|de)", words):
        found.append("no_medicaid" if not re.search(r"than medica", words) else "")
    elif re.search(r"medica(id|de)\b", words):
        found.append("medicaid")
    if re.search(r"private pay|self pay|(?:^| )private(?= |$)", words):
        found.append("private_pay")
    if re.search(r"military|tricare", words):
        found.append("military_insurance")
    return tuple(code for code in found if code)


_YES = frozenset(["yes", "y", "true", "1", "x", "si", "ja", "ok"])
_NO = frozenset(["no", "n", "false", "0", "none"])
_NOTHING = frozenset(["", "na", "n a", "unknown", "tbd", "not known", "null", "nan"])


def says_yes(text: str) -> bool | None:
    """Yes or no; None for nothing said. Raises ValueError for anything else ("maybe")."""
    words = folded(text)
    if words in _YES:
        return True
    if words in _NO or words in _NOTHING:
        return False if words in _NO else None
    raise ValueError(text)


def says_nothing(text: str) -> bool:
    """Whether a cell is blank, or holds a word for nothing known."""
    return folded(text) in _NOTHING
