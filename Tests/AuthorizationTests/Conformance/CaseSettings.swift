import DocumentSyntax
import PolicyLanguage

/// What a case says, or takes over from the groups around it.
struct CaseSettings {
  /// A policy by name or written in place.
  struct PolicyReference {
    var node: SyntaxNode
  }

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
  }

  var principal: Text?
  var action: Text?
  var resource: Text?
  var context: [ContextKey] = []
  var derive: Bool?
  var page: Text?
  var why: Text?
  var undocumented: Text?
  var expect: Text?
  var by: Text?
  var managementAccount: Text?
  // A policy role that is stated replaces that of the principal or resource, even by none.
  var identity: [PolicyReference]?
  var session: [PolicyReference]?
  var boundary: PolicyReference??
  var endpoint: PolicyReference??
  var resourcePolicy: PolicyReference??
  var serviceControl: [[PolicyReference]]?
  var resourceControl: [[PolicyReference]]?

  /// Adds a key, replacing one of the same name, whose case does not matter.
  mutating func set(_ key: ContextKey) {
    context.removeAll { $0.name.lowercased() == key.name.lowercased() }
    context.append(key)
  }
}
