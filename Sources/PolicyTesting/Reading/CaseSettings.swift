import Authorization
import DocumentSyntax
import SourceText

/// What a case says, or takes over from the groups around it.
struct CaseSettings {
  /// A text and where it stands.
  struct Text {
    var value: String
    var node: SyntaxNode
  }

  /// A condition key; without values it is absent, even when AWS would derive it.
  struct ContextKey {
    var name: String
    var values: [String]?
    var isSet: Bool
    /// Where the file states it.
    var range: ByteRange
  }

  var principals: [Text] = []
  var actions: [Text] = []
  var resources: [Text] = []
  var context: [ContextKey] = []
  var derive = true
  var network = NetworkFacts.unknown
  var endpointIsGateway = false
  var call = CallFacts()
  var time: RequestTime?
  var page: Text?
  var why: Text?
  var undocumented: Text?
  var managementAccount: Text?
  // A part that is stated replaces that of the principal or resource, even by none.
  var identity: [SyntaxNode]?
  var session: [SyntaxNode]?
  var boundary: SyntaxNode??
  var endpoint: SyntaxNode??
  var resourcePolicy: SyntaxNode??
  var grants: [SyntaxNode]?
  var serviceControl: [[SyntaxNode]]?
  var resourceControl: [[SyntaxNode]]?

  /// Adds a key, replacing one of the same name, whose case does not matter.
  mutating func set(_ key: ContextKey) {
    context.removeAll { $0.name.lowercased() == key.name.lowercased() }
    context.append(key)
  }

  /// The fields that settings are read from.
  static let fields = [
    "principal", "action", "resource", "context", "derive", "identity", "boundary", "session", "scps", "rcps",
    "managementAccount", "endpoint", "resourcePolicy", "grants", "network", "time", "region", "calledVia",
    "requestTags",
    "source",
    "page", "why", "undocumented",
  ]
}
