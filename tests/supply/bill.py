"""The software bill of materials of the program, in CycloneDX. ``python -m tests.supply.bill FILE`` writes it."""

from __future__ import annotations

import sys
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from tests.supply.licences import groups
from tests.supply.parts import python_parts


def bill() -> str:
    """Return the parts that run with the program, with version and licence, as JSON."""
    licences, factory = groups()["The program"], LicenseFactory()
    made = Bom(
        components=[
            Component(
                name=part.name,
                version=part.version,
                type=ComponentType.LIBRARY,
                purl=PackageURL("pypi", None, part.name, part.version),
                licenses=[factory.make_from_string(licences[part.name])],
            )
            for part in python_parts("run")
            if part.is_for_here
        ]
    )
    made.metadata.component = Component(name="careers", type=ComponentType.APPLICATION)
    for one in made.components:
        made.register_dependency(made.metadata.component, [one])
    return JsonV1Dot6(made).output_as_string(indent=2)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(bill(), encoding="utf-8")
