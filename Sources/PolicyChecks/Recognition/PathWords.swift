/// The words of a path, for what they tell of a policy.
struct PathWords {
  /// All words of the path in a row, in lower case, a space around each: ` policies service control deny regions `.
  private let text: [UInt8]

  /// Splits a path at everything but letters and digits, and where a capital follows a small letter.
  ///
  /// Only the last three names count: what is farther out tells where the project lies, not what is in it.
  init(_ path: String) {
    var text: [UInt8] = [0x20]
    var previous: UInt8 = 0x20
    let names = path.utf8.split(separator: UInt8(ascii: "/")).suffix(3)
    for byte in names.joined(separator: [UInt8(ascii: "/")]) {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        if Self.isSmall(previous) { text.append(0x20) }
        text.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): text.append(byte)
      default: if text.last != 0x20 { text.append(0x20) }
      }
      previous = byte
    }
    self.text = text + [0x20]
  }

  private static func isSmall(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

  private func has(_ phrases: StaticString...) -> Bool { phrases.contains { $0.withUTF8Buffer(has) } }

  /// Byte by byte: this runs for each file, and a path is short.
  private func has(_ phrase: UnsafeBufferPointer<UInt8>) -> Bool {
    let last = text.count - phrase.count - 2
    guard last >= 0 else { return false }
    return (0...last).contains { start in
      text[start] == 0x20 && text[start + 1 + phrase.count] == 0x20
        && phrase.indices.allSatisfy { text[start + 1 + $0] == phrase[$0] }
    }
  }

  var meansServiceControl: Bool {
    has("scp", "scps", "service control", "servicecontrol", "service control policy", "service control policies")
  }
  var meansResourceControl: Bool { has("rcp", "rcps", "resource control", "resourcecontrol") }
  var meansTrust: Bool { has("trust", "assume role", "assumerole", "trust policy", "trustpolicy") }
  var meansVPCEndpoint: Bool {
    has(
      "vpc endpoint", "vpc endpoints", "vpcendpoint", "vpcendpoints", "vpce", "vpces", "endpoint policy",
      "endpoint policies")
  }
  var meansBoundary: Bool {
    has("boundary", "boundaries", "permissionsboundary", "permissionboundary", "permissions boundary")
  }
  /// Not `session` alone: Session Manager is a service with policies of its own.
  var meansSession: Bool { has("session policy", "session policies", "sessionpolicy", "sessionpolicies") }
}
