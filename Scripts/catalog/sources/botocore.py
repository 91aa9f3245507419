"""botocore: every API operation of every service, with what is needed to find its IAM action and its CloudTrail events."""

import re
from dataclasses import dataclass

from ..packages import Package


@dataclass(frozen=True)
class Operation:
    name: str
    verb: str
    path: str
    authorized: bool
    """False where the service model says that a call carries no IAM signature."""


@dataclass(frozen=True)
class APIService:
    """One service of the SDK. `name` is that of the command line and of boto3."""

    name: str
    identifier: str
    endpoint: str
    signing: str
    operations: list[Operation]


def read(package: Package) -> list[APIService]:
    newest: dict[str, str] = {}
    for path in package.names(r"botocore/data/[^/]+/[^/]+/service-2\.json(\.gz)?"):
        newest[path.split("/")[2]] = path  # paths are sorted, and a later API version sorts last
    return [_service(name, package.json(path)) for name, path in sorted(newest.items())]


def unversioned(operation: str) -> str:
    """The name without the API version that CloudFront's operations and Lambda's events carry."""
    return re.sub(r"_?\d{4}_?\d{2}_?\d{2}(v\d+)?$", "", operation)


def _service(name: str, model: dict) -> APIService:
    metadata = model["metadata"]
    bearer = metadata.get("signatureVersion") == "bearer"
    endpoint = metadata.get("endpointPrefix", name)
    operations = []
    for spelling, operation in model["operations"].items():
        http = operation.get("http", {})
        unsigned = operation.get("authtype") == "none" or "smithy.api#noAuth" in operation.get("auth", [])
        operations.append(
            Operation(
                name=unversioned(spelling),
                verb=http.get("method", "POST"),
                path=http.get("requestUri", "/"),
                authorized=not (unsigned or bearer),
            )
        )
    operations.sort(key=lambda operation: operation.name)
    identifier = metadata.get("serviceId", name)
    return APIService(name, identifier, endpoint, metadata.get("signingName", endpoint), operations)
