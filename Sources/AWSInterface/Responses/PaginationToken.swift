import DocumentSyntax
import SourceText

/// The AWS CLI's `NextToken`: base64 of a small JSON document that says how many results were given.
/// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html
struct PaginationToken {
  /// How many results were given.
  var skippedResults: Int

  init(skippedResults: Int) { self.skippedResults = skippedResults }

  /// Reads a token.
  ///
  /// - Throws: `InvalidInput` when it is none of ours.
  init(parsing text: String) throws(InterfaceError) {
    let bytes = Self.decode(text) ?? []
    let root = DocumentParser().parse(SourceFile(name: "token", bytes: bytes), format: .json)
    guard !root.hasErrors, let node = root.tree.root, let amount = node["boto_truncate_amount"],
      amount.kind == .number, let count = Int(amount.text), count >= 0, node["Marker"].map({ $0.kind == .null }) ?? true
    else {
      throw InterfaceError(
        .invalidInput, "starting token `\(text.shortened)` is not valid",
        help: "give the `NextToken` of an earlier answer as it was printed")
    }
    skippedResults = count
  }

  /// The token as the AWS CLI writes it.
  var text: String { Self.encode(Array("{\"Marker\": null, \"boto_truncate_amount\": \(skippedResults)}".utf8)) }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func encode(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        result.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func decode(_ text: String) -> [UInt8]? {
    guard ContextValidation.isBase64(text) else { return nil }
    var text = text
    return text.withUTF8 { Base64.decode($0) }
  }
}
