import Foundation
import PolicySources
import Testing

@Suite struct FileSearchTests {
  /// Makes files, and links given as `name -> target`, in a folder of its own; runs the body with its path.
  private func withFolder(_ entries: [String], _ body: (String) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "iamsim-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    for entry in entries {
      let parts = entry.components(separatedBy: " -> ")
      let url = root.appending(path: parts[0])
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      if parts.count == 2 {
        try FileManager.default.createSymbolicLink(atPath: url.path, withDestinationPath: parts[1])
      } else {
        try Data().write(to: url)
      }
    }
    try body(root.path)
  }

  private func names(_ path: String) throws -> [String] {
    try FileSearch(endings: [".t.yaml", ".t.json"]).files(at: path).map { String($0.dropFirst(path.utf8.count + 1)) }
  }

  @Test("files by their endings, in folders within, in the order of their paths")
  func finds() throws {
    try withFolder(["b.t.yaml", "a/z.t.json", "a/b/c.t.yaml", "a.yaml", "t.yaml.orig", "A.t.yaml"]) { path in
      try #expect(names(path) == ["A.t.yaml", "a/b/c.t.yaml", "a/z.t.json", "b.t.yaml"])
    }
  }

  @Test("a file is itself, whatever its name")
  func file() throws {
    try withFolder(["any"]) { path in
      try #expect(FileSearch(endings: [".t.yaml"]).files(at: path + "/any") == [path + "/any"])
    }
  }

  @Test("a slash at the end is not doubled")
  func slash() throws {
    try withFolder(["x.t.yaml"]) { path in
      try #expect(FileSearch(endings: [".t.yaml"]).files(at: path + "/") == [path + "/x.t.yaml"])
    }
  }

  @Test("hidden files and folders are passed over")
  func hidden() throws {
    try withFolder([".git/x.t.yaml", ".x.t.yaml", "y.t.yaml"]) { path in try #expect(names(path) == ["y.t.yaml"]) }
  }

  @Test("circles of links end; links to files count, also those that lead nowhere")
  func links() throws {
    try withFolder(
      ["a/x.t.yaml", "a/up -> ..", "a/self -> self", "a/b/c -> ../../a", "l.t.yaml -> a/x.t.yaml", "n.t.yaml -> n"]
    ) { path in
      try #expect(names(path) == ["a/x.t.yaml", "l.t.yaml", "n.t.yaml"])
      try #expect(names(path + "/a/up/a") == ["x.t.yaml"])
    }
  }

  @Test("what is not there or cannot be read is an error")
  func problems() throws {
    let missing = #expect(throws: SourceReadError.self) { try FileSearch(endings: []).files(at: "no/such") }
    #expect(missing?.message == "no such file or folder: `no/such`")
    #expect(throws: SourceReadError.self) { try FileSearch(endings: []).files(at: "") }
    try withFolder(["self -> self"]) { path in
      let circle = #expect(throws: SourceReadError.self) { try FileSearch(endings: []).files(at: path + "/self") }
      #expect(circle?.message.hasPrefix("cannot read `\(path)/self`: ") == true)
    }
  }
}
