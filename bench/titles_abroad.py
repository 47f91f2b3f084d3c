"""How often is a title of another language or of a vacancy read rightly? `python -m bench.titles_abroad --shared DIR`.

DIR holds the benchmarks of other authors (MELO: titles of national classifications with the ESCO occupation each stands
for; JobBERT: titles of vacancies with one), ESCO's labels, the national titles and the crosswalk. The national titles
that ask are left out of the lists. Beside us, character n-grams of 3 to 5 letters in words, weighted by rarity and
compared by cosine, over the same labels of ESCO; occupations that are equally near come in the order of ESCO's
addresses for both.

JobBERT is asked twice: for the ESCO occupation, and for an O*NET code that the crosswalk has for it, where it has any.

The last table compares how sure a reading says it is with how often its O*NET code is one that the crosswalk has for
the right ESCO occupation.
"""

import argparse
import csv
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.character_grams import Grams
from bench.titles import CACHE
from services.cli.words.title_lines import CANDIDATES, ORDERED, Order
from services.encoder.offering import taken_first
from services.encoder.sentence_encoder import SentenceEncoder
from services.encoder.title_order import TitleOrder
from services.encoder.vacancies import read_vacancies
from services.encoder.word_order import WordOrder
from services.recommender.knowledge.occupations.languages.esco import ADDRESS
from services.recommender.knowledge.occupations.languages.labels import Labels
from services.recommender.knowledge.occupations.occupations import Occupations, load_occupations
from services.recommender.knowledge.occupations.resolution import Resolved, TitleCandidate
from services.recommender.names.job_titles.gender_forms import forms_of
from services.recommender.names.job_titles.letters import fold_letters
from tools.build_data.sources.european.esco_languages import NATIONAL, read_labels, read_national_titles
from tools.build_data.sources.european.official_crosswalk import read_official_crosswalk
from tools.build_data.title_lists.titles import title_rows

#: The same titles on every run.
SEED = 11


@dataclass(frozen=True, kw_only=True)
class Score:
    """How often the right occupation comes first, among the first three, and the mean of one by its place (to 10)."""

    titles: int
    top1: float
    top3: float
    mrr: float


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """Readings that say to be so sure, in percent from and to: how many, how sure on average, and how often right."""

    least: int
    most: int
    readings: int
    stated: float
    observed: float


def main() -> None:
    """Print the tables as Markdown, or everything as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"), metavar="DIR", help="the benchmarks")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder")
    parser.add_argument("--titles", type=int, default=400, help="how many titles per language; 0 means all")
    parser.add_argument("--encoder", action="store_true", help="order the titles of vacancies by the extra's encoder")
    parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")
    args = parser.parse_args()
    if not (args.shared / "benchmarks").is_dir():
        print(f"The benchmarks are not in {args.shared}; --shared names another folder.")
        return
    measured = measure(args.shared, args.data, args.titles, encoder=args.encoder)
    print(json.dumps(measured) if args.as_json else "\n".join(_tables(measured)))


def measure(shared: Path, data: Path, titles: int, *, encoder: bool = False) -> Mapping[str, Any]:
    """Return the scores by language and the buckets of confidence."""
    numbers = {esco: n for n, esco in enumerate(sorted({e.esco for e in read_labels(shared / "esco_languages", "en")}))}
    asked = {language: _chosen(_melo(shared, language), titles) for language in NATIONAL}
    labels = {each: cache(lambda each=each: _without(shared, each, numbers)) for each in NATIONAL}
    known = load_occupations(data, labels=labels)
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for crossing in read_official_crosswalk(shared / "esco_onet_crosswalk_official"):
        codes[crossing.esco].add(crossing.code)
    melo, readings = {}, []
    for language, questions in asked.items():
        ours = score(questions, lambda text, language=language: _candidates(known, text, language))
        grams = Grams((e.title, e.esco) for e in read_labels(shared / "esco_languages", language))
        melo[language] = {"ours": asdict(ours), "n_grams": asdict(score(questions, grams.nearest))}
        readings += [_sure(known, text, language, codes[esco]) for text, esco in questions if codes[esco]]
    vacancies = _chosen(list(_rows(shared / "benchmarks/jobbert/titles_dev.tsv.gz", "title", "esco_uri")), titles * 3)
    english = Grams((e.title, e.esco) for e in read_labels(shared / "esco_languages", "en"))
    order, alone = (_order(known, data, those, encoder=encoder) for those in (_others(data, vacancies), ()))
    found = {text: _offered(known, text, "en", order) for text, _ in vacancies}
    near = {text: english.nearest(text) for text, _ in vacancies}
    by_lists = {text: _offered(known, text, "en", alone) for text, _ in vacancies}
    jobbert = {
        "ours": asdict(score(vacancies, lambda text: _escos(found[text]))),
        "n_grams": asdict(score(vacancies, near.__getitem__)),
    }
    jobbert_by_lists = {**jobbert, "ours": asdict(score(vacancies, lambda text: _escos(by_lists[text])))}
    crossed = [(text, codes[esco]) for text, esco in vacancies if codes[esco]]
    jobbert_codes = {
        "ours": asdict(score_codes(crossed, lambda text: _codes(found[text]))),
        "n_grams": asdict(score_codes(crossed, lambda text: _codes(_at(known, near[text])))),
    }
    return {
        "melo": melo,
        "jobbert": jobbert,
        "jobbert_by_lists": jobbert_by_lists,
        "jobbert_codes": jobbert_codes,
        "reliability": [asdict(each) for each in buckets(readings)],
    }


def score(questions: Sequence[tuple[str, str]], look: Callable[[str], Sequence[str]]) -> Score:
    """Return how well `look` orders ESCO occupations; a question is a title and the right one."""
    return score_codes([(text, {esco}) for text, esco in questions], look)


def score_codes(questions: Sequence[tuple[str, AbstractSet[str]]], look: Callable[[str], Sequence[str]]) -> Score:
    """Return how well `look` orders what a title may mean; a question is a title and all that is right."""
    places = [next((at for at, each in enumerate(look(text), 1) if each in right), 0) for text, right in questions]
    count = len(places) or 1
    return Score(
        titles=len(places),
        top1=round(100 * sum(place == 1 for place in places) / count, 1),
        top3=round(100 * sum(0 < place <= 3 for place in places) / count, 1),  # noqa: PLR2004 - the first three
        mrr=round(sum(1 / place for place in places if 0 < place <= CANDIDATES) / count, 3),
    )


def buckets(readings: Iterable[tuple[int, bool]], width: int = 10) -> Iterator[Bucket]:
    """Yield how sure readings say they are and how often they are right, by tens of percent; none that is empty."""
    parted: defaultdict[int, list[tuple[int, bool]]] = defaultdict(list)
    for sure, right in readings:
        parted[min(sure, 99) // width].append((sure, right))
    for number, those in sorted(parted.items()):
        yield Bucket(
            least=number * width,
            most=number * width + width - 1,
            readings=len(those),
            stated=round(sum(sure for sure, _ in those) / len(those), 1),
            observed=round(100 * sum(right for _, right in those) / len(those), 1),
        )


def _order(known: Occupations, data: Path, vacancies: Sequence[tuple[str, tuple[str, ...]]], *, encoder: bool) -> Order:
    return TitleOrder(SentenceEncoder(data), known, vacancies, CACHE) if encoder else WordOrder(known, vacancies)


def _others(data: Path, asked: Iterable[tuple[str, str]]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the known titles of vacancies without those that ask, however these are written."""
    held = {fold_letters(text) for text, _ in asked}
    return [each for each in read_vacancies(data) if fold_letters(each[0]) not in held]


def _candidates(known: Occupations, text: str, language: str) -> list[str]:
    return _escos(_offered(known, text, language))


def _offered(known: Occupations, text: str, language: str, order: Order | None = None) -> tuple[TitleCandidate, ...]:
    """Return what `credwise occupations read` lists for a title."""
    found = known.candidates(text, ORDERED if order else CANDIDATES, language=language)
    if order is None:
        return found
    taken = known.resolve(text, language=language)
    code = taken.occupation.code if isinstance(taken, Resolved) else None
    (ordered,) = order.ordered([(text, found)])
    return taken_first(code, ordered)[:CANDIDATES]


def _escos(candidates: Iterable[TitleCandidate]) -> list[str]:
    return [each.esco.rsplit("/", 1)[-1] for each in candidates if each.esco]


def _at(known: Occupations, escos: Iterable[str]) -> Iterator[TitleCandidate]:
    return (known.candidate(ADDRESS + esco, 0) for esco in escos)


def _codes(candidates: Iterable[TitleCandidate]) -> list[str]:
    """Return each O*NET code once, in the order of the candidates."""
    return list(dict.fromkeys(each.occupation.code for each in candidates if each.occupation))


def _sure(known: Occupations, text: str, language: str, codes: set[str]) -> tuple[int, bool]:
    """Return how sure the reading of a title is, or the first that is offered, and whether its code is right."""
    found = known.resolve(text, language=language)
    if isinstance(found, Resolved):
        return found.confidence, found.occupation.code in codes
    offered = (each for each in known.candidates(text, CANDIDATES, language=language) if each.occupation)
    first = next(offered, None)
    return (first.confidence, first.occupation.code in codes) if first and first.occupation else (0, False)


def _without(shared: Path, language: str, numbers: Mapping[str, int]) -> Labels:
    """Return a language's titles without the national ones that ask, in any of their forms."""
    held = {form for text, _ in _melo(shared, language) for form in _all_forms(text)}
    national = read_national_titles(shared / "national_occupations", language)
    kept = (each for each in national if held.isdisjoint(_all_forms(each.title)))
    rows = title_rows([*read_labels(shared / "esco_languages", language), *kept], numbers)
    return Labels(language, "".join("\t".join(cells) + "\n" for cells in rows))


def _all_forms(title: str) -> set[str]:
    forms = forms_of(title)
    return {forms.whole, *forms.genders}


def _melo(shared: Path, language: str) -> list[tuple[str, str]]:
    found = _rows(shared / f"benchmarks/titles_{language}_dev.tsv", "query", "gold_esco_uris")
    return [(text, esco) for text, esco in found if not esco.startswith("C")]


def _rows(path: Path, title: str, address: str) -> Iterator[tuple[str, str]]:
    """Yield titles with the last part of an address; those of groups of ISCO begin with C."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row[title], row[address].rsplit("/", 1)[-1]


def _chosen(questions: Sequence[tuple[str, str]], count: int) -> Sequence[tuple[str, str]]:
    chosen = random.Random(SEED)  # noqa: S311 - a fixed choice of titles, no secret
    return chosen.sample(questions, count) if 0 < count < len(questions) else questions


def _tables(measured: Mapping[str, Any]) -> Iterator[str]:
    mrr = f"MRR@{CANDIDATES}"
    yield f"| | titles | Credwise top 1 | top 3 | {mrr} | n-grams top 1 | top 3 | {mrr} |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, ways in [
        *measured["melo"].items(),
        ("JobBERT, en", measured["jobbert"]),
        ("JobBERT, no vacancy votes", measured["jobbert_by_lists"]),
        ("JobBERT, O*NET code", measured["jobbert_codes"]),
    ]:
        cells = " | ".join(f"{way['top1']} | {way['top3']} | {way['mrr']:.3f}" for way in ways.values())
        yield f"| {name} | {ways['ours']['titles']:,} | {cells} |"
    yield "\n| stated | readings | on average | right |\n|---|---|---|---|"
    for each in measured["reliability"]:
        yield f"| {each['least']}-{each['most']} % | {each['readings']:,} | {each['stated']} % | {each['observed']} % |"


if __name__ == "__main__":
    main()
