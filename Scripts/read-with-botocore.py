"""Reads an answer of iamsim as a program written for the AWS CLI would: with botocore's model of IAM.

Usage: read-with-botocore.py OPERATION [--check-enums] < answer.json

OPERATION is the operation's name in the model, `SimulateCustomPolicy`. The answer goes through botocore's JSON response
parser with the operation's output shape. Exit status 0 when the parser keeps every part of it and every value is what the
model declares; otherwise 1, with a line for each difference. `NextToken`, which the AWS CLI itself adds to an answer it cut,
is not part of the model. SourcePolicyType is compared with the model's enumeration only with --check-enums: the service
answers with other words than its model declares.
"""

import json
import sys

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.parsers import JSONParser

PYTHON_TYPES = {"string": str, "boolean": bool, "integer": int, "list": list, "map": dict, "structure": dict}


def differences(value, shape, path, check_all_enums):
    """Yields what in `value` is not as `shape` declares."""
    expected = PYTHON_TYPES[shape.type_name]
    # In Python a bool is an int.
    if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
        yield f"{path}: expected {shape.type_name}, found {json.dumps(value)}"
        return
    if shape.type_name == "structure":
        for name in shape.required_members:
            if name not in value:
                yield f"{path}: required member {name} is missing"
        for name, member in value.items():
            if name in shape.members:
                yield from differences(member, shape.members[name], f"{path}.{name}", check_all_enums)
            else:
                yield f"{path}: the model has no member {name}"
    elif shape.type_name == "list":
        for index, member in enumerate(value):
            yield from differences(member, shape.member, f"{path}[{index}]", check_all_enums)
    elif shape.type_name == "map":
        for key, member in value.items():
            yield from differences(key, shape.key, f"{path} key", check_all_enums)
            yield from differences(member, shape.value, f"{path}[{key}]", check_all_enums)
    elif shape.type_name == "string":
        if shape.enum and value not in shape.enum and (check_all_enums or shape.name != "PolicySourceType"):
            yield f"{path}: {json.dumps(value)} is none of {', '.join(shape.enum)}"


def main():
    operation = sys.argv[1]
    check_all_enums = "--check-enums" in sys.argv[2:]
    model = ServiceModel(Loader().load_service_model("iam", "service-2"))
    shape = model.operation_model(operation).output_shape

    answer = json.load(sys.stdin)
    answer.pop("NextToken", None)
    response = {"status_code": 200, "headers": {}, "body": json.dumps(answer).encode()}
    parsed = JSONParser().parse(response, shape)
    parsed.pop("ResponseMetadata", None)

    problems = list(differences(answer, shape, operation, check_all_enums))
    if parsed != answer:
        problems.append(f"{operation}: the parser dropped or changed something: {json.dumps(parsed)}")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
