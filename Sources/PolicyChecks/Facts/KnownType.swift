import ServiceCatalog
import Wildcards

/// A resource type of AWS's with what rules ask of it again and again; one for each, from one policy to the next.
final class KnownType {
  let type: ResourceType

  init(_ type: ResourceType) { self.type = type }

  /// Its formats as patterns; `nil` for each that is no ARN.
  private(set) lazy var formatPatterns: [FormatPattern?] = type.arnFormats.map(FormatPattern.init)
  /// Whether one of its ARNs can be of a service and have a last field that patterns match.
  func mayHave(_ name: WildcardPattern, inServicesOf service: WildcardPattern) -> Bool {
    formatPatterns.contains { format in
      guard let format else { return true }
      return name.intersects(format.name) && service.matches(format.fields[2])
    }
  }
  /// Its first format as something to fill in.
  private(set) lazy var formatToFillIn: String? = type.arnFormats.first.map(FormatToFillIn.text)
  /// Whether its resources can carry a policy.
  private(set) lazy var canCarryPolicy: Bool = type.policyAction != nil
  /// The letters and digits of its name, in lower case.
  private(set) lazy var word = type.name.lowercased().filter { $0.isLetter || $0.isNumber }
}
