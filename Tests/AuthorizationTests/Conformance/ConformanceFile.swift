import Authorization
import DocumentSyntax
import PolicyLanguage
import SourceText

/// One file of expected decisions; the format is described in `testdata/conformance/README.md`.
struct ConformanceFile {
  /// The cases in the order written.
  var cases: [ConformanceCase] = []
  /// The names of all groups and cases, joined from the outermost inwards.
  var names: [String] = []
  /// The marks of points that AWS leaves open, which some case decides.
  var undocumented: Set<String> = []
  /// Everything that is wrong with the file, each with its place; a file with problems proves nothing.
  var problems: [String] = []
}

/// One request with the decision it must get.
struct ConformanceCase {
  /// The names of its groups and its own, joined by ` / `.
  var name: String
  /// `file:line` of the case.
  var place: String
  /// Who asks for what.
  var request: AuthorizationRequest
  /// The policies that take part.
  var policies: ConformancePolicies
  /// What must come out.
  var expectation: Expectation
  /// The gate that must have that effect, if the case says so.
  var decidedBy: AuthorizationTrace.CheckType?

  /// What a case expects.
  enum Expectation: Equatable {
    /// This decision.
    case decision(Decision)
    /// A policy that AWS refuses to store.
    case malformedPolicy

    init?(_ text: String) {
      if text == "malformedPolicy" {
        self = .malformedPolicy
      } else if let decision = Decision(rawValue: text) {
        self = .decision(decision)
      } else {
        return nil
      }
    }

    /// How the file format spells them.
    static let spellings = Decision.allCases.map(\.rawValue) + ["malformedPolicy"]
  }
}

/// The policies of a case, read for their roles but not compiled.
struct ConformancePolicies {
  /// A policy and the name it has in the file.
  struct Document {
    var name: String
    var parsed: ParsedPolicy
  }

  var identity: [Document] = []
  var boundary: Document?
  var session: [Document] = []
  var serviceControl: [[Document]] = []
  var resourceControl: [[Document]] = []
  var endpoint: Document?
  var resource: Document?
  var managementAccountID: String?

  /// All of them.
  var all: [Document] {
    identity + session + serviceControl.flatMap { $0 } + resourceControl.flatMap { $0 }
      + [boundary, endpoint, resource].compactMap { $0 }
  }
}
