"""How the code looks by which a phone is enrolled: read out over the telephone, typed with one thumb."""

import secrets

from django.utils.crypto import salted_hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
DIGITS = 8
_HALF = DIGITS // 2


def new_code() -> str:
    """A code by chance, without its hyphen: one of 656,100,000,000."""
    return "".join(secrets.choice(ALPHABET) for _digit in range(DIGITS))


def shown_code(code: str) -> str:
    """As people read it: two groups of four."""
    return f"{code[:_HALF]}-{code[_HALF:]}"


def typed_code(text: str) -> str:
    """What somebody typed, without gaps and hyphens and in capitals; it may be no code at all."""
    return "".join(text.upper().replace("-", "").split())


def digest_of_code(code: str) -> str:
    """What is kept of a code. It is short, so the installation's key goes in: a stolen table alone tells none."""
    return salted_hmac("wangge.fieldwork.codes", code, algorithm="sha256").hexdigest()
