import Foundation

/// A program's run: what it printed and how it ended.
struct ChildProcess {
  var output: String
  var messages: String
  var status: Int32

  /// What failed before the program could run.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The iamsim that was built together with these tests, beside them.
  static func iamsim() throws -> String {
    var candidates: [URL] = []
    #if os(Linux)
      candidates.append(URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent())
    #else
      candidates += Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }
        .map { $0.bundleURL.deletingLastPathComponent() }
    #endif
    for folder in candidates {
      let binary = folder.appending(path: "iamsim").path
      if FileManager.default.isExecutableFile(atPath: binary) { return binary }
    }
    throw Failure(description: "no iamsim beside the tests in \(candidates.map(\.path))")
  }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - program: its path.
  ///   - arguments: its arguments.
  ///   - folder: its working directory; the package's folder when left out.
  ///   - input: its standard input.
  ///   - environment: variables set beside those of the tests.
  static func run(
    _ program: String, _ arguments: [String], in folder: URL? = nil, input: String = "",
    environment: [String: String] = [:]
  ) throws -> ChildProcess {
    let scratch = try TemporaryFolder()
    // Files rather than pipes: a pipe that fills up while the other is read would stop the program.
    let files = try ["in", "out", "err"].map { name in
      let path = try scratch.write(name, name == "in" ? input : "")
      guard let handle = name == "in" ? FileHandle(forReadingAtPath: path) : FileHandle(forWritingAtPath: path) else {
        throw Failure(description: "cannot open \(path)")
      }
      return (path: path, handle: handle)
    }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder ?? Repository.root
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = files[0].handle
    process.standardOutput = files[1].handle
    process.standardError = files[2].handle
    try process.run()
    process.waitUntilExit()
    for file in files { try file.handle.close() }
    guard process.terminationReason == .exit else {
      throw Failure(description: "\(program) \(arguments) ended by signal \(process.terminationStatus)")
    }
    func text(_ index: Int) throws -> String {
      String(decoding: try Data(contentsOf: URL(filePath: files[index].path)), as: UTF8.self)
    }
    return ChildProcess(output: try text(1), messages: try text(2), status: process.terminationStatus)
  }
}
