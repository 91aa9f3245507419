public import AWSInterface

/// A list of condition keys in each of the shapes that iamsim prints.
public struct ContextKeysReport: Sendable {
  private let response: ContextKeysResponse

  /// Makes a report.
  public init(_ response: ContextKeysResponse) {
    self.response = response
  }

  /// The report, with its last line break: as text and as a table, a key a line.
  public func text(_ format: OutputFormat) -> String {
    switch format {
    case .json: return JSONReport.text(response.json)
    case .text: return lines(response.contextKeyNames)
    case .table: return lines(["CONTEXT KEY"] + response.contextKeyNames)
    }
  }

  private func lines(_ names: [String]) -> String { names.map { $0.printable + "\n" }.joined() }
}
