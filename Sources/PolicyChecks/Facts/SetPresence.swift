import PolicyLanguage
import SourceText

/// When requests have a value of a condition key that holds a set.
///
/// `ForAllValues` lets requests without the key pass. That is no gap where there are none, and a small one where they ask for
/// less than those that have it.
enum SetPresence {
  /// Whether every request that a clause meets has the key, because a parameter of the call is required or because another
  /// clause of the statement asks for a member of the set.
  static func isCertain(_ clause: ClauseFacts) -> Bool {
    let key = clause.key.lowercased
    if let actions = required[key], !clause.statement.actions.isEmpty,
      clause.statement.actions.allSatisfy({ !$0.isNegated && actions.contains($0.written.foldedText) })
    {
      return true
    }
    guard let member = members[key] else { return false }
    return clause.statement.clauses.contains { $0.key.lowercased.hasPrefix(member) && $0.asksForPresence }
  }

  /// Whether a request without the key asks for less than one that has it: one that sets no tags, an alarm that does nothing.
  static func isModestWithout(_ clause: ClauseFacts) -> Bool {
    switch clause.key.lowercased {
    case "aws:tagkeys", "s3:requestobjecttagkeys", "cloudwatch:alarmactions": return true
    // Reads name their keys, but for a scan.
    case "dynamodb:leadingkeys": return !clause.statement.reaches("dynamodb:Scan")
    default: return false
    }
  }

  /// Keys that all calls of some actions have.
  ///
  /// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html (`Operations` is required)
  /// https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html (`Changes` is required)
  private static let required: [String: Set<String>] = [
    "kms:grantoperations": ["kms:creategrant"],
    "route53:changeresourcerecordsetsactions": ["route53:changeresourcerecordsets"],
    "route53:changeresourcerecordsetsnormalizedrecordnames": ["route53:changeresourcerecordsets"],
    "route53:changeresourcerecordsetsrecordtypes": ["route53:changeresourcerecordsets"],
  ]

  /// Keys that hold the names of other keys, with what those begin with.
  ///
  /// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context-keys
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html#access_tags_control-requests
  private static let members = [
    "aws:tagkeys": "aws:requesttag/", "kms:encryptioncontextkeys": "kms:encryptioncontext:",
    "s3:requestobjecttagkeys": "s3:requestobjecttag/",
  ]
}

extension ClauseFacts {
  /// Whether requests without its key fail it.
  var asksForPresence: Bool {
    guard let operation else { return false }
    if operation.family == .null { return values.allSatisfy { $0.value.text.lowercased() == "false" } }
    return !operation.passesWithoutKey
  }
}
