import DocumentSyntax
import Foundation
import LintConfiguration
import ServiceCatalog
import SourceText
import Testing

/// The configurations in documents and examples are without mistakes, for the reader and for the schema alike.
@Suite struct ConfigurationExampleTests {
  /// Every configuration of the repository, and those in docs/configuration.md.
  static let examples: [(name: String, text: String)] = {
    var found: [(String, String)] = []
    let files = FileManager.default.enumerator(atPath: Repository.path("testdata"))
    while let file = files?.nextObject() as? String {
      guard file.hasSuffix("iamsim.yaml"), !file.contains("broken") else { continue }
      found.append((file, (try? Repository.text("testdata/" + file)) ?? ""))
    }
    let document = (try? Repository.text("docs/configuration.md")) ?? ""
    for part in document.components(separatedBy: "```yaml\n").dropFirst() {
      found.append(("docs/configuration.md \(found.count)", part.components(separatedBy: "\n```")[0] + "\n"))
    }
    return found
  }()

  @Test func thereAreSome() { #expect(Self.examples.count >= 2) }

  @Test(arguments: examples.map(\.name))
  func areInOrder(name: String) throws {
    let text = try #require(Self.examples.first { $0.name == name }?.text)
    let file = SourceFile(name: "iamsim.yaml", text: text)
    let contents = ConfigurationReader(catalog: try .embedded()).read(file)
    #expect(contents.diagnostics.map(\.message) == [])
    let root = try #require(DocumentParser().parse(file).tree.root)
    let json = JSONWriter.compact.write(JSONValue(root))
    #expect(try JSONSchema("docs/schema/iamsim.schema.json").problems(in: json) == [])
  }

  /// What the reader refuses for its shape, the schema refuses too.
  @Test(
    arguments: [
      "fail-on: hgh", "nonsense: 1", "version: 2", "rules: [a]", "rules: {invalid-action: warn}",
      "rules: {default: low}",
      "paths: all", "paths: {include: []}", "policy-kinds: {path: a}", "policy-kinds: [{path: a, kind: trust}]",
      "policy-kinds: [{kind: identity}]", "account: \"1234\"", "trusted: {organization: o-1}",
      "secret-keys: {'arn:aws:secretsmanager:us-west-2:111122223333:secret:a-a1B2c3': alias/app}",
      "policy-kinds: [{path: a, kind: resource, attached-to: reports}]",
      "suppressions: [{rule: invalid-action}]", "suppressions: [{reason: x}]",
      "suppressions: [{rule: invalid-action, reason: x, expires: soon}]", "custom-rules: {a: {severity: low}}",
      "custom-rules: {a: {message: m, names: {of: user, pattern: a}}}",
      "custom-rules: {a: {message: m, conditions: {all-of: [{values: x}]}}}",
    ])
  func mistakesAreMistakesOfTheSchema(text: String) throws {
    let file = SourceFile(name: "iamsim.yaml", text: text)
    #expect(ConfigurationReader().read(file).hasErrors)
    let root = try #require(DocumentParser().parse(file).tree.root)
    let json = JSONWriter.compact.write(JSONValue(root))
    #expect(try JSONSchema("docs/schema/iamsim.schema.json").problems(in: json) != [])
  }
}
