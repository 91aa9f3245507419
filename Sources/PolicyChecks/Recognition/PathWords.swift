/// The words of a path, for what they tell of a policy.
struct PathWords {
  /// All words of the path in a row, in lower case, a space around each: ` policies service control deny regions `.
  private let text: [UInt8]
  /// Where the words begin.
  private let starts: [Int]

  /// Splits a path at everything but letters and digits, and where a capital follows a small letter.
  ///
  /// Only the last three names count: what is farther out tells where the project lies, not what is in it.
  init(_ path: String) {
    var path = path
    (text, starts) = path.withUTF8 { Self.words($0) }
  }

  private static func words(_ path: UnsafeBufferPointer<UInt8>) -> (text: [UInt8], starts: [Int]) {
    var text: [UInt8] = [0x20]
    var starts: [Int] = []
    var previous: UInt8 = 0x20
    let first = startOfLastNames(path)
    text.reserveCapacity(2 * (path.count - first) + 2)
    for byte in path[first...] {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        let isCapital = byte < UInt8(ascii: "a") && byte > UInt8(ascii: "9")
        if isCapital, isSmall(previous) { text.append(0x20) }
        if text.last == 0x20 { starts.append(text.count) }
        text.append(isCapital ? byte | 0x20 : byte)
      default: if text.last != 0x20 { text.append(0x20) }
      }
      previous = byte
    }
    text.append(0x20)
    return (text, starts)
  }

  /// Where the last three names of a path begin.
  private static func startOfLastNames(_ path: UnsafeBufferPointer<UInt8>) -> Int {
    let slash = UInt8(ascii: "/")
    var names = 0
    var index = path.count
    while index > 0, names < 3 {
      index -= 1
      if path[index] != slash, index == 0 || path[index - 1] == slash { names += 1 }
    }
    return index
  }

  private static func isSmall(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

  private func has(_ phrases: StaticString...) -> Bool { phrases.contains { $0.withUTF8Buffer(has) } }

  /// Byte by byte, from the beginnings of words: this runs for each file, and a path is short.
  private func has(_ phrase: UnsafeBufferPointer<UInt8>) -> Bool {
    for start in starts where text[start] == phrase[0] {
      let end = start + phrase.count
      if end < text.count, text[end] == 0x20, phrase.indices.allSatisfy({ text[start + $0] == phrase[$0] }) {
        return true
      }
    }
    return false
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
