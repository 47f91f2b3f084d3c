"""How many skills of advertisements are read, and rightly? `python -m bench.postings --sets DIR [--json]`.

DIR holds the annotated sets (development or test parts, named as upstream): skill_extraction/{tech,house}_*.csv with
spans and ESCO's concepts, skillskape/*.csv with sentences and concepts, skillspan/*.conll.gz with marked words.

Strict: an answer is right if it is the concept that was annotated, and no other however near; each of several answers
counts. Of skills that ESCO has not, nobody can say whether they are right: they are left out. Three readers stand side
by side: Credwise at every confidence, what the core reads in a profile's line, and plain longest match with every name
in the index.
"""

import argparse
import ast
import csv
import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from services.reading.postings.named.language_mentions import languages_in
from services.reading.postings.named.mentions import Kind, Mention
from services.reading.postings.named.skill_mentions import LONGEST, skills_in
from services.reading.postings.named.stretches import Stretch, named_in
from services.recommender.knowledge.known import Knowledge, load_knowledge
from services.recommender.names.skills.skill_words import fold
from services.recommender.situation.terms import read_all

#: What stands in the column of concepts where ESCO has none for the words.
NO_CONCEPT = frozenset({"UNDERSPECIFIED", "LABEL NOT PRESENT", "UNK"})

#: Below this nothing is read at all.
CONFIDENCES = (95, 90, 86, 85, 78, 76, 74, 72, 70, 40)

#: A mention counts as marked where half of its words are.
HALF = 2


@dataclass(frozen=True, kw_only=True)
class Read:
    """A skill by its label, how sure it is, and where it stands."""

    label: str
    confidence: int
    start: int = 0
    end: int = 0


Reader = Callable[[str], list[Read]]


def main() -> None:
    """Print precision and recall at every confidence, for each set and reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, required=True, metavar="DIR", help="the annotated sets")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="the data folder")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    args = parser.parse_args()
    known = load_knowledge(args.data)
    lines = [*curves(args.sets, readers(known), known), *marked(args.sets, readers(known))]
    if args.json:
        for line in lines:
            print(json.dumps(line))
        return
    print("| set | reader | from | answers | precision | recall |")
    print("|---|---|---|---|---|---|")
    for one in lines:
        shares = f"{one['precision']:.2f} | {one['recall']:.2f}"
        print(f"| {one['set']} | {one['reader']} | {one['confidence']} % | {one['answers']} | {shares} |")


def readers(known: Knowledge) -> dict[str, Reader]:
    """Return the readers by name."""

    def credwise(text: str) -> list[Read]:
        found = [*languages_in(text, 0, known), *skills_in(text, 0, "en", known)]
        return [Read(label=m.label, confidence=m.confidence, start=m.start, end=m.end) for m in found]

    def line(text: str) -> list[Read]:
        return [Read(label=term.label, confidence=term.confidence) for term in read_all(text, known) if term.matched]

    def plain(text: str) -> list[Read]:
        found = named_in(text, 0, LONGEST, lambda stretch: _plainly(stretch, known))
        return [Read(label=m.label, confidence=100, start=m.start, end=m.end) for m in found]

    return {"Credwise": credwise, "a profile's line": line, "longest match": plain}


def _plainly(stretch: Stretch, known: Knowledge) -> Mention | None:
    skill = known.skills.named(fold(stretch.words))
    if skill is None:
        return None
    label = known.skills.label(skill)
    return Mention(
        kind=Kind.SKILL, words=stretch.words, start=stretch.start, end=stretch.end, label=label, confidence=100
    )


def curves(sets: Path, by_name: dict[str, Reader], known: Knowledge) -> Iterator[dict[str, object]]:
    """Yield precision and recall of concepts, at each confidence at which they differ."""
    esco = {known.skills.label(skill) for skill in known.skills if skill.startswith("esco:")}
    for name, asked in annotated(sets):
        total = sum(len(concepts) for _, concepts in asked)
        for reader, read in by_name.items():
            if reader == "a profile's line" and not name.endswith("spans"):
                continue
            found = [({(one.label, one.confidence) for one in read(text)}, concepts) for text, concepts in asked]
            before = -1
            for least in CONFIDENCES:
                kept = [({label for label, sure in one if sure >= least and label in esco}, c) for one, c in found]
                answers = sum(len(labels) for labels, _ in kept)
                right = sum(len(labels & concepts) for labels, concepts in kept)
                if answers != before and answers:
                    shares = {"precision": right / answers, "recall": right / total}
                    yield {"set": name, "reader": reader, "confidence": least, "answers": answers, **shares}
                before = answers


def annotated(sets: Path) -> Iterator[tuple[str, list[tuple[str, set[str]]]]]:
    """Yield each set as texts with their concepts: spans of TECH and HOUSE, their sentences, and SkillSkape's."""
    for file in sorted((sets / "skill_extraction").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        part = file.stem.partition("_")[0].upper()
        spans = [(row["sub_span"] or row["span"], {row["label"]}) for row in rows if row["label"] not in NO_CONCEPT]
        yield f"{part} spans", spans
        sentences: dict[str, set[str]] = {}
        for row in rows:
            sentences.setdefault(row["sentence"], set()).update({row["label"]} - NO_CONCEPT)
        yield f"{part} sentences", list(sentences.items())
    for file in sorted((sets / "skillskape").glob("*.csv")):
        said: dict[str, set[str]] = {}
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                said.setdefault(row["sentence"], set()).update(set(ast.literal_eval(row["skills"])) - NO_CONCEPT)
        yield f"SkillSkape {file.stem}", list(said.items())


def marked(sets: Path, by_name: dict[str, Reader]) -> Iterator[dict[str, object]]:
    """Yield how many mentions in SkillSpan's sentences are marked as skills, and how many marked words are found."""
    for file in sorted((sets / "skillspan").glob("*.conll.gz")):
        blocks = gzip.decompress(file.read_bytes()).decode().split("\n\n")
        sentences = [_sentence(block) for block in blocks if block.strip()]
        words = sum(is_marked for _, places in sentences for _, _, is_marked in places)
        for reader in ("Credwise", "longest match"):
            read = [(by_name[reader](text), places) for text, places in sentences]
            before = -1
            for least in CONFIDENCES:
                inside = covered = answers = 0
                for found, places in read:
                    for one in (each for each in found if each.confidence >= least):
                        own = [is_marked for start, end, is_marked in places if start < one.end and one.start < end]
                        answers += 1
                        inside += sum(own) * HALF >= len(own)
                        covered += sum(own)
                if answers != before and answers:
                    shares = {"precision": inside / answers, "recall": covered / words}
                    name = f"{file.name.partition('.')[0]} (marked words)"
                    yield {"set": name, "reader": reader, "confidence": least, "answers": answers, **shares}
                before = answers


def _sentence(block: str) -> tuple[str, list[tuple[int, int, bool]]]:
    text, places = "", []
    for word, *tags in (line.split("\t") for line in block.splitlines() if line.strip()):
        text += " " if text else ""
        places.append((len(text), len(text) + len(word), any(tag != "O" for tag in tags)))
        text += word
    return text, places


if __name__ == "__main__":
    main()
