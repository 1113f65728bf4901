"""Forms of pages: what a person fills in for a verb. Each calls one action; what is allowed the action says."""

from wangge.cases.forms.acting import VerbForm
from wangge.cases.forms.verbs import FORMS, form_for

__all__ = ["FORMS", "VerbForm", "form_for"]
