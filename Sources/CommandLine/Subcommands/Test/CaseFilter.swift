import PolicyTesting
import SourceText
import Wildcards

/// Chooses cases by their names.
struct CaseFilter {
  private let expression: RegularExpression

  /// Compiles the expression that `--filter` gives.
  init(_ pattern: String) throws {
    do throws(RegularExpression.Failure) {
      expression = try RegularExpression(pattern)
    } catch {
      guard case .invalidExpression(let message, let offset) = error else { throw Self.failure(error, on: nil) }
      let file = SourceFile(name: "--filter", text: pattern)
      throw CommandFailure([
        Diagnostic(
          .error, code: "filter", "the regular expression is not valid: \(message)", in: file,
          at: ByteRange(offset, min(offset + 1, file.bytes.count)))
      ])
    }
  }

  /// The cases whose names match; throws when there is none, for then nothing would be tested.
  func chosen(from cases: [PolicyTestCase]) throws -> [PolicyTestCase] {
    let chosen = try cases.filter { testCase in
      do throws(RegularExpression.Failure) {
        return try expression.matches(testCase.name)
      } catch {
        throw Self.failure(error, on: testCase.name)
      }
    }
    guard !chosen.isEmpty else {
      throw CommandFailure("no case's name matches `--filter \(expression.pattern)`: nothing was tested")
    }
    return chosen
  }

  private static func failure(_ error: RegularExpression.Failure, on name: String?) -> CommandFailure {
    let place = name.map { " on the name `\($0)`" } ?? ""
    switch error {
    case .matchLimitExceeded:
      return CommandFailure("`--filter` takes too many steps\(place); write a simpler expression")
    case .invalidExpression(let message, _), .failed(let message):
      return CommandFailure("`--filter` failed\(place): \(message)")
    }
  }
}
