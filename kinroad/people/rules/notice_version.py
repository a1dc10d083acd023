"""Which notice of privacy is in force."""

NOTICE_VERSION = "2026-11"
"""Year and month of the text in `people/notices/` that is shown now (42 CFR 2.22)."""
