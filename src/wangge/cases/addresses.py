"""Whether the address of a contact can be one: an e-mail address, or a telephone number to be called. Pure rules."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from wangge.accounts.refusals import Unusable
from wangge.language import _
from wangge.messages.models import Channel

_is_email = EmailValidator(allowlist=[])
_BETWEEN = re.compile(r"[\s\-‐‑–—./()]+")  # what people write between the figures of a number

_CHINA = r"(?:(?:\+|00)?86-?)?"
_MOBILE = re.compile(_CHINA + r"1[3-9](?:-?[0-9]){9}")
_AREA_CODE = r"(?:10|2[0-9]|[3-9][0-9]{2})-?"
_LANDLINE = re.compile(
    rf"(?:(?:\+|00)?86-?(?:0-?)?|0){_AREA_CODE}[2-8](?:-?[0-9]){{6,7}}"
    r"(?:-?(?:[转轉]?分[机機]|[转轉]|ext|x|#)[-:]?[0-9]{1,6}|-[0-9]{1,6})?"  # extension
)
_ABROAD = re.compile(r"(?:\+|00)(?!86)([1-9](?:-?[0-9]){6,14})")
_SHORT = re.compile(r"[0-9](?:-?[0-9]){2,5}")
# Whoever calls these pays for more than a call: premium services of large countries, satellites and networks of none.
_DEAR = ("1900", "3389", "3480", "3989", "4487", "449", "4990", "81990", "870", "878", "881", "882", "883", "979")
_DEAR_AT_HOME = re.compile(rf"(?:0{_AREA_CODE})?(?:16[08]|9[56])(?:-?[0-9]){{4,6}}")


def ensure_address(address: str, channel: Channel | None = None) -> None:
    """Raise Unusable, with an example, for what nothing of ``channel`` reaches: by none it may be either."""
    address = half_width(address)
    if "@" in address if channel is None else channel is Channel.EMAIL:
        _ensure_email(address)
    else:
        _ensure_telephone(_figures(address))
        if channel is Channel.SMS and is_landline(address):
            raise Unusable(_("A landline receives no text messages: choose to be called, or give a mobile"))


def is_landline(address: str) -> bool:
    """Whether it is a landline of China, which is called and receives no SMS."""
    return _LANDLINE.fullmatch(_figures(half_width(address))) is not None


def half_width(address: str) -> str:
    """The address in the signs that gateways know: Chinese keyboards write full-width figures, ＋, － and ＠ too."""
    return unicodedata.normalize("NFKC", address).replace("\N{MINUS SIGN}", "-").strip()


def plain_address(address: str) -> str:
    """The address as it is compared: however it was written, the same mailbox and the same telephone are the same."""
    address = half_width(address)
    if "@" in address:
        return address.casefold()
    figures = re.sub("^00", "+", _figures(address).replace("-", ""))
    return re.sub(r"^(?:\+?860?|0)", "", figures)


def _figures(address: str) -> str:
    return _BETWEEN.sub("-", address).strip("-").lower()


def _ensure_email(address: str) -> None:
    try:
        _is_email(address)
    except ValidationError:
        sentence = _("The address of the contact is no e-mail address such as guilan@example.org: correct it")
        raise Unusable(sentence) from None


def _ensure_telephone(figures: str) -> None:
    abroad = _ABROAD.fullmatch(figures)
    if _SHORT.fullmatch(figures):
        sentence = _("Hotlines and short numbers are no contact: give a mobile, or a landline with its area code")
        raise Unusable(sentence)
    if (abroad and abroad[1].replace("-", "").startswith(_DEAR)) or _DEAR_AT_HOME.fullmatch(figures):
        raise Unusable(_("Numbers of services that cost whoever calls them are no contact: give an ordinary number"))
    if not (abroad or _MOBILE.fullmatch(figures) or _LANDLINE.fullmatch(figures)):
        raise Unusable(
            _(
                "This is no telephone number to be called: a mobile is written 13800138000, a landline 0717-6221234 "
                "or 0717-6221234-801, a number abroad +44 20 7946 0018"
            )
        )
