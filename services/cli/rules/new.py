"""How does an author begin? With a rule file and a test file in place, and a list of what to fill in."""

from datetime import UTC, datetime
from pathlib import Path

import click

from services.authoring.scaffold import NewRule, cases_text, rule_text, to_fill_in
from services.cli.rules.folder import rules_dir_option, rules_folder
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.files.rule_file import ID
from services.recommender.rulebook.files.rule_folder import NO_CHAPTERS, TEST_SUFFIX, read_rule_folder
from services.recommender.rulebook.vocabulary import FactField, Kind, Vocabulary


@click.command()
@click.argument("identity", metavar="CHAPTER/NAME")
@rules_dir_option
@click.option("--title", prompt="The advice in one line", help="The advice in one line.")
@click.option("--fact", "looks_at", default="field.culture", show_default=True, help="The first fact it looks at.")
@click.option("--rationale", default=to_fill_in("why this is so."), help="Why this is so, for auditors.")
@click.option("--source", default=to_fill_in("where this can be read."), help="Where that can be read.")
@click.option("--because", default=to_fill_in("what the learner reads."), help="What the learner reads.")
def new(identity: str, rules_dir: Path | None, looks_at: str, **texts: str) -> None:
    """Write a new rule and its test, ready to be filled in; nothing that is there already is overwritten.

    CHAPTER/NAME becomes the rule's id, like recognition/vendor-in-its-ecosystem; the file is named for it.
    """
    folder = rules_folder(rules_dir)
    chapter, _, name = identity.partition("/")
    if not ID.fullmatch(identity) or chapter in NO_CHAPTERS or name.endswith("-test"):
        raise click.BadParameter(
            "must look like chapter/short-name in lower case, words joined by underscores in the chapter and by "
            f'hyphens in the name; the name must not end in "-test", and {" and ".join(sorted(NO_CHAPTERS))} '
            "are no chapters",
            param_hint="CHAPTER/NAME",
        )
    rule_file = folder / chapter / f"{name.replace('-', '_')}.yaml"
    test_file = rule_file.with_name(rule_file.stem + TEST_SUFFIX)
    for path in (rule_file, test_file):
        if path.exists():
            raise click.ClickException(f"{path} is there already; choose another name, or edit that file.")
    fact = _fact(looks_at, read_rule_folder(folder, VOCABULARY).vocabulary)
    rule = NewRule(id=identity, fact=fact, today=datetime.now(UTC).date(), **texts)
    rule_file.parent.mkdir(exist_ok=True)
    rule_file.write_text(rule_text(rule), encoding="utf-8")
    test_file.write_text(cases_text(rule), encoding="utf-8")
    _say_what_to_fill_in(identity, rule_file, test_file)


def _fact(name: str, vocabulary: Vocabulary) -> FactField:
    field = vocabulary.get(name)
    if field is None:
        raise click.BadParameter(vocabulary.not_found(name), param_hint="--fact")
    if field.kind is Kind.TEXT:
        raise click.BadParameter(
            f"{name} is text for showing only; rules compare numbers and choices", param_hint="--fact"
        )
    return field


def _say_what_to_fill_in(identity: str, rule_file: Path, test_file: Path) -> None:
    click.echo(f"wrote {rule_file}")
    click.echo(f"wrote {test_file}")
    click.echo("Now fill in:")
    for number, line in enumerate(rule_file.read_text(encoding="utf-8").splitlines(), start=1):
        member = line.split(":", 1)[0].strip(" -")
        if member in {"when", "then"}:
            click.echo(f"  {rule_file.name}:{number} {member}: one example stands there; replace it with yours")
        elif to_fill_in("") in line:
            click.echo(f"  {rule_file.name}:{number} {member}: {line.split(to_fill_in(''), 1)[1].strip(chr(34))}")
    click.echo(f"  {test_file.name}: a case per condition, one change at a time")
    click.echo(f"Then run `credwise rules check`, `credwise rules test {identity}` and `credwise rules coverage`.")
