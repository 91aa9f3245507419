extension String {
  /// The text with everything that would act on a terminal, or on the order in which text is shown, written as `\u{…}`.
  ///
  /// Policies come from anywhere, and their texts are shown on people's terminals.
  var printable: String {
    guard unicodeScalars.contains(where: \.actsOnDisplay) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if scalar.actsOnDisplay {
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether it is a control or changes the direction of text: categories Cc, and the bidirectional ones of Cf.
  fileprivate var actsOnDisplay: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: return true
    default: return false
    }
  }
}
