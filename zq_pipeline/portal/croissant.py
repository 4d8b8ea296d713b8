"""The release as Croissant, the description that machine-learning hubs and loaders read."""

from typing import Any, Final

from zq_pipeline.portal.about import About
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.schema import Table

PATH: Final = "croissant.json"
_CONTEXT: Final = {
    "@language": "zh",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES: Final = {
    "string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean", "date": "sc:Date",
}  # fmt: skip


def croissant(about: About) -> dict[str, Any]:
    """A record set for each table, its fields taken from the columns of its CSV file.

    Foreign keys are left out: to loaders a reference means a join, which drops the rows whose key is empty.
    """
    files = {file.path: file for file in about.files}
    found = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": about.package["name"],
        "description": f"{about.description.zh} {about.description.en}",
        "alternateName": [about.title.zh, about.title.en],
        "url": about.at("index.html"),
        "version": about.version,
        "datePublished": about.issued,
        "license": about.licence.get("path") or about.licence["title"],
        "keywords": about.keywords,
        "publisher": {"@type": "Organization", "name": about.publisher["title"]},
        "creator": [{"@type": "Organization", "name": name} for name in about.creators],
        "citeAs": f"{about.publisher['title']}: {about.title.zh}, {about.version}, {about.issued} {about.at('')}".strip(),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": f"{table.name}.csv",
                "name": f"{table.name}.csv",
                "description": table.about_zh,
                "contentUrl": about.at(path := f"data/{table.name}.csv"),
                "contentSize": f"{files[path].bytes} B",
                "encodingFormat": "text/csv",
                "sha256": files[path].sha256,
            }
            for table in CATALOGUE
        ],
        "recordSet": [_records(table) for table in CATALOGUE],
    }
    return {key: value for key, value in found.items() if value not in ("", [])}


def _records(table: Table) -> dict[str, Any]:
    fields = []
    for field in table.fields:
        described: dict[str, Any] = {
            "@type": "cr:Field",
            "@id": f"{table.name}/{field.name}",
            "name": field.name,
            "description": f"{field.zh}：{field.about_zh} {field.en}: {field.about_en}",
            "dataType": _TYPES[field.type],
            "source": {"fileObject": {"@id": f"{table.name}.csv"}, "extract": {"column": field.name}},
        }
        fields.append(described)
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{table.about_zh} {table.about_en}",
        "key": {"@id": f"{table.name}/{table.key}"},
        "field": fields,
    }
