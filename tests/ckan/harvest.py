"""What ckanext-dcat makes of a catalogue in JSON-LD, as JSON: run with CKAN's own Python.  usage: harvest.py FILE"""

import json
import sys
from pathlib import Path
from typing import Any


def harvested(file: Path) -> list[Any]:
    """The datasets of the catalogue in ``file``, as CKAN would take them."""
    from ckan.common import config
    from ckanext.dcat.processors import RDFParser

    config.update({"ckan.locale_default": "en", "ckan.site_url": "https://portal.example.org"})
    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    parser.parse(file.read_text(encoding="utf-8"), _format="json-ld")
    return list(parser.datasets())


if __name__ == "__main__":
    print(json.dumps(harvested(Path(sys.argv[1]))))
