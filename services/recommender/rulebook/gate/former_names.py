"""Which facts are still called by a former name? They are read all the same, so this is a remark and no problem."""

import re
from collections.abc import Iterator, Mapping

from services.recommender.rulebook.problems import Problem
from services.recommender.rulebook.vocabulary import Vocabulary


def former_names(texts: Mapping[str, str], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield each former name of a fact in `texts`, by how messages call the files; once per line."""
    renamed = vocabulary.renamed()
    if not renamed:
        return
    written = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, renamed))})(?!\w|\.\w)")
    for file, text in texts.items():
        for number, line in enumerate(text.splitlines(), start=1):
            for name in dict.fromkeys(written.findall(line)):
                sentence = f"{name} is called {renamed[name].full_name} now, and still read; write the new name"
                yield Problem(file=file, line=number, rule="", member="", sentence=sentence)
