"""Which file under data/ is to be built, and from what? `python -m tools.build_data occupations --onet DIR`.

Each subcommand is the module of that name beside this one: `add_arguments(parser)` says what it needs, `build(args)`
writes. The same sources give the same bytes on every run.
"""

import argparse
import importlib
import importlib.util

#: The modules of this folder that build something, in the order in which `make data` runs them.
SUBCOMMANDS = (
    "occupations",
    "titles",
    "national_titles",
    "skills",
    "skill_labels",
    "occupation_skills",
    "catalogue",
    "starter",
    "named_first",
    "contexts",
    "ways_in",
    "rates",
    "qualifications",
)


def main(arguments: list[str] | None = None) -> None:
    """Run the subcommand that `arguments` (by default the command line's) name."""
    parser = argparse.ArgumentParser(prog="python -m tools.build_data", description="Build files under data/.")
    subparsers = parser.add_subparsers(required=True, metavar="|".join(SUBCOMMANDS))
    for name in SUBCOMMANDS:
        if importlib.util.find_spec(f"tools.build_data.{name}") is None:
            continue
        module = importlib.import_module(f"tools.build_data.{name}")
        subparser = subparsers.add_parser(name, help=(module.__doc__ or "").strip().splitlines()[0])
        module.add_arguments(subparser)
        subparser.set_defaults(build=module.build)
    args = parser.parse_args(arguments)
    args.build(args)


if __name__ == "__main__":
    main()
