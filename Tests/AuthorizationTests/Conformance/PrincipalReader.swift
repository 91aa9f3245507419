import Authorization
import DocumentSyntax

/// Reads the callers of a file of expected decisions.
enum PrincipalReader {
  static let fields = [
    "arn", "role", "issuer", "id", "service", "webIdentity", "samlIdentity", "anonymous", "assumedRoot", "unspecified",
    "identity", "boundary", "session",
  ]
  static let kinds = "`service`, `webIdentity`, `samlIdentity`, `anonymous`, `assumedRoot`, `unspecified`"

  /// The caller that a mapping describes; `nil` when it describes none.
  static func read(_ node: SyntaxNode) -> Principal? {
    if let arn = node["arn"]?.scalarText { return principal(arn, node) }
    if let name = node["service"]?.scalarText { return .service(name) }
    if let provider = node["webIdentity"]?.scalarText { return .webIdentity(provider: provider) }
    if let provider = node["samlIdentity"]?.scalarText { return .samlIdentity(provider: provider) }
    if node["anonymous"]?.booleanValue == true { return .anonymous }
    if node["unspecified"]?.booleanValue == true { return .unspecified }
    if let account = node["assumedRoot"]?.scalarText {
      return Principal(
        kind: .assumedRoot, partition: "aws", accountID: account, arn: "arn:aws:iam::\(account):root")
    }
    return nil
  }

  private static func principal(_ arn: String, _ node: SyntaxNode) -> Principal? {
    let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 6, fields[0] == "arn" else { return nil }
    let (partition, account, name) = (fields[1], fields[4], fields[5])
    let id = node["id"]?.scalarText
    let parts = name.split(separator: "/").map(String.init)
    switch (fields[2], parts.first) {
    case ("iam", "root"): return .rootUser(accountID: account, partition: partition)
    case ("iam", "user"):
      return Principal(kind: .user, partition: partition, accountID: account, arn: arn, uniqueID: id)
    case ("iam", "role"):
      return Principal(
        kind: .roleSession, partition: partition, accountID: account, arn: arn, issuerARN: arn, uniqueID: id)
    case ("sts", "assumed-role") where parts.count == 3:
      let role = node["role"]?.scalarText ?? "arn:\(partition):iam::\(account):role/\(parts[1])"
      return Principal(
        kind: .roleSession, partition: partition, accountID: account, arn: arn, issuerARN: role, uniqueID: id)
    case ("sts", "federated-user") where parts.count == 2:
      return .federatedUser(
        accountID: account, name: parts[1], issuer: node["issuer"]?.scalarText, partition: partition)
    default: return nil
    }
  }
}
