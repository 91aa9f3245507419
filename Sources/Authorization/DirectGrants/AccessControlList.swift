import PolicyLanguage
import SourceText

/// The access control list of a bucket or an object of S3.
///
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
public struct AccessControlList: Sendable {
  /// Whom an entry names.
  public enum Grantee: Sendable, Hashable {
    /// An account, which leaves it to its identity policies.
    case account(String)
    /// Anybody, signed or not.
    case allUsers
    /// Anybody who signs, of whatever account.
    case authenticatedUsers
  }

  /// What an entry allows.
  public enum Permission: String, Sendable, Hashable, CaseIterable {
    case read = "READ"
    case write = "WRITE"
    case readACP = "READ_ACP"
    case writeACP = "WRITE_ACP"
    case fullControl = "FULL_CONTROL"
  }

  /// One entry.
  public struct Entry: Sendable, Hashable {
    /// Whom it names.
    public var grantee: Grantee
    /// What it allows.
    public var permission: Permission

    /// Makes an entry.
    public init(_ grantee: Grantee, _ permission: Permission) {
      self.grantee = grantee
      self.permission = permission
    }
  }

  /// Whether it is an object's and not a bucket's.
  public var isOfObject: Bool
  /// Its entries; the owner's own need not be listed.
  public var entries: [Entry]
  /// Where it is written down.
  public var place: GrantPlace

  /// Makes a list.
  public init(isOfObject: Bool, entries: [Entry], place: GrantPlace? = nil) {
    self.isOfObject = isOfObject
    self.entries = entries
    self.place = place ?? GrantPlace(named: "access control list")
  }
}

extension AccessControlList {
  /// What it says, as statements.
  var statements: [Statement] {
    entries.compactMap { entry in
      let actions = actions(entry.permission)
      guard !actions.isEmpty else { return nil }
      return Statement(
        range: place.range, effect: located(.allow), principal: principal(entry.grantee), action: list(actions),
        resource: list(["*"]), condition: condition(entry.grantee))
    }
  }

  /// The actions that a permission stands for.
  ///
  /// `WRITE` of a bucket is about its objects, whose lists do not have it: it is left out.
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions
  private func actions(_ permission: Permission) -> [String] {
    switch (permission, isOfObject) {
    case (.read, true):
      return ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectAttributes", "s3:GetObjectVersionAttributes"]
    case (.read, false): return ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"]
    case (.readACP, true): return ["s3:GetObjectAcl", "s3:GetObjectVersionAcl"]
    case (.readACP, false): return ["s3:GetBucketAcl"]
    case (.writeACP, true): return ["s3:PutObjectAcl", "s3:PutObjectVersionAcl"]
    case (.writeACP, false): return ["s3:PutBucketAcl"]
    case (.write, _): return []
    case (.fullControl, _): return actions(.read) + actions(.readACP) + actions(.writeACP)
    }
  }

  private func principal(_ grantee: Grantee) -> PrincipalElement {
    let entry: PrincipalElement.Entry
    switch grantee {
    case .account(let account): entry = .init(kind: .aws, value: located(account))
    case .allUsers: entry = .init(kind: .everyone, value: located("*"))
    case .authenticatedUsers: entry = .init(kind: .aws, value: located("*"))
    }
    return PrincipalElement(isNegated: false, nameRange: place.range, range: place.range, entries: [entry])
  }

  /// Whoever signs has an account; of unsigned requests the key says `anonymous`.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalaccount
  private func condition(_ grantee: Grantee) -> ConditionBlock? {
    guard grantee == .authenticatedUsers else { return nil }
    let clauses = [("Null", "false"), ("StringNotEquals", "anonymous")].map { name, value in
      ConditionClause(
        operatorName: located(ConditionOperatorName(parsing: name)), key: located("aws:PrincipalAccount"),
        valuesRange: place.range, values: [located(ConditionValue(value))])
    }
    return ConditionBlock(nameRange: place.range, range: place.range, clauses: clauses)
  }

  private func list(_ values: [String]) -> ListElement {
    ListElement(isNegated: false, nameRange: place.range, range: place.range, values: values.map(located))
  }

  private func located<Value: Sendable>(_ value: Value) -> Located<Value> { Located(value, at: place.range) }
}
