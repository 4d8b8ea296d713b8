"""The release as schema.org ``Dataset``, for the page's head: what dataset search engines read."""

from typing import Any

from zq_pipeline.package.archive import archive_name
from zq_pipeline.portal.about import About


def dataset(about: About) -> dict[str, Any]:
    """The description. Addresses are relative to the page where it is not known where the releases live."""
    first, last = about.years
    # The page is in it, so that the page can't tell its checksum.
    archive = archive_name(about.package)
    publisher = {"@type": "Organization", "name": about.publisher["title"], "url": about.publisher.get("path", "")}
    found = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": about.title.zh,
        "alternateName": about.title.en,
        "description": f"{about.description.zh} {about.description.en}",
        "identifier": about.home or about.package["name"],
        "url": about.at("index.html"),
        "version": about.version,
        "datePublished": about.issued,
        "inLanguage": "zh-CN",
        "license": about.licence.get("path") or about.licence["title"],
        "isAccessibleForFree": True,
        "keywords": about.keywords,
        "publisher": {key: value for key, value in publisher.items() if value},
        "creator": [{"@type": "Organization", "name": name} for name in about.creators],
        "temporalCoverage": f"{first}/{last}" if first else "",
        "spatialCoverage": [
            {"@type": "Place", "name": names.zh, "alternateName": names.en, "identifier": code}
            for code, names in about.places
        ],
        "isBasedOn": [source["path"] for source in about.package.get("sources", ()) if source.get("path")],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": about.named(file.path).title.zh,
                "alternateName": about.named(file.path).title.en,
                "contentUrl": about.at(file.path),
                "encodingFormat": file.media_type,
                "contentSize": f"{file.bytes} B",
                "sha256": file.sha256,
            }
            for file in about.files
        ]
        + [
            {
                "@type": "DataDownload",
                "name": about.named(archive).title.zh,
                "alternateName": about.named(archive).title.en,
                "contentUrl": about.at(archive),
                "encodingFormat": "application/zip",
            }
        ],
    }
    return {key: value for key, value in found.items() if value not in ("", [])}
