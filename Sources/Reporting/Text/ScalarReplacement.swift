extension String {
  /// The text with some characters replaced, by Unicode scalar: an accent that follows hides none of them.
  func replacingScalars(_ table: [Unicode.Scalar: String]) -> String {
    var result = ""
    for scalar in unicodeScalars {
      if let replacement = table[scalar] { result += replacement } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }
}
