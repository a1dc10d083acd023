"""Words on their way into a spreadsheet."""

COMMANDS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV injection), in narrow letters and wide ones."""


def harmless(text: str) -> str:
    """Words that no spreadsheet will run."""
    return f"'{text}" if text.lstrip(" \ufeff\u200b").startswith(COMMANDS) else text
