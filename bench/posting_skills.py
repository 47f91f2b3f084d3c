"""How many everyday skills of postings are recognised, and rightly? `python -m bench.posting_skills [--data DIR]`.

`bench/posting_words.csv` holds 342 of them over all trades, written down before the aliases that should find them, each
with what it means. A fixed seed put half of them aside; only the other half was looked at while aliases were written.
An older checkout's data folder, given as --data, says what was recognised then.
"""

import argparse
import csv
from collections import defaultdict
from pathlib import Path

from services.recommender.knowledge.skills import SkillIndex, load_skills

#: The words, the half they are in ("seen" or "aside"), and the label of the skill they mean.
WORDS = Path(__file__).with_name("posting_words.csv")


def main() -> None:
    """Print the shares recognised and recognised rightly of both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder")
    skills = load_skills(parser.parse_args().data)
    print("| half | words | recognised | rightly |")
    print("|---|---|---|---|")
    for half, readings in read_words().items():
        found = recognised(skills, readings)
        rightly = sum(readings[words] == label for words, label in found.items())
        print(f"| {half} | {len(readings)} | {len(found) / len(readings):.1%} | {rightly / len(readings):.1%} |")


def read_words() -> dict[str, dict[str, str]]:
    """Return by half what each of the words means: the label of a skill."""
    halves: dict[str, dict[str, str]] = defaultdict(dict)
    with WORDS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            halves[row["half"]][row["words"]] = row["reading"]
    return halves


def recognised(skills: SkillIndex, readings: dict[str, str]) -> dict[str, str]:
    """Return the label of the skill that each of the words is taken for, without those that are not recognised."""
    return {words: found.label for words in readings if (found := skills.read(words))}


if __name__ == "__main__":
    main()
