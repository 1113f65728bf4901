"""``{{ instruction.addressed|addressed }}``."""

from django.template import Library

from wangge.fieldwork.instruction_words import addressed_words

register = Library()
register.filter("addressed", addressed_words)
