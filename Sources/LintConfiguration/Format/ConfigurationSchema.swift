public import DocumentSyntax
import PolicyChecks

/// The JSON Schema of `iamsim.yaml`, written from the same descriptions that the reader goes by.
public enum ConfigurationSchema {
  /// Where the schema lies in the repository.
  public static let path = "docs/schema/iamsim.schema.json"

  /// The schema.
  /// https://json-schema.org/draft/2020-12/schema
  public static var value: JSONValue {
    var members: [JSONValue.Member] = [
      .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
      .init("title", "The configuration of iamsim lint"),
      .init(
        "description",
        "iamsim.yaml, described in docs/configuration.md. Written by `iamsim lint --print-config-schema`: do not edit."),
    ]
    guard case .object(let root) = object(ConfigurationFormat.file) else { return .object(members) }
    members += root
    let definitions = objects.map { JSONValue.Member($0.name, object($0)) }
    members.append(.init("$defs", .object(definitions)))
    return .object(members)
  }

  /// The schema as a document.
  public static var text: String { JSONWriter.pretty.write(value) + "\n" }

  /// The objects that others refer to.
  static let objects = [
    ConfigurationFormat.paths, ConfigurationFormat.policyUse, ConfigurationFormat.trusted,
    ConfigurationFormat.principals, ConfigurationFormat.customRule, ConfigurationFormat.statements,
    ConfigurationFormat.conditions, ConfigurationFormat.condition, ConfigurationFormat.names,
    ConfigurationFormat.suppression,
  ]

  private static func object(_ format: ObjectFormat) -> JSONValue {
    var members: [JSONValue.Member] = [.init("type", "object")]
    if !format.requiredKeys.isEmpty {
      members.append(.init("required", .array(format.requiredKeys.map { .string($0) })))
    }
    members.append(.init("additionalProperties", false))
    let properties = format.fields.map { field -> JSONValue.Member in
      guard case .object(let value) = self.value(field.format) else { return .init(field.name, true) }
      return .init(field.name, .object([.init("description", .string(field.description))] + value))
    }
    members.append(.init("properties", .object(properties)))
    return .object(members)
  }

  private static func value(_ format: ValueFormat) -> JSONValue {
    switch format {
    case .text(let pattern?): return ["type": "string", "pattern": .string(pattern)]
    case .text(nil): return ["type": ["string", "number", "boolean"]]
    case .digits(let pattern): return ["type": ["string", "integer"], "pattern": .string(pattern)]
    case .flag: return ["type": "boolean"]
    case .words(let words): return ["enum": .array(words.map { .string($0) })]
    case .wordsOrFlag(let words):
      return ["enum": .array(words.map { .string($0) } + [.boolean(true), .boolean(false)])]
    case .exactly(let number): return ["const": .integer(number)]
    case .list(let element): return ["type": "array", "items": value(element)]
    case .oneOrMore(let element):
      let one = value(element)
      return ["anyOf": [one, ["type": "array", "minItems": 1, "items": one]]]
    case .rules(let words):
      let others = RuleConfiguration.Default.allCases.map(\.rawValue)
      return [
        "type": "object", "properties": ["default": value(.wordsOrFlag(others))],
        "additionalProperties": value(.wordsOrFlag(words)),
      ]
    case .map(let element): return ["type": "object", "additionalProperties": value(element)]
    case .object(let format): return ["$ref": .string("#/$defs/" + format.name)]
    }
  }
}
