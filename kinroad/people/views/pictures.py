"""A link as a picture that a phone's camera reads."""

import base64
from typing import Any

import qrcode
from qrcode.image.svg import SvgPathImage


def picture_of(link: str) -> str:
    """The picture as an address that stands in the page itself: nobody else sees it, nothing keeps it."""
    drawn: Any = qrcode.make(link, image_factory=SvgPathImage)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.to_string()).decode()}"
