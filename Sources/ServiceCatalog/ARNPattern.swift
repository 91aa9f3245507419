import Wildcards

/// An ARN, a policy's pattern of ARNs or a resource type's format of them: six fields, each an encoded pattern.
struct ARNPattern: Sendable {
  /// The number of a field.
  enum Field {
    static let service = 2
    static let region = 3
    static let account = 4
    static let resource = 5
    static let count = 6
  }

  /// `arn`, partition, service, Region, account, resource.
  private(set) var fields: [[UInt8]] = [[]]
  /// Whether it is `*`, which matches what is no ARN as well.
  private(set) var isEverything = false

  private static let colon = UInt8(ascii: ":")
  private var isInResource: Bool { fields.count == Field.count }

  /// One resource's ARN, in which nothing is a wildcard; `nil` unless it has six fields.
  init?(arn: String) {
    for byte in arn.utf8 { append(byte) }
    guard isInResource else { return nil }
  }

  /// A value of a policy's `Resource`.
  ///
  /// Fewer than six fields are completed with `*`, as AWS completes them in identity policies. Policy variables stand for
  /// any text, `${*}`, `${?}` and `${$}` for the characters; before the fifth colon there are none.
  init(pattern: String) {
    let bytes = Array(pattern.utf8)
    var index = 0
    while index < bytes.count {
      if isInResource, let variable = PolicyVariable(in: bytes, at: index) {
        append(variable.character ?? WildcardEncoding.anyRun)
        index = variable.end
        continue
      }
      switch bytes[index] {
      case UInt8(ascii: "*"): append(WildcardEncoding.anyRun)
      case UInt8(ascii: "?"): append(WildcardEncoding.anyOne)
      case let byte: append(byte)
      }
      index += 1
    }
    isEverything = fields == [[WildcardEncoding.anyRun]]
    while !isInResource { fields.append([WildcardEncoding.anyRun]) }
  }

  /// A format of the catalogue, in which `${…}` and `*` stand for text.
  ///
  /// - Parameter allowsEmptyFields: whether the variables of the first five fields can be empty.
  init(format: UnsafeBufferPointer<UInt8>, allowsEmptyFields: Bool) {
    var index = 0
    while index < format.count {
      let byte = format[index]
      index += 1
      if byte == UInt8(ascii: "$"), let end = format[index...].firstIndex(of: UInt8(ascii: "}")) {
        if !isInResource, !allowsEmptyFields { append(WildcardEncoding.anyOne) }
        append(WildcardEncoding.anyRun)
        index = end + 1
      } else {
        append(byte == UInt8(ascii: "*") ? WildcardEncoding.anyRun : byte)
      }
    }
    while !isInResource { fields.append([]) }
  }

  private mutating func append(_ byte: UInt8) {
    if byte == Self.colon, !isInResource {
      fields.append([])
    } else if byte != WildcardEncoding.anyRun || fields[fields.count - 1].last != byte {
      fields[fields.count - 1].append(byte)
    }
  }

  /// Colons between the fields and in the resource.
  var colonCount: Int { Field.count - 1 + fields[Field.resource].count { $0 == Self.colon } }

  /// Whether some ARN matches both, field by field.
  func intersects(_ other: ARNPattern) -> Bool {
    // The later fields tell ARNs apart, so they fail first.
    (0..<Field.count).reversed().allSatisfy { Self.compare(fields[$0], other.fields[$0], PatternComparison.intersects) }
  }

  /// Whether it matches every ARN that another does, field by field.
  func contains(_ other: ARNPattern) -> Bool {
    (0..<Field.count).reversed().allSatisfy { Self.compare(fields[$0], other.fields[$0], PatternComparison.contains) }
  }

  /// The same, with each field replaced by that of another that is contained in it.
  func narrowed(to other: ARNPattern) -> ARNPattern {
    var narrow = self
    for index in 0..<Field.count where Self.compare(fields[index], other.fields[index], PatternComparison.contains) {
      narrow.fields[index] = other.fields[index]
    }
    return narrow
  }

  private static func compare(
    _ a: [UInt8], _ b: [UInt8], _ body: (PatternComparison.Bytes, PatternComparison.Bytes) -> Bool
  ) -> Bool {
    a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { body(a, $0) } }
  }
}
