import PolicyLanguage

/// The secrets that policies let their holder read, and the Regions in whose keys he may decrypt.
struct SecretsUnderKeys {
  private let regions: Set<String>
  /// The names of the secrets in these Regions.
  private let names: Set<Substring>

  /// `nil` when there are no keys, or some may be of any Region.
  init?(_ set: PolicySet) {
    let keys = set.statements.filter { $0.isAllow && $0.reaches("kms:Decrypt") }.flatMap(\.resources)
    guard !keys.isEmpty else { return nil }
    var regions: Set<String> = []
    for key in keys {
      guard !key.isNegated, key[.service] == "kms", let region = key.literal(.region) else { return nil }
      regions.insert(region)
    }
    var names: Set<Substring> = []
    for secret in Self.read(set) where secret.literal(.region).map(regions.contains) == true {
      if let name = secret.secretName { names.insert(name.text) }
    }
    self.regions = regions
    self.names = names
  }

  /// The resources of statements that read secrets.
  static func read(_ set: PolicySet) -> [ResourceFacts] {
    set.statements.filter { $0.allowsSecretAction("secretsmanager:GetSecretValue") }.flatMap(\.resources)
  }

  /// Whether a secret lies in a Region of which there is no key, and one of its name in a Region with a key: that makes it a
  /// replica under a key.
  func isReplicaWithoutKey(_ secret: ResourceFacts, in region: String) -> Bool {
    guard let name = secret.secretName, !secret.isNegated else { return false }
    return !regions.contains(region) && names.contains(name.text)
  }
}
