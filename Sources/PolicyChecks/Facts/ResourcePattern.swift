import PolicyLanguage
import ServiceCatalog
import Wildcards

/// A text that stands in `Resource` or `NotResource`, with what is known of it; one for all statements that write it.
final class ResourcePattern {
  /// The text.
  let text: String
  /// Its six fields, `arn` first; `nil` when it has fewer or is none.
  let fields: [String]?
  // INVARIANT: the memory owns what it knows.
  private unowned let memory: CatalogMemory
  private var typesOfServices: [TypesOfService] = []

  private struct TypesOfService {
    var service: Int
    var types: [ResourceType]
    var known: [KnownType]?
  }

  init(_ text: String, in memory: CatalogMemory) {
    self.text = text
    self.memory = memory
    fields = Self.fields(of: text)
  }

  /// It as a pattern.
  private(set) lazy var pattern = WildcardPattern(text)
  /// The resource types that it can be of.
  private(set) lazy var types: [ResourceType] = memory.catalog.resourceTypes(matching: text)

  /// The resource types that it could be of, whatever its Region and account.
  private(set) lazy var candidates: [ResourceType] = {
    guard var parts = fields else { return [] }
    for field in [ARN.Field.region, .account] { parts[field.rawValue + 1] = "*" }
    return memory.pattern(ofResource: parts.joined(separator: ":")).typesAtHome
  }()

  /// The resource types that it can be of; those of the service that it names count first.
  private(set) lazy var typesAtHome: [ResourceType] = {
    guard let service = fields?[ARN.Field.service.rawValue + 1] else { return types }
    let atHome = memory.service(named: service).map { types(of: $0) } ?? []
    return atHome.isEmpty ? types : atHome
  }()

  /// The resource types of a service that it can be of.
  func types(of service: Service) -> [ResourceType] { typesOfServices[place(of: service)].types }

  /// The same as rules know them.
  func knownTypes(of service: Service) -> [KnownType] {
    let place = place(of: service)
    if let known = typesOfServices[place].known { return known }
    let known = typesOfServices[place].types.map(memory.known)
    typesOfServices[place].known = known
    return known
  }

  private func place(of service: Service) -> Int {
    // Most are asked about one service or two.
    if let known = typesOfServices.firstIndex(where: { $0.service == service.number }) { return known }
    typesOfServices.append(
      TypesOfService(service: service.number, types: memory.formats(of: service).types(matching: text)))
    return typesOfServices.count - 1
  }

  /// Whether, of any Region and account, it covers all ARNs of the types that it can be of.
  private(set) lazy var coversItsTypes: Bool = {
    guard let fields, !fields[5].isEmpty, fields[5].utf8.last == UInt8(ascii: "*"),
      fields[3].utf8.allSatisfy({ $0 == UInt8(ascii: "*") }), fields[4].utf8.allSatisfy({ $0 == UInt8(ascii: "*") }),
      !fields[2].hasWildcard, !typesAtHome.isEmpty
    else { return false }
    return typesAtHome.allSatisfy { type in
      memory.known(type).formatPatterns.allSatisfy { format in
        guard var parts = format?.fields else { return false }
        // ARNs of other partitions are none of its concern.
        parts[1] = fields[1]
        return pattern.contains(WildcardPattern(parts.joined(separator: ":")))
      }
    }
  }()

  /// The patterns of the service and of the last field; `nil` when the text is no ARN.
  private(set) lazy var serviceAndName: (service: WildcardPattern, name: WildcardPattern)? = fields.map {
    (WildcardPattern($0[2]), WildcardPattern($0[5]))
  }

  /// It for the catalogue, with `*` for what is not known yet; `nil` when it may be anything.
  private(set) lazy var forCatalog: ResourcePattern? = {
    guard let known = textForCatalog else { return nil }
    return known == text ? self : memory.pattern(ofResource: known)
  }()

  private static func fields(of text: String) -> [String]? {
    guard text.utf8.starts(with: "arn:".utf8) else { return nil }
    var fields: [String] = []
    var start = text.startIndex
    var index = start
    var isInVariable = false
    while index < text.endIndex, fields.count < 5 {
      switch text.utf8[index] {
      case UInt8(ascii: "{"):
        isInVariable = index > text.startIndex && text.utf8[text.utf8.index(before: index)] == UInt8(ascii: "$")
      case UInt8(ascii: "}"): isInVariable = false
      case UInt8(ascii: ":") where !isInVariable:
        fields.append(String(text[start..<index]))
        start = text.utf8.index(after: index)
      default: break
      }
      text.utf8.formIndex(after: &index)
    }
    guard fields.count == 5 else { return nil }
    fields.append(String(text[start...]))
    return fields
  }
}
