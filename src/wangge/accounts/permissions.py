"""What may be done, and which role may do it: two tables, pure. Where a role holds is the posting's matter."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that somebody may do; for case verbs the words of the workflow."""

    REPORT = "report"
    REPORT_ON_BEHALF = "report_on_behalf"
    SEE_CASES = "see_cases"
    SEE_PHOTOS = "see_photos"
    READ_CONTACT = "read_contact"
    VERIFY = "verify"
    TAKE_IN = "take_in"
    FILE = "file"
    FILE_UNVERIFIED = "file_unverified"
    REFUSE_FILING = "refuse_filing"
    MERGE = "merge"
    DISPATCH = "dispatch"
    ESCALATE = "escalate"
    ACKNOWLEDGE = "acknowledge"
    ASSIGN = "assign"
    RETURN = "return"
    RESOLVE = "resolve"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    GRANT_SECOND_EXTENSION = "grant_second_extension"
    ASK_SUSPENSION = "ask_suspension"
    SUSPEND = "suspend"
    CHECK = "check"
    CLOSE = "close"
    REOPEN = "reopen"
    ASK_VOID = "ask_void"
    VOID = "void"
    HANDLE_ON_THE_SPOT = "handle_on_the_spot"
    SUPERVISE = "supervise"
    ASK_APPEAL = "ask_appeal"
    REVIEW_APPEAL = "review_appeal"
    COMMENT = "comment"
    NOTE = "note"
    FOLLOW_UP = "follow_up"
    GIVE_INSTRUCTION = "give_instruction"
    ANSWER_INSTRUCTION = "answer_instruction"
    SEE_TERRITORY = "see_territory"
    COUNT_DWELLINGS = "count_dwellings"
    PLAN_GRIDS = "plan_grids"
    ADOPT_PLAN = "adopt_plan"
    MANAGE_PEOPLE = "manage_people"
    KEEP_ROSTER = "keep_roster"
    EDIT_CATALOGUE = "edit_catalogue"
    EDIT_COMPONENTS = "edit_components"
    MANAGE_KEYS = "manage_keys"
    MANAGE_WEBHOOKS = "manage_webhooks"
    READ_AUDIT = "read_audit"
    READ_STEPS = "read_steps"


class Role(StrEnum):
    """What somebody is at an area, by a dated posting."""

    GRID_WORKER = "grid_worker"
    COMMUNITY_WORKER = "community_worker"
    VOLUNTEER = "volunteer"
    SUBDISTRICT_OFFICER = "subdistrict_officer"
    INTAKE_OPERATOR = "intake_operator"
    DISPATCHER = "dispatcher"
    DUTY_SUPERVISOR = "duty_supervisor"
    CENTRE_LEAD = "centre_lead"
    UNIT_CLERK = "unit_clerk"
    HANDLER = "handler"
    PLANNER = "planner"
    CATALOGUE_EDITOR = "catalogue_editor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


_P = Permission
_SEES = frozenset({_P.SEE_CASES, _P.SEE_TERRITORY, _P.COMMENT})
_COUNTS = frozenset({_P.COUNT_DWELLINGS})
_CENTRE = _SEES | {_P.SEE_PHOTOS, _P.NOTE, _P.READ_CONTACT, _P.REPORT, _P.REPORT_ON_BEHALF}
_INTAKE = frozenset({_P.TAKE_IN, _P.FILE, _P.REFUSE_FILING, _P.MERGE, _P.ASK_VOID, _P.FOLLOW_UP})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.GRID_WORKER: _SEES
    | _COUNTS
    | {_P.SEE_PHOTOS, _P.REPORT, _P.REPORT_ON_BEHALF, _P.VERIFY, _P.CHECK, _P.HANDLE_ON_THE_SPOT, _P.ASK_APPEAL}
    | {_P.ANSWER_INSTRUCTION},
    Role.COMMUNITY_WORKER: _CENTRE
    | _INTAKE
    | _COUNTS
    | {_P.VERIFY, _P.CHECK, _P.ESCALATE, _P.DISPATCH, _P.HANDLE_ON_THE_SPOT}
    | {_P.GIVE_INSTRUCTION, _P.ANSWER_INSTRUCTION},
    Role.VOLUNTEER: frozenset({_P.REPORT, _P.SEE_TERRITORY, _P.ANSWER_INSTRUCTION}),
    Role.SUBDISTRICT_OFFICER: _CENTRE | _INTAKE | {_P.ESCALATE, _P.DISPATCH, _P.CHECK, _P.GIVE_INSTRUCTION},
    Role.INTAKE_OPERATOR: _CENTRE | _INTAKE,
    Role.DISPATCHER: _CENTRE | {_P.DISPATCH, _P.ESCALATE, _P.ASK_VOID},
    Role.DUTY_SUPERVISOR: _CENTRE
    | _INTAKE
    | {
        _P.FILE_UNVERIFIED,
        _P.GRANT_EXTENSION,
        _P.CLOSE,
        _P.REOPEN,
        _P.VOID,
        _P.SUPERVISE,
        _P.GIVE_INSTRUCTION,
        _P.REVIEW_APPEAL,
        _P.KEEP_ROSTER,
        _P.READ_STEPS,
    },
    Role.CENTRE_LEAD: _CENTRE
    | {
        _P.GRANT_EXTENSION,
        _P.GRANT_SECOND_EXTENSION,
        _P.SUSPEND,
        _P.SUPERVISE,
        _P.GIVE_INSTRUCTION,
        _P.REOPEN,
        _P.VOID,
        _P.REVIEW_APPEAL,
        _P.ADOPT_PLAN,
        _P.READ_STEPS,
    },
    Role.UNIT_CLERK: _SEES
    | {
        _P.SEE_PHOTOS,
        _P.REPORT,
        _P.ACKNOWLEDGE,
        _P.ASSIGN,
        _P.RETURN,
        _P.RESOLVE,
        _P.ASK_EXTENSION,
        _P.ASK_SUSPENSION,
        _P.ASK_APPEAL,
        _P.EDIT_COMPONENTS,
    },
    Role.HANDLER: _SEES | {_P.SEE_PHOTOS, _P.REPORT, _P.ACKNOWLEDGE, _P.RESOLVE, _P.ASK_EXTENSION},
    Role.PLANNER: frozenset({_P.SEE_TERRITORY, _P.PLAN_GRIDS}),
    Role.CATALOGUE_EDITOR: frozenset({_P.SEE_TERRITORY, _P.EDIT_CATALOGUE, _P.EDIT_COMPONENTS}),
    Role.ADMINISTRATOR: frozenset(
        {_P.SEE_TERRITORY, _P.MANAGE_PEOPLE, _P.MANAGE_KEYS, _P.MANAGE_WEBHOOKS, _P.KEEP_ROSTER}
    ),
    Role.AUDITOR: frozenset({_P.READ_AUDIT, _P.SEE_TERRITORY}),
}

# Rights of a unit: they hold for the unit's own cases and parts, not for all cases of the posting's area.
OF_THE_UNIT = frozenset({Role.UNIT_CLERK, Role.HANDLER})


def granted(role: Role, permission: Permission) -> bool:
    """Whether ``role`` may do it, somewhere."""
    return permission in GRANTS[role]


def roles_with(permission: Permission) -> frozenset[Role]:
    """Every role that may do it."""
    return frozenset(role for role, permissions in GRANTS.items() if permission in permissions)
