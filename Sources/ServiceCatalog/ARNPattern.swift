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
  private(set) var fields: [[UInt8]]
  /// Whether it is `*`, which matches what is no ARN as well.
  private(set) var isEverything = false

  private static let colon = UInt8(ascii: ":")

  /// Takes a text apart as its bytes come.
  private struct Builder {
    var fields: [[UInt8]] = []
    private var field: [UInt8] = []

    init() { fields.reserveCapacity(Field.count) }

    var isInResource: Bool { fields.count == Field.count - 1 }

    mutating func append(_ byte: UInt8) {
      if byte == ARNPattern.colon, !isInResource {
        fields.append(field)
        field = []
      } else if byte != WildcardEncoding.anyRun || field.last != byte {
        field.append(byte)
      }
    }

    /// All fields; those that are missing are filled in.
    mutating func finish(missing: [UInt8]) -> [[UInt8]] {
      fields.append(field)
      while fields.count < Field.count { fields.append(missing) }
      return fields
    }
  }

  /// One resource's ARN, in which nothing is a wildcard; `nil` unless it has six fields.
  init?(arn: String) {
    var builder = Builder()
    for byte in arn.utf8 { builder.append(byte) }
    guard builder.isInResource else { return nil }
    fields = builder.finish(missing: [])
  }

  /// A value of a policy's `Resource`.
  ///
  /// Fewer than six fields are completed with `*`, as AWS completes them in identity policies. Policy variables stand for
  /// any text, `${*}`, `${?}` and `${$}` for the characters; before the fifth colon there are none.
  init(pattern: String) {
    let bytes = Array(pattern.utf8)
    var builder = Builder()
    var index = 0
    while index < bytes.count {
      if builder.isInResource, let variable = PolicyVariable(in: bytes, at: index) {
        builder.append(variable.character ?? WildcardEncoding.anyRun)
        index = variable.end
        continue
      }
      switch bytes[index] {
      case UInt8(ascii: "*"): builder.append(WildcardEncoding.anyRun)
      case UInt8(ascii: "?"): builder.append(WildcardEncoding.anyOne)
      case let byte: builder.append(byte)
      }
      index += 1
    }
    fields = builder.finish(missing: [WildcardEncoding.anyRun])
    isEverything = pattern.utf8.allSatisfy { $0 == UInt8(ascii: "*") } && !bytes.isEmpty
  }

  /// A format of the catalogue, in which `${…}` and `*` stand for text.
  ///
  /// - Parameter allowsEmptyFields: whether the variables of the first five fields can be empty.
  init(format: UnsafeBufferPointer<UInt8>, allowsEmptyFields: Bool) {
    var builder = Builder()
    var index = 0
    while index < format.count {
      let byte = format[index]
      index += 1
      if byte == UInt8(ascii: "$"), let end = format[index...].firstIndex(of: UInt8(ascii: "}")) {
        if !builder.isInResource, !allowsEmptyFields { builder.append(WildcardEncoding.anyOne) }
        builder.append(WildcardEncoding.anyRun)
        index = end + 1
      } else {
        builder.append(byte == UInt8(ascii: "*") ? WildcardEncoding.anyRun : byte)
      }
    }
    fields = builder.finish(missing: [])
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
