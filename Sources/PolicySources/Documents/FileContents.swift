public import DocumentSyntax
public import SourceText

/// What a file holds, as far as policies are concerned.
public struct FileContents: Sendable {
  /// The file.
  public let file: SourceFile
  /// The policies, in the order of the text.
  public internal(set) var policies: [FoundPolicy] = []
  /// What stands in the way of reading all of it: mistakes outside of its policies.
  public internal(set) var problems: [Diagnostic] = []
  /// What it is, when it is a template whose policies are not looked for.
  public internal(set) var template: TemplateKind?
  /// The outermost object of a CloudFormation template, short forms of functions read as their long forms.
  public internal(set) var templateRoot: SyntaxNode?

  init(_ file: SourceFile) { self.file = file }

  /// Whether what could not be read may be a policy: there are words of one, or it is nested too deep to look.
  public var mayHidePolicy: Bool {
    if problems.contains(where: { $0.code == "nesting-too-deep" }) { return true }
    let text = String(decoding: file.bytes, as: UTF8.self)
    return text.contains("Statement") && (text.contains("ffect") || text.contains("ction"))
  }
}

/// A kind of templates.
public enum TemplateKind: String, Sendable, Hashable, CaseIterable {
  case cloudFormation = "a CloudFormation template"
  case terraform = "a Terraform file"
  case serverless = "a file of the Serverless Framework"

  /// The kind of a document; `nil` when it is no template.
  init?(_ root: SyntaxNode, path: String) {
    func has(_ name: String) -> Bool { root[name] != nil }
    if path.hasSuffix(".tf.json") || path.hasSuffix(".tfstate")
      || has("terraform_version")
        && (has("planned_values") || has("resource_changes") || has("resources") || has("values"))
    {
      self = .terraform
    } else if has("AWSTemplateFormatVersion") || has("Transform") && has("Resources") || Self.hasResources(root) {
      self = .cloudFormation
    } else if has("service"), has("provider"), has("functions") || has("resources") {
      self = .serverless
    } else {
      return nil
    }
  }

  /// `Resources` with entries that have a `Type` such as `AWS::IAM::Role`.
  private static func hasResources(_ root: SyntaxNode) -> Bool {
    root["Resources"]?.members.contains { $0.value["Type"]?.stringValue?.contains("::") ?? false } ?? false
  }
}
