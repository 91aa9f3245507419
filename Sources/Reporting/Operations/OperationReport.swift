public import AWSInterface
import Authorization
import DocumentSyntax
import OperationPermissions

/// The checks of a call in each of the shapes that iamsim prints.
public struct OperationReport: Sendable {
  private let simulation: OperationSimulation
  private let isColoured: Bool

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - simulation: the call with its checks.
  ///   - isColoured: whether text and table hold terminal colours.
  public init(_ simulation: OperationSimulation, isColoured: Bool = false) {
    self.simulation = simulation
    self.isColoured = isColoured
  }

  /// Whether the call is allowed.
  public var isAllowed: Bool { simulation.decision == .allowed }

  /// The report, with its last line break.
  public func text(_ format: OutputFormat) -> String {
    let style = TextStyle(isColoured: isColoured)
    switch format {
    case .json: return JSONReport.text(OperationJSON(simulation).value)
    case .text: return OperationText(style: style).text(simulation)
    case .table: return OperationTable(style: style).text(simulation)
    }
  }

  /// What was assumed about the call, what is odd about it and what was not checked, for standard error, where the output has
  /// no place for it.
  public func assumptions(_ format: OutputFormat) -> String {
    switch format {
    case .text, .json: return ""
    case .table:
      let lines =
        simulation.checks.compactMap { check in check.leavesUndone.map { "note: \($0)" } }
        + OperationText.remarks(simulation)
      return lines.map { "iamsim: \($0.printable)\n" }.joined()
    }
  }
}

extension OperationSimulation {
  /// Who calls, as a person writes it.
  var callerName: String { Self.name(caller) }

  static func name(_ principal: Principal) -> String {
    principal.arn.isEmpty ? principal.kind.rawValue : principal.arn
  }
}

extension OperationSimulation.Check {
  /// The service that asks for itself; `nil` where the caller does.
  var askingService: String? {
    if case .service(let name) = permission.asker { return name }
    return nil
  }
}
