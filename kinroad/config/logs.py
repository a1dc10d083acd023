"""What is left out of the logs: the secret part of a link stands in its path."""

import logging
import re

SECRET_PATH = re.compile(r"(/welcome/)[^\s/?\"']+")


class HideSecrets(logging.Filter):
    """Write "/welcome/…" instead of the secret, whoever logs the path."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if "/welcome/" in said:
            record.msg, record.args = SECRET_PATH.sub(r"\1…", said), None
        return True
