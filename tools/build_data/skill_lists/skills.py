"""Build data/skills/index.tsv.gz and near.tsv.gz from the ESCO and O*NET downloads and our two tables beside them."""

import argparse
import csv
import sys
from pathlib import Path

from services.recommender.knowledge.skills import INDEX_FILE, NEAR_FILE, read_index
from tools.build_data.sources.american.onet_technologies import read_technologies
from tools.build_data.sources.european.esco import read_esco_skills, read_narrower
from tools.build_data.sources.european.near_skills import near_pairs
from tools.build_data.sources.skill_terms import Addition, merge
from tools.build_data.writing import packed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders the build reads and writes."""
    parser.add_argument("--esco", type=Path, required=True, metavar="DIR", help="folder with the official ESCO zips")
    parser.add_argument("--onet", type=Path, required=True, metavar="DIR", help="folder with the O*NET text files")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder to write to")


def build(args: argparse.Namespace) -> None:
    """Write the skill index and which skills are near; exits with every problem of the tables at once."""
    esco = read_esco_skills(args.esco)
    print(f"ESCO: {len(esco)} skills")
    technologies = read_technologies(args.onet)
    print(f"O*NET: {len(technologies)} technologies")
    tables = args.data / "skills"
    terms = merge(esco, technologies, read_additions(tables), read_aliases(tables))
    if terms.problems:
        sys.exit("The skill tables cannot be used:\n  " + "\n  ".join(terms.problems))
    path = args.data / INDEX_FILE
    path.write_bytes(packed(terms.lines()))
    print(
        f"{path}: {len(terms.concepts)} concepts, {sum(len(keys) for _, _, keys in terms.concepts)} keys, "
        f"{terms.merged_technologies} technologies merged, {terms.contested_aliases} contested aliases left out, "
        f"{path.stat().st_size / 1e6:.2f} MB"
    )
    index = read_index(terms.lines(), content_hash="", name=str(path))
    near = near_pairs(index, esco, read_narrower(args.esco))
    (args.data / NEAR_FILE).write_bytes(packed("".join(f"{wider}\t{narrower}\n" for wider, narrower in near)))
    print(f"{args.data / NEAR_FILE}: {len(near)} pairs")


def read_aliases(tables: Path) -> dict[str, str]:
    """Return our aliases, each with the label of the concept it names."""
    with (tables / "aliases.csv").open(encoding="utf-8", newline="") as lines:
        return {row["alias"]: row["label"] for row in csv.DictReader(lines)}


def read_additions(tables: Path) -> tuple[Addition, ...]:
    """Return the concepts that neither ESCO nor O*NET has."""
    with (tables / "additions.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Addition(slug=row["slug"], label=row["label"], reason=row["reason"]) for row in csv.DictReader(lines)
        )
