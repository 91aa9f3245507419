import Testing
import Wildcards

@testable import ServiceCatalog

/// Whether patterns have a text in common.
struct TokenOverlapTests {
  /// Texts of one pattern with runs of any text.
  private static func encoded(_ text: String) -> [UInt8] {
    text.utf8.map {
      switch $0 {
      case UInt8(ascii: "*"): WildcardEncoding.anyRun
      case UInt8(ascii: "?"): WildcardEncoding.anyOne
      case UInt8(ascii: "%"): TokenOverlap.fieldRun
      case UInt8(ascii: "-"): TokenOverlap.segmentRun
      default: $0
      }
    }
  }

  @Test(
    "a pattern and a format with a text in common",
    arguments: [
      ("*", "secret:-"), ("secret:a*", "secret:-"), ("*/b", "a/-"), ("a?c", "a-c"), ("", "*"), ("", ""), ("*a*", "%b%"),
      ("a*b", "-"), ("*:*", "a:-"), ("**", "a"),
    ])
  func common(_ pattern: String, _ format: String) {
    #expect(TokenOverlap.exists(Self.encoded(pattern), Self.encoded(format)))
  }

  @Test(
    "a pattern and a format without",
    arguments: [
      ("secret:a/b", "secret:-"), ("a", "b"), ("a:b", "%"), ("*/b", "a"), ("?", ""), ("a", ""), ("", "a"), ("a*", "b-"),
      ("*:", "-"),
    ])
  func none(_ pattern: String, _ format: String) {
    #expect(!TokenOverlap.exists(Self.encoded(pattern), Self.encoded(format)))
  }

  /// Long formats are looked at in another way than short ones; a tail that both must end with changes no answer.
  @Test("short and long formats are answered alike")
  func lengths() {
    var random = SystemRandomNumberGenerator()
    let letters = Array("ab:/*?%-".utf8)
    let tail = [UInt8](repeating: UInt8(ascii: "!"), count: 64)
    func text(_ maximum: Int) -> [UInt8] {
      let bytes = (0..<Int.random(in: 0...maximum, using: &random)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &random)]
      }
      return Self.encoded(String(decoding: bytes, as: UTF8.self))
    }
    for _ in 0..<20_000 {
      let (pattern, format) = (text(8), text(8))
      #expect(
        TokenOverlap.exists(pattern, format) == TokenOverlap.exists(pattern + tail, format + tail),
        "\(pattern) \(format)")
    }
  }
}
