import PolicyChecks
import ServiceCatalog
import SourceText

/// What every rule finds in a text that stands where an example of a rule does.
func findings(_ text: String, _ example: RuleExample) throws -> [Finding] {
  let engine = RuleEngine(configuration: RuleConfiguration(others: .on), catalog: try ServiceCatalog.embedded())
  return engine.findings(
    RuleSubject(
      reading: SourceFile(name: "p.json", text: text), kind: example.kind, resourceType: example.resourceType,
      surroundings: example.surroundings))
}
