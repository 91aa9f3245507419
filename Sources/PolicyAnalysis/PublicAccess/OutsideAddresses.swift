import PolicyLanguage
import SourceText

/// Addresses an outsider may have: outside of every narrow range that a policy names, and inside each broad one.
///
/// A range is broad when it is wider than /8, for IPv6 wider than /32.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
enum OutsideAddresses {
  /// The addresses, one in each first octet and IPv6 block that no narrow range reaches.
  static func all(_ policy: Policy) -> [String] {
    var narrowOctets: Set<Int> = []
    var broad6: [String] = []
    var octetsOfInterest: Set<Int> = []
    for clause in policy.statements.flatMap({ $0.condition?.clauses ?? [] })
    where clause.operatorName.value.base.lowercased().hasSuffix("ipaddress") {
      for value in clause.values {
        let text = value.value.text
        let parts = text.split(separator: "/", maxSplits: 1)
        guard let base = parts.first else { continue }
        let length = parts.count == 2 ? Int(parts[1]) : nil
        if base.contains(":") {
          if let length, length < 32 { broad6.append(String(base)) }
        } else if let octet = Int(base.prefix { $0 != "." }) {
          if let length, length < 8 {
            let size = 1 << (8 - max(0, length))
            octetsOfInterest.insert(octet / size * size)
            octetsOfInterest.formUnion([octet / size * size + size / 2, octet / size * size + size - 1])
          } else {
            narrowOctets.insert(octet)
          }
        }
      }
    }
    let usable = (1...223).filter { ![10, 127, 169, 172, 192].contains($0) && !narrowOctets.contains($0) }
    var chosen = usable.first.map { [$0] } ?? []
    // One inside of each broad range, near its ends, that no narrow range shares.
    for octet in octetsOfInterest.sorted() {
      if let near = usable.min(by: { abs($0 - octet) < abs($1 - octet) }), !chosen.contains(near) {
        chosen.append(near)
      }
    }
    let outside6 = ["2a0f:1d5e::7", "2c0d:1d5e::7"]
    return chosen.map { "\($0).77.77.77" } + outside6
      + broad6.map { $0.hasSuffix("::") ? $0 + "1d5e:7" : $0 }
  }
}
