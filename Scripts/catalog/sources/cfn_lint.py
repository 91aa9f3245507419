"""cfn-lint: which resource types each action has, and the condition keys of resource types.

Action names are in lower case, and every variable of an ARN after the first is cut off, so it gives neither spellings nor
formats for what another package also has.
"""

from ..packages import Package
from . import Source, SourceAction, SourceRow, SourceService, SourceType


def read(package: Package) -> Source:
    source: Source = {}
    for prefix, entry in package.json("cfnlint/data/AdditionalSpecs/Policies.json").items():
        service = source[prefix] = SourceService()
        for name, action in entry["Actions"].items():
            rows = {resource: SourceRow(required=None) for resource in action.get("Resources", [])}
            service.actions[name] = SourceAction(rows=rows)
        for name, resource in entry["Resources"].items():
            arns = [format.replace(".*", "*") for format in resource["ARNFormats"]]
            service.types[name] = SourceType(arns, resource.get("ConditionKeys", []))
    return source
