"""The findings of a division as tables for a person at a terminal; everything else is in the report."""

import math

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from wangge.gridding.files.report import Findings, out_of_band
from wangge.language import _

_AT_MOST = 20  # grids or communities that are listed

_Rows = list[tuple[str, str]]


def show(console: Console, findings: Findings) -> None:
    """Print the key figures, then the first grids outside the band, the communities without a division, the notices."""
    console.print(_key_figures(findings))
    _show_out_of_band(console, findings)
    _show_infeasible(console, findings)
    for notice in findings.town.notices:
        console.print(_("Note: {sentence}").format(sentence=escape(notice.sentence)), highlight=False)


def _key_figures(findings: Findings) -> Table:
    title = _("{town}: {grids:,} grids in {communities} communities").format(
        town=escape(findings.town.name), grids=findings.measures.grids, communities=findings.measures.communities
    )
    table = Table(title=title, title_justify="left", box=box.SIMPLE, show_header=False, pad_edge=False)
    table.add_column(overflow="fold")
    table.add_column(justify="right", overflow="fold")
    for name, value in [*_sizes(findings), *_defects(findings), *_shapes(findings), *_changes(findings)]:
        table.add_row(name, value)
    return table


def _sizes(findings: Findings) -> _Rows:
    measures, band = findings.measures, findings.band
    size = _("people") if band.measure == "people" else _("households")
    wanted = _("{low} to {high} {size}, best {target}").format(
        low=band.low, high=band.high, size=size, target=band.target
    )
    total = _("{households:,} households, {people:,} people").format(
        households=int(findings.figures.households.sum()), people=int(findings.figures.people.sum())
    )
    return [
        (_("in the grids"), total),
        (_("size wanted"), wanted),
        (_("grids in bounds, of feasible communities"), _percent(measures.in_bounds)),
        (_("grids out of bounds there"), str(measures.out_of_band)),
        (_("communities that cannot be divided into the band"), str(measures.infeasible_communities)),
        (_("dedicated grids"), str(measures.dedicated_grids)),
        (_("deviation from the target, mean"), _percent(measures.deviation_mean)),
        (_("deviation from the target, largest"), _percent(measures.deviation_max)),
    ]


def _defects(findings: Findings) -> _Rows:
    measures = findings.measures
    return [
        (_("broken grids"), str(measures.broken)),
        (_("gaps / overlaps"), f"{measures.gap_m2:,.1f} / {measures.overlap_m2:,.1f} m²"),
        (_("grids across a community's border"), str(measures.across_communities)),
        (
            _("buildings in no grid / in two / outside all communities"),
            f"{measures.buildings_in_no_grid} / {measures.buildings_in_two_grids} / {measures.buildings_outside}",
        ),
        (_("buildings listed in another grid than where they stand"), str(measures.buildings_listed_elsewhere)),
    ]


def _shapes(findings: Findings) -> _Rows:
    measures = findings.measures
    return [
        (_("inner boundary on streets, weighted"), _percent(measures.street_share)),
        (
            _("inner boundary / its priced cut"),
            f"{measures.inner_boundary_km:,.1f} / {measures.priced_cut_km:,.1f} km",
        ),
        (
            _("compactness (Polsby-Popper), mean / lowest tenth"),
            f"{_decimal(measures.polsby_popper_mean)} / {_decimal(measures.polsby_popper_p10)}",
        ),
    ]


def _changes(findings: Findings) -> _Rows:
    rows: _Rows = []
    lineage, run = findings.lineage, findings.run
    if lineage:
        share = lineage.moved_households / lineage.surviving_households if lineage.surviving_households else math.nan
        moved = _("{moved:,} of {surviving:,} ({share})").format(
            moved=lineage.moved_households, surviving=lineage.surviving_households, share=_percent(share)
        )
        rows += [
            (_("households that moved to another grid"), moved),
            (_("codes kept / retired"), f"{len(lineage.kept)} / {len(lineage.retired)}"),
            (_("former grids split / new grids merged"), f"{len(lineage.split)} / {len(lineage.merged)}"),
        ]
    if run:
        rows.append((_("time / peak memory"), f"{run.seconds.get('all', 0.0):.1f} s / {run.peak_mb:,.0f} MB"))
    return rows


def _percent(share: float) -> str:
    """A share as people read it; 99.96 % is not rounded to all."""
    if math.isnan(share):  # there is nothing to take a share of
        return "–"
    return "99.9%" if 0.999 < share < 1 else f"{share:.1%}"


def _decimal(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.3f}"


def _show_out_of_band(console: Console, findings: Findings) -> None:
    grids = out_of_band(findings)
    if not grids:
        return
    table = Table(title=_("Grids outside the band"), title_justify="left", box=box.SIMPLE, pad_edge=False)
    table.add_column(_("code"), no_wrap=True)
    table.add_column(_("community"), overflow="fold")
    table.add_column(_("households"), justify="right")
    table.add_column(_("people"), justify="right")
    table.add_column(_("reason"), overflow="fold", ratio=1)
    for grid in grids[:_AT_MOST]:
        size = f"{grid.households:,}", f"{grid.people:,}"
        table.add_row(grid.code, escape(grid.community), *size, escape(grid.reason))
    console.print(table)
    _show_rest(console, len(grids))


def _show_infeasible(console: Console, findings: Findings) -> None:
    infeasible = sorted(findings.plan.infeasible.items())
    if not infeasible:
        return
    title = _("Communities that cannot be divided into the band")
    table = Table(title=title, title_justify="left", box=box.SIMPLE, pad_edge=False)
    table.add_column(_("code"), no_wrap=True)
    table.add_column(_("reason"), overflow="fold", ratio=1)
    for code, reason in infeasible[:_AT_MOST]:
        table.add_row(code, escape(reason))
    console.print(table)
    _show_rest(console, len(infeasible))


def _show_rest(console: Console, number: int) -> None:
    if number > _AT_MOST:
        console.print(_("and {number} more in the report").format(number=number - _AT_MOST), highlight=False)
