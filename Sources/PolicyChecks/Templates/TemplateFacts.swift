public import DocumentSyntax

/// A CloudFormation template, for rules to ask.
///
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
public final class TemplateFacts {
  /// The template; short forms of functions are read as their long forms.
  public let root: SyntaxNode
  /// What else is known of the place: the account that it is for.
  public let surroundings: PolicySurroundings
  /// Its resources, in the order of the text.
  let resources: [TemplateResource]
  private let numbers: [String: Int]

  /// Looks through a template.
  public init(_ root: SyntaxNode, in surroundings: PolicySurroundings = PolicySurroundings()) {
    self.root = root
    self.surroundings = surroundings
    resources =
      root["Resources"]?.members.compactMap { member in
        member.value["Type"]?.stringValue.map { TemplateResource(name: member.name, type: $0, node: member.value) }
      } ?? []
    numbers = Dictionary(resources.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  /// The resource of a name; `nil` when there is none.
  func resource(named name: String) -> TemplateResource? { numbers[name].map { resources[$0] } }

  /// Whether a name is that of a parameter.
  func isParameter(_ name: String) -> Bool { root["Parameters"]?[name] != nil }

  /// Visits the properties of all resources, those within others as well, and the elements of lists as values of the list's name.
  ///
  /// What functions are given is no property: of `{"Fn::Sub": "…"}` the object is visited.
  func forEachProperty(_ body: (TemplateResource, _ name: String, SyntaxNode) -> Void) {
    for resource in resources {
      guard let properties = resource.properties else { continue }
      Self.visit(properties) { body(resource, $0, $1) }
    }
  }

  private static func visit(_ node: SyntaxNode, _ body: (String, SyntaxNode) -> Void) {
    for member in node.members { visit(member.name, member.value, body) }
  }

  private static func visit(_ name: String, _ value: SyntaxNode, _ body: (String, SyntaxNode) -> Void) {
    switch value.kind {
    case .array:
      for element in value.elements { visit(name, element, body) }
    case .object where TemplateText.isFunction(value):
      body(name, value)
      // Of a choice either value may be the property's.
      if let choice = value["Fn::If"] {
        for element in choice.elements.dropFirst() { visit(name, element, body) }
      }
    case .object: visit(value, body)
    case .string, .number, .boolean, .null, .invalid: body(name, value)
    }
  }

  /// Visits all texts of the template, each with the names on the way to it; what a function makes of several is one text.
  func forEachText(_ body: (_ path: [String], TemplateText, SyntaxNode) -> Void) {
    var path: [String] = []
    Self.visitTexts(root, &path, body)
  }

  private static func visitTexts(
    _ node: SyntaxNode, _ path: inout [String], _ body: ([String], TemplateText, SyntaxNode) -> Void
  ) {
    switch node.kind {
    case .array:
      for element in node.elements { visitTexts(element, &path, body) }
    case .object:
      if let text = TemplateText(node) { return body(path, text, node) }
      for member in node.members {
        path.append(member.name)
        visitTexts(member.value, &path, body)
        path.removeLast()
      }
    case .string:
      if let text = TemplateText(node) { body(path, text, node) }
    case .number, .boolean, .null, .invalid: break
    }
  }
}

/// A resource of a template.
struct TemplateResource {
  /// Its name in the template.
  var name: String
  /// Its type, `AWS::SecretsManager::Secret`.
  var type: String
  var node: SyntaxNode

  /// Its properties.
  var properties: SyntaxNode? { node["Properties"] }
}
