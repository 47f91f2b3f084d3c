"""How is the catalogue read from its files?

Credentials come from `catalogue/credentials.jsonl` (the cleaned open lists) and `catalogue/stack_credentials.yaml`
(written by hand), completed by `catalogue/starter.jsonl` (what advisers name first), stacks from
`catalogue/stacks.yaml`; additions of clients and operators lie over them.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from services.recommender.knowledge.credentials.additions import Additions, read_additions
from services.recommender.knowledge.credentials.catalogue import Catalogue, CatalogueRejected, check_names
from services.recommender.knowledge.credentials.files.catalogue_file import read_credential, read_stack
from services.recommender.knowledge.credentials.files.catalogue_parts import Skills
from services.recommender.knowledge.credentials.files.catalogue_yaml import read_entries
from services.recommender.knowledge.files.entries import Entry, Problems
from services.recommender.knowledge.skills import load_skills

#: The files of the catalogue, in the order they are read and hashed.
LISTS_FILE = Path("catalogue", "credentials.jsonl")
STACK_CREDENTIALS_FILE = Path("catalogue", "stack_credentials.yaml")
STACKS_FILE = Path("catalogue", "stacks.yaml")

#: What advisers name first. It need not be there; an entry with the id of one in the files above stands in its place.
STARTER_FILE = Path("catalogue", "starter.jsonl")

#: A folder of files that are added to the catalogue, as `credwise catalogue import` writes them. It need not be there.
ADDITIONS_DIR = Path("catalogue", "additions")


def load_catalogue(data_dir: Path, skills: Skills | None = None) -> Catalogue:
    """Read the catalogue under `data_dir`; `skills` saves reading the index again. Raises CatalogueRejected.

    Files in the folder of additions are added one over the other, in the order of their names.
    """
    skills = skills or load_skills(data_dir)
    problems = Problems()
    lists = [read_credential(entry, skills) for entry in _lines(data_dir / LISTS_FILE, problems)]
    entries, defaults = read_entries(data_dir / STACK_CREDENTIALS_FILE, "credentials", problems)
    by_hand = [read_credential(entry, skills, defaults) for entry in entries]
    starter_file = data_dir / STARTER_FILE
    lines = _lines(starter_file, problems) if starter_file.exists() else ()
    starter = {one.id: one for one in (read_credential(entry, skills) for entry in lines)}
    entries, defaults = read_entries(data_dir / STACKS_FILE, "stacks", problems)
    stacks = [stack for entry in entries if (stack := read_stack(entry, defaults)) is not None]
    credentials = [*(one for one in (*lists, *by_hand) if one.id not in starter), *starter.values()]
    check_names(credentials, stacks, None, problems)
    if problems.found:
        raise CatalogueRejected.listing("The catalogue cannot be used", problems)
    digest = sha256()
    for name in (LISTS_FILE, STACK_CREDENTIALS_FILE, STACKS_FILE, *((STARTER_FILE,) if starter else ())):
        digest.update((data_dir / name).read_bytes())
    catalogue = Catalogue(credentials, stacks, content_hash=f"sha256:{digest.hexdigest()}")
    for path in sorted((data_dir / ADDITIONS_DIR).glob("*.jsonl")):
        catalogue = catalogue.adding(load_additions(path, skills))
    return catalogue


def load_additions(path: Path, skills: Skills) -> Additions:
    """Read the additions in the file `path`. Raises CatalogueRejected with every problem of every line."""
    problems = Problems()
    try:
        additions = read_additions(path.read_text(encoding="utf-8"), str(path), skills, problems)
    except (OSError, ValueError) as error:
        raise CatalogueRejected(f"{path}: {error}. `credwise catalogue import` writes such a file.") from error
    if problems.found:
        raise CatalogueRejected.listing(f"{path} cannot be added", problems)
    return additions


def _lines(path: Path, problems: Problems) -> Iterator[Entry]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        problems.add(str(path), f"{error}. Make it again with `make data`.")
        return
    for number, line in enumerate(lines, start=1):
        try:
            yield Entry(json.loads(line), where=f"{path}, line {number}", problems=problems)
        except (ValueError, RecursionError) as error:
            problems.add(f"{path}, line {number}", f"must be one JSON object: {error}")
