"""The release in the words of Chinese catalogues, as CSV for Excel, and ``CITATION.cff``."""

import json
from typing import Final

from zq_pipeline.package.encode import for_excel
from zq_pipeline.package.government import CORE_ELEMENTS, ELEMENT_COLUMNS, Facts, catalogue_rows, element_rows
from zq_pipeline.portal.about import About

CATALOGUE_PATH: Final = "catalogue.csv"
ELEMENTS_PATH: Final = "data-elements.csv"
CITATION_PATH: Final = "CITATION.cff"

_SPDX: Final = frozenset({"CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "ODC-By-1.0", "ODbL-1.0", "PDDL-1.0", "MulanOWLBYv1"})


def catalogue(about: About) -> bytes:
    """``catalogue.csv``: a line for each table."""
    return for_excel(CORE_ELEMENTS, catalogue_rows(_facts(about)))


def elements(about: About) -> bytes:
    """``data-elements.csv``: a line for each column of each table."""
    return for_excel(ELEMENT_COLUMNS, element_rows(_facts(about)))


def _facts(about: About) -> Facts:
    return Facts(
        about.package["name"], "；".join(about.creators) or about.publisher["title"], about.version, about.issued
    )


def _publisher(about: About) -> dict[str, str]:
    """Who publishes, as an entity of CITATION.cff."""
    publisher = about.publisher
    found = {"name": publisher["title"], "website": publisher.get("path", ""), "email": publisher.get("email", "")}
    return {key: value for key, value in found.items() if value}


def citation(about: About) -> bytes:
    """``CITATION.cff``, whose YAML values are written as JSON, which is YAML too."""
    licence = about.licence
    lines = {
        "cff-version": "1.2.0",
        "message": "引用这些数据时，请注明下列信息，并注明报告的发布机构。 Cite the data as below, and the publisher of the report.",
        "type": "dataset",
        "title": f"{about.title.zh} ({about.title.en})",
        "abstract": f"{about.description.zh} {about.description.en}",
        "authors": [_publisher(about)],
        "version": about.version,
        "date-released": about.issued,
        "url": about.at("") or about.publisher.get("path", ""),
        "keywords": about.keywords,
        **({"license": licence["name"]} if licence.get("name") in _SPDX else {"license-url": licence.get("path", "")}),
    }
    text = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items() if value not in ("", [])
    ]
    return "".join(text).encode("utf-8")
