"""The order of the rules that lead from an operation to its actions."""

import unittest

from catalog.errors import CatalogError
from catalog.model import Action, Service
from catalog.operations import Ground, OperationTables, find_prefix, map_operations
from catalog.sources.botocore import APIService, Operation, unversioned


def catalog(**services):
    return {
        prefix: Service(prefix, prefix, True, {name.lower(): Action(name, True, []) for name in names})
        for prefix, names in services.items()
    }


def api(name, *operations, signing=None, authorized=True, path="/"):
    return APIService(name, name, name, signing or name, [Operation(o, "POST", path, authorized) for o in operations])


def need(catalog, service, mapped=None, tables=None):
    [result] = map_operations(catalog, [service], {service.name: mapped or {}}, tables or OperationTables())
    [need] = result.needs
    return need


class OperationTests(unittest.TestCase):
    def test_the_same_name_is_a_rule_and_said_to_be_one(self):
        found = need(catalog(svc=["GetThing"]), api("svc", "GetThing"))
        self.assertEqual((found.ground, found.actions), (Ground.SAME_NAME, ("svc:GetThing",)))

    def test_an_unknown_action_is_assumed(self):
        self.assertEqual(need(catalog(svc=["Other"]), api("svc", "GetThing")).ground, Ground.ASSUMED)

    def test_the_map_names_the_action_and_what_some_calls_need_too(self):
        known = catalog(svc=["CreateThing"], iam=["PassRole"])
        found = need(known, api("svc", "CreateThing"), {"creatething": ["iam:PassRole", "svc:CreateThing"]})
        self.assertEqual((found.ground, found.actions, found.further), (Ground.NAMED, ("svc:CreateThing",), ("iam:PassRole",)))

    def test_a_mapping_to_an_action_that_is_not_current_does_not_count(self):
        found = need(catalog(svc=["GetThing"]), api("svc", "GetThing"), {"getthing": ["svc:Gone"]})
        self.assertEqual(found.ground, Ground.SAME_NAME)

    def test_the_hand_written_table_goes_before_the_map(self):
        tables = OperationTables(needs={("svc", "Copy"): (("svc:Get", "svc:Put"), ())})
        found = need(catalog(svc=["Get", "Put", "List"]), api("svc", "Copy"), {"copy": ["svc:List"]}, tables)
        self.assertEqual(found.actions, ("svc:Get", "svc:Put"))

    def test_an_entry_for_an_operation_that_is_not_there_stops_the_generator(self):
        tables = OperationTables(needs={("svc", "Gone"): ((), ())})
        with self.assertRaisesRegex(CatalogError, "svc Gone"):
            map_operations(catalog(svc=["Get"]), [api("svc", "Get")], {}, tables)

    def test_so_does_an_event_of_an_operation_that_is_not_there(self):
        tables = OperationTables(events=[("svc.amazonaws.com", "Got", "svc", ("Get", "Gone"))])
        with self.assertRaisesRegex(CatalogError, r"svc Gone \(Got\)"):
            map_operations(catalog(svc=["Get"]), [api("svc", "Get")], {}, tables)

    def test_an_unsigned_operation_needs_nothing(self):
        self.assertEqual(need(catalog(svc=["SignUp"]), api("svc", "SignUp", authorized=False)).ground, Ground.NONE)

    def test_api_gateway_needs_the_verb_on_the_path(self):
        found = need(catalog(apigateway=["POST"]), api("apigateway", "CreateRestApi", path="/restapis?mode=import"))
        self.assertEqual((found.actions, found.path), (("apigateway:POST",), "/restapis"))

    def test_the_arn_decides_between_s3_and_outposts(self):
        known = {**catalog(s3=["PutBucketPolicy"]), **catalog(**{"s3-outposts": ["PutBucketPolicy"]})}
        service = api("s3control", "PutBucketPolicy", signing="s3")
        tables = OperationTables(prefixes={"s3control": "s3"})
        found = need(known, service, {"putbucketpolicy": ["s3-outposts:PutBucketPolicy"]}, tables)
        self.assertEqual(found.actions, ("s3:PutBucketPolicy|s3-outposts:PutBucketPolicy",))

    def test_versions_are_taken_off_names(self):
        names = ("CreateDistribution2020_05_31", "CreateFunction20150331", "UpdateFunctionCode20150331v2", "ListObjectsV2")
        self.assertEqual([unversioned(name) for name in names], ["CreateDistribution", "CreateFunction", "UpdateFunctionCode", "ListObjectsV2"])


class PrefixTests(unittest.TestCase):
    def test_a_service_goes_by_its_signing_name(self):
        known = catalog(ses=["SendEmail"], email=["Other"])
        self.assertEqual(find_prefix(known, APIService("sesv2", "SESv2", "email", "ses", api("", "SendEmail").operations), {}), "ses")

    def test_a_service_without_a_telling_name_goes_by_its_operations(self):
        names = ["PutAlarm", "GetAlarm", "ListAlarms", "DeleteAlarm"]
        self.assertEqual(find_prefix(catalog(cloudwatch=names, other=["Get"]), api("monitoring", *names), {}), "cloudwatch")

    def test_two_shared_names_are_a_coincidence(self):
        self.assertEqual(find_prefix(catalog(iam=["GetRole", "ListRoles"]), api("new", "GetRole", "ListRoles"), {}), "new")


if __name__ == "__main__":
    unittest.main()
