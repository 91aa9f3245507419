import ArgumentParser
import PolicySources
import ServiceCatalog
import SourceText

/// Which service catalogue is asked.
struct CatalogOptions: ParsableArguments {
  @Option(
    name: .customLong("catalog"),
    help: ArgumentHelp(
      "A service catalogue in its text form, in place of the one in the program; also read from IAMSIM_CATALOG.",
      valueName: "file"))
  var path: String?

  /// Whether it is another than the program's.
  func isOther(in surroundings: Surroundings) -> Bool { path != nil || surroundings.catalogFile != nil }

  /// The catalogue of the flag, else of the environment, else of the program.
  func load(in surroundings: Surroundings) throws -> ServiceCatalog {
    if let path { return try Self.read(path, help: nil) }
    guard let path = surroundings.catalogFile else { return try ServiceCatalog.embedded() }
    return try Self.read(path, help: "the file is named by the environment variable IAMSIM_CATALOG")
  }

  /// - Parameter help: where the path comes from, when it is not on the command line.
  private static func read(_ path: String, help: String?) throws -> ServiceCatalog {
    let file: SourceFile
    do {
      file = try SourceReader().read(path)
    } catch {
      var error = error
      error.help = joined(error.help, help)
      if var diagnostic = error.diagnostic {
        diagnostic.help = joined(diagnostic.help, help)
        error.diagnostic = diagnostic
      }
      throw error
    }
    do {
      return try ServiceCatalog(text: file.bytes)
    } catch {
      let range = LineTable(file).lineRange(error.line)
      throw CommandFailure([
        Diagnostic(
          .error, code: "catalog-syntax", error.message, in: file, at: range,
          help: joined("take a file as `Scripts/generate-catalog` writes it; docs/catalogue.md describes it", help))
      ])
    }
  }

  private static func joined(_ help: String?, _ further: String?) -> String? {
    help.map { $0 + (further.map { "; " + $0 } ?? "") } ?? further
  }
}
