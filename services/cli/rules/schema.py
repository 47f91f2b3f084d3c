"""How do editors learn what may stand in a rule file? By the JSON Schema files that lie beside the rules."""

import json
from pathlib import Path

import click

from services.authoring.rule_schema.schema import schemas, written
from services.cli.rules.folder import read_draft, rules_dir_option, rules_folder


@click.command()
@rules_dir_option
@click.option("--write", is_flag=True, help="Write the schema files into the rules folder.")
def schema(rules_dir: Path | None, write: bool) -> None:
    """Print the JSON Schemas of rule, test, testdata, learner and wording files, or write them beside the rules."""
    folder = rules_folder(rules_dir)
    built = schemas(read_draft(folder))
    if not write:
        click.echo(json.dumps(built, indent=2, ensure_ascii=False))
        return
    for name, one in built.items():
        (folder / name).write_text(written(one), encoding="utf-8")
        click.echo(f"wrote {folder / name}")
