"""When somebody who asks for a correction gets an answer."""

from datetime import date, timedelta

from kinroad.core.policy import CorrectionPolicy

AT_MOST = 60


def answer_by(*, asked_on: date, policy: CorrectionPolicy) -> date:
    """The last day for an answer: never later than the sixtieth, whatever a policy says (45 CFR 164.526(b)(2))."""
    return asked_on + timedelta(days=min(policy.answer_days, AT_MOST))
