"""A release as a deposit in an archive that gives it a DOI: which files, and the metadata as Zenodo and as DataCite want it.

Whoever publishes the data is its creator there; who wrote the reports is what it is derived from.
"""

from collections.abc import Mapping
from html import escape
from typing import Any, Final

from zq_pipeline.package.archive import archive_name
from zq_pipeline.package.descriptor import as_json
from zq_pipeline.portal.publisher import DESCRIPTOR, Tree, described

ZENODO: Final = "zenodo.json"
DATACITE: Final = "datacite.json"
_ENDINGS: Final = (".xlsx", ".sqlite")


def deposit(release: Tree) -> dict[str, bytes]:
    """The files of a deposit of ``release`` by name: the description, the ZIP, the workbook, the database, and the metadata.

    Raises NoRelease.
    """
    package = described(release)
    names = [DESCRIPTOR, archive_name(package), *(path for path in sorted(release) if path.endswith(_ENDINGS))]
    files = {name: release[name] for name in names if name in release}
    return {**files, ZENODO: as_json(zenodo(package)), DATACITE: as_json(datacite(package))}


def _publisher(package: Mapping[str, Any]) -> str:
    return str(next(c["title"] for c in package["contributors"] if "publisher" in c["roles"]))


def _derived(package: Mapping[str, Any]) -> list[str]:
    return [source["path"] for source in package.get("sources", ()) if source.get("path")]


def _address(package: Mapping[str, Any]) -> str:
    """Where this version lives, empty when that is not known."""
    home = package.get("homepage", "")
    return f"{home}{package['version']}/" if home else ""


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", [], None)}


def zenodo(package: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata of a deposition at Zenodo, whose descriptions are HTML."""
    licence, address = package["licenses"][0], _address(package)
    related = [{"identifier": one, "relation": "isDerivedFrom"} for one in _derived(package)]
    related += [{"identifier": address, "relation": "isIdenticalTo", "resource_type": "dataset"}] if address else []
    words = (package["description"], package["description_en"])
    rights = (package["source_rights"], package["source_rights_en"])
    return {
        "metadata": _filled(
            {
                "upload_type": "dataset",
                "title": f"{package['title']} ({package['title_en']})",
                "creators": [{"name": _publisher(package)}],
                "description": "".join(f"<p>{escape(text)}</p>" for text in words),
                "notes": " ".join(rights),
                "access_right": "open",
                "license": licence.get("name", "").lower(),
                "publication_date": package.get("created", "")[:10],
                "version": package["version"],
                "language": "zho",
                "keywords": list(package.get("keywords", ())),
                "related_identifiers": related,
            }
        )
    }


def datacite(package: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata in DataCite's schema 4.5, for whoever registers DOIs there."""
    licence, issued = package["licenses"][0], package.get("created", "")[:10]
    publisher = _publisher(package)
    said = (("zh", package["description"]), ("en", package["description_en"]))
    return _filled(
        {
            "schemaVersion": "http://datacite.org/schema/kernel-4",
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Tabular data package"},
            "creators": [{"name": publisher, "nameType": "Organizational"}],
            "titles": [
                {"title": package["title"], "lang": "zh"},
                {"title": package["title_en"], "lang": "en", "titleType": "TranslatedTitle"},
            ],
            "publisher": {"name": publisher},
            "publicationYear": issued[:4],
            "dates": [{"date": issued, "dateType": "Issued"}] if issued else [],
            "language": "zh",
            "version": package["version"],
            "url": _address(package),
            "subjects": [{"subject": word, "lang": "zh"} for word in package.get("keywords", ())],
            "descriptions": [{"description": text, "descriptionType": "Abstract", "lang": lang} for lang, text in said],
            "rightsList": [
                _filled(
                    {
                        "rights": licence.get("title", ""),
                        "rightsUri": licence.get("path", ""),
                        "rightsIdentifier": licence.get("name", ""),
                    }
                )
            ],
            "relatedIdentifiers": [
                {"relatedIdentifier": one, "relatedIdentifierType": "URL", "relationType": "IsDerivedFrom"}
                for one in _derived(package)
            ],
            "formats": sorted({resource["mediatype"] for resource in package["resources"]}),
        }
    )
