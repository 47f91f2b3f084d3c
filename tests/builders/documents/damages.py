"""How are documents and tables damaged? In the ways that were tried by hand, and that files in the wild have.

A `Random` of one seed gives the same damages every time, so that what fails fails again.
"""

import copy
import json

JUNK = (
    None, True, False, 0, -1, 10**30, 1e308, float("inf"), "", " ", "\ud800", "\x00", "\ufeff", "9" * 400, "1e999",
    "P2Y", "PT5Y", "3 x 499", "6-18 hours per week", "https://", "http://[", "_:b0", "@id", "en", "x" * 3_000, [], {},
    [[]], {"@value": {}}, {"@list": [1]}, {"@set": {}}, {"@id": "_:b0"}, {"@id": "https://example.org/sql"},
    {"en": ["a", None]}, {"@context": {"a": "b"}}, {"@graph": [{}]}, "12/31/2025", "15-1132.00", "0000-00-00",
    "\u0661\u0662", "-0", "NaN", "1,2,3",
)  # fmt: skip


def damaged(document, chance):
    """Return `document` with one to five of its places dropped, replaced, wrapped, moved, renamed or repeated."""
    found = copy.deepcopy(document)
    for _ in range(chance.randint(1, 5)):
        places = list(places_in(found))
        if not places:
            break
        _damage(chance, *chance.choice(places), *chance.choice(places))
    return found


def _damage(chance, holder, key, other, there):
    match chance.randrange(7):
        case 0:
            del holder[key]
        case 1:
            holder[key] = [copy.deepcopy(holder[key])] * chance.choice((1, 2, 50))
        case 2 if isinstance(holder, dict):
            holder[chance.choice(("x", "@graph", "@type", "@reverse", "name", f"{key}\ufeff"))] = holder.pop(key)
        case 3:
            holder[key] = copy.deepcopy(other[there])
        case 4:
            for _ in range(chance.choice((1, 70))):
                holder[key] = {"hasPart": holder[key]}
        case _:
            holder[key] = copy.deepcopy(chance.choice(JUNK))


def places_in(value):
    """Yield every place of a JSON document: what holds it, and its key or index there."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield value, key
            yield from places_in(inner)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield value, at
            yield from places_in(inner)


def written(document, chance):
    """Return the bytes of `document`, now and then with a mark, a member twice, a cut, or bytes that are no UTF-8."""
    raw = json.dumps(document).encode()
    match chance.randrange(12):
        case 0:
            return b"\xef\xbb\xbf" + raw
        case 1:
            return raw.replace(b'"name"', b'"name": "twice", "name"')
        case 2:
            return raw[: chance.randrange(len(raw)) + 1]
        case 3:
            return raw.replace(b"e", bytes([chance.randrange(128, 256)]), 1)
        case 4:
            return raw.decode().encode("utf-16")
        case _:
            return raw


def damaged_table(text, chance):
    """Return the bytes of a table whose cells are damaged, moved, or without end."""
    rows = [line.split(",") for line in text.splitlines()]
    for _ in range(chance.randint(1, 6)):
        row = chance.choice(rows)
        match chance.randrange(6):
            case 0 if row:
                row.pop(chance.randrange(len(row)))
            case 1:
                row.insert(chance.randrange(len(row) + 1), str(chance.choice(JUNK)))
            case 2:
                row.append(chance.choice(('"', "=1+1", "'", "|" * 50, "{'a', 'b'", "[1, 2]", "\x1a", ";;;;")))
            case 3:
                row.extend(["x"] * chance.choice((1, 600)))
            case _ if row:
                row[chance.randrange(len(row))] = str(chance.choice(JUNK))
    return "\n".join(",".join(row) for row in rows).encode("utf-8", "surrogatepass")
