"""Words in templates: ``{% say "due {when}" when=words %}``, from the one catalogue of the house; and moments."""

from datetime import datetime, timedelta

from django.template import Library
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from wangge.language import CHINESE, _, active_language
from wangge.language import _ as words_of  # of a text that its template writes out, where it is gathered
from wangge.screens.periods import period_words

register = Library()
_WEEKDAYS = "一二三四五六日"


@register.simple_tag
def say(text: str, **gaps: object) -> SafeString:
    """The sentence in the active language with its gaps filled and escaped; the text is written out in the template."""
    words = escape(words_of(text))
    return format_html(words, **gaps) if gaps else words


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """A moment as people write it, the exact one on hover; empty for none."""
    if at is None:
        return ""
    local = localtime(at)
    shown = f"{local.month}月{local.day}日 {local:%H:%M}" if active_language() == CHINESE else f"{local:%d %b %H:%M}"
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), f"{local:%Y-%m-%d %H:%M:%S}", shown)


@register.filter
def period(span: timedelta) -> str:
    """A length of time in the two largest units that it has."""
    return period_words(span)


@register.simple_tag
def due(at: datetime | None, now: datetime) -> SafeString | str:
    """A deadline: "due 12:00, 1 h 20 min left", or how long it is overdue, told by a word and not by colour alone.

    On another day its weekday stands there too, as working days are counted.
    """
    if at is None:
        return ""
    late = at < now
    left = period_words(abs(at - now))
    sentence = _("overdue by {period}").format(period=left) if late else _("{period} left").format(period=left)
    local = localtime(at)
    clock = f"{local:%H:%M}" if local.date() == localtime(now).date() else _another_day(local)
    return format_html(
        '<time class="due{}" datetime="{}" title="{}">{}</time>',
        " late" if late else " soon" if at - now < timedelta(hours=1) else "",
        at.isoformat(),
        f"{local:%Y-%m-%d %H:%M:%S}",
        format_html(_("due {when}, {left}"), when=clock, left=format_html("<span>{}</span>", sentence)),
    )


def _another_day(local: datetime) -> str:
    """Which number is the month is said by a word: 3/4 is a day of March to one reader and of April to another."""
    if active_language() == CHINESE:
        return f"{local.month}月{local.day}日（周{_WEEKDAYS[local.weekday()]}）{local:%H:%M}"
    return f"{local:%a} {local.day} {local:%b %H:%M}"
