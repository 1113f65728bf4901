"""allauth's question sheets for passkeys in our words: it leaves a label out and says "passwordless"."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

from wangge.language import _


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["name"].label = _("Name of the key")
        alone = self.fields["passwordless"]
        alone.label = _("This key signs in alone, without the password")
        alone.help_text = _("It then asks for a finger, a face or a PIN, which stay in the key.")


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["name"].label = _("Name of the key")
