import Authorization
import PolicyLanguage

/// Reference 5.3: `Resource` and `NotResource`.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
enum ResourceRule {
  /// Whether a statement's resource element covers the request's resource.
  static func matches(_ element: ListElement?, policy: Policy, request: AuthorizationRequest) -> Bool {
    guard let element else {
      // 3.1.5: trust policies have no Resource. 3.2.3: a key policy's statement without one has no effect.
      return policy.kind == .roleTrust
    }
    // 4.1: an empty list leaves the statement without effect.
    if element.values.isEmpty { return false }
    let text = Array(request.resource.arn.unicodeScalars)
    let listed = element.values.contains { value in
      matches(pattern: value.value, text: text, policy: policy, request: request)
        || (!element.isNegated && isBucketListing(pattern: value.value, policy: policy, request: request))
    }
    return listed != element.isNegated
  }

  /// Whether one pattern covers the resource.
  static func matches(pattern: String, text: [Unicode.Scalar], policy: Policy, request: AuthorizationRequest) -> Bool {
    // 5.3.5: a bare `*` covers everything. 5.3.6: only that covers `*`, the resource of actions without resource type.
    let onlyStars = !pattern.isEmpty && pattern.unicodeScalars.allSatisfy { $0 == "*" }
    if onlyStars || text == ["*"] { return onlyStars }
    guard let completed = completed(pattern, kind: policy.kind) else { return false }
    guard let pieces = pieces(completed, policy: policy, context: request.context) else { return false }
    return WildcardRule.matches(pieces, text)
  }

  /// 4.2: an ARN of fewer than six fields is completed with `*` fields or covers nothing.
  ///
  /// In identity policies and boundaries it always is; in resource and endpoint policies if it holds a wildcard; in service
  /// control policies if it ends in `*` (U35). Elsewhere it is rejected.
  static func completed(_ pattern: String, kind: PolicyKind) -> String? {
    let colons = pattern.unicodeScalars.filter { $0 == ":" }.count
    if colons >= 5 { return pattern }
    let full = pattern + String(repeating: ":*", count: 5 - colons)
    switch kind {
    case .identity, .permissionsBoundary: return full
    case .resource, .kmsKey, .roleTrust, .vpcEndpoint:
      return pattern.unicodeScalars.contains { $0 == "*" || $0 == "?" } ? full : nil
    case .serviceControl: return pattern.hasSuffix("*") ? full : nil
    case .session, .resourceControl: return nil
    }
  }

  /// 5.3.3: in the first five fields `?`, and a `*` that does not end its field, do not match a colon.
  ///
  /// 5.4.2: variables count after the fifth colon only. 5.4.4: one without a value makes the pattern cover nothing.
  static func pieces(_ pattern: String, policy: Policy, context: RequestContext) -> [PatternPiece]? {
    let text = Array(pattern.unicodeScalars)
    var result: [PatternPiece] = []
    var colons = 0
    var index = 0
    while index < text.count {
      let inResourcePart = colons >= 5
      if inResourcePart, policy.expandsVariables, VariableRule.begins(text, at: index) {
        let reference = VariableRule.read(text, at: index, context: context)
        guard let value = reference.value else { return nil }
        // 5.4.6: what a variable stands for is text, never a pattern.
        for scalar in value.unicodeScalars { result.append(.character(scalar)) }
        index = reference.end
        continue
      }
      switch text[index] {
      case "*":
        let endsField = index + 1 == text.count || text[index + 1] == ":"
        result.append(.anyRun(colonToo: inResourcePart || endsField))
      case "?":
        result.append(.anyOne(colonToo: inResourcePart))
      default:
        result.append(.character(text[index]))
        if text[index] == ":" { colons += 1 }
      }
      index += 1
    }
    return result
  }

  /// 5.3.6 (U26): `s3:ListAllMyBuckets` counts under an S3 ARN whose resource part is `*`.
  static func isBucketListing(pattern: String, policy: Policy, request: AuthorizationRequest) -> Bool {
    guard request.action.lowercased() == "s3:listallmybuckets", request.resource.arn == "*",
      let completed = completed(pattern, kind: policy.kind)
    else { return false }
    let fields = completed.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return fields.count == 6 && fields[0] == "arn" && fields[2] == "s3" && fields[5] == "*"
  }
}
