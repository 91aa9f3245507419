/// A condition key on the tag of one key: `aws:ResourceTag/team`.
struct TagKey {
  /// Whose tag it is.
  enum Owner: Hashable { case resource, request, principal }

  /// Whose tag it is.
  let owner: Owner
  /// The tag's key, in the case in which it was given.
  let name: String

  /// Whether it is a tag that the resource has.
  var isOfResource: Bool { owner == .resource }

  /// Whether only AWS itself sets the tag.
  ///
  /// https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html
  var isReserved: Bool { name.lowercased().hasPrefix("aws:") }

  /// Takes a condition key apart; `nil` when it is not on a tag.
  init?(_ key: String) {
    guard let slash = key.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let head = key[..<slash].lowercased()
    switch head {
    case "aws:requesttag": owner = .request
    case "aws:principaltag": owner = .principal
    case _ where head.hasSuffix(":resourcetag"): owner = .resource
    default: return nil
    }
    let rest = key[key.utf8.index(after: slash)...]
    guard !rest.isEmpty else { return nil }
    name = String(rest)
  }
}
