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

  /// The catalogue of the flag, else of the environment, else of the program.
  func load(in surroundings: Surroundings) throws -> ServiceCatalog {
    guard let path = path ?? surroundings.catalogFile else { return try ServiceCatalog.embedded() }
    let file = try SourceReader().read(path)
    do {
      return try ServiceCatalog(text: file.bytes)
    } catch {
      let range = LineTable(file).lineRange(error.line)
      throw CommandFailure([
        Diagnostic(
          .error, code: "catalog-syntax", error.message, in: file, at: range,
          help: "take a file as `Scripts/generate-catalog` writes it; docs/catalogue.md describes it")
      ])
    }
  }
}
