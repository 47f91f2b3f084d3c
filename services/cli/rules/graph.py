"""How do the rules hang together? As a flowchart of the findings and the rules they feed."""

from pathlib import Path

import click

from services.authoring.rule_pages.graph import mermaid
from services.cli.rules.folder import read_draft, rules_dir_option, rules_folder


@click.command()
@rules_dir_option
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file (default: print).")
def graph(rules_dir: Path | None, out: Path | None) -> None:
    """Print the findings and the rules they feed as a Mermaid flowchart.

    GitHub, GitLab and many editors draw it where it stands in a Markdown file between ```mermaid and ```; a broken
    arrow leads to a rule that holds where the finding was not concluded.
    """
    chart = mermaid(read_draft(rules_folder(rules_dir)).rules)
    if out is None:
        click.echo(chart, nl=False)
        return
    try:
        out.write_text(chart, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from error
    click.echo(f"wrote {out}")
