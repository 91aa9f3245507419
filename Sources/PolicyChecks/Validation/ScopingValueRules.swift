import PolicyLanguage
import ServiceCatalog
import SourceText

/// Values of keys that say whose requests or resources are meant, and leave that open after all.
enum ScopingValueRules {
  static let rules = [
    permissive("VARIABLE_USAGE_TOO_PERMISSIVE", isVariable: true),
    permissive("WILDCARD_USAGE_TOO_PERMISSIVE", isVariable: false), kmsKey,
  ]

  /// The keys that take neither wildcards nor what callers can set.
  private static let exactKeys: Set<String> = [
    "aws:principalaccount", "aws:principalorgid", "aws:resourceaccount", "aws:resourceorgid", "aws:sourceaccount",
    "aws:sourceorgid", "aws:sourcevpc", "aws:sourcevpce", "aws:vpceaccount", "aws:vpceorgid",
  ]
  /// The keys whose values must begin with a few fixed characters.
  private static let prefixedKeys: Set<String> = [
    "aws:principalarn", "aws:sourcearn", "aws:principalorgpaths", "aws:resourceorgpaths", "aws:sourceorgpaths",
    "aws:vpceorgpaths",
  ]
  private static let leastPrefix = 6

  /// How a key says whose requests or resources are meant.
  enum KeyForm {
    /// It takes neither wildcards nor what callers can set.
    case exact
    /// Its values begin with a few fixed characters.
    case prefixed
    /// `aws:userid`.
    case userID

    /// The form of a key, named in lower case; `nil` for all others.
    init?(key: String) {
      if exactKeys.contains(key) {
        self = .exact
      } else if prefixedKeys.contains(key) {
        self = .prefixed
      } else if key == "aws:userid" {
        self = .userID
      } else {
        return nil
      }
    }
  }

  private static func permissive(_ code: String, isVariable: Bool) -> Rule {
    let what = isVariable ? "Variable" : "Wildcard"
    func example(_ value: String) -> RuleExample {
      .statements(
        #"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b1/*","Condition":{"#
          + (isVariable ? #""StringEquals""# : #""StringLike""#) + #":{"aws:PrincipalOrgID":"# + value + "}}}",
        .resource)
    }
    return Rule(
      awsCode: code, .error, title: "\(what) in a value that says whose requests are meant",
      why: "The key is to hold others off; "
        + (isVariable
          ? "whoever can set the variable, a tag for instance, chooses the value. Variables of the same kind,"
            + " such as the account of the principal compared with that of the resource, are left out."
          : "the pattern admits those of strangers too.")
        + " AWS does not publish all keys for which it checks this.",
      remedy: "Write the value in full.", basis: .bestReading,
      example: example(isVariable ? #"«"${aws:PrincipalTag/org}"»"# : #"«"o-a1b2*"»"#),
      silent: example(isVariable ? #""${aws:ResourceOrgID}""# : #""o-a1b2c3d4e5""#),
      .condition { clause, findings in
        guard let form = clause.key.scoping, let operation = clause.operation,
          operation.family == .string || operation.family == .arn, isVariable || operation.takesWildcards
        else { return }
        for value in clause.values {
          let parts = Parts(value.value.text)
          guard isVariable ? parts.hasOpenVariable : parts.hasWildcard,
            form == .exact || isOpen(parts, isUserID: form == .userID, isVariable: isVariable)
          else { continue }
          findings.report(
            "the \(what.lowercased()) in \(value.value.text.quoted) leaves \(clause.key.name.quoted) open",
            at: value.range)
        }
      })
  }

  private static func isOpen(_ parts: Parts, isUserID: Bool, isVariable: Bool) -> Bool {
    let prefix = isVariable ? parts.textBeforeVariable : parts.textBeforeWildcard
    guard isUserID else { return prefix.utf8.count < leastPrefix }
    // An id of the user or role, a colon, the name of the session. A wildcard for the whole id is meant so.
    if prefix.contains(":") { return false }
    guard let colon = parts.shape.firstIndex(of: ":") else { return isVariable || prefix.utf8.count < leastPrefix }
    return parts.shape.distance(from: parts.shape.startIndex, to: colon) > 1
  }

  /// A value in which each variable counts as one character.
  private struct Parts {
    /// The value with `$` for variables.
    var shape = ""
    var hasWildcard = false
    /// Whether there is a variable of other kind than the keys in question.
    var hasOpenVariable = false

    init(_ text: String) {
      guard text.contains(where: { $0 == "*" || $0 == "?" || $0 == "$" }) else {
        shape = text
        return
      }
      for part in VariableTemplate(parsing: text).parts {
        switch part {
        case .literal(let literal):
          shape += literal
          hasWildcard = hasWildcard || literal.contains { $0 == "*" || $0 == "?" }
        default:
          shape += "$"
          hasOpenVariable = hasOpenVariable || Self.isOpen(part)
        }
      }
    }

    var textBeforeVariable: Substring { shape.prefix { $0 != "$" } }
    /// A wildcard for the partition of an ARN does not count: the account behind it says who is meant.
    var textBeforeWildcard: Substring {
      let anyPartition = "arn:*:"
      let fixed = shape.hasPrefix(anyPartition) ? "arn:" + shape.dropFirst(anyPartition.count) : shape
      return fixed.prefix { $0 != "*" && $0 != "?" }
    }

    private static func isOpen(_ part: VariableTemplate.Part) -> Bool {
      guard case .variable(let variable) = part else { return false }
      let name = variable.name.lowercased()
      return !exactKeys.contains(name) && !prefixedKeys.contains(name)
    }
  }

  // MARK: Keys of KMS

  private static let kmsKey = Rule(
    awsCode: "INVALID_KMS_KEY_VALUE", .error, title: "Value that is not the ARN of a KMS key",
    why: "Requests have the ARN of the key there, whatever the caller wrote: the value never matches.",
    remedy: "Write `arn:aws:kms:REGION:ACCOUNT:key/ID`.",
    example: .statements(
      #"{"Effect":"Deny","Action":"s3:PutObject","Resource":"*","Condition":{"StringNotEquals":{"s3:x-amz-server-side-encryption-aws-kms-key-id":«"alias/app"»}}}"#
    ),
    silent: .statements(
      #"{"Effect":"Deny","Action":"s3:PutObject","Resource":"*","Condition":{"StringNotEquals":{"s3:x-amz-server-side-encryption-aws-kms-key-id":"arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}}}"#
    ),
    .condition { clause, findings in
      let key = clause.key.lowercased
      guard key.hasSuffix("kmskeyarn") || key.hasSuffix("aws-kms-key-id"), clause.key.serviceKey != nil,
        clause.operation?.family == .string || clause.operation?.family == .arn
      else { return }
      for value in clause.values {
        let text = value.value.text
        guard !text.contains(where: { $0 == "*" || $0 == "?" }), !VariableTemplate.mayHoldVariables(text),
          !isKey(text)
        else { continue }
        findings.report("\(text.quoted) is no ARN of a KMS key", at: value.range)
      }
    })

  private static func isKey(_ text: String) -> Bool {
    guard let arn = ARN(text) else { return false }
    return arn.service == "kms" && arn.resource.hasPrefix("key/") && !arn.region.isEmpty && !arn.account.isEmpty
  }
}
