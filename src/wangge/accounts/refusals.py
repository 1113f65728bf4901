"""Refusals that every room may raise: one sentence for a person; the API turns each into its status once."""


class Refusal(Exception):  # noqa: N818 (a refusal is an answer, no fault)
    """Something asked for is not done, and why. ``status`` is what HTTP calls it, ``code`` what programs read."""

    status = 422
    code = "refused"


class NotAllowed(Refusal):
    """The actor's seats do not allow it."""

    status = 403
    code = "not-allowed"


class NotFound(Refusal):
    """There is nothing, or nothing that the actor may see."""

    status = 404
    code = "not-found"


class Conflict(Refusal):
    """Somebody else was first, or the same id came with another body."""

    status = 409
    code = "conflict"


class Unusable(Refusal):
    """The input cannot be used; the sentence says where and what to do."""

    status = 422
    code = "unusable"


class RevokedPhone(Refusal):
    """The key of the phone was ended; it may hand over what it has sealed, and nothing else."""

    status = 401
    code = "revoked"
