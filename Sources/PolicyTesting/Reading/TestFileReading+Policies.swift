import Authorization
import DocumentSyntax
import PolicyLanguage
import ServiceCatalog
import SourceText

extension TestFileReading {
  /// Gathers the policies that take part in a case; `nil` when one cannot be had, which is reported.
  mutating func gather(
    _ settings: CaseSettings, principal: PrincipalEntry, resource: ResourceEntry
  ) -> CasePolicies? {
    var policies = CasePolicies()
    var isWhole = true
    func load(_ node: SyntaxNode?, _ kind: PolicyKind, _ reading: inout TestFileReading) -> CasePolicies.Document? {
      guard let node else { return nil }
      let document = reading.load(node, as: kind)
      if document == nil { isWhole = false }
      return document
    }
    for node in settings.identity ?? references(principal.identity) {
      if let document = load(node, .identity, &self) { policies.identity.append(document) }
    }
    for node in settings.session ?? references(principal.session) {
      if let document = load(node, .session, &self) { policies.session.append(document) }
    }
    policies.boundary = load(settings.boundary ?? principal.boundary, .permissionsBoundary, &self)
    policies.endpoint = load(settings.endpoint ?? nil, .vpcEndpoint, &self)
    policies.resource = load(settings.resourcePolicy ?? resource.policy, resource.resource.policyKind, &self)
    for level in settings.serviceControl ?? [] {
      policies.serviceControl.append(level.compactMap { load($0, .serviceControl, &self) })
    }
    for level in settings.resourceControl ?? [] {
      policies.resourceControl.append(level.compactMap { load($0, .resourceControl, &self) })
    }
    policies.keyGrants = keyGrants(settings.grants ?? resource.grants, of: resource)
    policies.endpointIsGateway = settings.endpointIsGateway
    policies.accessControl = resource.accessControl
    policies.managementAccountID = settings.managementAccount?.value
    return isWhole ? policies : nil
  }

  /// Reads a policy by name, by the ARN of a managed policy, or in place; once for each part it plays.
  private mutating func load(_ reference: SyntaxNode, as kind: PolicyKind) -> CasePolicies.Document? {
    var node = reference
    var name: String?
    if let text = reference.scalarText {
      if let entry = policies.use(text) {
        (node, name) = (entry, text)
      } else if ManagedPolicies.isManagedPolicyARN(text) {
        return managed(text, reference, as: kind)
      } else {
        report(
          .unknownName, "there is no policy `\(text)` under `policies`", at: reference.range,
          help: Self.suggestion(text, among: policies.keys.map(\.name))
            ?? "define it there, or write `{file: PATH}` to name a file")
        return nil
      }
    }
    guard node.kind == .object else {
      if node.kind != .invalid { report(.field, "expected a policy or the name of one", at: opening(of: node)) }
      return nil
    }
    if let path = node["file"] {
      checkFields(of: node, allowed: ["file"], what: "the reference to a policy's file")
      return own(path, name: name, as: kind)
    }
    if let arn = node["arn"], node["Statement"] == nil {
      checkFields(of: node, allowed: ["arn"], what: "the reference to a managed policy")
      return text(arn, "`arn`").flatMap { managed($0.value, arn, as: kind, name: name) }
    }
    let place = "@\(node.range.lowerBound)"
    return document(PolicyLibrary.Key(source: place, kind: kind, name: name ?? "policy")) { reading in
      PolicyParser(kind: kind, documents: reading.reader.documents).parse(node)
    }
  }

  /// A policy in a file of its own.
  private mutating func own(_ node: SyntaxNode, name: String?, as kind: PolicyKind) -> CasePolicies.Document? {
    guard let path = text(node, "`file`")?.value else { return nil }
    let file: SourceFile
    if let known = library.files[path] {
      guard let known else { return nil }
      file = known
    } else {
      switch open(path) {
      case .success(let opened):
        library.files[path] = opened
        file = opened
      case .failure(let failure):
        library.files[path] = .some(nil)
        report(.missingPolicy, failure.message, at: node.range, help: failure.help)
        return nil
      }
    }
    let key = PolicyLibrary.Key(source: path, kind: kind, name: name ?? path)
    return document(key, hasOwnFile: true) { reading in
      PolicyParser(kind: kind, documents: reading.reader.documents).parse(file)
    }
  }

  /// A policy that AWS manages.
  private mutating func managed(
    _ arn: String, _ node: SyntaxNode, as kind: PolicyKind, name: String? = nil
  ) -> CasePolicies.Document? {
    guard let policy = reader.managedPolicies?.policy(arn: arn) else {
      let last = String(arn.split(separator: "/").last ?? "")
      let nearest = reader.managedPolicies.flatMap { SpellingSuggestion.nearest(to: last, among: $0.names) }
      let suggestion = nearest.flatMap { reader.managedPolicies?.policy(named: $0)?.arn() }
      report(
        .missingPolicy, "no policy that AWS manages has the ARN `\(arn)`", at: node.range,
        help: suggestion.map { "did you mean `\($0)`?" } ?? "policies of your own are given by `{file: PATH}`")
      return nil
    }
    let key = PolicyLibrary.Key(source: arn, kind: kind, name: name ?? policy.name)
    return document(key, arn: arn) { reading in
      let file: SourceFile
      if let known = reading.library.files[arn] ?? nil {
        file = known
      } else {
        file = SourceFile(name: arn, text: policy.document)
        reading.library.files[arn] = file
      }
      return PolicyParser(kind: kind, documents: reading.reader.documents).parse(file, format: .json)
    }
  }

  private mutating func document(
    _ key: PolicyLibrary.Key, hasOwnFile: Bool = false, arn: String? = nil,
    parse: (inout TestFileReading) -> ParsedPolicy
  ) -> CasePolicies.Document? {
    if let known = library.documents[key] { return known }
    let document = CasePolicies.Document(
      name: key.name, parsed: parse(&self), hasOwnFile: hasOwnFile, arn: arn, number: library.documents.count)
    library.documents[key] = document
    return document
  }
}
