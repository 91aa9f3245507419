/// A quick look for Sids that several statements have.
package enum RepeatedSids {
  /// Whether some statements may have one Sid; where that is so, the Sids themselves have to be compared.
  package static func mayBe(in statements: [Statement]) -> Bool {
    if statements.count < 2 { return false }
    var hashes: [UInt64] = []
    hashes.reserveCapacity(statements.count)
    for statement in statements {
      guard var text = statement.sid?.value, !text.isEmpty else { continue }
      // Beyond ASCII different bytes may be equal text.
      guard let hash = text.withUTF8(hash) else { return true }
      hashes.append(hash)
    }
    hashes.sort()
    return zip(hashes, hashes.dropFirst()).contains { $0 == $1 }
  }

  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64? {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text {
      if byte >= 0x80 { return nil }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return hash
  }
}
