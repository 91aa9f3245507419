import Testing

@testable import CommandLine

/// Paths as texts.
@Suite struct PathTextTests {
  @Test(arguments: [
    ("", ""), ("/", "/"), ("//", "/"), ("a", "a"), ("a/", "a"), ("/a/b.json", "/a/b.json"), ("//a//b/", "/a/b"),
    (".", ""), ("./a", "a"), ("a/./b", "a/b"), ("a/.b/..c", "a/.b/..c"), ("a/../b", "b"), ("../a", "../a"),
    ("a/b/../../..", ".."), ("/a/..", "/"), ("a/\u{301}b/../c", "a/c"),
  ])
  func detoursAreLeftOut(path: String, plain: String) {
    #expect(PathText.plain(path) == plain)
  }

  @Test func foldersOfFiles() {
    #expect(PathText.folder(of: "/a/b.json") == "/a/")
    #expect(PathText.folder(of: "/b.json") == "/")
    #expect(PathText.folder(of: "b.json") == "")
    #expect(PathText.absolute("../b.json", in: "/a/c") == "/a/b.json")
    #expect(PathText.absolute("/b.json", in: "/a") == "/b.json")
  }
}
