import DocumentSyntax
import PolicyChecks
import PolicyLanguage
import SourceText

/// The reading of one configuration: what has been found so far.
struct ConfigurationReading {
  let file: SourceFile
  let reader: ConfigurationReader
  var result: ConfigurationFile
  /// The lists of actions by name.
  var actionLists: [String: SyntaxNode] = [:]
  /// The lists that a rule names.
  var usedLists: Set<String> = []
  /// Ids of the custom rules, those with mistakes too.
  var customIDs: [String] = []
  /// The ids of the names of rules met so far: suppressions may be many.
  private var knownIDs: [String: String] = [:]

  init(_ file: SourceFile, reader: ConfigurationReader) {
    self.file = file
    self.reader = reader
    result = ConfigurationFile(file: file)
  }

  mutating func read() {
    // A configuration of comments only is one that says nothing yet.
    if Self.isBlank(file) { return }
    let document = reader.documents.parse(file)
    result.diagnostics = document.diagnostics
    // Where the notation is broken, what seems to be missing may be there: only its mistakes are told.
    if document.diagnostics.contains(where: { $0.severity == .error && $0.code != "duplicate-key" }) { return }
    guard let root = document.tree.root, root.kind != .null else { return }
    guard root.kind == .object else {
      return report(
        .value, "expected a mapping such as `fail-on: high`", at: opening(of: root), help: Self.formatHelp)
    }
    checkKeys(of: root, ConfigurationFormat.file)
    if let version = root["version"], version.scalarText != "1" {
      report(.value, "this iamsim reads version 1 of the format only", at: version.range, help: "write `version: 1`")
    }
    if let word = word(root["fail-on"], "`fail-on`", of: ConfigurationFormat.severities + [FailThreshold.neverWord]) {
      result.failOn = FailThreshold(word)
    }
    readPaths(root["paths"])
    readUses(root["policy-kinds"])
    readTrust(root)
    readPrincipals(root["principals"])
    readSecretKeys(root["secret-keys"])
    result.examples = globs(root["examples"], "`examples`")
    readActionLists(root["action-lists"])
    readCustomRules(root["custom-rules"])
    readRules(root["rules"])
    readSuppressions(root["suppressions"])
  }

  /// What was read, its mistakes in the order of the text.
  mutating func finish() -> ConfigurationFile {
    let all = result.diagnostics
    let order = all.indices.sorted { (all[$0].range.lowerBound, $0) < (all[$1].range.lowerBound, $1) }
    result.diagnostics = order.map { all[$0] }
    return result
  }

  /// Whether a file holds nothing but white space and comments of YAML.
  private static func isBlank(_ file: SourceFile) -> Bool {
    var isInComment = false
    for byte in file.bytes {
      switch byte {
      case 0x0A, 0x0D: isInComment = false
      case UInt8(ascii: "#"): isInComment = true
      case 0x20, 0x09: break
      default: if !isInComment { return false }
      }
    }
    return true
  }

  // MARK: Sections

  private mutating func readPaths(_ node: SyntaxNode?) {
    guard let node = object(node, ConfigurationFormat.paths) else { return }
    result.paths = PathChoice(
      included: globs(node["include"], "`include`"), excluded: globs(node["exclude"], "`exclude`"))
  }

  private mutating func readUses(_ node: SyntaxNode?) {
    for entry in elements(node, "`policy-kinds`", of: ConfigurationFormat.policyUse) {
      let paths = PathChoice(included: globs(entry["path"], "`path`"))
      let word = word(entry["kind"], "`kind`", of: ConfigurationFormat.kinds)
      let types = PolicyResourceType.allCases.map(\.rawValue)
      let type = self.word(entry["resource-type"], "`resource-type`", of: types)
      guard let kind = word.flatMap(PolicyKind.init(named:)), !paths.included.isEmpty else { continue }
      if let node = entry["resource-type"], !kind.hasPrincipal {
        report(
          .value, "policies of kind `\(kind.name)` are not attached to resources", at: node.range,
          help: "leave `resource-type` out")
      }
      result.uses.append(
        PolicyUse(
          paths: paths, kind: kind, resourceType: type.flatMap(PolicyResourceType.init),
          attachedTo: arn(entry["attached-to"], "`attached-to`")))
    }
  }

  private mutating func readTrust(_ root: SyntaxNode) {
    result.account = accounts(root["account"], "`account`", isList: false).first
    guard let node = object(root["trusted"], ConfigurationFormat.trusted) else { return }
    result.trustedAccounts = accounts(node["accounts"], "`accounts`", isList: true)
    guard let organization = text(node["organization"], "`organization`") else { return }
    guard Self.isOrganization(organization.value) else {
      return report(
        .value, "`\(organization.value)` is not the id of an organization", at: organization.range,
        help: "for example `o-a1b2c3d4e5`")
    }
    result.organization = organization.value
  }

  private mutating func accounts(_ node: SyntaxNode?, _ what: String, isList: Bool) -> [String] {
    let found = isList ? texts(node, what) : text(node, what).map { [$0] } ?? []
    return found.compactMap { account in
      if ConfigurationFormat.isAccount(account.value) { return account.value }
      report(
        .value, "`\(account.value)` is not the id of an account, which has 12 digits", at: account.range,
        help: "write it in quotes, as in `\"111122223333\"`")
      return nil
    }
  }

  /// Whether a text is the id of an organization.
  ///
  /// https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
  private static func isOrganization(_ text: String) -> Bool {
    text.hasPrefix("o-") && (10...32).contains(text.utf8.count - 2)
      && text.utf8.dropFirst(2).allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
  }

  // MARK: Rules

  private mutating func readRules(_ node: SyntaxNode?) {
    // Rules of one's own run whatever is said of all others.
    for id in customIDs { result.rules.set(.init(isOn: true), id: id) }
    var named: [String: SyntaxNode.Member] = [:]
    for member in members(node, "`rules`") {
      if member.name == "default" {
        let words = RuleConfiguration.Default.allCases.map(\.rawValue)
        if let word = word(member.value, "`default`", of: words, asFlag: true) {
          result.rules.others = RuleConfiguration.Default(rawValue: word) ?? .asDeclared
        }
        continue
      }
      guard let id = ruleID(member.name, at: member.key.range) else { continue }
      if let first = named[id], first.name != member.name {
        report(.value, "`\(member.name)` and `\(first.name)` are the same rule", at: member.key.range)
      }
      named[id] = named[id] ?? member
      guard let word = word(member.value, "`\(member.name)`", of: ConfigurationFormat.settings, asFlag: true) else {
        continue
      }
      let severity = FindingSeverity(rawValue: word)
      result.rules.set(.init(isOn: word != "off", severity: severity), id: id)
    }
  }

  /// The id of a rule by a name of it; reports a name that no rule has.
  mutating func ruleID(_ name: String, at range: ByteRange) -> String? {
    if let known = knownIDs[name] { return known }
    if let rule = RuleTable.rule(named: name) {
      knownIDs[name] = rule.id
      return rule.id
    }
    let others = customIDs + SuppressionRule.allCases.map(\.id)
    if others.contains(name) { return name }
    let near = SpellingSuggestion.nearest(to: name, among: others) ?? RuleTable.nearestName(to: name)
    let own = others.first { $0 == CustomRule.prefix + name }
    report(
      .unknownRule, "there is no rule `\(name)`", at: range,
      help: (own ?? near).map { "did you mean `\($0)`?" } ?? "`iamsim rules` lists them")
    return nil
  }
}
