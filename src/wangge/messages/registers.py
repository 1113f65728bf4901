"""What the fields of this room tell about people, why, and for how long (R-55)."""

from wangge.trust.register import Basis, NotPersonal, Personal, Register, Retention, not_personal, personal

_HALF_A_YEAR = Retention(days=180, since="written_at", erases="row")


def _of_message(purpose: str) -> Personal:
    return personal(purpose=purpose, basis=Basis.PUBLIC_TASK, retention=_HALF_A_YEAR, readers=("the recipient",))


def _of_preference(purpose: str) -> Personal:
    return personal(
        purpose=purpose,
        basis=Basis.CONSENT,
        retention=Retention(days=0, since="user__left_at", erases="row"),
        readers=("the person",),
    )


_CODE: NotPersonal = not_personal("a word of a fixed list")

FIELDS: Register = {
    "Message.key": not_personal("names the thing that is told by number"),
    "Message.channel": _CODE,
    "Message.to_user": _of_message("who is told"),
    "Message.to_desk": not_personal("a unit, a grid's post or a webhook by number"),
    "Message.to_sealed": personal(
        purpose="the address of somebody without an account; emptied once the message is gone",
        basis=Basis.CONSENT,
        retention=Retention(days=0, since="gone_at"),
        readers=("the gateway",),
    ),
    "Message.topic": _CODE,
    "Message.subject": _of_message("what the message is about, by number; emptied as the text is"),
    "Message.text": _of_message(
        "the words of the message; emptied once it is gone, if it went to somebody without an account"
    ),
    "Message.language": _CODE,
    "Message.state": _CODE,
    "Message.trouble": not_personal("a sentence of ours about the gateway, without the address"),
    "Preference.user": _of_preference("whose wish it is"),
    "Preference.quiet_from": _of_preference("no message comes at night"),
    "Preference.quiet_until": _of_preference("no message comes at night"),
    "Alert.key": not_personal("names the thing that needs care by number"),
    "Alert.topic": _CODE,
    "Alert.text": not_personal("a sentence about a thing: a vacant grid, a gateway that fails"),
    "Alert.owner": personal(
        purpose="who looks after it",
        basis=Basis.CONTRACT,
        retention=Retention(days=365, since="settled_at"),
        readers=("the owner", "duty supervisor"),
    ),
    "Alert.desk": not_personal("a desk, not a person"),
    "Webhook.url": not_personal("the address of a program"),
    "Webhook.topics": _CODE,
    "Webhook.secret": not_personal("chance, sealed"),
    "Webhook.created_by": personal(
        purpose="who answers for what leaves by it",
        basis=Basis.CONTRACT,
        retention=Retention(days=3 * 365, since="created_by__left_at", erases="row"),
        readers=("administrator",),
    ),
}
