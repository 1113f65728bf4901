"""Following a case: "me too" instead of a second report, reading a contact with its reason, ending to follow."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotAllowed, NotFound, Unusable
from wangge.accounts.vaults import vault
from wangge.cases.models import Case, Follower
from wangge.cases.reporting import usable_contact
from wangge.cases.reports import Contact, contact_digest, follower_token, me_too_token, token_digest
from wangge.language import CHINESE, ENGLISH, _
from wangge.messages.actions import drop
from wangge.messages.models import Channel, Message, MessageState
from wangge.screens.signs import without_hidden
from wangge.territory.actors import Actor
from wangge.trust.vault import VaultError

_LONGEST_REASON = 200
_AT_ONCE = 20  # who may join a case in the same microsecond


def follow_case(
    *, case: Case, contact: Contact | None, by: Actor, client_id: UUID | None = None
) -> tuple[Follower, str]:
    """Join a case; return the follower and the secret of their own link. Somebody signed in joins only once.

    With a ``contact`` somebody else joins: whoever types it in may do so for many. Each has a link of their own, but an
    address is told once, by the follower who gave it first: whoever types in the number of somebody else learns neither
    that it was known nor their link, and sends them nothing more. A repeat of ``client_id`` changes nothing and is
    answered as the first was.
    """
    joined = _joined(case, client_id)
    if joined is not None:
        return joined, follower_token(joined)
    if not case.open:
        raise Unusable(_("Case {number} has ended: report what you see as a new case").format(number=case.number))
    if contact is not None:
        usable_contact(contact)
    follower = _known(case, contact, by) or _join(case, contact, by, client_id)
    return follower, follower_token(follower)


def follower_by_token(token: str) -> Follower:
    """Whose link it is, with the case; NotFound for any other token."""
    found = Follower.objects.select_related(
        "case__minor__major", "case__unit", "case__community", "case__condition", "case__closure"
    )
    follower = found.filter(token_digest=token_digest(token)).first()
    if follower is None:
        raise NotFound(_("This link leads nowhere: was it copied whole?"))
    return follower


def reporter_of(case: Case) -> Follower:
    """The follower who reported the case; NotFound where nobody is known any more."""
    follower = _reporter(case)
    if follower is None:
        raise NotFound(_("Nobody is known who reported case {number}").format(number=case.number))
    return follower


def follower_to_call(case: Case, follower: int) -> Follower:
    """Who joined the case and agreed to be called; NotFound for anybody else."""
    found = Follower.objects.select_related("case__merged_into").filter(case=case, pk=follower, may_call=True).first()
    if found is None:
        raise NotFound(_("Nobody who may be called follows case {number} under this number").format(number=case.number))
    return found


def subject_of(follower: Follower) -> str:
    """Under which subject the audit keeps what is done with the contact: the reporter's is the case's."""
    return f"case:{follower.case_id}" if follower.reporter else f"follower:{follower.pk}"


@transaction.atomic
def read_contact(*, case: Case, reason: str, by: Actor, follower: int | None = None) -> Contact | None:
    """The reporter's contact, or that of another follower who may be called, for who must call back.

    Every reading is audited with its reason (R-58). NotFound for a follower who is none of the case's, Unusable where
    no key opens the contact.
    """
    if not by.may_at(Permission.READ_CONTACT, case.community_id):
        raise NotAllowed(
            _("You hold no posting that allows to read the contact of case {number}").format(number=case.number)
        )
    why = _usable_reason(reason)
    found = follower_to_call(case, follower) if follower is not None else _reporter(case)
    about = subject_of(found) if found is not None else f"case:{case.pk}"
    record_audit(action="contact.read", at=by.at, actor=by.user, subject=about, reason=why)
    if found is None or found.sealed is None:
        return None
    try:
        name, address = vault().open(bytes(found.sealed)).split("\n", 1)
    except VaultError as lost:
        sentence = _("No key of this server opens the contact of case {number}: ask who runs it for the key of then")
        raise Unusable(sentence.format(number=case.number)) from lost
    channel = Channel(found.channel) if found.channel else None
    return Contact(name, address, channel, found.may_call, found.language)


@transaction.atomic
def stop_following(*, follower: Follower, by: Actor) -> None:
    """Forget the contact and send nothing more, not even what waits for the morning; the case goes on without it."""
    Follower.objects.filter(pk=follower.pk).update(sealed=None, channel="", may_call=False, contact_digest="")
    for message in Message.objects.filter(state=MessageState.WAITING, key__endswith=f":follower:{follower.pk}"):
        drop(message=message, at=by.at)
    record_audit(action="contact.erased", at=by.at, actor=by.user, subject=subject_of(follower))


def write_in_language(*, follower: Follower, language: str, by: Actor) -> None:
    """Write to the follower in ``language`` from now on; who holds their link asks for it."""
    if language not in {CHINESE, ENGLISH}:
        raise Unusable(_("Messages are written in zh_Hans or en: choose one of them"))
    if by.user_id is not None and by.user_id != follower.user_id:
        raise NotAllowed(_("Only the follower chooses the language of their messages"))
    Follower.objects.filter(pk=follower.pk).update(language=language)


def _usable_reason(reason: str) -> str:
    """The reason as it is kept; Unusable for none, and for one that cannot be kept."""
    why = without_hidden(reason).strip()[:_LONGEST_REASON]
    if not why:
        raise Unusable(_("Say why you need the contact: the reason is kept, and the person can see it"))
    if "\x00" in why:
        raise Unusable(_("The {name} holds a sign that cannot be kept (NUL): remove it").format(name=_("reason")))
    return why


def _reporter(case: Case) -> Follower | None:
    return Follower.objects.select_related("case__merged_into").filter(case=case, reporter=True).first()


def _joined(case: Case, client_id: UUID | None) -> Follower | None:
    if client_id is None:
        return None
    return Follower.objects.select_related("case").filter(case=case, client_id=client_id).first()


def _known(case: Case, contact: Contact | None, by: Actor) -> Follower | None:
    """The follower that the actor is already, told again from now on; None where somebody new joins."""
    if contact is not None or by.user_id is None:
        return None
    known = Follower.objects.select_related("case").filter(case=case, user=by.user_id).first()
    if known is not None and not known.channel:
        known.channel = Channel.INBOX
        known.save(update_fields=["channel"])
    return known


def _join(case: Case, contact: Contact | None, by: Actor, client_id: UUID | None) -> Follower:
    """Links are made of the moment: who joins in the very same one, or with the same address, takes the next."""
    for late in range(_AT_ONCE):
        since = by.at + timedelta(microseconds=late)
        told = {**_told(case, contact, by), "client_id": client_id}
        try:
            with transaction.atomic():
                return Follower.objects.create(
                    case=case, token_digest=token_digest(me_too_token(case, since)), since=since, **told
                )
        except IntegrityError:
            known = _joined(case, client_id) or _known(case, contact, by)  # the same twice at once
            if known is not None:
                return known
    raise Unusable(_("Many join case {number} at this moment: please try again").format(number=case.number))


def _told(case: Case, contact: Contact | None, by: Actor) -> dict[str, object]:
    if contact is None:
        signed_in = by.user is not None
        language = by.user.language if by.user is not None else "zh_Hans"
        return {"user_id": by.user_id, "channel": Channel.INBOX if signed_in else "", "language": language}
    kept: dict[str, object] = {
        "sealed": vault().seal(contact.lines()),
        "language": contact.language,
    }
    digest = contact_digest(case, contact)
    if digest and Follower.objects.filter(case=case, contact_digest=digest).exists():
        return kept
    return {**kept, "channel": contact.channel or "", "may_call": contact.may_call, "contact_digest": digest}
