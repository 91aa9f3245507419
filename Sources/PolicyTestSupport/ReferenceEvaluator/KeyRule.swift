import Authorization

/// Reference 1.1, 1.3, 1.4: what kind of key a condition key is and in which state a request has it.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
enum KeyRule {
  /// Keys that hold a set whatever the request says, in lower case.
  static let multivaluedKeys = [
    "aws:principalorgpaths", "aws:resourceorgpaths", "aws:sourceorgpaths", "aws:vpceorgpaths",
    "aws:principalservicenameslist", "aws:calledvia", "aws:tagkeys", "sts:transitivetagkeys",
    "kms:encryptioncontextkeys", "kms:resourcealiases", "secretsmanager:addreplicaregions",
  ]

  /// 6.4: by the key's declared type; an undeclared key with several values can only be a set.
  static func isMultivalued(_ entry: RequestContext.Entry) -> Bool {
    if entry.isMultivalued || entry.values.count > 1 { return true }
    let name = entry.name.lowercased()
    return multivaluedKeys.contains(name) || name.hasSuffix(":amr")
  }

  /// 1.1, 6.3: present but null is an empty set or an empty text.
  static func isNull(_ entry: RequestContext.Entry) -> Bool {
    entry.values.isEmpty || (entry.values.count == 1 && entry.values[0].isEmpty)
  }
}
