"""What only the desks say: by which way a case came, what a photo shows, phrases, what may be chosen as a class."""

from django.template import Library

from wangge.cases.intake_desk import holder_of
from wangge.cases.models import Case
from wangge.cases.photos import stage_words
from wangge.cases.phrases import closing_phrase, phrase_for
from wangge.cases.source_words import source_words
from wangge.cases.urgent_calls import words_to_call
from wangge.catalogue.class_choices import choice_code, condition_words
from wangge.territory.actors import Actor

register = Library()
register.filter("source", source_words)
register.filter("photo_stage", stage_words)
register.filter("phrase", phrase_for)
register.filter("closing_phrase", closing_phrase)
register.filter("condition_words", condition_words)
register.filter("words_to_call", words_to_call)
register.simple_tag(choice_code, name="choice_code")


@register.simple_tag
def held_by(case: Case, by: Actor) -> str:
    """The colleague who has a case of the list open."""
    return holder_of(case, by=by)
