import DocumentSyntax
import SourceText

/// Statements.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
extension PolicyReader {
  /// The members of a statement by name, the first of each.
  ///
  /// Only their places are kept: finding a node again costs less than holding it.
  struct StatementMembers {
    private let all: SyntaxMembers
    private let places: Places

    fileprivate struct Places {
      var sid: SyntaxMembers.Index?
      var effect: SyntaxMembers.Index?
      var principal: SyntaxMembers.Index?
      var notPrincipal: SyntaxMembers.Index?
      var action: SyntaxMembers.Index?
      var notAction: SyntaxMembers.Index?
      var resource: SyntaxMembers.Index?
      var notResource: SyntaxMembers.Index?
      var condition: SyntaxMembers.Index?

      mutating func set(_ element: StatementElement, _ place: SyntaxMembers.Index) {
        switch element {
        case .sid: sid = sid ?? place
        case .effect: effect = effect ?? place
        case .principal: principal = principal ?? place
        case .notPrincipal: notPrincipal = notPrincipal ?? place
        case .action: action = action ?? place
        case .notAction: notAction = notAction ?? place
        case .resource: resource = resource ?? place
        case .notResource: notResource = notResource ?? place
        case .condition: condition = condition ?? place
        }
      }
    }

    fileprivate init(_ all: SyntaxMembers, _ places: Places) {
      self.all = all
      self.places = places
    }

    var sid: SyntaxNode.Member? { member(places.sid) }
    var effect: SyntaxNode.Member? { member(places.effect) }
    var principal: SyntaxNode.Member? { member(places.principal) }
    var notPrincipal: SyntaxNode.Member? { member(places.notPrincipal) }
    var action: SyntaxNode.Member? { member(places.action) }
    var notAction: SyntaxNode.Member? { member(places.notAction) }
    var resource: SyntaxNode.Member? { member(places.resource) }
    var notResource: SyntaxNode.Member? { member(places.notResource) }
    var condition: SyntaxNode.Member? { member(places.condition) }

    @inline(__always)
    private func member(_ place: SyntaxMembers.Index?) -> SyntaxNode.Member? {
      // Without a closure, for which all of it would be copied.
      guard let place else { return nil }
      return all[place]
    }
  }

  mutating func readStatement(_ node: SyntaxNode) -> Statement? {
    let members = readStatementMembers(node)
    var statement = Statement(range: node.range)
    let isManagedFullAccess = kind == .resourceControl && Self.isFullAccess(members)
    statement.sid = readSid(members.sid)
    statement.effect = readEffect(members.effect, isManagedFullAccess: isManagedFullAccess)
    statement.principal = readPrincipals(members, effect: statement.effect?.value)
    statement.action = readActions(members, isManagedFullAccess: isManagedFullAccess)
    if kind == .roleTrust { checkTrust(statement) }
    statement.resource = readResources(members)
    if let condition = members.condition { statement.condition = readCondition(condition) }
    reportMissing(members, in: node)
    return statement
  }

  // MARK: Names

  private mutating func readStatementMembers(_ node: SyntaxNode) -> StatementMembers {
    let all = node.members
    var places = StatementMembers.Places()
    var unknown: [SyntaxMembers.Index] = []
    var place = all.startIndex
    while place < all.endIndex {
      if let element = StatementElement(all[place].key) { places.set(element, place) } else { unknown.append(place) }
      place = all.index(after: place)
    }
    guard !unknown.isEmpty, node.range != bareStatement else { return StatementMembers(all, places) }
    for place in unknown {
      let member = all[place]
      if DocumentElement(rawValue: member.name) != nil {
        report(
          .unknownElement, at: member.key.range, "unknown element \(member.name.quoted) in a statement",
          help: "it belongs at the top of the policy: move it out of `Statement`")
        continue
      }
      let suggestion = SpellingSuggestion.nearest(to: member.name, among: StatementElement.allCases.map(\.rawValue))
      reportUnknown(member.key, suggestion: suggestion, place: "in a statement")
      // Read as what it was meant to be, so that it is not missed as well and its own mistakes are found.
      if let element = suggestion.flatMap(StatementElement.init(rawValue:)) { places.set(element, place) }
    }
    return StatementMembers(all, places)
  }

  private mutating func reportMissing(_ members: StatementMembers, in node: SyntaxNode) {
    guard !isIncomplete(node.range) else { return }
    if members.effect == nil {
      report(
        .missingEffect, at: node.range, "the statement has no `Effect`",
        help: "add `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`")
    }
    if members.action == nil, members.notAction == nil {
      report(
        .missingAction, at: node.range, "the statement has no `Action`", help: "add `Action` with what it is about")
    }
    if members.principal == nil, members.notPrincipal == nil, kind.hasPrincipal {
      report(
        .missingPrincipal, at: node.range, "the statement has no `Principal`, which a \(kind.described) needs",
        help: kind == .resourceControl ? "add `\"Principal\": \"*\"`" : "add `Principal` with whom it is about")
    }
    if members.resource == nil, members.notResource == nil { reportMissingResource(in: node) }
  }

  private mutating func reportMissingResource(in node: SyntaxNode) {
    let message = "the statement has no `Resource`"
    switch kind {
    case .roleTrust: break
    case .kmsKey:
      // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
      report(
        .warning, .missingResource, at: node.range, message + ": it has no effect on the key",
        help: "add `\"Resource\": \"*\"`, which means this key")
    case .resource:
      // Some services (Amazon ECR) take no resource in their policies, so this cannot be an error.
      report(
        .warning, .missingResource, at: node.range, message + ", which most services need",
        help: "add `Resource` with the ARN of the resource the policy is attached to")
    case .identity, .permissionsBoundary, .session, .serviceControl, .resourceControl, .vpcEndpoint:
      report(
        .missingResource, at: node.range, message, help: "add `Resource` with ARNs, or `\"*\"` for every resource")
    }
  }

  /// Reports an element beside its `Not…` form, at the one written later; gives the one to read.
  mutating func resolve(
    _ plain: SyntaxNode.Member?, _ negated: SyntaxNode.Member?
  ) -> (member: SyntaxNode.Member, isNegated: Bool)? {
    if let plain, let negated {
      let isNegatedFirst = negated.key.range.lowerBound < plain.key.range.lowerBound
      let second = isNegatedFirst ? plain : negated
      report(
        .conflictingElements, at: second.key.range,
        "`\(plain.name)` and `\(negated.name)` cannot stand in one statement",
        help: "keep one of them, or make two statements")
      return isNegatedFirst ? (negated, true) : (plain, false)
    }
    return plain.map { ($0, false) } ?? negated.map { ($0, true) }
  }

  // MARK: Sid

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
  private mutating func readSid(_ member: SyntaxNode.Member?) -> Located<String>? {
    guard let node = member?.value else { return nil }
    guard let text = node.stringValue else {
      reportType(of: node, name: "Sid", expected: "a string")
      return nil
    }
    let isPlain = node.withUTF8 { bytes in
      for byte in bytes where (byte | 0x20) &- 0x61 >= 26 && byte &- 0x30 >= 10 { return false }
      return true
    }
    if isPlain != true { reportSid(text, node) }
    return Located(text, at: node.range)
  }

  private mutating func reportSid(_ text: String, _ node: SyntaxNode) {
    if VariableTemplate.mayHoldVariables(text) {
      reportVariable(in: node.range, text: text, element: "Sid", kind.hasAlphanumericSids ? .error : .warning)
    } else if kind.hasAlphanumericSids {
      let mended = String(text.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphanumeric })
      report(
        .invalidSid, at: node.range, "the Sid \(text.quoted) holds characters other than letters and digits",
        help: "a \(kind.described) takes only A–Z, a–z and 0–9 in `Sid`",
        fixIts: [replacement(of: node.range, with: mended, .safe)])
    }
  }

  mutating func checkUniqueSids(_ statements: [Statement]) {
    guard RepeatedSids.mayBe(in: statements) else { return }
    var seen: Set<String> = []
    for (index, statement) in statements.enumerated() {
      guard let sid = statement.sid, !sid.value.isEmpty else { continue }
      // In short documents looking back costs less than hashing.
      let isRepeated =
        statements.count <= 16
        ? statements[..<index].contains { $0.sid?.value == sid.value } : !seen.insert(sid.value).inserted
      guard isRepeated else { continue }
      report(
        kind.hasUniqueSids ? .error : .warning, .duplicateSid, at: sid.range,
        "the Sid \(sid.value.quoted) is given to two statements", help: "give each statement a Sid of its own")
    }
  }

  // MARK: Effect

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html
  private mutating func readEffect(_ member: SyntaxNode.Member?, isManagedFullAccess: Bool) -> Located<Effect>? {
    guard let node = member?.value else { return nil }
    guard node.kind == .string else {
      reportType(of: node, name: "Effect", expected: "`Allow` or `Deny`")
      return nil
    }
    let isAllow = node.stringEquals(Effect.allow.rawValue)
    guard let effect: Effect = isAllow ? .allow : node.stringEquals(Effect.deny.rawValue) ? .deny : nil else {
      let text = node.stringValue ?? ""
      let suggestion = SpellingSuggestion.nearest(to: text, among: Effect.allCases.map(\.rawValue))
      report(
        .invalidEffect, at: node.range, "\(text.quoted) is no effect, expected `Allow` or `Deny`",
        help: suggestion.map { "did you mean `\($0)`?" },
        fixIts: suggestion.map { [replacement(of: node.range, with: $0)] } ?? [])
      return nil
    }
    if effect == .allow, kind == .resourceControl, !isManagedFullAccess {
      report(
        .resourceControlAllow, at: node.range, "a resource control policy can only deny",
        help: "write `Deny`; what is not denied is allowed by `RCPFullAWSAccess`, which is always attached")
    }
    return Located(effect, at: node.range)
  }

  /// Whether a statement is that of `RCPFullAWSAccess`, which AWS itself attaches everywhere.
  ///
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  private static func isFullAccess(_ members: StatementMembers) -> Bool {
    func isStar(_ node: SyntaxNode?) -> Bool {
      guard let node else { return false }
      if node.stringValue == "*" { return true }
      return node.elements.count == 1 && node.elements.allSatisfy { $0.stringValue == "*" }
    }
    return members.effect?.value.stringValue == Effect.allow.rawValue
      && members.principal?.value.stringValue == "*" && isStar(members.action?.value)
      && isStar(members.resource?.value) && members.condition == nil
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isAlphanumeric: Bool { isAlphabetic || numericType == .decimal }
}

extension PolicyKind {
  /// Whether `Sid` takes only letters and digits; other services have rules of their own, or none.
  var hasAlphanumericSids: Bool {
    switch self {
    case .identity, .permissionsBoundary, .session, .roleTrust, .serviceControl, .resourceControl: return true
    case .resource, .kmsKey, .vpcEndpoint: return false
    }
  }

  /// Whether two statements with one `Sid` are refused rather than advised against.
  var hasUniqueSids: Bool { hasAlphanumericSids }

  /// The kind's name in messages.
  var described: String {
    switch self {
    case .identity: return "identity-based policy"
    case .permissionsBoundary: return "permissions boundary"
    case .session: return "session policy"
    case .resource: return "resource-based policy"
    case .roleTrust: return "trust policy"
    case .kmsKey: return "key policy"
    case .serviceControl: return "service control policy"
    case .resourceControl: return "resource control policy"
    case .vpcEndpoint: return "VPC endpoint policy"
    }
  }
}
