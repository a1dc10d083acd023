"""E-mail, through the backend that Django is set to."""

import smtplib
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from kinroad.notifications.rules.letter import Letter
from kinroad.notifications.rules.sending import Answer, Outcome


class MailTransport:
    """A mail server knows no keys: when it does not answer, nobody knows."""

    name = "mail"
    knows_keys = False

    def send(self, letter: Letter) -> Answer:
        connection = get_connection()
        try:
            connection.open()
        except smtplib.SMTPAuthenticationError:
            return Answer(Outcome.NOT_SENT, why="settings")
        except (smtplib.SMTPException, OSError):
            return Answer(Outcome.NOT_SENT, why="busy")
        message = EmailMessage(
            subject=letter.subject,
            body=letter.body,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[letter.number],
            headers={"Message-ID": f"<{letter.key}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].strip('>')}>"},
            connection=connection,
        )
        try:
            sent = message.send()
        except smtplib.SMTPRecipientsRefused as refused:
            return _refused([code for code, _said in refused.recipients.values()])
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refused:
            return _refused([refused.smtp_code])
        except (smtplib.SMTPException, OSError):
            return Answer(Outcome.UNCLEAR)
        finally:
            _close(connection)
        return Answer(Outcome.SENT) if sent else Answer(Outcome.REFUSED)


def _refused(codes: list[int]) -> Answer:
    """RFC 5321: 4xx may work later; 550, 551 and 553 say that there is no such mailbox."""
    if all(400 <= code < 500 for code in codes):
        return Answer(Outcome.NOT_SENT, why="busy")
    return Answer(Outcome.BAD_NUMBER) if set(codes) & {550, 551, 553} else Answer(Outcome.REFUSED)


def _close(connection: Any) -> None:
    with suppress(smtplib.SMTPException, OSError):
        connection.close()
