"""A link as a picture for the camera of a phone."""

import base64


def picture_of(address: str) -> str:
    """A QR code as the address of an image; it needs nothing from another host."""
    # They load slowly, and only this picture needs them.
    import qrcode
    from qrcode.image.svg import SvgPathFillImage

    drawn = qrcode.make(address, image_factory=SvgPathFillImage, border=4).to_string()
    return "data:image/svg+xml;base64," + base64.b64encode(drawn).decode()
