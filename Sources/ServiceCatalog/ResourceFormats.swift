import Wildcards

/// The ARN formats of a service's resource types, read once to be compared with many patterns.
///
/// For those who ask about many patterns; ``Service/resourceTypes(matching:)`` reads them anew each time.
public struct ResourceFormats: Sendable {
  /// The service.
  public let service: Service
  let filled: [ResourceFormat]
  let withEmptyFields: [ResourceFormat]

  /// Reads the formats of a service; O(formats).
  public init(of service: Service) {
    self.service = service
    filled = Self.compared(service.formats(allowsEmptyFields: false) { _ in true })
    withEmptyFields = service.formats(allowsEmptyFields: true) { _ in true }
  }

  /// The formats with those that are narrower than each, so that no pattern has to compare them anew.
  private static func compared(_ formats: [ResourceFormat]) -> [ResourceFormat] {
    var formats = formats
    for index in formats.indices {
      let wide = formats[index]
      formats[index].narrower = formats.indices.lazy
        .filter { formats[$0].head.mayAgree(with: wide.head) && wide.isWider(than: formats[$0]) }
        .map { formats[$0].record }
    }
    return formats
  }

  /// The resource types that ARNs matching a pattern can be of; the same as ``Service/resourceTypes(matching:)``.
  public func types(matching pattern: String) -> [ResourceType] {
    ARNResolver(ARNPattern(pattern: pattern), in: service.catalog).types(of: self)
  }
}

/// One ARN format, with its type and service.
struct ResourceFormat: Sendable {
  let service: Int
  let type: Int
  let format: ARNPattern
  /// What its last field begins with.
  let head: FieldHead
  /// The number of its record in the catalogue.
  let record: Int
  /// The numbers of the formats of its service that are narrower, if they are known.
  var narrower: [Int]?

  /// Whether all ARNs of another format are some of its own, but not all.
  func isWider(than other: ResourceFormat) -> Bool {
    guard let narrower else {
      return head.mayAgree(with: other.head) && format.contains(other.format) && !other.format.contains(format)
    }
    return narrower.contains(other.record)
  }

  /// The service as the format names it.
  var serviceName: ArraySlice<UInt8> { format[ARNPattern.Field.service] }
}

extension Service {
  /// The formats of its resource types of which the text fits.
  func formats(allowsEmptyFields: Bool, where fits: (UnsafeBufferPointer<UInt8>) -> Bool) -> [ResourceFormat] {
    var found: [ResourceFormat] = []
    for type in typeRun {
      for record in catalog.tables.run(.types, type, 4, wide: false, of: .arns) {
        let text = catalog.tables.text(.arns, record, 0)
        guard fits(text) else { continue }
        let format = ARNPattern(format: text, allowsEmptyFields: allowsEmptyFields)
        found.append(
          ResourceFormat(
            service: index, type: type, format: format, head: FieldHead(ofResourceIn: format), record: record))
      }
    }
    return found
  }
}
