"""Where things stand: one folder, ``raw/`` in it, ``datapackage/`` beside that, run history in ``.dagster/``."""

import os
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "ZQ_PIPELINE_HOME"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds a collection of reports and what is made of them.

    >>> home = Home(Path("/srv/reports"))
    >>> str(home.raw), str(home.datapackage)
    ('/srv/reports/raw', '/srv/reports/datapackage')
    """

    root: Path

    @classmethod
    def here(cls) -> "Home":
        """The folder that the environment names, or the one we are in."""
        return cls(Path(os.environ.get(VARIABLE) or ".").resolve())

    @property
    def raw(self) -> Path:
        """The reports as published, each with its origin beside it."""
        return self.root / "raw"

    @property
    def datapackage(self) -> Path:
        """What is published."""
        return self.root / "datapackage"

    @property
    def portal(self) -> Path:
        """The releases side by side, as the folder portal keeps them."""
        return self.root / "portal"

    @property
    def deposit(self) -> Path:
        """What an archive such as Zenodo is given."""
        return self.root / "deposit"

    @property
    def set_aside(self) -> Path:
        """One JSON file for each report that can't be read, with the reason."""
        return self.root / "set_aside"

    @property
    def dagster(self) -> Path:
        """Dagster's own folder: its settings, run history and intermediate results."""
        return self.root / ".dagster"
