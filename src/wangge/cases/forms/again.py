"""Which units are to do their parts again: asked where several did one."""

from django import forms

from wangge.cases.models import Case, Order
from wangge.cases.workflow import OrderKind, OrderState
from wangge.catalogue.contents import in_language
from wangge.language import _


def rework_fields(case: Case) -> dict[str, forms.Field]:
    """A choice of the units that did a part, the lead first; nothing where one did it all."""
    done = Order.objects.filter(case=case, kind=OrderKind.PART, state=OrderState.DONE).select_related("unit")
    units = {part.unit.pk: part.unit for part in done.order_by("-lead", "id") if part.unit}
    if len(units) < 2:
        return {}
    choices = [(unit.pk, in_language(unit.name_zh, unit.name_en)) for unit in units.values()]
    label = _("Who does it again: the lead unit, if nobody is chosen")
    return {
        "units": forms.TypedMultipleChoiceField(
            label=label, choices=choices, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
        )
    }
