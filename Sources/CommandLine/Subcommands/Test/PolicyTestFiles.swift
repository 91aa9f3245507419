import PolicySources
import PolicyTesting
import SourceText

/// Finds and reads files of tests, and the policies that they name.
struct PolicyTestFiles {
  /// How files of tests are called.
  static let endings = [".iamtest.yaml", ".iamtest.yml", ".iamtest.json"]

  private let reader: PolicyTestReader
  private let sources = SourceReader()
  /// The policies opened, by path: one file is one policy, whichever tests name it.
  private var policies: [String: Result<SourceFile, PolicyTestReader.OpenFailure>] = [:]

  init(_ reader: PolicyTestReader) {
    self.reader = reader
  }

  /// Reads every file of tests at the paths.
  ///
  /// Throws all that is wrong with them at once, and when a path holds no case: what tests nothing must not pass.
  mutating func read(_ paths: [String]) throws -> [PolicyTestFile] {
    var known: Set<String> = []
    var tests: [PolicyTestFile] = []
    for path in paths {
      let found = try FileSearch(endings: Self.endings).files(at: path)
      guard !found.isEmpty else { throw Self.noTests(in: path) }
      for file in found where known.insert(Self.shortest(file)).inserted { tests.append(try read(file)) }
    }
    let diagnostics = tests.flatMap(\.diagnostics)
    if diagnostics.contains(where: { $0.severity == .error }) { throw CommandFailure(diagnostics) }
    return tests
  }

  private mutating func read(_ path: String) throws -> PolicyTestFile {
    let file = try sources.readFile(path)
    let folder = PathText.folder(of: path)
    var test = reader.read(file) { open($0.hasPrefix("/") ? $0 : Self.shortest(folder + $0)) }
    if test.cases.isEmpty, !test.hasErrors {
      test.diagnostics.append(
        Diagnostic(
          .error, code: "no-tests", "the file has no case", in: file, at: ByteRange(0, 0),
          help: "the format is described in docs/policy-tests.md"))
    }
    return test
  }

  private mutating func open(_ path: String) -> Result<SourceFile, PolicyTestReader.OpenFailure> {
    if let known = policies[path] { return known }
    let result: Result<SourceFile, PolicyTestReader.OpenFailure>
    do throws(SourceReadError) {
      result = .success(try sources.readFile(path))
    } catch {
      result = .failure(.init(error.message, help: error.help))
    }
    policies[path] = result
    return result
  }

  /// The path without detours, unless links make these lead elsewhere.
  private static func shortest(_ path: String) -> String {
    let plain = PathText.plain(path)
    return plain == path || SourceReader.isSameFile(plain, path) ? plain : path
  }

  private static func noTests(in path: String) -> CommandFailure {
    let names = endings.dropLast().map { "`*\($0)`" }.joined(separator: ", ") + " or `*\(endings.last ?? "")`"
    return CommandFailure("there are no policy tests in `\(path)`: no file is called \(names)")
  }
}
