import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from tests.gridding.hand_made import FIRST, box, line, plan_of, town_of
from wangge.gridding.band import Band
from wangge.gridding.files.drawing.colours import GRID_COLOURS, grid_colours
from wangge.gridding.files.drawing.lettering import Label, drawable, outline, without_overlap
from wangge.gridding.files.picture import draw
from wangge.gridding.measure import figures
from wangge.gridding.plan import Plan
from wangge.gridding.town import Town, TownError

BAND = Band(target=250, low=200, high=300)


def a_town(name: str = "猇亭区 柳溪镇") -> tuple[Town, Plan]:
    """Six grids in two communities: one too large, one too small, one dedicated, one with a hole."""
    sizes = (250, 420, 90, 260, 0, 240)
    cells = [box(200 * (i % 3), 150 * (i // 3), 200 * (i % 3) + 200, 150 * (i // 3) + 150) for i in range(6)]
    lake = box(450, 200, 500, 250)
    buildings = [
        (shapely.Point(200 * (i % 3) + 60, 150 * (i // 3) + 40).buffer(15), n, 2 * n) for i, n in enumerate(sizes)
    ]
    town = town_of(
        [box(0, 0, 600, 150), box(0, 150, 600, 300)],
        streets=[
            (line((0, 150), (600, 150)), "primary", "沿江大道"),
            (line((200, 0), (200, 300)), "residential", "石桥路"),
            (line((400, 0), (400, 300)), "service", "$a_1$ 埫坪巷"),
        ],
        buildings=[*buildings, (shapely.Point(580, 20), 1, 1)],
        barriers=[(lake, "water"), (line((0, 75), (200, 75)), "wall"), (line((300, 150), (300, 300)), "river")],
    )
    plan = plan_of([(i // 3, cell) for i, cell in enumerate(cells)], [*range(6), 2], dedicated=[4])
    return replace(town, name=name), plan


def picture_size(path: Path) -> tuple[int, int]:
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", head[16:24])


# pyproject turns every warning into an error, so a character without a glyph fails these tests.
@pytest.mark.parametrize("community", [None, FIRST, "柳溪二社区"])
def test_a_picture_is_a_png_of_a_size_to_print_with_all_characters(tmp_path: Path, community: str | None) -> None:
    town, plan = a_town()
    path = tmp_path / "plan.png"
    draw(path, town, plan, BAND, figures(town, plan, BAND), community)
    wide, high = picture_size(path)
    assert 1500 <= wide <= 2400
    assert 1000 <= high <= 1800
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.png"]


def test_the_same_plan_gives_the_same_picture(tmp_path: Path) -> None:
    town, plan = a_town()
    for name in ("one.png", "other.png"):
        draw(tmp_path / name, town, plan, BAND, figures(town, plan, BAND))
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "other.png").read_bytes()


def test_grids_outside_the_band_look_different_from_those_inside(tmp_path: Path) -> None:
    town, plan = a_town()
    known = figures(town, plan, BAND)
    wide_band = Band(target=250, low=1, high=1000)
    draw(tmp_path / "marked.png", town, plan, BAND, known)
    draw(tmp_path / "plain.png", town, plan, wide_band, replace(known, in_band=np.ones(6, dtype=np.bool_)))
    reds = [_red_pixels(tmp_path / name) for name in ("marked.png", "plain.png")]
    assert reds[0] > 2_000
    assert reds[1] == 0


def _red_pixels(path: Path) -> int:
    red, green, blue = (imread(path)[:, :, channel] for channel in range(3))
    return int(((red > 0.55) & (red < 0.75) & (green < 0.1) & (blue < 0.25)).sum())


def test_an_unknown_community_is_refused_with_a_sentence(tmp_path: Path) -> None:
    town, plan = a_town()
    with pytest.raises(TownError, match="0 communities are called 无名"):
        draw(tmp_path / "plan.png", town, plan, BAND, figures(town, plan, BAND), "无名")
    assert not list(tmp_path.iterdir())


def test_a_town_without_streets_buildings_or_size_can_be_drawn(tmp_path: Path) -> None:
    town, plan = town_of([box(0, 0, 1, 1)]), plan_of([(0, box(0, 0, 1, 1))])
    draw(tmp_path / "plan.png", town, plan, BAND, figures(town, plan, BAND), FIRST)
    assert picture_size(tmp_path / "plan.png")[0] >= 1500


def test_characters_that_no_font_here_has_are_replaced_by_a_sign() -> None:
    assert drawable("猇亭 ▲$x$ \U00030edd") == r"猇亭 ▲\$x\$ 〓"


def test_all_names_of_chinese_places_in_gbk_can_be_drawn() -> None:
    gb2312 = [bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    text = "".join(gb2312) + "猇埫堃喆垚嵖岈砦，。（）、“”"
    assert drawable(text) == text


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 4), st.integers(1, 4)), max_size=25))
def test_grids_side_by_side_never_have_one_colour_where_colours_suffice(
    corners: list[tuple[int, int, int, int]],
) -> None:
    cells = shapely.get_parts(shapely.polygonize([shapely.union_all([shapely.boundary(box(0, 0, 14, 14)), *(
        shapely.boundary(box(x, y, x + wide, y + high)) for x, y, wide, high in corners
    )])]))  # fmt: skip
    colour = grid_colours(cells)
    one, other = shapely.STRtree(cells).query(cells, predicate="touches")
    busiest = np.bincount(one, minlength=len(cells)).max(initial=0)
    assert colour.min(initial=0) >= 0
    assert busiest >= len(GRID_COLOURS) or (colour[one] != colour[other]).all()


def test_labels_that_would_cover_each_other_are_left_out_or_set_elsewhere() -> None:
    first, second, aside = (Label("柳溪一社区", x, 0.0, 16) for x in (0.0, 20.0, 500.0))
    placed = without_overlap([[first], [second], [second, aside]], 1.0, [])
    assert placed == [first, aside]
    assert not shapely.intersects(outline(first, 1.0), outline(aside, 1.0))


def test_the_licence_of_the_font_lies_beside_it() -> None:
    fonts = Path(__file__).parents[2] / "src/wangge/gridding/files/fonts"
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text(encoding="utf-8")
