"""Who gets what at every endpoint: a row for each operation, a cell for each person and place.

Three letters are the case (key, grid, posting ...) of the own grid, of the neighbour's grid in the same community, and
of another community: ``a`` allowed (or refused for another reason than rights), ``d`` denied (403), ``h`` hidden (404),
``n`` not signed in (401). What nobody is named for, nobody may do.
"""

PEOPLE = [
    "nobody",
    "lin",
    "xu",
    "community",
    "other_community",
    "subdistrict",
    "intake",
    "dispatcher",
    "district",
    "supervisor",
    "lead",
    "planner",
    "editor",
    "administrator",
    "keeper",
    "auditor",
    "sanitation",
    "sweeper",
    "cameras",
]

# Whose cases somebody sees. Lin works the own grid; sanitation has the own grid's case, cameras the neighbour's.
SIGHT = {
    **dict.fromkeys(["subdistrict", "intake", "dispatcher", "district", "supervisor", "lead"], "sss"),
    "lin": "shh",
    "community": "ssh",
    "other_community": "hhs",
    "sanitation": "shh",
    "sweeper": "shh",
    "cameras": "hsh",
}
_REACH = {"lin": "aa", "xu": "aa", "community": "aa", "keeper": "aa"}  # of a seat at the own community

Row = dict[str, str]


def row(others: str, nobody: str = "nnn", **cells: str) -> Row:
    """The cells of those who are named, ``others`` for the rest."""
    return {**dict.fromkeys(PEOPLE, others), "nobody": nobody, **cells}


def of_case(allowed: str) -> Row:
    """Allowed to these people for the cases that they see."""
    cells = {}
    for name in PEOPLE:
        letter = "a" if name in allowed.split() else "d"
        cells[name] = SIGHT.get(name, "hhh").replace("s", letter)
    return {**cells, "nobody": "nnn"}


def within(outside: str) -> Row:
    """Allowed wherever somebody's seat reaches; ``outside`` is the letter beyond it."""
    at_the_community = {name: cells + outside for name, cells in _REACH.items()}
    return row("aaa", **at_the_community, other_community=outside * 2 + "a")


EVERYBODY = row("aaa", nobody="aaa")
SIGNED_IN = row("aaa")
_SEEING = " ".join(SIGHT)
_INTAKE = "community other_community subdistrict intake supervisor"
_CENTRE = f"{_INTAKE} dispatcher district lead"
_DISPATCHING = "community other_community subdistrict dispatcher district"
_CLERKS = "sanitation cameras"
_GIVING = dict.fromkeys(("subdistrict", "supervisor", "lead"), "aaa")
_UNITS = f"{_CLERKS} sweeper"
# Signed in, a link is answered by its own holder, or by who types in what was said on the telephone.
_TELEPHONING = {
    "community": "aad",
    "other_community": "dda",
    **dict.fromkeys(("subdistrict", "intake", "supervisor"), "aaa"),
}
_PEOPLE_KEPT = row("ddd", administrator="aaa", keeper="aad")
_ROSTER_KEPT = row("ddd", administrator="aaa", supervisor="aaa", keeper="aah")
_KEYS_KEPT = row("hhh", lin="ahh", administrator="aaa", keeper="aah")
_WITHOUT_CASES = dict.fromkeys(["xu", "planner", "editor", "administrator", "keeper", "auditor"], "ddd")

EXPECTED: dict[str, Row] = {
    # Oneself
    "read_me": SIGNED_IN,
    "put_language": SIGNED_IN,
    "read_preference": SIGNED_IN,
    "put_preference": SIGNED_IN,
    "list_messages": SIGNED_IN,
    "post_read": SIGNED_IN,
    "list_alerts": SIGNED_IN,
    "list_readings": SIGNED_IN,
    # Keys, audit, webhooks
    "list_keys": _KEYS_KEPT,
    "create_key": _KEYS_KEPT,
    "post_revoke_key": _KEYS_KEPT,
    "list_audit": row("ddd", auditor="aaa"),
    "list_webhooks": row("ddd", administrator="aaa"),
    "create_webhook": row("ddd", administrator="aaa"),
    "post_stop_webhook": row("ddd", administrator="aaa"),
    # Territory
    "read_where": EVERYBODY,
    "list_addresses": EVERYBODY,
    "list_areas": EVERYBODY,
    "read_area": EVERYBODY,
    "read_card": EVERYBODY,
    "list_organisations": SIGNED_IN,
    "create_organisation": _PEOPLE_KEPT,
    "post_close_organisation": _PEOPLE_KEPT,
    "list_grids": SIGNED_IN,
    "read_grid": within("h"),
    "list_plans": SIGNED_IN,
    "create_plan": row("ddd", planner="aaa"),
    "post_adopt_plan": row("hhh", planner="ddd", lead="aaa"),
    "delete_plan": row("hhh", planner="aaa", lead="ddd"),
    "list_postings": within("d"),
    "create_posting": _PEOPLE_KEPT,
    "post_end_posting": row("ddd", administrator="aaa", keeper="aah"),
    "delete_posting": row("ddd", administrator="aaa", keeper="aah"),
    "list_vacancies": SIGNED_IN,
    "list_people": row("ddd", administrator="aaa", keeper="aaa"),
    "create_person": row("ddd", administrator="aaa", keeper="aaa"),
    "post_password": row("ddd", administrator="aaa", keeper="aah"),
    "post_second_factor": row("ddd", administrator="aaa", keeper="aah"),
    "post_end_service": row("ddd", administrator="aaa", keeper="aah"),
    "list_absences": row("ddd", administrator="aaa", keeper="aaa"),
    "create_absence": row("ddd", administrator="aaa", keeper="aah"),
    "delete_absence": row("ddd", administrator="aaa", keeper="aah"),
    "list_shifts": within("h"),
    "create_shift": _ROSTER_KEPT,
    "delete_shift": _ROSTER_KEPT,
    # Catalogue
    "list_classes": EVERYBODY,
    "search_classes": EVERYBODY,
    "read_class": EVERYBODY,
    "list_components": SIGNED_IN,
    "read_component": SIGNED_IN,
    "read_routing": SIGNED_IN,
    "list_calendars": SIGNED_IN,
    "read_deadline": SIGNED_IN,
    "list_editions": SIGNED_IN,
    "create_edition": row("ddd", editor="aaa"),
    "post_adopt_edition": row("ddd", editor="aaa"),
    "read_edition_in_force": SIGNED_IN,
    "post_import_calendars": row("ddd", editor="aaa"),
    "post_import_components": row("ddd", **dict.fromkeys(("editor", "sanitation", "cameras"), "aaa")),
    # The public
    "post_report": EVERYBODY,
    "list_public_cases": EVERYBODY,
    "list_near_cases": EVERYBODY,
    "read_public_case": EVERYBODY,
    "post_follow": EVERYBODY,
    "post_follow_up": of_case(_INTAKE),
    "read_story": EVERYBODY,
    "post_answer": row("ddd", nobody="aaa", **_TELEPHONING),
    "delete_contact": EVERYBODY,
    "list_own_readings": EVERYBODY,
    "post_own_photo": EVERYBODY,
    # Lists, each of what one sees
    "list_cases": SIGNED_IN,
    "export_cases": SIGNED_IN,
    "read_map": SIGNED_IN,
    "list_orders": SIGNED_IN,
    "list_steps": SIGNED_IN,
    "count_open": row("aaa", **_WITHOUT_CASES),
    "count_totals": row("aaa", **_WITHOUT_CASES, community="aad", other_community="dda")
    | dict.fromkeys(("lin", "sanitation", "sweeper", "cameras"), "ddd"),
    "post_take_in_many": SIGNED_IN,
    "post_file_many": SIGNED_IN,
    "post_dispatch_many": SIGNED_IN,
    "post_acknowledge_many": SIGNED_IN,
    # One case
    "read_case": of_case(_SEEING),
    "list_duplicates": of_case(_SEEING),
    "read_proposal": of_case(_DISPATCHING),
    "read_contact_of": of_case(_CENTRE),
    "read_photo": of_case(_SEEING),
    "post_photo": of_case(_UNITS),
    "post_comment": of_case(_SEEING),
    "post_note": of_case(_CENTRE),
    "post_supervise": of_case("supervisor lead"),
    # Phones
    "create_phone_code": _KEYS_KEPT,
    "post_enrol": EVERYBODY,
    "put_item": of_case(_SEEING),
    "post_blob": SIGNED_IN,
    "put_chunk": row("hhh"),
    "post_quarantine": row("nnn"),
    "put_sealed_chunk": row("nnn"),
    "delete_phone_key": row("nnn"),
    "post_rescue": row("hhh", lin="ahh", administrator="aaa", keeper="aah"),
    "read_feed": SIGNED_IN,
    "read_part_of": SIGNED_IN,
    "read_basemap_of": SIGNED_IN,
    # Instructions
    "post_instruction": row("ddd", **_GIVING, community="aad", other_community="dda"),
    "list_instructions": SIGNED_IN,
    "read_instruction": row("hhh", **_GIVING, community="aah", other_community="hha", lin="aah"),
    "post_withdraw_instruction": row("hhh", **_GIVING, community="aah", other_community="hha", lin="ddh"),
    # Until it is filed
    "post_send_to_verify": of_case(_INTAKE),
    "post_verify": of_case("lin"),
    "post_refute": of_case("lin"),
    "post_take_in": of_case(_INTAKE),
    "post_file": of_case(_INTAKE),
    "post_refuse_filing": of_case(_INTAKE),
    "post_merge": of_case(_INTAKE),
    "post_change_class": of_case(_INTAKE),
    "post_escalate": of_case(_DISPATCHING),
    "post_on_the_spot": of_case("lin"),
    # To the unit, and at the unit
    "post_dispatch": of_case(_DISPATCHING),
    "post_redispatch": of_case(_DISPATCHING),
    "post_send_back": of_case(_DISPATCHING),
    "post_acknowledge": of_case(_UNITS),
    "post_assign": of_case(_CLERKS),
    "post_return": of_case(_CLERKS),
    "post_resolve": of_case(_UNITS),
    "post_ask_extension": of_case(_UNITS),
    "post_grant_extension": of_case("supervisor lead"),
    "post_refuse_extension": of_case("supervisor lead"),
    "post_ask_suspension": of_case(_CLERKS),
    "post_suspend": of_case("lead"),
    "post_refuse_suspension": of_case("lead"),
    "post_resume": of_case("lead"),
    # To its end, and after it
    "post_check": of_case("lin"),
    "post_assign_check": of_case("supervisor"),
    "post_close": of_case("supervisor"),
    "post_reopen": of_case("supervisor lead"),
    "post_ask_void": of_case(f"{_INTAKE} dispatcher district"),
    "post_void": of_case("supervisor lead"),
    "post_refuse_void": of_case("supervisor lead"),
    "post_ask_appeal": of_case(f"{_CLERKS} lin"),
    "post_review_appeal": of_case("supervisor lead"),
}
