/// The condition keys that AWS declares to hold sets.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
/// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
enum MultivaluedKeys {
  /// In lower case.
  static let names: Set<String> = [
    "aws:calledvia", "aws:principalorgpaths", "aws:principalservicenameslist", "aws:resourceorgpaths",
    "aws:sourceorgpaths", "aws:tagkeys", "aws:vpceorgpaths", "kms:encryptioncontextkeys", "kms:resourcealiases",
    "secretsmanager:addreplicaregions", "sts:transitivetagkeys",
  ]

  /// Whether a key, in lower case, holds a set.
  ///
  /// `amr` of every identity provider does.
  static func contains(_ name: String) -> Bool { names.contains(name) || name.hasSuffix(":amr") }
}
