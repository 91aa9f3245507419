import Foundation

/// As much of JSON Schema as the schemas in docs/schema use; any other keyword is refused rather than ignored.
/// https://json-schema.org/draft/2020-12/json-schema-validation
struct JSONSchema {
  private let path: String
  private let root: [String: Any]
  private let start: [String: Any]

  /// - Parameter definition: what documents are held against; by default the whole schema.
  init(_ path: String, definition: String? = nil) throws {
    let data = Data(try Repository.text(path).utf8)
    guard let root = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw ChildProcess.Failure(description: "\(path) is not a JSON object")
    }
    self.path = path
    self.root = root
    guard let definition else {
      start = root
      return
    }
    guard let start = (root["$defs"] as? [String: Any])?[definition] as? [String: Any] else {
      throw ChildProcess.Failure(description: "\(path) has no definition \(definition)")
    }
    self.start = start
  }

  /// What in a document is not as the schema says.
  func problems(in text: String) throws -> [String] {
    problems(try JSONSerialization.jsonObject(with: Data(text.utf8)), start, "$")
  }

  private func problems(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    var problems: [String] = []
    for (keyword, rule) in schema {
      switch (keyword, rule) {
      case ("$schema", _), ("$defs", _), ("title", _), ("description", _), ("properties", _): break
      case ("$ref", let reference as String) where !reference.hasPrefix("#"):
        guard let schema = other(reference) else { return ["\(path): no definition \(reference)"] }
        problems += schema.problems(value, schema.start, path)
      case ("$ref", let reference as String):
        let definitions = root["$defs"] as? [String: Any] ?? [:]
        guard let target = definitions[String(reference.dropFirst("#/$defs/".count))] as? [String: Any] else {
          return ["\(path): no definition \(reference)"]
        }
        problems += self.problems(value, target, path)
      case ("type", let type as String):
        if !Self.has(value, type) { problems.append("\(path): expected \(type), found \(value)") }
      case ("type", let types as [String]):
        if !types.contains(where: { Self.has(value, $0) }) {
          problems.append("\(path): expected one of \(types), found \(value)")
        }
      case ("enum", let allowed as [NSObject]):
        if !allowed.contains(where: { Self.same($0, value) }) {
          problems.append("\(path): \(value) is not in \(allowed)")
        }
      case ("const", let only as NSObject):
        if !Self.same(only, value) { problems.append("\(path): \(value) is not \(only)") }
      case ("anyOf", let choices as [[String: Any]]):
        let found = choices.map { self.problems(value, $0, path) }
        if !found.contains([]) { problems += found.joined() }
      case ("pattern", let pattern as String):
        guard let text = value as? String else { break }
        if (try? Regex(pattern).firstMatch(in: text)) == nil {
          problems.append("\(path): \(text) does not match \(pattern)")
        }
      case ("minItems", let minimum as Int):
        if let list = value as? [Any], list.count < minimum {
          problems.append("\(path): \(list.count) items are too few")
        }
      case ("minimum", let minimum as Int):
        if let number = value as? Int, number < minimum { problems.append("\(path): \(number) is below \(minimum)") }
      case ("required", let names as [String]):
        guard let members = value as? [String: Any] else { break }
        for name in names where members[name] == nil { problems.append("\(path): no \(name)") }
      case ("items", let items as [String: Any]):
        for (index, element) in ((value as? [Any]) ?? []).enumerated() {
          problems += self.problems(element, items, "\(path)[\(index)]")
        }
      case ("additionalProperties", _):
        problems += members(value, schema, rule, path)
      default: problems.append("\(path): keyword \(keyword) is not understood")
      }
    }
    return problems
  }

  /// What a reference to a schema beside this one means: `other.schema.json#/$defs/name`.
  private func other(_ reference: String) -> JSONSchema? {
    let parts = reference.split(separator: "#/$defs/").map(String.init)
    guard parts.count == 2, let slash = path.lastIndex(of: "/") else { return nil }
    return try? JSONSchema(path[...slash] + parts[0], definition: parts[1])
  }

  private func members(_ value: Any, _ schema: [String: Any], _ others: Any, _ path: String) -> [String] {
    let properties = schema["properties"] as? [String: Any] ?? [:]
    var problems: [String] = []
    for (name, member) in (value as? [String: Any]) ?? [:] {
      if let rule = (properties[name] ?? others) as? [String: Any] {
        problems += self.problems(member, rule, "\(path).\(name)")
      } else {
        problems.append("\(path): \(name) is not expected")
      }
    }
    return problems
  }

  private static func has(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "object": return value is [String: Any]
    case "array": return value is [Any]
    case "string": return value is String
    case "null": return value is NSNull
    case "boolean": return (value as? NSNumber).map(isBoolean) ?? false
    case "number": return (value as? NSNumber).map { !isBoolean($0) } ?? false
    case "integer":
      return (value as? NSNumber).map { !isBoolean($0) && $0.doubleValue == $0.doubleValue.rounded() } ?? false
    default: return false
    }
  }

  /// Whether two values are equal, and a boolean is no number.
  private static func same(_ one: NSObject, _ other: Any) -> Bool {
    guard let other = other as? NSObject, one == other else { return false }
    guard let number = one as? NSNumber, let otherNumber = other as? NSNumber else { return true }
    return isBoolean(number) == isBoolean(otherNumber)
  }

  private static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
