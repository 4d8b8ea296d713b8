"""The release as DCAT-AP in JSON-LD, which European and many other portals harvest.

Addresses are relative to where the file stands, so that a release is right wherever it is put.
"""

from collections.abc import Mapping
from typing import Any, Final

from zq_pipeline.package.archive import DCAT
from zq_pipeline.portal.about import About, File
from zq_pipeline.portal.values import Both

PATH: Final = DCAT
_EU: Final = "http://publications.europa.eu/resource/authority"
_CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_THEMES: Final = ("GOVE", "ECON")
_FILE_TYPES: Final = {
    "csv": "CSV", "json": "JSON", "jsonld": "JSON_LD", "xlsx": "XLSX", "zip": "ZIP", "parquet": "PARQUET", "sqlite": "BIN",
    "md": "MD", "html": "HTML", "cff": "YAML",
}  # fmt: skip


def _both(words: Both) -> list[dict[str, str]]:
    return [{"@value": words.zh, "@language": "zh"}, {"@value": words.en, "@language": "en"}]


def _iri(address: str) -> dict[str, str]:
    return {"@id": address}


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@value": value, "@type": f"xsd:{kind}"}


def dcat(about: About) -> dict[str, Any]:
    """A catalogue with one dataset, its distributions one for each file."""
    publisher = _agent(about.publisher)
    dataset = {
        "@id": "#dataset",
        "@type": "dcat:Dataset",
        "dct:identifier": about.package["name"],
        "dct:title": _both(about.title),
        "dct:description": _both(about.description),
        "dct:publisher": publisher,
        "dct:creator": [{"@type": "foaf:Agent", "foaf:name": name} for name in about.creators],
        "dcat:version": about.version,
        "dct:language": [_iri(f"{_EU}/language/{code}") for code in ("ZHO", "ENG")],
        "dct:accrualPeriodicity": _iri(f"{_EU}/frequency/ANNUAL"),
        "dcat:theme": [_iri(f"{_EU}/data-theme/{code}") for code in _THEMES],
        "dcat:keyword": [{"@value": word, "@language": "zh"} for word in about.keywords],
        "dct:spatial": [_place(code, names) for code, names in about.places],
        "dct:source": [_iri(source["path"]) for source in about.package.get("sources", ()) if source.get("path")],
        "dct:accessRights": _iri(f"{_EU}/access-right/PUBLIC"),
        "dcat:landingPage": {"@id": "index.html", "@type": "foaf:Document"},
        "dct:conformsTo": {"@id": about.package["$schema"], "@type": "dct:Standard"},
        "dcat:distribution": [_distribution(file, about) for file in about.files],
    }
    if about.issued:
        dataset["dct:issued"] = _typed(about.issued, "date")
    first, last = about.years
    if first:
        dataset["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(f"{first}-01-01", "date"),
            "dcat:endDate": _typed(f"{last}-12-31", "date"),
        }
    if about.publisher.get("email"):
        contact = {"@type": "vcard:Organization", "vcard:fn": about.publisher["title"]}
        dataset["dcat:contactPoint"] = contact | {"vcard:hasEmail": _iri(f"mailto:{about.publisher['email']}")}
    return {
        "@context": _CONTEXT,
        "@id": "#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _both(about.title),
        "dct:description": _both(about.description),
        "dct:publisher": publisher,
        "dcat:dataset": {key: value for key, value in dataset.items() if value not in ("", [])},
    }


def _agent(publisher: Mapping[str, Any]) -> dict[str, Any]:
    agent = {"@id": "#publisher", "@type": "foaf:Agent", "foaf:name": publisher["title"]}
    return agent | ({"foaf:homepage": _iri(publisher["path"])} if publisher.get("path") else {})


def _place(code: str, names: Both) -> dict[str, Any]:
    return {"@type": "dct:Location", "skos:prefLabel": _both(names), "dct:identifier": code}


def _distribution(file: File, about: About) -> dict[str, Any]:
    found = {
        "@id": f"#file-{file.path.replace('/', '-')}",
        "@type": "dcat:Distribution",
        "dct:title": file.path,
        "dcat:accessURL": _iri(file.path),
        "dcat:downloadURL": _iri(file.path),
        "dcat:mediaType": _iri(f"https://www.iana.org/assignments/media-types/{file.media_type}"),
        "dct:format": _iri(f"{_EU}/file-type/{_FILE_TYPES.get(file.suffix, 'BIN')}"),
        "dcat:byteSize": _typed(str(file.bytes), "nonNegativeInteger"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": _typed(file.sha256, "hexBinary"),
        },
    }
    if about.licence.get("path"):
        found["dct:license"] = {"@id": about.licence["path"], "@type": "dct:LicenseDocument"}
    return found
