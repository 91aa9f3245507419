import DocumentSyntax
import PolicyLanguage
import SourceText

/// Turns what the parser reports into findings of the rules that it checks.
struct GrammarRules {
  private let rules: [String: Rule]

  init(_ rules: [Rule]) {
    var byID: [String: Rule] = [:]
    for rule in rules { byID[rule.id] = rule }
    self.rules = byID
  }

  /// Findings of a document that is empty.
  func findings(_ subject: RuleSubject) -> [Finding] {
    subject.parsed.diagnostics.compactMap { diagnostic in
      guard let rule = rules["json-syntax-error"], diagnostic.severity == .error else { return nil }
      return finding(rule, diagnostic, [FindingLocation(path: [], range: diagnostic.range)])
    }
  }

  /// Findings of any other document.
  func findings(_ subject: RuleSubject, _ finder: inout PathFinder) -> [Finding] {
    var findings: [Finding] = []
    for diagnostic in subject.parsed.diagnostics {
      let location = finder.location(of: diagnostic.range)
      guard let id = Self.ruleID(diagnostic, location, subject.kind), let rule = rules[id],
        rule.applies(to: subject.kind, on: subject.resourceType)
      else { continue }
      var locations = [location]
      if id == "json-syntax-error" {
        locations[0].path = []
      } else if id == "invalid-partition", case .substring? = location.path.last {
        locations[0] = FindingLocation(path: location.path.dropLast(), range: Self.value(around: diagnostic))
      } else if id == "mismatched-action-for-principal", let policy = subject.parsed.policy,
        let statement = Self.statement(of: policy, at: diagnostic.range.lowerBound),
        let principal = statement.principal
      {
        locations.append(finder.location(of: principal.range))
      }
      var found = finding(rule, diagnostic, locations)
      if found.fixes.isEmpty, let policy = subject.parsed.policy,
        let code = PolicyDiagnosticCode(rawValue: diagnostic.code),
        let statement = Self.statement(of: policy, at: diagnostic.range.lowerBound)
      {
        found.fixes = GrammarFixes.fixes(code, at: diagnostic.range, statement, subject)
      }
      findings.append(found)
    }
    return findings
  }

  private func finding(_ rule: Rule, _ diagnostic: Diagnostic, _ locations: [FindingLocation]) -> Finding {
    Finding(
      rule: rule, message: diagnostic.message, help: diagnostic.help, file: diagnostic.file, locations: locations,
      fixes: diagnostic.fixIts)
  }

  /// The statement around a byte, by bisection.
  private static func statement(of policy: Policy, at offset: Int) -> Statement? {
    let all = policy.statements
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if all[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    guard low < all.count, all[low].range.contains(offset) else { return nil }
    return all[low]
  }

  /// The quoted value that holds a part of it.
  private static func value(around diagnostic: Diagnostic) -> ByteRange {
    let bytes = diagnostic.file.bytes
    var start = diagnostic.range.lowerBound
    var end = diagnostic.range.upperBound
    while start > 0, bytes[start] != UInt8(ascii: "\"") { start -= 1 }
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += 1 }
    return ByteRange(start, min(bytes.count, end + 1))
  }

  /// The rule that a mistake is of; `nil` when another check reports it.
  private static func ruleID(_ diagnostic: Diagnostic, _ location: FindingLocation, _ kind: PolicyKind) -> String? {
    guard let code = PolicyDiagnosticCode(rawValue: diagnostic.code) else {
      return diagnostic.severity == .error ? "json-syntax-error" : nil
    }
    switch code {
    case .policyNotObject, .wrongType: return "data-type-mismatch"
    case .unknownElement: return "invalid-policy-element"
    case .invalidVersion, .missingStatement, .missingEffect, .invalidEffect, .missingAction, .missingResource,
      .missingPrincipal, .invalidPartition, .invalidPrincipalFormat, .emptyVariable, .missingBraceInVariable,
      .missingQuoteInVariable, .invalidARNPrefix, .nullWithIfExists, .federatedNotAllowed, .notPrincipalWithAllow:
      return sameName[code] ?? code.rawValue
    case .conflictingElements: return "unsupported-element-combination"
    case .principalNotAllowed: return kind == .serviceControl ? "scp-syntax-error-principal" : "unsupported-principal"
    case .notPrincipalNotAllowed:
      return kind == .roleTrust ? "role-trust-policy-syntax-error-notprincipal" : "rcp-syntax-error-principal"
    case .resourceNotAllowed: return "role-trust-policy-syntax-error-resource"
    case .invalidSid: return "unsupported-sid"
    case .emptyList: return emptyList(location.path)
    case .invalidAction: return "invalid-action"
    case .trustActionMismatch: return "mismatched-action-for-principal"
    case .missingARNField: return "missing-arn-field"
    case .unknownPrincipalType: return "invalid-principal-key"
    case .invalidPrincipal:
      return location.path.contains(.value("Federated"))
        ? "invalid-federated-principal-syntax-in-role-trust-policy" : "principal-format"
    case .wildcardInPrincipal: return "unsupported-wildcard-in-principal"
    case .uniqueIDPrincipal:
      return diagnostic.message.contains("`AROA") ? "invalid-role-reference" : "invalid-user-reference"
    case .resourceControlAllow: return "rcp-syntax-error-allow"
    case .resourceControlPrincipal: return "rcp-syntax-error-principal"
    case .resourceControlNotAction: return "rcp-syntax-error-notaction"
    case .invalidConditionKey: return "invalid-condition-key-format"
    case .missingTagKey: return "missing-tag-key-in-condition"
    case .duplicateConditionKey: return "duplicate-keys-with-different-case"
    case .spaceInVariable: return "unsupported-space-in-variable"
    case .variableNotAllowed: return isInValue(location.path) ? nil : "variable-unsupported-in-element"
    case .variableForOperator: return "invalid-variable-for-operator"
    case .variableInVersion: return "variable-unsupported-in-version"
    case .invalidServicePrincipal: return "invalid-service-principal-format"
    case .characterNotPermitted: return "policy-charset"
    case .missingVersion, .idNotAllowed, .duplicateSid, .trustPolicyAction,
      .resourceControlAction, .conditionValueType, .sizeQuota:
      return nil
    }
  }

  private static let sameName: [PolicyDiagnosticCode: String] = [
    .federatedNotAllowed: "federated-principal-not-supported", .notPrincipalWithAllow: "allow-with-not-principal",
  ]

  /// Whether a place lies in a resource, of which AWS expands only a part, or in a condition.
  private static func isInValue(_ path: [PathElement]) -> Bool {
    path.contains(.value("Resource")) || path.contains(.value("NotResource")) || path.contains(.value("Condition"))
  }

  /// Which of the checks on empty lists a place is one for.
  private static func emptyList(_ path: [PathElement]) -> String? {
    let names = path.compactMap { if case .value(let name) = $0 { name } else { nil } }.dropFirst()
    guard let element = names.first else { return nil }
    switch element {
    case "Action", "NotAction": return "empty-array-action"
    case "Resource", "NotResource": return "empty-array-resource"
    case "Principal", "NotPrincipal": return names.count == 1 ? "empty-object-principal" : "empty-array-principal"
    case "Condition" where names.count <= 2: return "empty-object-condition"
    case "Condition":
      let operation = ConditionOperatorName(parsing: names[names.startIndex + 1])
      switch operation.qualifier {
      case .forAllValues: return "empty-array-condition-forallvalues"
      case .forAnyValue: return "empty-array-condition-foranyvalue"
      case nil: return operation.ifExists ? "empty-array-condition-ifexists" : "empty-array-condition"
      }
    default: return nil
    }
  }
}
