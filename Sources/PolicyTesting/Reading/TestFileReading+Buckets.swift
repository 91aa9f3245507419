import Authorization
import DocumentSyntax
import PolicyAnalysis
import PolicyLanguage
import SourceText

// What buckets and objects of S3 have besides a policy: Block Public Access, Object Ownership, access control lists.

extension TestFileReading {
  static let bucketFields = ["blockPublicAccess", "objectOwnership", "objectOwner", "acl"]
  private static let blockFields = [
    "blockPublicAcls", "ignorePublicAcls", "blockPublicPolicy", "restrictPublicBuckets",
  ]
  private static let ownerships = ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"]
  private static let groups: [String: AccessControlList.Grantee] = [
    "AllUsers": .allUsers, "AuthenticatedUsers": .authenticatedUsers,
  ]

  /// Takes over what is said of a bucket or object.
  mutating func readBucket(_ node: SyntaxNode, into entry: inout ResourceEntry) {
    guard let first = Self.bucketFields.first(where: { node[$0] != nil }) else { return }
    let arn = ARN(entry.resource.arn)
    guard arn?.service == "s3", arn?.account.isEmpty == true else {
      report(.field, "only buckets and objects of S3 have `\(first)`", at: opening(of: node[first] ?? node))
      return
    }
    let settings = blockSettings(node["blockPublicAccess"])
    entry.restrictsPublicPolicy = settings.contains("restrictPublicBuckets")
    let isEnforced = ownership(node["objectOwnership"]) == "BucketOwnerEnforced"
    let isObject = entry.resource.arn.contains("/")
    if let owner = text(node["objectOwner"], "`objectOwner`"), checkAccount(owner.value, at: owner.node) {
      if isEnforced || !isObject {
        report(
          .field,
          isEnforced
            ? "under `BucketOwnerEnforced` the bucket's owner owns every object" : "a bucket has no `objectOwner`",
          at: owner.node.range)
      }
      entry.resource.objectOwnerAccountID = owner.value
    }
    guard let list = node["acl"], list.kind != .null else { return }
    var entries = accessControlEntries(list, owner: entry.resource.ownerAccountID, isObject: isObject)
    if settings.contains("ignorePublicAcls") { entries.removeAll { Self.groups.values.contains($0.grantee) } }
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
    if !isEnforced, !entries.isEmpty {
      entry.accessControl = AccessControlList(
        isOfObject: isObject, entries: entries, place: GrantPlace(file: file, range: list.range))
    }
  }

  /// The settings that are on for the bucket, its account or its organization: the most restrictive combination counts.
  private mutating func blockSettings(_ node: SyntaxNode?) -> Set<String> {
    var settings: Set<String> = []
    for level in references(node) {
      checkFields(of: level, allowed: Self.blockFields, what: "`blockPublicAccess`")
      for field in Self.blockFields where flag(level[field], "`\(field)`") == true { settings.insert(field) }
    }
    return settings
  }

  private mutating func ownership(_ node: SyntaxNode?) -> String? {
    guard let text = text(node, "`objectOwnership`") else { return nil }
    if Self.ownerships.contains(text.value) { return text.value }
    reportWord(text, "is no setting of Object Ownership", among: Self.ownerships)
    return nil
  }

  // MARK: Access control lists

  /// A canned list by its name, or a list of entries.
  private mutating func accessControlEntries(
    _ node: SyntaxNode, owner: String?, isObject: Bool
  ) -> [AccessControlList.Entry] {
    guard node.kind == .array else {
      guard let text = text(node, "`acl`") else { return [] }
      if let entries = Self.canned(text.value, owner: owner, isObject: isObject) { return entries }
      reportWord(
        text, "is no canned access control list",
        among: [
          "private", "public-read", "public-read-write", "authenticated-read", "bucket-owner-read",
          "bucket-owner-full-control",
        ])
      return []
    }
    return node.elements.compactMap { accessControlEntry($0) }
  }

  /// The entries of a canned list.
  ///
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
  private static func canned(_ name: String, owner: String?, isObject: Bool) -> [AccessControlList.Entry]? {
    let bucketOwner = owner.map { AccessControlList.Grantee.account($0) }
    switch name {
    case "private": return []
    case "public-read": return [.init(.allUsers, .read)]
    case "public-read-write": return [.init(.allUsers, .read), .init(.allUsers, .write)]
    case "authenticated-read": return [.init(.authenticatedUsers, .read)]
    case "bucket-owner-read": return isObject ? bucketOwner.map { [.init($0, .read)] } ?? [] : []
    case "bucket-owner-full-control": return isObject ? bucketOwner.map { [.init($0, .fullControl)] } ?? [] : []
    default: return nil
    }
  }

  private mutating func accessControlEntry(_ node: SyntaxNode) -> AccessControlList.Entry? {
    checkFields(of: node, allowed: ["grantee", "permission"], what: "an entry of `acl`")
    guard node.kind == .object else { return nil }
    guard let grantee = text(node["grantee"], "`grantee`"), let permission = text(node["permission"], "`permission`")
    else {
      report(.missingField, "an entry of `acl` needs `grantee` and `permission`", at: opening(of: node))
      return nil
    }
    guard let allowed = AccessControlList.Permission(rawValue: permission.value) else {
      reportWord(
        permission, "is no permission of an access control list",
        among: AccessControlList.Permission.allCases.map(\.rawValue))
      return nil
    }
    if let group = Self.groups[grantee.value] { return .init(group, allowed) }
    guard AccountID.isValid(grantee.value) else {
      report(
        .field, "expected `grantee` to be an account of twelve digits, `AllUsers` or `AuthenticatedUsers`",
        at: grantee.node.range)
      return nil
    }
    return .init(.account(grantee.value), allowed)
  }

  private mutating func reportWord(_ text: CaseSettings.Text, _ what: String, among words: [String]) {
    report(
      .field, "`\(text.value)` \(what)", at: text.node.range,
      help: Self.suggestion(text.value, among: words) ?? "one of " + words.map { "`\($0)`" }.joined(separator: ", "))
  }

  // MARK: Public policies

  /// The resource of a case, with what Block Public Access makes of its policy.
  mutating func restricted(_ entry: ResourceEntry, _ policies: CasePolicies) -> Resource {
    var resource = entry.resource
    guard entry.restrictsPublicPolicy, let document = policies.resource, let policy = document.parsed.policy,
      !document.parsed.hasErrors, let catalog = reader.catalog
    else { return resource }
    let bucket = String(resource.arn.prefix { $0 != "/" })
    let key = PolicyLibrary.StatusKey(policy: document.number, bucket: bucket)
    if library.isPublic[key] == nil {
      // A policy that cannot be compiled is reported elsewhere.
      library.isPublic[key] =
        (try? BucketPolicyStatus.isPublic(
          policy, of: bucket, owner: resource.ownerAccountID ?? "", catalog: catalog)) ?? true
    }
    resource.isPublicAccessRestricted = library.isPublic[key] ?? true
    return resource
  }
}
