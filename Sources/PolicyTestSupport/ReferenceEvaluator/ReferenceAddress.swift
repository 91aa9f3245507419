/// Reference 6.2, IP: an IPv4 or IPv6 address, as its bits.
struct ReferenceAddress: Hashable {
  /// 32 or 128 bits, the first one first.
  var bits: [Bool]

  /// Reads dotted decimal or colon-separated hexadecimal notation.
  init?(_ text: String) {
    if let octets = Self.octets(text) {
      bits = octets.flatMap { Self.bits($0, count: 8) }
    } else if let groups = Self.groups(text) {
      bits = groups.flatMap { Self.bits($0, count: 16) }
    } else {
      return nil
    }
  }

  private static func bits(_ value: Int, count: Int) -> [Bool] {
    (0..<count).reversed().map { value >> $0 & 1 == 1 }
  }

  /// Four numbers up to 255 without leading zeros.
  private static func octets(_ text: String) -> [Int]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var result: [Int] = []
    for part in parts {
      guard let number = decimal(part, maximum: 255) else { return nil }
      result.append(number)
    }
    return result
  }

  /// A decimal number without sign or leading zeros.
  static func decimal(_ text: Substring, maximum: Int) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 3, text.utf8.allSatisfy(ReferenceNumber.isDigit),
      text == "0" || !text.hasPrefix("0"), let number = Int(text), number <= maximum
    else { return nil }
    return number
  }

  /// Eight groups; `::` stands for one or more groups of zeros; the last two may be dotted decimal.
  private static func groups(_ text: String) -> [Int]? {
    let characters = Array(text)
    var doubles: [Int] = []
    for index in characters.indices.dropLast() where characters[index] == ":" && characters[index + 1] == ":" {
      doubles.append(index)
    }
    switch doubles.count {
    case 0:
      guard let all = list(text, mayEndDotted: true), all.count == 8 else { return nil }
      return all
    case 1:
      let left = String(characters[..<doubles[0]])
      let right = String(characters[(doubles[0] + 2)...])
      guard let front = left.isEmpty ? [] : list(left, mayEndDotted: false),
        let back = right.isEmpty ? [] : list(right, mayEndDotted: true), front.count + back.count <= 7
      else { return nil }
      return front + Array(repeating: 0, count: 8 - front.count - back.count) + back
    default: return nil
    }
  }

  private static func list(_ text: String, mayEndDotted: Bool) -> [Int]? {
    var result: [Int] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if mayEndDotted, index == parts.count - 1, part.contains(".") {
        guard let octets = octets(String(part)) else { return nil }
        result += [octets[0] << 8 | octets[1], octets[2] << 8 | octets[3]]
        continue
      }
      let isHexadecimal = part.utf8.allSatisfy {
        ReferenceNumber.isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0 | 0x20)
      }
      guard (1...4).contains(part.utf8.count), isHexadecimal, let group = Int(part, radix: 16) else { return nil }
      result.append(group)
    }
    return result
  }
}

/// Reference 6.2, IP: an address and the number of its bits that count.
struct ReferenceAddressBlock: Hashable {
  /// The address; bits beyond the prefix are ignored.
  var address: ReferenceAddress
  /// How many bits count.
  var prefixLength: Int

  /// Reads an address with or without `/prefix`; without, all bits count (U11).
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let address = ReferenceAddress(String(parts[0])) else { return nil }
    self.address = address
    prefixLength = address.bits.count
    if parts.count == 2 {
      guard let length = ReferenceAddress.decimal(parts[1], maximum: address.bits.count) else { return nil }
      prefixLength = length
    }
  }

  /// Whether an address lies in it; one of the other kind never does.
  func contains(_ other: ReferenceAddress) -> Bool {
    other.bits.count == address.bits.count && other.bits.prefix(prefixLength) == address.bits.prefix(prefixLength)
  }
}
