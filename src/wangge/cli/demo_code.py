"""``wangge demo-code``: the second factor of an invented person, whose secret lies in the demonstration's folder."""

import sys
from argparse import Namespace

from django.conf import settings
from django.utils import timezone

from wangge.cli.parser import OptionError
from wangge.demo.signins import FILE, read_sign_ins
from wangge.demo.traffic.codes import one_time_code
from wangge.language import _


def run(options: Namespace, _begun: float) -> None:
    """Print the code of this half minute; OptionError, Refusal."""
    factors = {one.username: one.second_factor for one in read_sign_ins(settings.DATA_FOLDER / FILE)}
    if not factors.get(options.name):
        known = ", ".join(sorted(name for name, factor in factors.items() if factor))
        sentence = _("{name} has no second factor in this demonstration; there are {known}")
        raise OptionError(sentence.format(name=options.name, known=known))
    sys.stdout.write(one_time_code(factors[options.name], timezone.now()) + "\n")
