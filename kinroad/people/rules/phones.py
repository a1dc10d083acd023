"""Phone numbers as people write them."""

import phonenumbers


def as_e164(text: str, *, region: str = "US") -> str | None:
    """The number in E.164 ("+15155550116"), or None when it cannot be one. Extensions are left out."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
