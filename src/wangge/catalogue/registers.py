"""Every text of the catalogue, classified: it is about places and things, never about a person (R-55, R-56)."""

from wangge.trust.register import Basis, NotPersonal, Personal, Register, Retention, not_personal, personal

_WORD = not_personal("chosen from a fixed list")
_CODE = not_personal("a code of the catalogue, a unit or a piece of property")
_SCREENED = not_personal("words about places and things; screened when a sheet is imported")

_IMPORTER: Personal | NotPersonal = personal(
    purpose="who answers for an edition of the catalogue",
    basis=Basis.PUBLIC_TASK,
    retention=Retention(days=3650, since="imported_at", erases="field"),
    readers=("catalogue_editor", "auditor"),
)

FIELDS: Register = {
    "CatalogueVersion.state": _WORD,
    "CatalogueVersion.source": not_personal("the name of the file that an edition came from"),
    "CatalogueVersion.imported_by": _IMPORTER,
    "MajorClass.kind": _WORD,
    "MajorClass.code": _CODE,
    "MajorClass.name_zh": _SCREENED,
    "MajorClass.name_en": _SCREENED,
    "MinorClass.code": _CODE,
    "MinorClass.name_zh": _SCREENED,
    "MinorClass.name_en": _SCREENED,
    "MinorClass.owner_kind": _CODE,
    "MinorClass.public_when": _WORD,
    "MinorClass.urgent_call": not_personal("the telephone number of a public service, or which one it is"),
    "MinorClass.calendar": _CODE,
    "MinorClass.description_zh": _SCREENED,
    "MinorClass.description_en": _SCREENED,
    "FilingCondition.code": _CODE,
    "FilingCondition.text_zh": _SCREENED,
    "FilingCondition.text_en": _SCREENED,
    "FilingCondition.unit": _WORD,
    "ClosureCondition.code": _CODE,
    "ClosureCondition.text_zh": _SCREENED,
    "ClosureCondition.text_en": _SCREENED,
    "OwnerKind.code": _CODE,
    "OwnerKind.name_zh": _SCREENED,
    "OwnerKind.name_en": _SCREENED,
    "Calendar.code": _CODE,
    "Calendar.name_zh": _SCREENED,
    "Calendar.name_en": _SCREENED,
    "Calendar.hours": not_personal("the working hours of a city or unit"),
    "Calendar.weekdays": not_personal("the weekdays that a city or unit works"),
    "CalendarDay.name": _SCREENED,
    "RoutingRule.kind": _WORD,
    "RoutingRule.class_code": _CODE,
    "RoutingRule.owner_kind": _CODE,
    "RoutingRule.remark": _SCREENED,
    "Component.code": _CODE,
    "Component.class_code": _CODE,
    "Component.label": not_personal("the number on a piece of city property; screened when a register is imported"),
}
