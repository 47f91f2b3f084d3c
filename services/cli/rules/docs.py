"""Where can people read the rules? On pages built from the files."""

from collections.abc import Mapping
from pathlib import Path

import click

from services.authoring.rule_pages.pages import MARK, build_pages
from services.cli.rules.folder import read_inspected, rules_dir_option, rules_folder


@click.command()
@rules_dir_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the pages (default: docs/rules next to the rules folder).",
)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 when a page is missing or stale.")
def docs(rules_dir: Path | None, out: Path | None, only_check: bool) -> None:
    """Build a page per chapter, an index, the vocabulary and the graph from the rule files."""
    folder = rules_folder(rules_dir)
    target = out or folder.parent / "docs" / "rules"
    inspection = read_inspected(folder)
    pages = build_pages(inspection.rule_folder, inspection.cases)
    stale = sorted(name for name, text in pages.items() if _content(target / name) != text)
    needless = sorted(path.name for path in target.glob("*.md") if path.name not in pages and _is_ours(path))
    if not only_check:
        _write(target, {name: pages[name] for name in stale}, needless)
        click.echo(f"{len(pages)} files in {target}: {len(stale)} written, {len(needless)} removed.")
    elif stale or needless:
        names = ", ".join([*stale, *needless])
        raise click.ClickException(f"{target} does not fit the rules any more: {names}. Run `credwise rules docs`.")
    else:
        click.echo(f"{len(pages)} files in {target} fit the rules.")


def _write(target: Path, pages: Mapping[str, str], needless: list[str]) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (target / name).write_text(text, encoding="utf-8")
        for name in needless:
            (target / name).unlink()
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}") from error


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None


def _is_ours(path: Path) -> bool:
    """Say whether `path` is a page of a chapter that is gone, and not one that a person wrote."""
    return (_content(path) or "").startswith(MARK)
