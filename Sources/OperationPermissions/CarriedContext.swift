public import Authorization

extension PermissionCheck {
  /// Of the condition keys stated for a call of an operation, those that the request of this question has as well.
  ///
  /// What is stated of the secret does not hold of its key: a tag of the one would let through requests on the other.
  ///
  /// - Parameters:
  ///   - stated: the keys of the call.
  ///   - service: the prefix of the operation's own actions.
  public func carried(_ stated: RequestContext, fromCallTo service: String) -> RequestContext {
    let own = service.lowercased() + ":"
    return RequestContext(
      stated.entries.filter { entry in
        let key = entry.name.lowercased()
        switch occasion {
        case .operation: return true
        case .sameCall:
          return !Self.isOfResource(key) && (self.service + ":" == own || !key.hasPrefix(own) && !Self.isOfTags(key))
        case .forwarded:
          return !Self.isOfResource(key) && !Self.isOfTags(key) && !Self.endsWithTheCall.contains(key)
            && (self.service + ":" == own || !key.hasPrefix(own))
        case .serviceItself: return Self.ofTime.contains(key)
        }
      })
  }

  private static func isOfResource(_ key: String) -> Bool {
    key.hasPrefix("aws:resource")
  }

  private static func isOfTags(_ key: String) -> Bool { key.hasPrefix("aws:requesttag/") || key == "aws:tagkeys" }

  private static let ofTime: Set<String> = ["aws:currenttime", "aws:epochtime"]

  /// Keys about the way and the form of the call itself, but for its source address, which is passed on.
  ///
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
  private static let endsWithTheCall: Set<String> = [
    "aws:sourcevpc", "aws:sourcevpcarn", "aws:sourcevpce", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths",
    "aws:vpcsourceip", "aws:calledvia", "aws:calledviafirst", "aws:calledvialast", "aws:viaawsservice",
    "aws:requestedregion", "aws:useragent", "aws:referer", "aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid",
    "aws:sourceorgpaths", "kms:viaservice",
  ]
}
