import DocumentSyntax
import Foundation
import LintConfiguration
import Testing

/// The schema in docs is the one that the program prints, and says what the reader goes by.
@Suite struct ConfigurationSchemaTests {
  private static let file = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: ConfigurationSchema.path)

  @Test("the schema in docs is up to date; with IAMSIM_RECORD=1 it is written anew")
  func isUpToDate() throws {
    if ProcessInfo.processInfo.environment["IAMSIM_RECORD"] == "1" {
      try Data(ConfigurationSchema.text.utf8).write(to: Self.file)
    }
    #expect(try String(contentsOf: Self.file, encoding: .utf8) == ConfigurationSchema.text)
  }

  /// Every path of keys in a full configuration, which has all that there are, is one of the schema, and the other way
  /// round.
  @Test func readerAndSchemaKnowTheSameKeys() throws {
    let settings = Sample.settings(ConfigurationReaderTests.full)
    #expect(Sample.problems(settings) == [])
    let root = try #require(DocumentParser().parse(settings.file).tree.root)
    var inExample: Set<String> = ["$schema"]
    Self.collect(JSONValue(root), ConfigurationSchema.value, "", &inExample)
    var inSchema: Set<String> = []
    Self.keys(ConfigurationSchema.value, "", &inSchema)
    #expect(inExample.symmetricDifference(inSchema).sorted() == [])
  }

  /// The keys of a document at places where the schema has fixed ones.
  private static func collect(_ value: JSONValue, _ schema: JSONValue, _ path: String, _ keys: inout Set<String>) {
    let schema = resolved(schema)
    if case .array(let elements) = value {
      for element in elements { collect(element, schema["items"] ?? schema, path, &keys) }
    }
    guard case .object(let members) = value else { return }
    for member in members {
      if let inner = schema["properties"]?[member.key] {
        keys.insert(path + member.key)
        collect(member.value, inner, path + member.key + ".", &keys)
      } else if let inner = schema["additionalProperties"], case .object = inner {
        collect(member.value, inner, path, &keys)
      } else {
        keys.insert(path + member.key + " is not in the schema")
      }
    }
  }

  private static func keys(_ schema: JSONValue, _ path: String, _ found: inout Set<String>) {
    let schema = resolved(schema)
    if let items = schema["items"] { keys(items, path, &found) }
    if let others = schema["additionalProperties"], case .object = others { keys(others, path, &found) }
    guard case .object(let members)? = schema["properties"] else { return }
    for member in members {
      found.insert(path + member.key)
      keys(member.value, path + member.key + ".", &found)
    }
  }

  /// A schema, its references followed, and of one value or several the one.
  private static func resolved(_ schema: JSONValue) -> JSONValue {
    if case .array(let choices)? = schema["anyOf"], let first = choices.first { return resolved(first) }
    guard case .string(let reference)? = schema["$ref"] else { return schema }
    let name = String(reference.dropFirst("#/$defs/".count))
    return ConfigurationSchema.value["$defs"]?[name] ?? .null
  }
}
