"""Charts in templates: ``{% line_chart lines %}`` and, in a line of a table, ``{% bar part whole most %}``."""

from django.template import Library

from wangge.screens.charts import draw_bar, draw_lines

register = Library()
register.simple_tag(draw_lines, name="line_chart")
register.simple_tag(draw_bar, name="bar")
