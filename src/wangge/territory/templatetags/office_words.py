"""Roles, teams, ranks and kinds in words: ``{{ posting.role|role }}``; names in the active language."""

from django.template import Library

from wangge.language import CHINESE, _, active_language
from wangge.territory.post_words import organisation_kind_words, rank_words, role_words, team_words
from wangge.territory.seating import end_reason_words

register = Library()
register.filter("role", role_words)
register.filter("rank", rank_words)
register.filter("team", team_words)
register.filter("organisation_kind", organisation_kind_words)
register.filter("end_reason", end_reason_words)


@register.filter
def in_words(row: object) -> str:
    """The name of an area or organisation in the active language."""
    chinese = getattr(row, "name_zh", "")
    return chinese if active_language() == CHINESE else getattr(row, "name_en", "") or chinese


@register.filter
def audited(action: str) -> str:
    """What an entry of the audit says was done; its code where that is all there is."""
    words = {
        "sign_in": _("signed in"),
        "sign_out": _("signed out"),
        "fail_sign_in": _("failed to sign in"),
        "fail_second_factor": _("failed the second factor"),
        "add_second_factor": _("added a second factor"),
        "remove_second_factor": _("removed a second factor"),
        "forget_second_factors": _("had a second factor forgotten"),
        "change_password": _("changed the password"),
        "set_password": _("had a password set"),
        "contact.read": _("a contact was read"),
        "contact.erased": _("a contact was erased"),
        "make_user": _("an account was made"),
        "deactivate_user": _("an account was ended"),
        "post": _("was posted"),
        "end_posting": _("a posting was ended"),
        "make_key": _("a key was made"),
        "revoke_key": _("a key was revoked"),
        "enter_absence": _("leave was entered"),
        "end_absence": _("leave was ended"),
    }
    return words.get(action, action)
