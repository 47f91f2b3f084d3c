"""How often is an occupation found by a title that the index has never seen? `python -m bench.titles [--onet DIR]`.

Two trials. In the first every title of O*NET's own "Sample of Reported Titles" is taken out of the index (and with it
the same title among the alternate ones, or there would be nothing to find) and looked up; titles that are an
occupation's own stay. In the second a letter of a title in the index is dropped, doubled, or swapped with its neighbour
(a fixed seed chooses), and the title looked up. Right is an occupation that O*NET has the title for, top 3 the first
three that `search` returns. Side by side: exact look-up alone, rapidfuzz's own best match, and ours.
"""

import argparse
import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rapidfuzz import fuzz, process

from services.cli.words.title_lines import ORDERED, Order, title_lines
from services.encoder.offering import taken_first
from services.encoder.sentence_encoder import SentenceEncoder, is_installed
from services.encoder.title_order import TitleOrder
from services.encoder.vacancies import read_vacancies
from services.encoder.word_order import WordOrder
from services.recommender.knowledge.files.data_files import DataFiles
from services.recommender.knowledge.occupations.job_titles.english_titles import EnglishTitles
from services.recommender.knowledge.occupations.job_titles.titles import TitleIndex, TitleUse, read_titles
from services.recommender.knowledge.occupations.languages.abroad import read_titles_abroad
from services.recommender.knowledge.occupations.occupation import Occupation
from services.recommender.knowledge.occupations.occupation_files import read_occupations
from services.recommender.knowledge.occupations.occupations import Occupations
from services.recommender.knowledge.occupations.resolution import MatchedBy, Resolved, TitleCandidate
from services.recommender.names.folding import fold
from tools.build_data.sources.american.onet import read_release

#: The same titles and the same slips on every run.
SEED = 4

#: Where the encoder's vectors of the titles in the index are kept.
CACHE = Path.home() / ".cache" / "credwise"


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a way of looking returned: the one answer, if it gave one, and its first three candidates."""

    answer: str | None
    ranked: Sequence[str]


def main() -> None:
    """Print both trials as Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--onet",
        type=Path,
        metavar="DIR",
        help="folder with the O*NET text files; default: the marks in the data folder",
    )
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder")
    parser.add_argument("--titles", type=int, default=500, help="how many titles to look up in each trial")
    args = parser.parse_args()
    files = DataFiles(args.data)
    occupations, uses = read_occupations(files), list(read_titles(files))
    held_out = {use.key for use in uses if use.reported}
    if args.onet:
        held_out = {fold(each.title) for each in read_release(args.onet).reported_titles}
    chosen = random.Random(SEED)  # noqa: S311 - a fixed choice of titles, no secret
    seen = [use for use in uses if use.own or not (use.reported or use.key in held_out)]
    unseen = [use for use in uses if not use.own and use.key in held_out]
    questions = [(use.title, frozenset(use.codes)) for use in chosen.sample(unseen, min(args.titles, len(unseen)))]
    _trial("Reported titles, none of them in the index", seen, occupations, questions)
    slipped = [use for use in uses if max(map(len, use.title.split())) >= 6]  # noqa: PLR2004 - shorter words are not mended
    picked = chosen.sample(slipped, min(args.titles, len(slipped)))
    _trial(
        "Titles in the index, with a slip in the longest word",
        uses,
        occupations,
        [(with_a_slip(use.title, chosen), frozenset(use.codes)) for use in picked],
    )


def _trial(
    name: str,
    uses: Iterable[TitleUse],
    occupations: Mapping[str, Occupation],
    questions: Sequence[tuple[str, frozenset[str]]],
) -> None:
    uses = tuple(uses)
    rows = ("\t".join((u.key, u.title, u.own or "", " ".join(u.alternate), " ".join(u.reported))) for u in uses)
    index = TitleIndex("\n".join(rows))
    english = EnglishTitles(occupations, index)
    known = Occupations(occupations=occupations, english=english, former={}, content_hash="sha256:bench")
    by_key = {use.key: use for use in uses}
    ways: dict[str, Callable[[str], Found]] = {
        "exact only": lambda text: _exactly(known, text),
        "rapidfuzz WRatio, best match": lambda text: _plainly(by_key, text),
        "Credwise": lambda text: _ours(known, text),
    }
    ways |= _in_order(known, occupations, index, {fold(text) for text, _ in questions})
    print(f"\n{name} ({len(questions):,} titles, {len(uses):,} in the index)\n")
    print("| | top 1 | top 3 | answered with one | of those wrong | candidates instead |")
    print("|---|---|---|---|---|---|")
    for way, look in ways.items():
        found = [(look(text), codes) for text, codes in questions]
        count = len(found)
        top1 = sum(bool(f.ranked) and f.ranked[0] in codes for f, codes in found)
        top3 = sum(any(code in codes for code in f.ranked[:3]) for f, codes in found)
        answered = [(f.answer, codes) for f, codes in found if f.answer]
        wrong = sum(answer not in codes for answer, codes in answered)
        offered = sum(f.answer is None and bool(f.ranked) for f, _ in found)
        print(
            f"| {way} | {top1 / count:.1%} | {top3 / count:.1%} | {len(answered) / count:.1%} | "
            f"{f'{wrong / len(answered):.1%}' if answered else '-'} | {offered / count:.1%} |"
        )


def _in_order(
    known: Occupations, occupations: Mapping[str, Occupation], index: TitleIndex, asked: AbstractSet[str]
) -> dict[str, Callable[[str], Found]]:
    """Return how words, and the encoder if installed, order titles by O*NET's alone, and as everybody is answered.

    The second is by ESCO's titles and those of vacancies as well.
    """
    data = DataFiles(Path("data"))
    english = EnglishTitles(occupations, index)
    whole = Occupations(
        occupations=occupations,
        english=english,
        former={},
        content_hash="sha256:bench",
        abroad=read_titles_abroad(data, occupations, index, english.nearest, {}),
    )
    vacancies = [each for each in read_vacancies(Path("data")) if fold(each[0]) not in asked]
    orders: dict[str, tuple[Order, Order]] = {"words": (WordOrder(known, ()), WordOrder(whole, vacancies))}
    if is_installed():
        encoder = SentenceEncoder(Path("data"))
        orders["the encoder"] = TitleOrder(encoder, known, (), CACHE), TitleOrder(encoder, whole, vacancies, CACHE)
    return {
        name: way
        for by, (plain, full) in orders.items()
        for name, way in (
            (f"Credwise, ordered by {by}", partial(_ordered, known, plain)),
            (f"with ESCO's titles and vacancies, ordered by {by}", partial(_read, whole, full)),
        )
    }


def _read(known: Occupations, order: Order, text: str) -> Found:
    """Return what `credwise occupations read` answers to an English title."""
    (line,) = title_lines([text], known, language="en", country=None, order=order)
    read = json.loads(line)
    codes = [each["code"] for each in read["candidates"] if each["code"]]
    return Found(answer=read["code"], ranked=list(dict.fromkeys(codes)))


def _ordered(known: Occupations, order: Order, text: str) -> Found:
    """Return what an order puts first of what is offered, behind what is taken; it never takes one."""
    offered = [
        TitleCandidate(
            occupation=hit.occupation,
            esco=None,
            title=hit.matched_title,
            confidence=hit.confidence,
        )
        for hit in known.search(text, ORDERED)
    ]
    answer = _ours(known, text).answer
    (in_order,) = order.ordered([(text, offered)])
    ordered = taken_first(answer, in_order)
    return Found(answer=answer, ranked=[each.occupation.code for each in ordered if each.occupation])


def _exactly(known: Occupations, text: str) -> Found:
    found = known.resolve(text)
    if isinstance(found, Resolved) and found.matched_by is not MatchedBy.FUZZY:
        return Found(answer=found.occupation.code, ranked=[found.occupation.code])
    return Found(answer=None, ranked=[])


def _plainly(by_key: dict[str, TitleUse], text: str) -> Found:
    near = process.extract(fold(text), by_key.keys(), scorer=fuzz.WRatio, limit=3)
    codes = [by_key[key].own or by_key[key].codes[0] for key, _, _ in near]
    return Found(answer=codes[0] if codes else None, ranked=codes)


def _ours(known: Occupations, text: str) -> Found:
    found = known.resolve(text)
    answer = found.occupation.code if isinstance(found, Resolved) else None
    return Found(answer=answer, ranked=[hit.occupation.code for hit in known.search(text, 3)])


def with_a_slip(title: str, chosen: random.Random) -> str:
    """Return `title` with a letter of its longest word dropped, doubled or swapped, but never its first."""
    word = max(title.split(), key=len)
    place = chosen.randrange(1, len(word) - 1)
    slip = chosen.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )
    )
    return title.replace(word, slip, 1)


if __name__ == "__main__":
    main()
