"""Imports of the catalogue, of calendars and of components."""

from django.db import transaction

from wangge.catalogue.actions.calendars import import_calendars
from wangge.catalogue.actions.components import import_components
from wangge.catalogue.actions.editions import adopt_catalogue, import_catalogue
from wangge.catalogue.models import MinorClass
from wangge.catalogue.sheets import shipped_catalogue
from wangge.cli.errand import Errand
from wangge.language import _


def catalogue(errand: Errand) -> str:
    """An edition of classes, as a draft or with ``--adopt`` in force; without a file the one that comes with Wangge."""
    path = errand.path if errand.file else shipped_catalogue()
    with transaction.atomic():
        version = import_catalogue(path=path, by=errand.by)
        if errand.adopt:
            adopt_catalogue(version=version, by=errand.by)
    number = MinorClass.objects.filter(major__version=version).count()
    told = (
        _("Edition {edition} with {number} classes is in force.")
        if errand.adopt
        else _("Edition {edition} with {number} classes is a draft; --adopt would put it in force.")
    )
    return told.format(edition=version.number, number=number)


def calendars(errand: Errand) -> str:
    """Working calendars and the days that the city decides itself."""
    made = import_calendars(path=errand.path, by=errand.by)
    return _("{number} calendars changed.").format(number=len(made))


def components(errand: Errand) -> str:
    """Numbered pieces of city property."""
    done = import_components(path=errand.path, datum=errand.datum, by=errand.by)
    return _("{added} components are new, {updated} were known.").format(added=done.added, updated=done.updated)
