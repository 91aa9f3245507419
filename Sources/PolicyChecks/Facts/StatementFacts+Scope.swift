import PolicyLanguage

extension ResourceFacts {
  /// Whether it is `*`, or an ARN in which nothing is said: `arn:aws:*`, `arn:*:*:*:*:*`, `arn:aws:s3:::*`.
  public var isEffectivelyEverything: Bool {
    isNegated ? isEverything : written.isEffectivelyEverything
  }
}

extension ClauseFacts {
  /// Whether it narrows who, from where, or on what; see ``StatementFacts/hasScopingCondition``.
  public var isScoping: Bool {
    guard let operation, !operation.passesWithoutKey, operation.family != .bool, operation.family != .date,
      isOnScopingKey, !values.isEmpty
    else { return false }
    return values.allSatisfy { located in
      let text = located.value.text
      // A pattern that any value fits narrows nothing; a variable stands for a value of the request's own.
      return !text.isEmpty && !text.allSatisfy { $0 == "*" || $0 == "?" } && text != "0.0.0.0/0" && text != "::/0"
    }
  }

  /// Whether its key is about the principal, its organization or network, or about the resource.
  ///
  /// What callers choose freely, as `aws:UserAgent`, `aws:Referer` and dates, is not.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  public var isOnScopingKey: Bool {
    if key.globalKey != nil || key.prefix == "aws" {
      return Self.scopingKeys.contains(key.lowercased)
        || Self.scopingTagKeys.contains { key.lowercased.hasPrefix($0) }
    }
    return key.serviceKey != nil
  }

  private static let scopingTagKeys = ["aws:resourcetag/", "aws:principaltag/", "aws:requesttag/"]

  private static let scopingKeys: Set<String> = [
    "aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:userid",
    "aws:username", "aws:federatedprovider", "aws:principalservicename", "aws:principalservicenameslist",
    "aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpcarn", "aws:sourcevpce", "aws:vpceaccount",
    "aws:vpceorgid", "aws:vpceorgpaths", "aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths",
    "aws:sourceowner", "aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths", "aws:calledvia",
    "aws:calledviafirst", "aws:calledvialast", "aws:ec2instancesourcevpc", "aws:ec2instancesourceprivateipv4",
    "aws:sourceidentity", "aws:sourceinstancearn",
  ]
}
