import PolicyLanguage
import SourceText

/// What a grant of a KMS key says, as statements.
///
/// https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
struct GrantStatements {
  /// A statement, and whether a caller from another account needs nothing besides.
  struct Entry {
    var statement: Statement
    var isSufficient: Bool
  }

  private let grant: KMSGrant
  private let range: ByteRange

  init(_ grant: KMSGrant) {
    self.grant = grant
    range = Self.place(of: grant).range
  }

  /// Where the grant is written down; an empty text of its name for one that is not.
  static func place(of grant: KMSGrant) -> GrantPlace {
    grant.place ?? GrantPlace(named: grant.name)
  }

  /// All statements.
  var all: [Entry] { use + creation + retirement }

  // MARK: Using the key

  private var use: [Entry] {
    let used = grant.operations.filter { $0 != .createGrant && $0 != .retireGrant }
    let encrypting = used.filter(\.hasEncryptionContext)
    let other = used.filter { !$0.hasEncryptionContext && $0 != .describeKey }
    let source = grant.constraints.sourceARN.map { [clause("StringEquals", "aws:SourceArn", [$0])] } ?? []
    // It counts for this operation where the request names a source at all.
    let sourceIfStated =
      grant.constraints.sourceARN.map { [clause("StringEqualsIfExists", "aws:SourceArn", [$0])] } ?? []
    return entries(encrypting, onEncryptionContext + source) + entries(other, source)
      + entries(used.filter { $0 == .describeKey }, sourceIfStated)
  }

  /// The constraints on the encryption context: names in any case, values exactly.
  private var onEncryptionContext: [ConditionClause] {
    let constraints = grant.constraints
    var clauses: [ConditionClause] = []
    for pair in (constraints.encryptionContextEquals ?? []) + (constraints.encryptionContextSubset ?? []) {
      clauses.append(clause("StringEquals", "kms:EncryptionContext:" + pair.key, [pair.value]))
    }
    guard let exact = constraints.encryptionContextEquals else { return clauses }
    let keys = "kms:EncryptionContextKeys"
    if exact.isEmpty { return clauses + [clause("Null", keys, ["true"])] }
    clauses.append(clause("Null", keys, ["false"]))
    clauses.append(clause("ForAllValues:StringEqualsIgnoreCase", keys, exact.map(\.key)))
    return clauses
  }

  // MARK: Grants made out of it

  /// Who may create grants by a grant may only create such as are no wider: with its operations at most, and constraints
  /// that are at least as strict.
  ///
  /// A request tells the kind of the new constraint but not its pairs (docs/undocumented-by-aws.md, U53).
  private var creation: [Entry] {
    guard grant.operations.contains(.createGrant) else { return [] }
    let constraints = grant.constraints
    var clauses = [
      clause("ForAllValues:StringEquals", "kms:GrantOperations", grant.operations.map(\.rawValue))
    ]
    if constraints.encryptionContextEquals != nil {
      clauses.append(clause("ForAnyValue:StringEquals", "kms:GrantConstraintType", ["EncryptionContextEquals"]))
    } else if constraints.encryptionContextSubset != nil {
      clauses.append(
        clause(
          "ForAnyValue:StringEquals", "kms:GrantConstraintType",
          ["EncryptionContextEquals", "EncryptionContextSubset"]))
    }
    if let source = constraints.sourceARN {
      clauses.append(clause("StringEquals", "aws:SourceArn", [source]))
      clauses.append(clause("StringEquals", "kms:GrantConstraintSourceArn", [source]))
    }
    return entries([.createGrant], clauses)
  }

  // MARK: Retiring it

  /// The retiring principal may retire the grant, the grantee where the grant says so, and the account in which it was made.
  ///
  /// Constraints do not count.
  /// https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
  private var retirement: [Entry] {
    var names = grant.operations.contains(.retireGrant) ? [grant.grantee] : []
    names += [grant.retiringPrincipal, grant.issuingAccountID].compactMap { $0 }
    return names.compactMap { name in
      entry([.retireGrant], by: name, [], isSufficient: true)
    }
  }

  // MARK: Parts of statements

  private func entries(_ operations: [KMSGrant.Operation], _ clauses: [ConditionClause]) -> [Entry] {
    // A grant that the caller's own account made vouches for the key, as its identity policies would.
    // https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
    let isOwn = grant.issuingAccountID.map { $0 == Self.account(of: grant.grantee) } ?? false
    return entry(operations, by: grant.grantee, clauses, isSufficient: isOwn).map { [$0] } ?? []
  }

  private func entry(
    _ operations: [KMSGrant.Operation], by name: String, _ clauses: [ConditionClause], isSufficient: Bool
  ) -> Entry? {
    guard !operations.isEmpty, let principal = principal(name) else { return nil }
    let condition = clauses.isEmpty ? nil : ConditionBlock(nameRange: range, range: range, clauses: clauses)
    return Entry(
      statement: Statement(
        range: range, effect: located(.allow), principal: principal,
        action: list(operations.map { "kms:" + $0.rawValue }), resource: list(["*"]), condition: condition),
      isSufficient: isSufficient)
  }

  /// Nobody is a grantee by a wildcard.
  private func principal(_ name: String) -> PrincipalElement? {
    guard !name.isEmpty, name != "*" else { return nil }
    let isService = !name.contains(":") && name.contains(".")
    return PrincipalElement(
      isNegated: false, nameRange: range, range: range,
      entries: [PrincipalElement.Entry(kind: isService ? .service : .aws, value: located(name))])
  }

  private static func account(of name: String) -> String? { ARN(name).map { String($0.account) } }

  private func list(_ values: [String]) -> ListElement {
    ListElement(isNegated: false, nameRange: range, range: range, values: values.map(located))
  }

  private func clause(_ name: String, _ key: String, _ values: [String]) -> ConditionClause {
    ConditionClause(
      operatorName: located(ConditionOperatorName(parsing: name)), key: located(key), valuesRange: range,
      values: values.map { located(ConditionValue($0)) })
  }

  private func located<Value: Sendable>(_ value: Value) -> Located<Value> { Located(value, at: range) }
}
