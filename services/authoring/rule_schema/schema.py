"""What may stand in a rule file, said so that editors can complete and check it: JSON Schema, generated.

Everything comes from the registries that the reader itself uses, so an editor and `credwise rules check` cannot
disagree about a name. What needs more than one member (stages, contradictions, doubles) only the check sees.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from services.authoring.rule_schema.schema_values import (
    NUMBER,
    POINTS,
    RULE_IDS,
    TEXT,
    WHOLE,
    Schema,
    closed_schema,
    condition_schema,
    facts_schema,
    number_schema,
)
from services.recommender.rulebook.files.parts.conditions import ANY
from services.recommender.rulebook.files.parts.effects import CODE, DIMENSIONS, PATHS, READERS
from services.recommender.rulebook.files.parts.points import FEWEST_STEPS
from services.recommender.rulebook.files.parts.relations import RELATIONS
from services.recommender.rulebook.files.parts.sources import BASES
from services.recommender.rulebook.files.rule_file import ID, MEMBERS
from services.recommender.rulebook.files.rule_folder import RuleFolder
from services.recommender.rulebook.gate.golden_learner import EXPECTED, OPTIONAL
from services.recommender.rulebook.gate.golden_learner import MEMBERS as LEARNER_MEMBERS
from services.recommender.rulebook.gate.test_file import MEMBERS as TEST_MEMBERS
from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.rule_source import SourceBasis
from services.recommender.rulebook.vocabulary import Kind, Vocabulary

DIALECT = "http://json-schema.org/draft-07/schema#"


def schemas(rule_folder: RuleFolder) -> Mapping[str, Schema]:
    """Return each schema by its file name; `rule_folder` supplies the findings and the codes that rules may name."""
    return {name: {"$schema": DIALECT, **build(rule_folder)} for name, build in BUILDERS.items()}


def written(schema: Schema) -> str:
    """Return the schema as it is written to its file: the same bytes for the same schema."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def stale_schemas(rules_dir: Path, rule_folder: RuleFolder) -> list[Problem]:
    """Return a problem per schema file that says something else than the code; a folder may do without any of them."""
    current = {name: _content(rules_dir / name) for name in BUILDERS}
    if not any(current.values()):
        return []
    remedy = "; write it with `credwise rules schema --write`"
    return [
        Problem(file=f"{rules_dir.name}/{name}", line=0, rule="", member="", sentence=_stale(current[name]) + remedy)
        for name, schema in schemas(rule_folder).items()
        if current[name] != written(schema)
    ]


def _stale(content: str | None) -> str:
    return "is missing" if content is None else "does not fit the rules and the vocabulary any more"


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None


def _rule(rule_folder: RuleFolder) -> Schema:
    facts = {
        field.full_name: condition_schema(field) for field in rule_folder.vocabulary if field.kind is not Kind.TEXT
    }
    conditions = {name: {"$ref": f"#/definitions/{name}"} for name in facts}
    alternative: Schema = {"type": "object", "minProperties": 1, "additionalProperties": False}
    return closed_schema(
        "One rule: the conditions under which a piece of advice holds, and what follows.",
        {
            "id": {"type": "string", "pattern": f"^{ID.pattern}$", "description": "chapter/name; never changes."},
            "title": {**TEXT, "description": "The advice in one line."},
            "rationale": {**TEXT, "description": "Why this is so, for auditors and other authors."},
            "sources": {"type": "array", "minItems": 1, "items": _source()},
            "when": {
                **alternative,
                "description": "All of these must hold, and one alternative of any where there is one.",
                "properties": {
                    ANY: {"type": "array", "minItems": 2, "items": {**alternative, "properties": conditions}},
                    **conditions,
                },
            },
            "instead_of": {
                **RULE_IDS,
                "description": "Rules that do not count for the subject on which this one fires.",
            },
            "adds_to": {
                **RULE_IDS,
                "description": "Rules that this one always comes with, when it gives a reason of its own.",
            },
            "then": {"type": "array", "minItems": 1, "items": _effect(rule_folder)},
            "because": {**TEXT, "description": "What the learner reads; {field.title} shows a fact."},
        },
        required=[name for name in MEMBERS if name not in RELATIONS],
    ) | {"definitions": {NUMBER: number_schema(), **facts}}


def _source() -> Schema:
    closed = closed_schema(
        "What the rule rests on, and whether anybody read it.",
        {
            "title": TEXT,
            "address": {"type": "string", "pattern": r"^https?://\S+$"},
            "basis": {
                "enum": list(BASES),
                "description": "read: somebody saw it say so; remembered: cited from memory; judgement: our own.",
            },
            "checked_on": {"type": "string", "format": "date", "description": "The day somebody last read it."},
        },
        required=("title", "basis"),
    )
    was_read: Schema = {"properties": {"basis": {"const": SourceBasis.READ.value}}, "required": ["basis"]}
    return closed | {
        "if": was_read,
        "then": {"required": ["checked_on"]},
        "else": {"properties": {"checked_on": False}},
    }


def _effect(rule_folder: RuleFolder) -> Schema:
    path = {"enum": list(PATHS), "description": "Leave it out where the rule looks at candidates or paths."}
    details: dict[str, Schema] = {
        "conclude": {"type": "string", "pattern": f"^{CODE.pattern}$"},
        "weigh": closed_schema(
            "Adds points on one dimension.",
            {
                "path": path,
                "dimension": {"enum": list(DIMENSIONS)},
                "points": {"anyOf": [POINTS, _table(rule_folder.vocabulary)]},
            },
            required=("dimension", "points"),
        ),
        "rule_out": {"anyOf": [{"const": True}, closed_schema("Takes a path out of the running.", {"path": path})]},
        "caution": _code(rule_folder.wording.cautions, path),
        "ask": _code(rule_folder.wording.questions, path),
    }
    return {"anyOf": [closed_schema("", {name: details[name]}, required=(name,)) for name in READERS]}


def _table(vocabulary: Vocabulary) -> Schema:
    step = closed_schema(
        "From this value on, so many points.", {"from": WHOLE, "points": POINTS}, required=("from", "points")
    )
    return closed_schema(
        "Points by a number; each step reaches up to the next one.",
        {
            "by": {"enum": [field.full_name for field in vocabulary if field.kind is Kind.NUMBER]},
            "steps": {"type": "array", "minItems": FEWEST_STEPS, "items": step},
        },
        required=("by", "steps"),
    )


def _code(texts: Mapping[str, str], path: Schema) -> Schema:
    code = {"anyOf": [{"const": code, "description": texts[code]} for code in sorted(texts)]}
    return (
        {"anyOf": [code, closed_schema("", {"code": code, "path": path}, required=("code",))]} if texts else {"not": {}}
    )


def _test(rule_folder: RuleFolder) -> Schema:
    facts = {"$ref": "#/definitions/facts"}
    points: Schema = {"type": "integer", "description": "What the rule gives in this case, all its weighs together."}
    silent = closed_schema("One situation.", {"name": TEXT, "facts": facts}, required=("name",))
    fires = closed_schema("One situation.", {"name": TEXT, "facts": facts, "points": points}, required=("name",))
    members: dict[str, Schema] = {
        "given": {"type": "array", "items": TEXT, "description": "Names from testdata/ whose facts every case has."},
        "facts": facts,
        "fires": {**_cases(fires), "description": "Cases in which the rule must fire."},
        "stays_silent": {**_cases(silent), "description": "Cases in which it must not, one of them for the unknown."},
    }
    return closed_schema(
        "The tests of one rule.",
        {name: members[name] for name in TEST_MEMBERS},
        required=("fires", "stays_silent"),
    ) | {"definitions": {"facts": facts_schema(rule_folder.vocabulary)}}


def _cases(case: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": case}


def _testdata(rule_folder: RuleFolder) -> Schema:
    return {"type": "object", "additionalProperties": facts_schema(rule_folder.vocabulary)}


def _learner(_: RuleFolder) -> Schema:
    titles: Schema = {"type": "array", "items": TEXT}
    expected: dict[str, Schema] = {
        "verdict": {"anyOf": [{"enum": list(PATHS)}, {"type": "array", "minItems": 1, "items": {"enum": list(PATHS)}}]},
        "among_first_three": {
            **titles,
            "description": "Titles that must be among the first three items, in any order.",
        },
        "never_shown": {**titles, "description": "Titles that must not be among the items."},
    }
    members: dict[str, Schema] = {
        "about": {**TEXT, "description": "Who asks, in one line."},
        "why": {**TEXT, "description": "Why an adviser of that field and country would answer so."},
        "source": {**TEXT, "description": "What that rests on."},
        "decided_on": {"type": "string", "format": "date", "description": "The day on which it is decided."},
        "profile": {"type": "object", "description": "The profile, as POST /v1/profiles takes it."},
        "expect": closed_schema("", {name: expected[name] for name in EXPECTED}, required=("verdict",)),
    }
    return closed_schema(
        "A golden learner: a whole profile, and the verdict and first items that an adviser would give.",
        {name: members[name] for name in LEARNER_MEMBERS},
        required=[name for name in LEARNER_MEMBERS if name not in OPTIONAL],
    )


def _wording(_: RuleFolder) -> Schema:
    return {"type": "object", "propertyNames": {"pattern": f"^{CODE.pattern}$"}, "additionalProperties": TEXT}


#: The schema files that lie in the rules folder, by name, and what builds each.
BUILDERS: Mapping[str, Callable[[RuleFolder], Schema]] = {
    "rule.schema.json": _rule,
    "test.schema.json": _test,
    "testdata.schema.json": _testdata,
    "learner.schema.json": _learner,
    "wording.schema.json": _wording,
}
