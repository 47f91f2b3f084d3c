"""Which offers does Free-Certifications list?

Reads README.md and Expired-Offers.md of github.com/cloudcommunity/Free-Certifications. Its tables have five columns, or
four without the technology; rows of the one kind stand in tables of the other.
"""

import re
from collections.abc import Iterator
from datetime import date

from tools.build_data.sources.open_lists.offer_dates import last_day
from tools.build_data.sources.open_lists.offers import ListReport, Offer, OpenList
from tools.build_data.sources.open_lists.tables import TableRow, read_tables

#: The list as it was read: commit 26ad02be417315abb8f9092006186083acb57614.
FREE_CERTIFICATIONS = OpenList(
    name="Free-Certifications",
    address="https://github.com/cloudcommunity/Free-Certifications",
    licence="MIT, Copyright (c) 2020 Cloud Study Network",
    read_on=date(2025, 2, 13),
)

#: Where the link stands in a row tells what the cells before it are.
_BEFORE_THE_LINK = {3: ("technology", "provider", "description"), 2: ("provider", "description")}

_LINK_CELL = re.compile(r"^\[Link\]\(\s*(?P<address>h?https?://[^)\s]+)\s*\)")
_INNER_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def read_free_certifications(markdown: str, file: str, report: ListReport) -> Iterator[Offer]:
    """Yield the offers of one of the list's files; what was mended or skipped goes into `report`."""
    for row in read_tables(markdown):
        report.rows += 1
        where = f"{file}, line {row.line}"
        found = next(((n, match) for n, cell in enumerate(row.cells) if (match := _LINK_CELL.match(cell))), None)
        if found is None or found[0] not in _BEFORE_THE_LINK:
            report.skip(where, _says(row), "broken row: needs a provider and a description before the link")
            continue
        position, link = found
        if row.columns[position : position + 1] != ("Link",):
            report.mend(where, _says(row), "columns do not fit their table: read by where the link stands")
        yield _offer(row, _BEFORE_THE_LINK[position], position, link["address"], where)


def _offer(row: TableRow, names: tuple[str, ...], position: int, address: str, where: str) -> Offer:
    cells = dict(zip(names, row.cells, strict=False))
    expiration = " ".join(row.cells[position + 1 :])
    ends = last_day(expiration)
    read_on = FREE_CERTIFICATIONS.read_on
    return Offer(
        source=FREE_CERTIFICATIONS,
        where=where,
        says=_INNER_LINK.sub(r"\1", cells["description"]),
        provider=cells["provider"],
        groups=tuple(name for name in (cells.get("technology"), *row.headings[-1:]) if name),
        address=address.replace("hhttps", "https"),
        ended=not row.headings or (ends is not None and ends < read_on),
        ends=ends,
    )


def _says(row: TableRow) -> str:
    return _INNER_LINK.sub(r"\1", " | ".join(row.cells))[:100]
