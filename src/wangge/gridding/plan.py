"""A plan: the grids of a town, with the building that each holds. Made by divide, read by measure and the doors."""

from dataclasses import dataclass

from wangge.gridding.town import Flags, Geometries, Integers, Texts


@dataclass(frozen=True)
class Plan:
    """G grids over the communities and buildings of one Town; geometry in the town's metres."""

    code: Texts  # (G,) 15 digits: community 12 + serial 3
    community: Integers  # (G,) row in town.communities
    boundary: Geometries  # (G,) Polygon or MultiPolygon; together they tile each community
    note: Texts  # (G,) why the grid is outside the band, or "" (a sentence for a person)
    dedicated: Flags  # (G,) given beforehand
    grid_of_building: Integers  # (B,) row in this plan, -1 for a building in no community
    infeasible: dict[str, str]  # community code -> reason, only by arithmetic or by proof
    retired: tuple[str, ...] = ()  # codes that no grid gets again
