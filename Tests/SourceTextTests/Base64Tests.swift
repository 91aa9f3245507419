import SourceText
import Testing

// https://www.rfc-editor.org/rfc/rfc4648#section-10
@Suite("Reading base64")
struct Base64Tests {
  private func decode(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { Base64.decode($0) }.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(
    "the test vectors of RFC 4648",
    arguments: [
      ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"),
      ("Zm9vYmFy", "foobar"),
    ])
  func vectors(text: String, expected: String) {
    #expect(decode(text) == expected)
    #expect(decode(text.filter { $0 != "=" }) == expected)
  }

  @Test("what is no base64", arguments: ["Z", "Zg=", "Zm9v=", "Z===", "Zm 9", "Zm-_", "QQ==QQ==", "====", "*"])
  func others(text: String) { #expect(decode(text) == nil) }
}
