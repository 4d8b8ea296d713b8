"""The release as DCAT-AP in JSON-LD, which European and many other portals harvest.

Where it is known where the releases live, addresses are whole, and those of the dataset and its files stay the same in each version.
Elsewhere they are relative to where the file stands, so that a release is right wherever it is put.
"""

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
_REGISTERED: Final = {
    "CC0-1.0": "Creative Commons CCZero",
    "CC-BY-4.0": "Creative Commons Attribution",
    "CC-BY-SA-4.0": "Creative Commons Attribution Share-Alike",
    "ODbL-1.0": "Open Data Commons Open Database License (ODbL)",
    "ODC-By-1.0": "Open Data Commons Attribution License",
    "PDDL-1.0": "Open Data Commons Public Domain Dedication and License (PDDL)",
}
"""What CKAN's register calls licences: a harvester finds them by address or by this."""
_FILE_TYPES: Final = {
    "csv": "CSV", "json": "JSON", "jsonld": "JSON_LD", "xlsx": "XLSX", "zip": "ZIP", "parquet": "PARQUET", "sqlite": "BIN",
    "md": "MD", "html": "HTML", "cff": "YAML", "txt": "TXT",
}  # fmt: skip


def _both(words: Both) -> list[dict[str, str]]:
    return [{"@value": words.zh, "@language": "zh"}, {"@value": words.en, "@language": "en"}]


def _iri(address: str) -> dict[str, str]:
    return {"@id": address}


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@value": value, "@type": f"xsd:{kind}"}


def dcat(about: About) -> dict[str, Any]:
    """A catalogue with one dataset, its distributions one for each file."""
    publisher = _agent(about)
    dataset = {
        "@id": f"{about.home}#dataset",
        "@type": "dcat:Dataset",
        "dct:identifier": about.home or about.package["name"],
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
        "dcat:landingPage": {"@id": about.at("index.html"), "@type": "foaf:Document"},
        "dct:conformsTo": {"@id": about.package["$schema"], "@type": "dct:Standard"},
        "dcat:distribution": [_distribution(file, about) for file in about.files],
    }
    if about.issued:
        dataset |= {name: _typed(about.issued, "date") for name in ("dct:issued", "dct:modified")}
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
        "@id": f"{about.home}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _both(about.title),
        "dct:description": _both(about.description),
        "dct:publisher": publisher,
        "dcat:dataset": {key: value for key, value in dataset.items() if value not in ("", [])},
    }


def _agent(about: About) -> dict[str, Any]:
    publisher = about.publisher
    agent = {"@id": f"{about.home}#publisher", "@type": "foaf:Agent", "foaf:name": publisher["title"]}
    agent |= {"foaf:homepage": _iri(publisher["path"])} if publisher.get("path") else {}
    return agent | ({"foaf:mbox": _iri(f"mailto:{publisher['email']}")} if publisher.get("email") else {})


def _place(code: str, names: Both) -> dict[str, Any]:
    return {"@type": "dct:Location", "skos:prefLabel": _both(names), "dct:identifier": code}


def _distribution(file: File, about: About) -> dict[str, Any]:
    name = about.named(file.path)
    lasting = file.path.replace("/", "-").replace(f"-{about.version}.", ".")
    kind = f" ({file.suffix.upper()})"
    found = {
        "@id": f"{about.home}#file-{lasting}",
        "@type": "dcat:Distribution",
        "dct:title": _both(Both(name.title.zh + kind, name.title.en + kind)),
        "dct:description": _both(name.about),
        "dcat:accessURL": _iri(about.at(file.path)),
        "dcat:downloadURL": _iri(about.at(file.path)),
        "dcat:mediaType": _iri(f"https://www.iana.org/assignments/media-types/{file.media_type}"),
        "dct:format": {
            "@id": f"{_EU}/file-type/{_FILE_TYPES.get(file.suffix, 'BIN')}",
            "@type": "dct:IMT",
            "rdfs:label": file.suffix.upper(),
        },
        "dcat:byteSize": _typed(str(file.bytes), "nonNegativeInteger"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": _typed(file.sha256, "hexBinary"),
        },
    }
    if about.licence.get("path"):
        found["dct:license"] = {
            "@id": about.licence["path"],
            "@type": "dct:LicenseDocument",
            "dct:title": _REGISTERED.get(about.licence["name"], about.licence["title"]),
            "rdfs:label": about.licence["title"],
            "dct:identifier": about.licence["name"],
        }
    return found
