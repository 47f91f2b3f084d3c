"""Build data/occupations/codes_2010.tsv and skills_by_occupation.tsv.gz from O*NET, ESCO and two crosswalks."""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from services.recommender.knowledge.occupations.former_codes import FORMER_COLUMNS, FORMER_FILE
from services.recommender.knowledge.occupations.skills.occupation_skills import SKILLS_COLUMNS, SKILLS_FILE
from services.recommender.knowledge.skills import SkillIndex, load_skills
from tools.build_data.sources.american.former_codes import Succession, successions
from tools.build_data.sources.american.onet import OnetImportError, OnetRelease, read_release
from tools.build_data.sources.european.esco import SkillNeeded, read_skills_needed
from tools.build_data.sources.european.esco_crosswalk import Crossing, read_crosswalk
from tools.build_data.sources.european.official_crosswalk import OfficialCrossing, read_official_crosswalk
from tools.build_data.writing import Rows, table, write_table

#: So many essential and as many optional skills are kept of an occupation: nobody reads more, and no rule counts more.
KEPT = 15

#: Matches of the official crosswalk, surest first; where a surer one leads to an occupation, less sure ones are not
#: heard. In the last the ESCO occupation is only a part of O*NET's, so that no skill of it is essential to all of that.
SUREST_FIRST = "ecnb"
EXACT, CLOSE, ONLY_A_PART = "e", "c", "b"

#: How an O*NET occupation is matched, and the ESCO occupations it is matched to so.
Matched = tuple[str, Sequence[str]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders the build reads and writes."""
    parser.add_argument("--onet", type=Path, required=True, metavar="DIR", help="folder with the O*NET text files")
    parser.add_argument("--esco", type=Path, required=True, metavar="DIR", help="folder with the official ESCO zips")
    parser.add_argument("--crosswalk", type=Path, required=True, metavar="DIR", help="folder with Nesta's crosswalk")
    parser.add_argument(
        "--official", type=Path, required=True, metavar="DIR", help="folder with the official crosswalk"
    )
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder to write to")


def build(args: argparse.Namespace) -> None:
    """Write the two files; exits with every problem of the O*NET release at once."""
    try:
        release = read_release(args.onet)
    except OnetImportError as error:
        sys.exit(str(error))
    crossings = read_crosswalk(args.crosswalk)
    became = successions(crossings, release)
    now = codes_of_today(became, release)
    rows = ((each.code_2010, each.title, each.now or "", each.basis) for each in became)
    write_table(args.data / FORMER_FILE, table(FORMER_COLUMNS, rows), "former codes")
    official = by_official(read_official_crosswalk(args.official))
    seen = _skill_rows(both(official, _by_nesta(crossings, now)), read_skills_needed(args.esco), load_skills(args.data))
    write_table(args.data / SKILLS_FILE, table(SKILLS_COLUMNS, seen), "occupations")
    bases = Counter(each.basis for each in became)
    print(f"{args.data / FORMER_FILE}: " + ", ".join(f"{count} {basis}" for basis, count in sorted(bases.items())))


def codes_of_today(became: Iterable[Succession], release: OnetRelease) -> Mapping[str, str]:
    """Return the code of today by the code of 2010, where it is the same occupation; one that still exists is itself.

    What the part of an occupation needs to know is not what the whole of it needs.
    """
    same = {each.code_2010: each.now for each in became if each.is_the_same and each.now}
    return {**{code: code for code in release.titles}, **same}


def by_official(crossings: Iterable[OfficialCrossing]) -> Mapping[str, Matched]:
    """Return the surest match of each O*NET code and the ESCO occupations that match it so."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in crossings:
        found[each.code][each.match].add(each.esco)
    surest = {code: min(matches, key=SUREST_FIRST.index) for code, matches in found.items()}
    return {code: (match, sorted(found[code][match])) for code, match in surest.items()}


def both(official: Mapping[str, Matched], nesta: Mapping[str, Matched]) -> Mapping[str, Matched]:
    """Return what each O*NET code is matched to by the official crosswalk, and by Nesta's where that is surer.

    An exact match of the official one counts. Of others those count that Nesta's has too, and Nesta's where they agree
    on none: its authors marked how sure each is, while a "close" match may be any occupation of the field.
    """
    found = {**nesta, **official}
    for code, (match, occupations) in official.items():
        if match != EXACT and code in nesta:
            agreed = sorted(set(occupations).intersection(nesta[code][1]))
            found[code] = (CLOSE, agreed) if agreed else nesta[code]
    return found


def _by_nesta(crossings: Iterable[Crossing], now: Mapping[str, str]) -> Mapping[str, Matched]:
    """Return the same by Nesta's crosswalk, whose surest crossings of an occupation are alone heard."""
    by_code: defaultdict[str, list[Crossing]] = defaultdict(list)
    for crossing in crossings:
        if crossing.code_2010 in now:
            by_code[now[crossing.code_2010]].append(crossing)
    found: dict[str, Matched] = {}
    for code, those in by_code.items():
        surest = max(crossing.confidence for crossing in those)
        found[code] = (CLOSE, sorted({crossing.esco for crossing in those if crossing.confidence == surest}))
    return found


def _skill_rows(found: Mapping[str, Matched], needed: Iterable[SkillNeeded], skills: SkillIndex) -> Rows:
    """Yield each occupation with its skills, those first that most of its ESCO occupations need."""
    relations: defaultdict[str, list[SkillNeeded]] = defaultdict(list)
    for each in needed:
        if f"esco:{each.skill}" in skills:
            relations[each.occupation].append(each)
    for code, (match, occupations) in sorted(found.items()):
        essential = Counter(each.skill for o in occupations for each in relations[o] if each.essential)
        optional = Counter(
            each.skill
            for o in occupations
            for each in relations[o]
            if not each.essential and each.skill not in essential
        )
        if match == ONLY_A_PART:
            essential, optional = Counter[str](), essential or optional
        if essential or optional:
            yield code, _most_shared(essential), _most_shared(optional)


def _most_shared(counts: Mapping[str, int]) -> str:
    return " ".join(sorted(counts, key=lambda skill: (-counts[skill], skill))[:KEPT])
