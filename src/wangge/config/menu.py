"""The menu of somebody: the pages of every room, in the order of their day."""

from wangge.cases.menu import entries as of_cases
from wangge.catalogue.menu import entries as of_the_catalogue
from wangge.fieldwork.menu import entries as of_fieldwork
from wangge.screens.menu import Entry
from wangge.territory.actors import Actor
from wangge.territory.menu import entries as of_the_office


def menu_of(by: Actor) -> list[Entry]:
    """Every page that some posting opens; no statement."""
    return [*of_cases(by), *of_fieldwork(by), *of_the_catalogue(by), *of_the_office(by)]
