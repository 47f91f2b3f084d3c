"""Which file under data/ is to be built, and from what? `python -m tools.build_data occupations --onet DIR`.

Each subcommand is the module of that name in a folder beside this one: `add_arguments(parser)` says what it needs,
`build(args)` writes. The same sources give the same bytes on every run.
"""

import argparse
import importlib

#: The modules of this folder that build something, in the order in which `make data` runs them.
SUBCOMMANDS = (
    "fields.occupations",
    "title_lists.titles",
    "title_lists.national_titles",
    "title_lists.vacancies",
    "skill_lists.skills",
    "skill_lists.skill_labels",
    "fields.occupation_skills",
    "credentials.catalogue",
    "credentials.starter",
    "fields.named_first",
    "credentials.contexts",
    "fields.ways_in",
    "rates",
    "credentials.qualifications",
)


def main(arguments: list[str] | None = None) -> None:
    """Run the subcommand that `arguments` (by default the command line's) name."""
    parser = argparse.ArgumentParser(prog="python -m tools.build_data", description="Build files under data/.")
    names = [module.rpartition(".")[2] for module in SUBCOMMANDS]
    subparsers = parser.add_subparsers(required=True, metavar="|".join(names))
    for name, path in zip(names, SUBCOMMANDS, strict=True):
        module = importlib.import_module(f"tools.build_data.{path}")
        subparser = subparsers.add_parser(name, help=(module.__doc__ or "").strip().splitlines()[0])
        module.add_arguments(subparser)
        subparser.set_defaults(build=module.build)
    args = parser.parse_args(arguments)
    args.build(args)


if __name__ == "__main__":
    main()
