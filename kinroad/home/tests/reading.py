"""Reading a consent before it is signed, as the page asks for it."""

import re
from typing import Any

from django.test import Client


def read(client: Client, url: str, chosen: dict[str, Any]) -> dict[str, Any]:
    """Look at it once more; what goes with the signature then."""
    page = client.post(url, chosen).text
    found = re.search(r'name="read" value="([0-9a-f]+)"', page)
    return {**chosen, "sign": "1", "drawn": "", "read": found[1] if found else ""}
