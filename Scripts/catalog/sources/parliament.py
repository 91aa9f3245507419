"""parliament: AWS's reference as of February 2025, for services and actions that AWS has taken out of it since.

A service that AWS describes on several pages has several entries; they are taken as one.
"""

from ..keys import key_type
from ..packages import Package
from . import Source, SourceAction, SourceRow, SourceService, SourceType


def read(package: Package) -> Source:
    source: Source = {}
    for entry in package.json("parliament/iam_definition.json"):
        service = source.setdefault(entry["prefix"], SourceService(name=entry["service_name"]))
        for privilege in entry["privileges"]:
            action = SourceAction(levels={privilege["access_level"]})
            for row in privilege["resource_types"]:
                resource = row["resource_type"]
                action.dependents += row["dependent_actions"]
                if resource:
                    action.rows[resource.rstrip("*")] = SourceRow(resource.endswith("*"), row["condition_keys"])
                else:
                    action.keys += row["condition_keys"]
            service.actions[privilege["privilege"]] = action
        for resource in entry["resources"]:
            service.types[resource["resource"]] = SourceType([resource["arn"]], resource["condition_keys"])
        for condition in entry["conditions"]:
            service.keys[condition["condition"]] = key_type(condition["type"])
    return source
