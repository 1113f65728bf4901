"""Who wants to hear of it: one field for a number or an address, and how. Nobody needs to fill it in."""

from django import forms

from wangge.cases.addresses import half_width, is_landline
from wangge.cases.reports import Contact
from wangge.language import _, active_language
from wangge.messages.models import Channel


class ContactFields(forms.Form):
    """``website`` is a trap for programs that fill in everything: people do not see it."""

    name = forms.CharField(max_length=60, required=False)
    address = forms.CharField(max_length=100, required=False)
    call = forms.BooleanField(required=False)
    website = forms.CharField(max_length=200, required=False)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("A program seems to have filled this in. Please telephone us instead."))
        return ""

    def contact(self) -> Contact | None:
        """None for who gave neither number nor address: the private link is enough.

        Who gives a landline is called, ticked or not: nothing else reaches it.
        """
        given = self.cleaned_data
        address = half_width(given["address"])
        if not address:
            return None
        written = Channel.EMAIL if "@" in address else Channel.SMS
        called = given["call"] or is_landline(address)
        channel = None if called else written
        return Contact(given["name"].strip(), address, channel, may_call=called, language=active_language())


class MeTooForm(ContactFields):
    """``client_id`` is made once with the page: whoever presses twice joins once, also without scripts."""

    client_id = forms.UUIDField(required=False)
