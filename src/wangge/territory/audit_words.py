"""What an entry of the audit says was done, in words."""

from wangge.language import _


def audit_words(action: str) -> str:
    """The words of an action; its code where that is all there is."""
    return {**_of_sign_in(), **_of_people(), **_of_the_city()}.get(action, action)


def _of_sign_in() -> dict[str, str]:
    return {
        "sign_in": _("signed in"),
        "connect_sign_in": _("connected the city's own sign-in"),
        "sign_out": _("signed out"),
        "fail_sign_in": _("failed to sign in"),
        "fail_second_factor": _("failed the second factor"),
        "add_second_factor": _("added a second factor"),
        "remove_second_factor": _("removed a second factor"),
        "forget_second_factors": _("had a second factor forgotten"),
        "change_password": _("changed the password"),
        "set_password": _("had a password set"),
        "make_key": _("a key was made"),
        "revoke_key": _("a key was revoked"),
        "make_phone_code": _("a code for a phone was made"),
        "open_sealed_item": _("what a phone had sealed was taken in, refused or discarded"),
        "bring_rescue_file": _("a file with the outbox of a phone was brought in"),
    }


def _of_people() -> dict[str, str]:
    return {
        "contact.read": _("a contact was read"),
        "contact.erased": _("a contact was erased"),
        "erase": _("what was kept about somebody was erased"),
        "reseal": _("contacts were sealed with the new key"),
        "make_user": _("an account was made"),
        "deactivate_user": _("an account was ended"),
        "change_team": _("was moved to another team"),
        "post": _("was posted"),
        "end_posting": _("a posting was ended"),
        "withdraw_posting": _("a posting was taken back before it began"),
        "add_shift": _("was put on the roster"),
        "drop_shift": _("was taken off the roster"),
        "enter_absence": _("leave was entered"),
        "end_absence": _("leave was ended"),
        "give_instruction": _("an instruction was given"),
        "withdraw_instruction": _("an instruction was withdrawn"),
    }


def _of_the_city() -> dict[str, str]:
    return {
        "open_organisation": _("an organisation was opened"),
        "close_organisation": _("an organisation was closed"),
        "import_organisations": _("organisations were imported"),
        "import_areas": _("areas were imported"),
        "import_addresses": _("addresses were imported"),
        "import_dwellings": _("dwellings were imported"),
        "import_premises": _("premises were imported"),
        "import_catalogue": _("an edition of the catalogue was imported"),
        "adopt_catalogue": _("an edition of the catalogue was adopted"),
        "draft_plan": _("a grid plan was drafted"),
        "adopt_plan": _("a grid plan was adopted"),
        "discard_plan": _("a grid plan was discarded"),
        "make_basemap": _("the city's map was made"),
        "import_components": _("components were imported"),
        "remove_component": _("a component was removed"),
        "set_calendar": _("a calendar was set"),
        "make_webhook": _("a webhook was made"),
        "stop_webhook": _("a webhook was stopped"),
    }
