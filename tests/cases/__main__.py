"""`python -m tests.cases`: answer every case, print how far the answers agree, and what does not."""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from tests.cases.agreed import AGREED, agreed
from tests.cases.answering import Product
from tests.cases.asking import report
from tests.cases.judging import LearnerJudged, judge_file, judge_learner, judge_pair
from tests.cases.reading import CASES, read_file_cases, read_learners, read_pairs


@click.command()
@click.option("--cases", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Other cases.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Also write the results here, as JSON.")
@click.option("--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Print what changed.")
@click.option("--record", is_flag=True, help="Write down what agrees now; from then on the tests hold it.")
@click.option("--all", "everything", is_flag=True, help="Print each case that does not agree, and why.")
def main(folder: Path | None, out: Path | None, against: Path | None, *, record: bool, everything: bool) -> None:
    """Run the learners, the pairs and the files through the product of this checkout."""
    folder = folder or CASES
    product = Product()
    learners = [judge_learner(one, product) for one in _progress(list(read_learners(folder)), "learners")]
    pairs = {one.id: judge_pair(one, product) for one in _progress(list(read_pairs(folder)), "pairs")}
    files = {one.id: judge_file(one, product) for one in _progress(list(read_file_cases(folder)), "files")}
    results = {
        "learners": {one.learner.id: _as_json(one) for one in learners},
        "pairs": {name: list(broken) for name, broken in pairs.items()},
        "files": {name: list(broken) for name, broken in files.items()},
    }
    if everything:
        _print_faults(results)
    _print_learners(learners)
    _print_kept("laws", pairs)
    _print_kept("files", files)
    for line in report(list(read_learners(folder)), product):
        click.echo(line)
    if record:
        AGREED.write_text(json.dumps(agreed(learners, pairs, files), indent=1) + "\n", encoding="utf-8")
    if out is not None:
        out.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if against is not None:
        _print_changes(json.loads(against.read_text(encoding="utf-8")), results)


def _progress(cases: list[Any], name: str) -> Iterable[Any]:
    if not sys.stderr.isatty():
        return cases
    with click.progressbar(cases, label=f"Answering {name}", file=sys.stderr) as bar:
        return list(bar)


def _as_json(one: LearnerJudged) -> dict[str, Any]:
    return {
        "title": one.title,
        "verdict": one.verdict,
        "agrees": one.agrees,
        "first": list(one.first),
        "first_agrees": one.first_agrees,
        "never": list(one.never),
    }


def _print_faults(results: Mapping[str, Mapping[str, Any]]) -> None:
    for name, one in results["learners"].items():
        if not one["agrees"] or one["first_agrees"] is False or one["never"] or one["title"] == "wrong":
            verdict = one["verdict"] if one["agrees"] else f"NOT {one['verdict']}"
            click.echo(f"{name}: {verdict}; title {one['title']}; never: {', '.join(one['never']) or 'none'}")
            if one["first_agrees"] is False:
                click.echo(f"    first three: {'; '.join(one['first']) or 'nothing shown'}")
    for kind in ("pairs", "files"):
        for name, broken in results[kind].items():
            for relation in broken:
                click.echo(f"{name}: {relation}")


def _print_learners(learners: list[LearnerJudged]) -> None:
    click.echo(f"\n{'':24}{'verdict':>10}{'first three':>13}{'never said':>12}{'title right/wrong/asked':>26}")
    for heading, group in (
        ("country", lambda one: one.learner.country or "not said"),
        ("field", lambda one: one.learner.field),
    ):
        for name, members in sorted(_grouped(learners, group).items()):
            _print_row(f"{heading} {name}", members)
    _print_row("all learners", learners)


def _grouped(learners: list[LearnerJudged], by: Callable[[LearnerJudged], str]) -> dict[str, list[LearnerJudged]]:
    groups: dict[str, list[LearnerJudged]] = defaultdict(list)
    for one in learners:
        groups[by(one)].append(one)
    return groups


def _print_row(name: str, members: list[LearnerJudged]) -> None:
    asked = [one for one in members if one.first_agrees is not None]
    titles = [one.title for one in members]
    click.echo(
        f"{name:24}"
        + f"{sum(one.agrees for one in members)} of {len(members)}".rjust(10)
        + f"{sum(bool(one.first_agrees) for one in asked)} of {len(asked)}".rjust(13)
        + f"{sum(not one.never for one in members)} of {len(members)}".rjust(12)
        + f"{titles.count('right')} / {titles.count('wrong')} / {titles.count('asked back')}".rjust(26)
    )


def _print_kept(name: str, broken: Mapping[str, tuple[str, ...]]) -> None:
    click.echo(f"{name:24}{sum(not relations for relations in broken.values())} of {len(broken)}")


def _print_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    click.echo("\nAgainst the version before:")
    for kind, cases in after.items():
        for name, now in cases.items():
            then = before[kind].get(name)
            if then is not None and then != now:
                click.echo(f"  {name}\n    was {json.dumps(then, ensure_ascii=False)}")
                click.echo(f"    is  {json.dumps(now, ensure_ascii=False)}")


if __name__ == "__main__":
    main()
