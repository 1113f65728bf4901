"""The duty supervisor says who checks at the place: among those who are posted there and did not do the work."""

from django import forms

from wangge.accounts.models import User
from wangge.accounts.permissions import Permission, roles_with
from wangge.cases.actions.checking import assign_check
from wangge.cases.forms.acting import VerbForm
from wangge.cases.models import Case
from wangge.cases.permissions import authorise
from wangge.cases.standing import orders_of
from wangge.cases.workflow import Verb
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.models import AreaKind, Posting
from wangge.territory.post_words import role_words


class AssignCheckForm(VerbForm):
    verb = Verb.SEND_TO_CHECK

    def prepare(self) -> None:
        """Only who gives the check away reads who may do it; NotYours for anybody else."""
        authorise(self.verb, self.case, by=self.by)
        choices = [("", _("choose")), *checkers_of(self.case, by=self.by)]
        self.fields["checker"] = forms.ChoiceField(label=_("Who checks at the place"), choices=choices)

    def act(self) -> Case:
        given = self.given
        given["checker"] = User.objects.get(username=given["checker"])
        return assign_check(**given)


def checkers_of(case: Case, *, by: Actor) -> list[tuple[str, str]]:
    """User name and words of everybody who may check there, without who has the check already."""
    orders = orders_of(case)
    busy = {*orders.resolvers, orders.check.holder_id if orders.check else None}
    around = [case.community_id[: kind.digits].ljust(12, "0") for kind in AreaKind]
    postings = Posting.objects.in_force(by.at).filter(
        role__in=sorted(roles_with(Permission.CHECK)), area__code__in=around
    )
    found = {
        posting.user.username: f"{posting.user.work_name} · {role_words(posting.role)}"
        for posting in postings.exclude(user__in=busy - {None}).select_related("user")
    }
    return sorted(found.items(), key=lambda one: one[1])
