"""Templates, and what a page may do. No table library is loaded here: the front page of the releases is made without one."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Final

import jinja2

TEMPLATES: Final = jinja2.Environment(
    loader=jinja2.PackageLoader("zq_pipeline.portal"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def asset(name: str) -> str:
    """The text of the template, style or script ``name``."""
    source, _, _ = TEMPLATES.loader.get_source(TEMPLATES, name)  # type: ignore[union-attr]
    return source


def policy(style: str, scripts: Iterable[str]) -> str:
    """What a page may do: run its own style and scripts, and nothing else; it asks no server for anything."""

    def own(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; style-src {own(style)}; script-src {' '.join(map(own, scripts))}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
