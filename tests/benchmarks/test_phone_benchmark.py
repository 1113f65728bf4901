from benchmarks.phone.pieces import count
from benchmarks.phone.section import with_section

FOUND = {"machine": {"cores": "2"}}


def test_a_piece_that_came_again_is_told_apart_by_what_the_phone_knew():
    notes = ["asked a", "came a/0", "kept a/0", "came a/0", "kept a/0"]  # the browser repeated it
    assert count(notes).again_unasked == 1
    assert count([*notes, "asked a", "came a/0"]).again_though_told == 1


def test_a_piece_that_was_never_acknowledged_may_come_again():
    found = count(["asked a", "came a/0", "asked a", "came a/0", "kept a/0", "came a/1", "kept a/1"])
    assert (found.came, found.again, found.again_though_told, found.again_unasked) == (3, 1, 0, 0)


def test_the_section_stands_before_the_case_loop_and_takes_the_place_of_an_older_one():
    once = with_section("# Benchmarks\n\n## Screens\n\nSome.\n\n## The case loop\n\nMany.\n", FOUND)
    assert once.index("## Screens") < once.index("## The phone") < once.index("## The case loop")
    assert with_section(once, FOUND) == once


def test_what_the_browser_repeats_by_itself_is_known_by_its_mark():
    notes = ["asked a", "came a/0 m1", "kept a/0", "came a/0 m1", "asked a", "came a/0 m1", "came a/1 m2", "kept a/1"]
    found = count(notes)
    assert (found.came, found.again, found.by_browser, found.again_though_told, found.again_unasked) == (4, 2, 2, 0, 0)
    assert count([*notes, "came a/1 m3"]).again_unasked == 1
    assert count([*notes, "asked a", "came a/1 m3"]).again_though_told == 1
