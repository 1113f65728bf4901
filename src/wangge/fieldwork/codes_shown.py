"""The code for a phone as a picture that its camera reads."""

import segno
from django.utils.safestring import SafeString

_MODULE, _QUIET = 5, 4  # pixels of a dot, and dots of the empty margin that the standard asks for


def qr_of(address: str) -> SafeString:
    """SVG to stand in a page, dark on light whatever the page's colours; no style and no script is in it."""
    code = segno.make(address, error="m", micro=False)
    return SafeString(code.svg_inline(scale=_MODULE, border=_QUIET, dark="#000", light="#fff"))


def address_of_code(site: str, code: str) -> str:
    """Where the phone's camera leads. The code stands behind the #, so that it reaches no server's log."""
    return f"{site}/phone/#enrol={code}"
