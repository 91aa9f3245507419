import DocumentSyntax
import ServiceCatalog
public import SourceText

extension SourceReader {
  /// The document of a policy that AWS manages, by its ARN, from the program; laid out with line breaks, and named as the ARN.
  ///
  /// - Throws: ``SourceReadError`` when no such policy is known.
  /// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
  public func managedPolicy(arn: String) throws(SourceReadError) -> SourceFile {
    guard let policies = try? ManagedPolicies.embedded() else {
      throw SourceReadError(path: arn, message: "AWS's managed policies cannot be read in this program")
    }
    if let policy = policies.policy(arn: arn) {
      let parsed = DocumentParser().parse(SourceFile(name: arn, text: policy.document))
      guard let root = parsed.tree.root else {
        throw SourceReadError(path: arn, message: "the program's copy of `\(arn)` cannot be read")
      }
      return SourceFile(name: arn, text: JSONWriter.pretty.write(JSONValue(root)) + "\n")
    }
    let shown = arn.utf8.count > 160 ? String(arn.prefix(157)) + "…" : arn
    // The right name with another path is commoner than a misspelt one.
    let name = shown.split(separator: "/").last.map(String.init) ?? ""
    let near = policies.policy(named: name) ?? policies.suggestion(forName: name).flatMap(policies.policy(named:))
    let hint = near.map { "; did you mean `\($0.arn())`?" } ?? ""
    throw SourceReadError(
      path: arn, message: "AWS has no managed policy `\(shown)`\(hint)",
      help: "the list is as of \(policies.dataDate); of a newer policy give the document")
  }
}
