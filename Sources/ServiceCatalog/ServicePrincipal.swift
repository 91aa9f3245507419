/// The name by which policies call a service that acts itself: `lambda.amazonaws.com`.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
public struct ServicePrincipal: Sendable, Hashable {
  /// Its name without Region.
  public let name: String
}

extension ServiceCatalog {
  /// The known service principals by name.
  ///
  /// AWS publishes no list, so that one that is missing here may well exist.
  public var servicePrincipals: [ServicePrincipal] {
    (0..<programTables.count(.servicePrincipals)).map {
      ServicePrincipal(name: programTables.string(.servicePrincipals, $0, 0))
    }
  }

  /// The service principal of a name, in any case; `nil` when none is known.
  ///
  /// The name may hold a Region (`logs.eu-west-1.amazonaws.com`) or be that of AWS in China (`ec2.amazonaws.com.cn`).
  public func servicePrincipal(named name: String) -> ServicePrincipal? {
    let lowercased = name.lowercased()
    if let known = knownPrincipal(lowercased) { return known }
    let domain = lowercased.hasSuffix(".cn") ? lowercased.dropLast(3) : lowercased[...]
    if let known = knownPrincipal(String(domain)) { return known }
    var labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 3, Self.isRegion(labels[labels.count - 3]) else { return nil }
    labels.remove(at: labels.count - 3)
    return knownPrincipal(labels.joined(separator: "."))
  }

  private func knownPrincipal(_ name: String) -> ServicePrincipal? {
    let tables = programTables
    return name.withFoldedName { tables.search(.servicePrincipals, in: 0..<tables.count(.servicePrincipals), for: $0) }
      .map { ServicePrincipal(name: tables.string(.servicePrincipals, $0, 0)) }
  }

  /// Whether a text has the form of a Region: words and a number, joined by hyphens.
  private static func isRegion(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 3, let number = parts.last, !number.isEmpty else { return false }
    return number.allSatisfy { $0.isASCII && $0.isNumber }
      && parts.dropLast().allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isLetter } }
  }
}
