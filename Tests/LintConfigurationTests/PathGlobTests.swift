import LintConfiguration
import Testing

@Suite struct PathGlobTests {
  private static func matches(_ pattern: String, _ path: String) throws -> Bool {
    try PathGlob(pattern).matches(RelativePath(path))
  }

  @Test(
    arguments: [
      // A name anywhere, and what is in a folder of that name.
      ("*.json", "a.json", true), ("*.json", "x/y/a.json", true), ("*.json", "a.jsonx", false),
      ("generated", "x/generated/a.json", true), ("generated", "generated.json", false),
      ("generated/", "x/generated/a.json", true),
      // With a slash: from the folder of the configuration.
      ("policies/*.json", "policies/a.json", true), ("policies/*.json", "x/policies/a.json", false),
      ("policies/*.json", "policies/x/a.json", false), ("/a.json", "a.json", true), ("/a.json", "x/a.json", false),
      ("./a.json", "a.json", true), ("./a.json", "x/a.json", false), ("policies", "policies/x/a.json", true),
      ("a//b", "a/b", true),
      // Two stars.
      ("**", "a.json", true), ("**/a.json", "a.json", true), ("**/a.json", "x/y/a.json", true),
      ("policies/**", "policies/a.json", true), ("policies/**", "policies/x/a.json", true),
      ("policies/**", "policies", false), ("policies/**", "policiesx/a", false),
      ("policies/**/a.json", "policies/a.json", true), ("policies/**/a.json", "policies/x/y/a.json", true),
      ("a/**/b/**/c", "a/b/b/c/c", true), ("a/**/b/**/c", "a/c/b", false), ("**/**/**/x", "x", true),
      ("a/**/b", "a/x/b/c", true), ("x**y", "xaby", true), ("x**y", "xa/by", false),
      // One character, and one of several.
      ("?.json", "a.json", true), ("?.json", "ab.json", false), ("?.json", "é.json", true), ("?.json", "😀.json", true),
      ("[ab].json", "b.json", true), ("[!ab].json", "b.json", false), ("[^ab].json", "c.json", true),
      ("[a-c].json", "b.json", true), ("[a-c].json", "d.json", false), ("[]].json", "].json", true),
      ("[a-].json", "-.json", true), ("[!]a].json", "b.json", true), ("[\\]].json", "].json", true),
      ("[α-ω].json", "λ.json", true), ("x[/]y", "x/y", false),
      // A backslash, and stars that have to be tried at several places.
      ("\\*.json", "*.json", true), ("\\*.json", "a.json", false), ("*a*b*c", "xaxbxbc", true), ("*ab", "aab", true),
      ("", "", false),
      // Unicode has two spellings for many letters; file systems choose either.
      ("caf\u{E9}", "cafe\u{301}", true), ("cafe\u{301}/*", "caf\u{E9}/x", true),
    ])
  func matching(pattern: String, path: String, expected: Bool) throws {
    guard !pattern.isEmpty else {
      #expect(throws: PathGlob.Mistake.self) { try PathGlob(pattern) }
      return
    }
    guard pattern != "x[/]y" else {
      #expect(throws: PathGlob.Mistake.self) { try PathGlob(pattern) }
      return
    }
    #expect(try Self.matches(pattern, path) == expected, "\(pattern) \(path)")
  }

  @Test(
    arguments: [
      ("[ab", "`[ab` has a `[` without its `]`"), ("[", "`[` has a `[` without its `]`"),
      ("[]", "`[]` has a `[` without its `]`"), ("[z-a]", "`z-a` in `[z-a]` is the wrong way round"),
      ("a\\", "`a\\` ends with a `\\` that has nothing to take as it is"),
      ("../a", "`../a` leads out of its folder: patterns cannot hold `.` or `..`"),
      ("/", "`/` is no pattern of paths: it names nothing"),
    ])
  func mistakes(pattern: String, message: String) {
    #expect {
      try PathGlob(pattern)
    } throws: {
      ($0 as? PathGlob.Mistake)?.message == message
    }
  }

  @Test func noPatternTakesLong() throws {
    let stars = String(repeating: "*a", count: 500) + "b"
    let folders = String(repeating: "**/a/", count: 500) + "b"
    let names = String(repeating: "a", count: 4_000)
    let path = String(repeating: "a/", count: 2_000)
    let clock = ContinuousClock()
    let globs = [try PathGlob(stars), try PathGlob(folders)]
    let paths = [RelativePath(names), RelativePath(path)]
    var found: [Bool] = []
    let time = clock.measure { found = zip(globs, paths).map { $0.matches($1) } }
    #expect(found == [false, false])
    #expect(time < .seconds(5))
  }

  @Test func literalParts() throws {
    #expect(try PathGlob("policies/x/*.json").literalFolders == ["policies", "x"])
    #expect(try PathGlob("policies/x/*.json").literalPath == nil)
    #expect(try PathGlob("policies/a.json").literalPath == "policies/a.json")
    #expect(try PathGlob("a.json").literalFolders == [])
    #expect(try PathGlob("a.json").literalPath == nil)
  }
}
