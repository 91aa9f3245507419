import DocumentSyntax
import SourceText
import Testing

/// Inputs on which the fuzzer found a broken promise, cut down to what matters.
@Suite struct FuzzFindingTests {
  /// An array was closed at a comma although elements stood behind it.
  @Test(arguments: [
    "{\"a\": [1, ? \"b\": \"c\": 2, {\"d\": 3}",
    "{\"a\": [1, ?  \"b\": \"x\": r,\n {\"c\": [2]\n }",
  ])
  func arraysAreClosedBehindTheirElements(text: String) {
    #expect(misplaced(parse(text)) == [])
  }
}
