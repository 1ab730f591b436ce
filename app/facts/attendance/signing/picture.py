"""A QR code as SVG, for the hall's screen."""

from __future__ import annotations

import segno


def picture(address: str) -> str:
    """Return an SVG of an address, black on nothing, four modules of margin, sized by its page."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff")
