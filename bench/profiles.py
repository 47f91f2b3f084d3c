"""Write as many varied, realistic learner profiles as wanted, one JSON document a line.

Each learner aims at an O*NET occupation (every second one where the catalogue teaches its tools), names skills of that
occupation and skills that somebody teaches, and is one of a few kinds of people: entrants, career changers, people of
experience who keep up, holders of a credential of the catalogue. The same seed writes the same lines.
Run: python bench/profiles.py 10000 > profiles.ndjson
"""

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.intake.profile_schema import read_profile
from services.recommender.knowledge.known import Knowledge, load_knowledge
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.scales import EmployerKind, EvidenceKind, Goal, StackGoalKind

ROOT = Path(__file__).resolve().parents[1]

SEED = 29_3

#: Kinds of learners and how many in a hundred are one: years in the field, and the goals such people have.
KINDS: Sequence[tuple[int, tuple[int, int], Sequence[Goal]]] = (
    (30, (0, 1), (Goal.EXPLORE, Goal.FILL_SKILL_GAP, Goal.COMPLEMENT)),
    (25, (0, 0), (Goal.CHANGE_CAREER,)),
    (30, (3, 25), (Goal.SIGNAL_CURRENCY, Goal.FILL_SKILL_GAP, Goal.COMPLEMENT)),
    (15, (1, 8), (Goal.FILL_SKILL_GAP, Goal.COMPLEMENT)),
)

#: Levels of education and how many in a hundred learners have completed just that.
EDUCATION = {"secondary": 20, "postsecondary_certificate": 10, "associate": 12, "bachelor": 38, "master": 16} | {
    "doctorate": 4
}


@dataclass(frozen=True, kw_only=True)
class World:
    """What learners are put together from."""

    occupations: Sequence[Occupation]
    with_taught_tools: Sequence[Occupation]
    taught: Sequence[str]
    titles: Sequence[str]
    stacks: Sequence[str]
    fields_of_study: Sequence[str]


def open_world(knowledge: Knowledge) -> World:
    catalogue, skills = knowledge.catalogue, knowledge.skills
    occupations = list(knowledge.occupations)
    taught = sorted({each.skill for credential in catalogue.credentials.values() for each in credential.skills})

    def teaches(tool: str) -> bool:
        found = skills.match(tool)
        return found is not None and bool(catalogue.teaching(found.skill))

    lines = (ROOT / "data" / "education" / "fields_of_study.csv").read_text(encoding="utf-8").splitlines()
    return World(
        occupations=occupations,
        with_taught_tools=[o for o in occupations if any(teaches(tool.name) for tool in o.technologies)],
        taught=[skills.label(skill) for skill in taught],
        titles=[credential.title for credential in catalogue.credentials.values()],
        stacks=[stack.title for stack in catalogue.stacks.values()],
        fields_of_study=[line.partition(",")[0] for line in lines[1:]],
    )


def learner(number: int, world: World, dice: random.Random) -> dict[str, Any]:
    """Return one profile as a document; half of its optional members are left out, as HR systems do."""
    _, years, goals = dice.choices(KINDS, weights=[share for share, _, _ in KINDS])[0]
    in_field = dice.randint(*years)
    aim = dice.choice(world.with_taught_tools if _coin(dice) else world.occupations)
    tools = [tool.name for tool in aim.technologies if tool.hot or tool.in_demand]
    known = _some(tools, 6, dice) + _some(world.taught, 3, dice)
    asked = _some(tools, 4, dice) + _some(world.taught, 4, dice)
    level = dice.choices(list(EDUCATION), weights=list(EDUCATION.values()))[0]
    optional: dict[str, Any] = {
        "target_role": {"required_skills": asked, "preferred_skills": _some([*tools, *world.taught], 3, dice)},
        "target_employers": [{"kind": dice.choice(list(EmployerKind)).value}],
        "evidence": [_evidence(known or asked, dice) for _ in range(dice.randint(1, 2))],
        "credentials_held": [_held(world, dice) for _ in range(dice.randint(1, 2))],
        "stack_goal": _stack_goal(world, dice),
        "deadline": f"2027-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}",
        "hours_per_week": dice.choice([2, 3, 4, 5, 6, 8, 10, 15, 20, 40]),
        "budget": {"amount": dice.choice([0, 50, 100, 250, 500, 1000, 2500, 10000]), "currency": "USD"},
        "language": dice.choice(["en", "en", "en", "de", "es"]),
        "mode": dice.choice(["online", "blended", "in_person"]),
    }
    return {
        "learner_id": f"bench-{number}",
        "field": {"occupation": aim.code},
        "goal": dice.choice(goals).value,
        "education": [_education(level, world, dice)],
        "experience": {"years_total": in_field + dice.randint(0, 15), "years_in_field": in_field},
        "skills": [{"name": name, "level": dice.choice(["beginner", "intermediate", "advanced"])} for name in known],
    } | {name: value for name, value in optional.items() if _coin(dice)}


def _coin(dice: random.Random) -> bool:
    return bool(dice.getrandbits(1))


def _some(words: Sequence[str], most: int, dice: random.Random) -> list[str]:
    return dice.sample(words, min(len(words), dice.randint(0, most)))


def _education(level: str, world: World, dice: random.Random) -> dict[str, Any]:
    if level == "secondary":
        return {"level": level}
    return {"level": level, "field_of_study": dice.choice(world.fields_of_study), "year": dice.randint(1990, 2026)}


def _evidence(skills: Sequence[str], dice: random.Random) -> dict[str, Any]:
    return {
        "kind": dice.choice(list(EvidenceKind)).value,
        "title": "Something that was made",
        "skills": list(dice.sample(skills, min(2, len(skills)))),
    }


def _held(world: World, dice: random.Random) -> dict[str, Any]:
    year = dice.randint(2019, 2026)
    held = {"title": dice.choice(world.titles), "issued_on": f"{year}-03-01"}
    return held | ({"expires_on": f"{year + 3}-03-01"} if _coin(dice) else {})


def _stack_goal(world: World, dice: random.Random) -> dict[str, Any]:
    kind = dice.choice([kind for kind in StackGoalKind if kind is not StackGoalKind.NONE])
    named = kind is StackGoalKind.NAMED_CREDENTIAL or _coin(dice)
    return {"kind": kind.value} | ({"credential": dice.choice(world.stacks)} if named else {})


def main() -> None:
    world, dice = open_world(load_knowledge(ROOT / "data")), random.Random(SEED)  # noqa: S311 - learners are no secrets
    for number in range(int(sys.argv[1])):
        document = learner(number, world, dice)
        read_profile(document)
        print(json.dumps(document, ensure_ascii=False))


if __name__ == "__main__":
    main()
