import Foundation

/// Runs of iamsim that may not read a file, whoever runs the tests.
enum UnprivilegedChild {
  /// Takes all permissions from a file and runs iamsim.
  ///
  /// The superuser reads everything, unless it gives up the capabilities to; util-linux has a program for that.
  static func iamsim(_ arguments: [String], withoutAccessTo path: String) throws -> ChildProcess {
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    let iamsim = try ChildProcess.iamsim()
    guard FileManager.default.isReadableFile(atPath: path) else { return try ChildProcess.run(iamsim, arguments) }
    return try ChildProcess.run(
      "/usr/bin/env", ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", iamsim] + arguments)
  }
}
