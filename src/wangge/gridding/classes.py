"""What a boundary metre lies on: arterial, street, lane, barrier or nothing, and what each is worth."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from wangge.gridding.town import Texts


class EdgeClass(IntEnum):
    """Ordered from the worst edge to the best one."""

    NONE = 0  # through a block
    LANE = 1
    STREET = 2
    ARTERIAL = 3
    BARRIER = 4


# A metre of inner boundary costs so much in the search ...
PRICE = np.array([1.0, 0.45, 0.25, 0.15, 0.15])
# ... and counts so much in the weighted street share.
SHARE = np.array([0.0, 0.6, 0.85, 1.0, 1.0])

_ARTERIAL = "motorway trunk primary secondary"
_STREET = "tertiary unclassified residential road busway"
_LANE = "living_street service pedestrian footway path cycleway track bridleway steps corridor alley lane crossing"
_CLASS_OF_WORD = (
    dict.fromkeys(_ARTERIAL.split(), EdgeClass.ARTERIAL)
    | {f"{word}_link": EdgeClass.ARTERIAL for word in _ARTERIAL.split()}
    | dict.fromkeys(_STREET.split(), EdgeClass.STREET)
    | {"tertiary_link": EdgeClass.STREET}
    | dict.fromkeys(_LANE.split(), EdgeClass.LANE)
)


def class_of_streets(kind: Texts) -> NDArray[np.int8]:
    """The EdgeClass of each OpenStreetMap ``highway`` word, (S,); unknown words count as lanes."""
    return np.array([_CLASS_OF_WORD.get(str(word), EdgeClass.LANE) for word in kind], dtype=np.int8)
