import Foundation
import LintConfiguration
import PolicyChecks
import PolicySources
import SourceText
import Testing

@testable import CommandLine

/// Which configuration governs a file.
@Suite struct ConfigurationFinderTests {
  private let folder: TemporaryFolder
  private let root: String

  init() throws {
    folder = try TemporaryFolder()
    root = folder.url.path
    for name in ["a/b/c", "a/other", "empty"] {
      try FileManager.default.createDirectory(at: folder.url.appending(path: name), withIntermediateDirectories: true)
    }
    _ = try folder.write("iamsim.yaml", "fail-on: low\n")
    _ = try folder.write("a/b/iamsim.yaml", "fail-on: critical\n")
  }

  private func finder(_ currentFolder: String = "") -> ConfigurationFinder {
    ConfigurationFinder(ConfigurationReader(), currentFolder: root + currentFolder)
  }

  private func threshold(_ answer: ConfigurationFinder.Answer) -> FailThreshold? {
    guard case .found(let found) = answer else { return nil }
    return found.contents.failOn
  }

  @Test func theNearestCounts() throws {
    var finder = finder()
    #expect(threshold(finder.configuration(of: "x.json")) == .from(.low))
    #expect(threshold(finder.configuration(of: "a/other/x.json")) == .from(.low))
    #expect(threshold(finder.configuration(of: "a/b/c/x.json")) == .from(.critical))
    #expect(threshold(finder.configuration(of: "./a//b/c/../x.json")) == .from(.critical))
    #expect(threshold(finder.configuration(of: root + "/a/b/x.json")) == .from(.critical))
    #expect(threshold(finder.configuration(of: "-")) == .from(.low))
    #expect(finder.found.map(\.contents.file.name) == ["iamsim.yaml", "a/b/iamsim.yaml"])
  }

  @Test("above the current folder as well")
  func above() {
    var finder = finder("/a/other")
    #expect(threshold(finder.configuration(of: "x.json")) == .from(.low))
    #expect(threshold(finder.configuration(of: "../b/x.json")) == .from(.critical))
    #expect(finder.found.map(\.contents.file.name) == [root + "/iamsim.yaml", root + "/a/b/iamsim.yaml"])
  }

  @Test func pathsAreThoseBelowItsFolder() throws {
    var finder = finder()
    guard case .found(let found) = finder.configuration(of: "a/b/c/x.json") else {
      Issue.record("no configuration")
      return
    }
    #expect(found.relative(finder.absolute("a/b/c/x.json"))?.text == "c/x.json")
    #expect(found.relative(finder.absolute("a/x.json")) == nil)
  }

  @Test func aFolderIsLookedIntoOnce() throws {
    var finder = finder()
    for number in 0..<10_000 { _ = finder.configuration(of: "a/other/\(number).json") }
    #expect(finder.found.count == 1)
    // What appears later is not seen: the answer was there.
    _ = try folder.write("a/other/iamsim.yaml", "fail-on: high\n")
    #expect(threshold(finder.configuration(of: "a/other/x.json")) == .from(.low))
  }

  @Test func brokenOnesAreToldOfOnce() throws {
    _ = try folder.write("a/other/iamsim.yaml", "fial-on: low\n")
    var finder = finder()
    for _ in 0..<3 {
      guard case .broken = finder.configuration(of: "a/other/x.json") else {
        Issue.record("expected a broken configuration")
        return
      }
    }
    #expect(finder.diagnostics.map(\.message) == ["unknown key `fial-on` in a configuration"])
    #expect(threshold(finder.configuration(of: "a/x.json")) == .from(.low))
  }

  @Test("what cannot be read is an error and no other configuration", arguments: ["folder", "binary", "link", "pipe"])
  func unreadable(kind: String) throws {
    let place = folder.url.appending(path: "empty/iamsim.yaml")
    switch kind {
    case "folder": try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    case "link": try FileManager.default.createSymbolicLink(atPath: place.path, withDestinationPath: "gone.yaml")
    case "pipe": #expect(mkfifo(place.path, 0o600) == 0)
    default:
      _ = try folder.write("empty/iamsim.yaml", Data([0xFF, 0xFE, 0x00, 0x80]))
    }
    var finder = finder()
    guard case .broken = finder.configuration(of: "empty/x.json") else {
      Issue.record("expected a broken configuration")
      return
    }
    #expect(finder.errors.count == 1)
  }

  @Test func oneForAllOrNone() throws {
    let named = try folder.write("a/named.yaml", "fail-on: never\n")
    var finder = ConfigurationFinder(ConfigurationReader(), currentFolder: root, only: named)
    #expect(threshold(finder.configuration(of: "a/b/x.json")) == .never)
    guard case .found(let found) = finder.configuration(of: "x.json") else { return }
    #expect(found.folder == root + "/a/")
    var none = ConfigurationFinder(ConfigurationReader(), currentFolder: root, only: nil)
    #expect(threshold(none.configuration(of: "a/b/x.json")) == nil)
    let missing = ConfigurationFinder(ConfigurationReader(), currentFolder: root, only: "missing.yaml")
    #expect(missing.errors.map(\.message) == ["no such file: `missing.yaml`"])
  }
}
