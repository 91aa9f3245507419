/// An Amazon Resource Name, or a pattern of one: `arn:partition:service:region:account:resource`.
///
/// The text is split at its first five colons; the resource may hold colons and slashes. Fields may be empty or hold
/// wildcards: nothing is checked but the shape.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
public struct ARN: Sendable, Hashable {
  /// A field after `arn:`.
  public enum Field: Int, Sendable, Hashable, CaseIterable {
    case partition, service, region, account, resource
  }

  /// The whole text.
  public let text: String
  private let colons: Colons

  /// Offsets of the five colons.
  private struct Colons: Sendable, Hashable {
    var first = 0
    var second = 0
    var third = 0
    var fourth = 0
    var fifth = 0
  }

  /// Splits a text; `nil` unless it starts with `arn:` and has six fields.
  public init?(_ text: String) {
    guard text.utf8.starts(with: "arn:".utf8) else { return nil }
    var colons = Colons()
    var count = 0
    var offset = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: ":") {
        count += 1
        switch count {
        case 1: colons.first = offset
        case 2: colons.second = offset
        case 3: colons.third = offset
        case 4: colons.fourth = offset
        default: colons.fifth = offset
        }
        if count == 5 { break }
      }
      offset += 1
    }
    guard count == 5 else { return nil }
    self.text = text
    self.colons = colons
  }

  /// The UTF-8 offsets of a field in ``text``.
  public func range(of field: Field) -> Range<Int> {
    switch field {
    case .partition: return colons.first + 1..<colons.second
    case .service: return colons.second + 1..<colons.third
    case .region: return colons.third + 1..<colons.fourth
    case .account: return colons.fourth + 1..<colons.fifth
    case .resource: return colons.fifth + 1..<text.utf8.count
    }
  }

  /// The text of a field.
  public subscript(field: Field) -> Substring {
    let range = self.range(of: field)
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    return text[start..<utf8.index(start, offsetBy: range.count)]
  }

  /// `aws`, `aws-cn`, `aws-us-gov`, ….
  public var partition: Substring { self[.partition] }
  /// The service's name in ARNs, such as `s3`; not always the prefix of its actions.
  public var service: Substring { self[.service] }
  /// The Region; empty for global services and for S3.
  public var region: Substring { self[.region] }
  /// The account's twelve digits; empty for some resources, a word such as `aws` for those that AWS owns.
  public var account: Substring { self[.account] }
  /// Everything after the fifth colon.
  public var resource: Substring { self[.resource] }

  /// The resource up to its first `/` or `:`: its type for services that write one; all of it when there is none.
  public var resourceType: Substring { resource.prefix { $0 != "/" && $0 != ":" } }

  /// Whether the text holds neither `*` nor `?`, so that it names one resource.
  public var isConcrete: Bool { !text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } }

  /// Whether the partition has the form of one: `aws`, or words joined to it by hyphens.
  ///
  /// New partitions appear; so the form is checked and not a list.
  public var hasPartitionForm: Bool { Self.isPartition(partition) }

  /// Whether the account is twelve digits.
  public var hasAccountID: Bool { AccountID.isValid(account) }

  /// Whether a text has the form of a partition.
  public static func isPartition(_ text: some StringProtocol) -> Bool {
    var words = 0
    for word in text.split(separator: "-", omittingEmptySubsequences: false) {
      if words == 0, word != "aws" { return false }
      guard !word.isEmpty, word.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }) else {
        return false
      }
      words += 1
    }
    return words > 0
  }
}

extension ARN: CustomStringConvertible {
  public var description: String { text }
}

/// The number of an AWS account.
public enum AccountID {
  /// Whether a text is twelve digits.
  public static func isValid(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
