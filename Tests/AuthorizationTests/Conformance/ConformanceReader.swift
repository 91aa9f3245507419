import Authorization
import DocumentSyntax
import PolicyLanguage
import SourceText

/// Reads a file of expected decisions strictly: whatever it does not know is a problem, never ignored.
struct ConformanceReader {
  private let file: SourceFile
  private let lines: LineTable
  private let policyFile: (String) -> SourceFile?
  private var result = ConformanceFile()
  private var policies: [String: SyntaxNode] = [:]
  private var principals: [String: SyntaxNode] = [:]
  private var resources: [String: SyntaxNode] = [:]
  private var used: Set<String> = []

  private init(_ file: SourceFile, policyFile: @escaping (String) -> SourceFile?) {
    self.file = file
    self.policyFile = policyFile
    lines = LineTable(file)
  }

  /// Reads a file; `policyFile` opens the policies that it refers to with `file`.
  static func read(
    _ file: SourceFile, policyFile: @escaping (String) -> SourceFile? = { _ in nil }
  ) -> ConformanceFile {
    var reader = ConformanceReader(file, policyFile: policyFile)
    reader.read()
    return reader.result
  }

  private mutating func read() {
    let document = DocumentParser().parse(file)
    for diagnostic in document.diagnostics {
      result.problems.append("\(place(of: diagnostic.range)): \(diagnostic.message)")
    }
    guard let root = document.tree.root, root.kind == .object else {
      result.problems.append("\(file.name): expected a mapping with `cases`")
      return
    }
    let fields = ["description", "policies", "principals", "resources", "defaults", "cases"]
    checkFields(of: root, allowed: fields)
    require(root, "description")
    policies = table(root["policies"])
    principals = table(root["principals"])
    resources = table(root["resources"])
    for node in principals.values { checkFields(of: node, allowed: PrincipalReader.fields) }
    for node in resources.values { checkFields(of: node, allowed: ["arn", "owner", "policy", "awsManagedKey"]) }
    var defaults = CaseSettings()
    if let node = root["defaults"] {
      checkFields(of: node, allowed: Self.settingFields)
      apply(node, to: &defaults)
    }
    readCases(root["cases"], of: root, inherited: defaults, path: [])
    for (section, names) in [("policies", policies), ("principals", principals), ("resources", resources)] {
      for name in names.keys.sorted() where !used.contains("\(section)/\(name)") {
        if let node = names[name] { report(node, "no case uses `\(name)` of `\(section)`") }
      }
    }
  }

  // MARK: Groups and cases

  private static let settingFields = [
    "principal", "action", "resource", "context", "derive", "page", "why", "undocumented", "managementAccount",
    "identity",
    "boundary", "session", "scps", "rcps", "endpoint", "resourcePolicy",
  ]

  private mutating func readCases(
    _ node: SyntaxNode?, of parent: SyntaxNode, inherited: CaseSettings, path: [String]
  ) {
    guard let node, node.kind == .array, !node.elements.isEmpty else {
      report(node ?? parent, "expected a list of cases under `cases`")
      return
    }
    var seen: Set<String> = []
    for entry in node.elements {
      guard let name = entry["name"]?.scalarText, !name.isEmpty else {
        report(entry, "a case needs a `name`")
        continue
      }
      if !seen.insert(name).inserted { report(entry, "there is already a case `\(name)` here") }
      let path = path + [name]
      result.names.append(path.joined(separator: " / "))
      var settings = inherited
      apply(entry, to: &settings)
      if entry["cases"] != nil {
        checkFields(of: entry, allowed: Self.settingFields + ["name", "cases"])
        readCases(entry["cases"], of: entry, inherited: settings, path: path)
      } else {
        checkFields(of: entry, allowed: Self.settingFields + ["name", "expect", "by"])
        finish(entry, settings, name: path.joined(separator: " / "))
      }
    }
  }

  private mutating func apply(_ node: SyntaxNode, to settings: inout CaseSettings) {
    func text(_ key: String) -> CaseSettings.Text? {
      node[key].flatMap { value in value.scalarText.map { CaseSettings.Text(value: $0, node: value) } }
    }
    settings.principal = text("principal") ?? settings.principal
    settings.action = text("action") ?? settings.action
    settings.resource = text("resource") ?? settings.resource
    settings.page = text("page") ?? settings.page
    settings.why = text("why") ?? settings.why
    settings.undocumented = text("undocumented") ?? settings.undocumented
    settings.managementAccount = text("managementAccount") ?? settings.managementAccount
    settings.expect = text("expect")
    settings.by = text("by")
    if let derive = node["derive"] {
      settings.derive = derive.booleanValue
      if settings.derive == nil { report(derive, "`derive` is true or false") }
    }
    if let value = node["identity"] { settings.identity = references(value) }
    if let value = node["session"] { settings.session = references(value) }
    if let value = node["scps"] { settings.serviceControl = levels(value) }
    if let value = node["rcps"] { settings.resourceControl = levels(value) }
    if let value = node["boundary"] { settings.boundary = .some(single(value)) }
    if let value = node["endpoint"] { settings.endpoint = .some(single(value)) }
    if let value = node["resourcePolicy"] { settings.resourcePolicy = .some(single(value)) }
    readContext(node["context"], into: &settings)
  }

  private mutating func readContext(_ node: SyntaxNode?, into settings: inout CaseSettings) {
    guard let node else { return }
    guard node.kind == .object else { return report(node, "`context` is a mapping from condition keys to values") }
    for member in node.members {
      switch member.value.kind {
      case .null: settings.set(.init(name: member.name, values: nil, isSet: false))
      case .array:
        let values = member.value.elements.compactMap(\.scalarText)
        if values.count != member.value.elements.count { report(member.value, "the values of a key are texts") }
        settings.set(.init(name: member.name, values: values, isSet: true))
      default:
        guard let text = member.value.scalarText else {
          report(member.value, "expected a value, a list of values, or null for a key that is absent")
          continue
        }
        settings.set(.init(name: member.name, values: [text], isSet: false))
      }
    }
  }

  private mutating func finish(_ node: SyntaxNode, _ settings: CaseSettings, name: String) {
    let problemsBefore = result.problems.count
    if settings.page?.value.hasPrefix("https://") != true { report(node, "case `\(name)` names no `page`") }
    if settings.why?.value.isEmpty != false { report(node, "case `\(name)` does not say `why`") }
    if let mark = settings.undocumented {
      if !Self.isMark(mark.value) { report(mark.node, "`undocumented` is a mark such as `U3`") }
      result.undocumented.insert(mark.value)
    }
    let expectation = settings.expect.flatMap { ConformanceCase.Expectation($0.value) }
    if expectation == nil {
      report(node, "`expect` is one of \(ConformanceCase.Expectation.spellings.joined(separator: ", "))")
    }
    let decidedBy = settings.by.flatMap { Self.gates[$0.value] }
    if let by = settings.by, decidedBy == nil {
      report(by.node, "`by` is one of \(Self.gates.keys.sorted().joined(separator: ", "))")
    }
    guard let action = settings.action?.value, action.contains(":") else {
      return report(node, "case `\(name)` needs an `action`")
    }
    guard let principalName = settings.principal, let principalNode = principals[principalName.value] else {
      return report(node, "case `\(name)` needs a `principal` listed under `principals`")
    }
    used.insert("principals/\(principalName.value)")
    guard let principal = PrincipalReader.read(principalNode) else {
      return report(principalNode, "expected an `arn`, or one of \(PrincipalReader.kinds)")
    }
    guard let (resource, resourceNode) = resource(settings) else {
      return report(node, "case `\(name)` needs a `resource`: a name listed under `resources`, an ARN, or `*`")
    }
    let policies = gather(settings, principal: principalNode, resource: resourceNode, arn: resource.arn)
    guard let expectation, result.problems.count == problemsBefore else { return }
    result.cases.append(
      ConformanceCase(
        name: name, place: place(of: node.range),
        request: AuthorizationRequest(
          principal: principal, action: action, resource: resource,
          context: context(settings, principal: principal, resource: resource)),
        policies: policies, expectation: expectation, decidedBy: decidedBy))
  }

  private func context(_ settings: CaseSettings, principal: Principal, resource: Resource) -> RequestContext {
    var context = RequestContext()
    for key in settings.context {
      if let values = key.values { context.set(.init(key.name, values, isMultivalued: key.isSet)) }
    }
    if settings.derive ?? true { context.addDerivedKeys(principal: principal, resource: resource) }
    let absent = settings.context.filter { $0.values == nil }.map { $0.name.lowercased() }
    return RequestContext(context.entries.filter { !absent.contains($0.name.lowercased()) })
  }

  // MARK: Resources and policies

  private mutating func resource(_ settings: CaseSettings) -> (Resource, SyntaxNode?)? {
    guard let text = settings.resource else { return nil }
    if let node = resources[text.value] {
      used.insert("resources/\(text.value)")
      guard let arn = node["arn"]?.scalarText else {
        report(node, "a resource needs an `arn`")
        return nil
      }
      return (
        Resource(
          arn, ownerAccountID: node["owner"]?.scalarText, isAWSManagedKey: node["awsManagedKey"]?.booleanValue ?? false),
        node
      )
    }
    guard text.value == "*" || text.value.hasPrefix("arn:") else { return nil }
    return (Resource(text.value), nil)
  }

  private mutating func gather(
    _ settings: CaseSettings, principal: SyntaxNode, resource: SyntaxNode?, arn: String
  ) -> ConformancePolicies {
    var policies = ConformancePolicies()
    policies.identity = (settings.identity ?? references(principal["identity"])).compactMap { read($0, as: .identity) }
    policies.session = (settings.session ?? references(principal["session"])).compactMap { read($0, as: .session) }
    let boundary = settings.boundary ?? single(principal["boundary"])
    policies.boundary = boundary.flatMap { read($0, as: .permissionsBoundary) }
    policies.endpoint = (settings.endpoint ?? nil).flatMap { read($0, as: .vpcEndpoint) }
    let resourcePolicy = settings.resourcePolicy ?? single(resource?["policy"])
    policies.resource = resourcePolicy.flatMap { read($0, as: Self.kind(ofPolicyOn: arn)) }
    policies.serviceControl = (settings.serviceControl ?? []).map { $0.compactMap { read($0, as: .serviceControl) } }
    policies.resourceControl = (settings.resourceControl ?? []).map { $0.compactMap { read($0, as: .resourceControl) } }
    policies.managementAccountID = settings.managementAccount?.value
    return policies
  }

  private mutating func read(_ reference: CaseSettings.PolicyReference, as kind: PolicyKind) -> ConformancePolicies
    .Document?
  {
    let name = reference.node.scalarText
    if let name { used.insert("policies/\(name)") }
    guard let node = name.map({ policies[$0] }) ?? reference.node else {
      report(reference.node, "there is no policy `\(name ?? "")` under `policies`")
      return nil
    }
    guard let path = node["file"] else {
      return .init(name: name ?? "policy", parsed: PolicyParser(kind: kind).parse(node))
    }
    checkFields(of: node, allowed: ["file"])
    guard let file = path.scalarText.flatMap(policyFile) else {
      report(path, "there is no such file")
      return nil
    }
    return .init(name: name ?? file.name, parsed: PolicyParser(kind: kind).parse(file))
  }

  private static func kind(ofPolicyOn arn: String) -> PolicyKind {
    if arn.contains(":iam::"), arn.contains(":role/") { return .roleTrust }
    if arn.contains(":kms:"), arn.contains(":key/") { return .kmsKey }
    return .resource
  }

  private func single(_ node: SyntaxNode?) -> CaseSettings.PolicyReference? {
    guard let node, node.kind != .null else { return nil }
    return .init(node: node)
  }

  private func references(_ node: SyntaxNode?) -> [CaseSettings.PolicyReference] {
    guard let node, node.kind != .null else { return [] }
    return node.kind == .array ? node.elements.map { .init(node: $0) } : [.init(node: node)]
  }

  private mutating func levels(_ node: SyntaxNode) -> [[CaseSettings.PolicyReference]] {
    guard node.kind == .array else {
      report(node, "expected a list of levels from the organization's root to the account")
      return []
    }
    return node.elements.map { references($0) }
  }

  // MARK: Checks

  private static let gates: [String: AuthorizationTrace.CheckType] = [
    "identity": .principal, "boundary": .permissionsBoundary, "session": .session, "scp": .serviceControlPolicy,
    "rcp": .resourceControlPolicy, "endpoint": .vpcEndpoint, "resource": .resource,
  ]

  private static func isMark(_ text: String) -> Bool { text.hasPrefix("U") && Int(text.dropFirst()) != nil }

  private mutating func table(_ node: SyntaxNode?) -> [String: SyntaxNode] {
    var table: [String: SyntaxNode] = [:]
    guard let node else { return table }
    guard node.kind == .object else {
      report(node, "expected a mapping from names")
      return table
    }
    for member in node.members {
      if member.value.kind != .object { report(member.value, "expected a mapping") }
      if table.updateValue(member.value, forKey: member.name) != nil {
        report(member.key, "there is already a `\(member.name)`")
      }
    }
    return table
  }

  private mutating func checkFields(of node: SyntaxNode, allowed: [String]) {
    guard node.kind == .object else { return report(node, "expected a mapping") }
    for member in node.members where !allowed.contains(member.name) {
      report(member.key, "unknown field `\(member.name)`, expected one of \(allowed.joined(separator: ", "))")
    }
  }

  private mutating func require(_ node: SyntaxNode, _ field: String) {
    if node[field]?.scalarText?.isEmpty != false { report(node, "`\(field)` is missing") }
  }

  private mutating func report(_ node: SyntaxNode, _ message: String) {
    result.problems.append("\(place(of: node.range)): \(message)")
  }

  private func place(of range: ByteRange) -> String { "\(file.name):\(lines.position(at: range.lowerBound).line)" }
}
