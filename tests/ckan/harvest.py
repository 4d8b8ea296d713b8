"""What ckanext-dcat makes of a catalogue in JSON-LD, as JSON: run with CKAN's own Python.  usage: harvest.py FILE"""

import json
import sys
from pathlib import Path

from ckan.common import config
from ckanext.dcat.processors import RDFParser

config.update({"ckan.locale_default": "en", "ckan.site_url": "https://portal.example.org"})
parser = RDFParser(profiles=["euro_dcat_ap_3"])
parser.parse(Path(sys.argv[1]).read_text(encoding="utf-8"), _format="json-ld")
print(json.dumps(list(parser.datasets())))
