"""How somebody wants to be told."""

from django import forms

from wangge.accounts.refusals import NotAllowed
from wangge.language import _
from wangge.messages.inbox import Wish, set_preference
from wangge.messages.models import Preference
from wangge.territory.forming import ActingForm


class WishesForm(ActingForm):
    """One's own, begun with what was wished before."""

    def prepare(self) -> None:
        """Make the fields."""
        self.initial = _wished(self.by.user_id)
        self.fields["email"] = forms.BooleanField(
            label=_("By e-mail too, if my account has an address"), required=False
        )
        self.fields["digest"] = forms.BooleanField(label=_("One letter a day, at eight in the morning"), required=False)
        for name, label in (("quiet_from", _("Quiet from")), ("quiet_until", _("Quiet until"))):
            clock = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            self.fields[name] = forms.TimeField(label=label, required=False, widget=clock)

    def act(self) -> str:
        """Keep the wish."""
        if self.by.user is None:
            raise NotAllowed(_("Only somebody who is signed in asks for this"))
        set_preference(user=self.by.user, wish=Wish(**self.cleaned_data))
        return _("Kept. What is urgent comes at once all the same.")


def _wished(user: int | None) -> dict[str, object]:
    wished = Preference.objects.filter(user=user).first() or Wish()
    return {name: getattr(wished, name) for name in ("email", "digest", "quiet_from", "quiet_until")}
