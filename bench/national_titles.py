"""How often is a title of an English classification read rightly? `python -m bench.national_titles --shared DIR`.

The titles that are read without the classification are asked as if they were not: the title itself is left out of what
it is compared with and of its group. Printed by how surely each would be kept (a NationalGrade), with the share of all
titles of the classification that the product takes before and after.
"""

import argparse
import random
from collections import defaultdict
from pathlib import Path

from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.knowledge.occupations.languages.esco import read_esco
from services.recommender.knowledge.occupations.languages.national_titles import RIGHT
from services.recommender.knowledge.occupations.occupations import load_occupations
from tools.build_data.sources.european.esco import read_groups
from tools.build_data.sources.european.esco_languages import read_labels
from tools.build_data.sources.national_classifications import read_classifications
from tools.build_data.title_lists.national_titles import Classification, Likeness, isco_codes, names

#: The same titles on every run.
SEED = 11


def main() -> None:
    """Print a table for each classification."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"), metavar="DIR", help="the sources")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder")
    parser.add_argument("--titles", type=int, default=600, help="how many titles are asked of each classification")
    args = parser.parse_args()
    known, files = load_occupations(args.data), DataFiles(args.data)
    esco = read_esco(files, frozenset(each.code for each in known))
    likeness = Likeness(names(files, esco, read_labels(args.shared / "esco_languages", "en")))
    crossed = isco_codes(read_groups(args.shared / "esco"), esco)
    chosen = random.Random(SEED)  # noqa: S311 - a fixed choice of titles, no secret
    for countries, titles in read_classifications(args.shared / "national_occupations").items():
        asked = Classification(known, countries[0], titles, crossed)
        taken = list(asked.known())
        print(f"\n{' '.join(countries)}: {len(titles):,} titles, {len(taken):,} taken\n")
        print("| grade | asked | right | stated |\n|---|---|---|---|")
        found: defaultdict[str, list[bool]] = defaultdict(list)
        for title in chosen.sample(taken, min(args.titles, len(taken))):
            read = title.read(likeness.nearest(title.key, without_itself=True))
            found[read[1] if read else "-"].append(read is not None and read[0] == title.code)
        for grade, right in sorted(found.items()):
            stated = next((f"{percent} %" for each, percent in RIGHT.items() if each == grade), "-")
            print(f"| {grade} | {len(right)} | {100 * sum(right) / len(right):.0f} % | {stated} |")


if __name__ == "__main__":
    main()
