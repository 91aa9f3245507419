import DocumentSyntax

/// JSON as the AWS CLI prints it: four spaces a level.
enum JSONReport {
  static func text(_ value: JSONValue) -> String { JSONWriter.pretty.write(value) + "\n" }
}
