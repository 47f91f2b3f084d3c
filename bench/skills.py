"""How often is a misspelt skill found, and how often is it taken for another? `python bench/skills.py`.

The labels of the index are looked up with a letter of their longest word dropped, doubled or swapped; a fixed seed
chooses. Side by side: exact look-up alone, and with spelling mended. Wrong is an answer that is another skill.
"""

import argparse
import random
from pathlib import Path

from bench.titles import SEED, with_a_slip
from services.recommender.knowledge.skills import load_skills
from services.recommender.names.skills.skill_words import without_brackets
from services.recommender.names.slips import SHORTEST_MENDED


def main() -> None:
    """Print the shares for exact and mended look-up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder")
    parser.add_argument("--skills", type=int, default=2000, help="how many skills to misspell")
    args = parser.parse_args()
    skills = load_skills(args.data)
    chosen = random.Random(SEED)  # noqa: S311 - a fixed choice of skills, no secret
    labels = {skill: without_brackets(skills.label(skill)) for skill in skills}
    long_enough = [skill for skill, label in labels.items() if max(map(len, label.split())) >= SHORTEST_MENDED]
    print("| | answered | of those wrong |")
    print("|---|---|---|")
    asked = [(skill, with_a_slip(labels[skill], chosen)) for skill in chosen.sample(long_enough, args.skills)]
    for name, look in (("exact only", skills.match), ("Credwise", skills.read)):
        found = [(skill, match.skill) for skill, words in asked if (match := look(words))]
        wrong = sum(skill != other for skill, other in found)
        print(f"| {name} | {len(found) / len(asked):.1%} | {wrong / len(found) if found else 0:.1%} |")


if __name__ == "__main__":
    main()
