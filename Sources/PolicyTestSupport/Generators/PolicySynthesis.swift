import PolicyLanguage
import SourceText

/// Builds policies that were written in no file.
enum PolicySynthesis {
  static let file = SourceFile(name: "generated", text: "")
  static let nowhere = ByteRange(0, 0)

  static func located<Value: Sendable>(_ value: Value) -> Located<Value> { Located(value, at: nowhere) }

  static func list(_ values: [String], isNegated: Bool) -> ListElement {
    ListElement(isNegated: isNegated, nameRange: nowhere, range: nowhere, values: values.map(located))
  }

  static func principal(_ entries: [(PrincipalElement.Kind, String)], isNegated: Bool) -> PrincipalElement {
    PrincipalElement(
      isNegated: isNegated, nameRange: nowhere, range: nowhere,
      entries: entries.map { PrincipalElement.Entry(kind: $0.0, value: located($0.1)) })
  }

  static func clause(_ operatorName: String, _ key: String, _ values: [ConditionValue]) -> ConditionClause {
    ConditionClause(
      operatorName: located(ConditionOperatorName(parsing: operatorName)), key: located(key), valuesRange: nowhere,
      values: values.map(located))
  }

  static func condition(_ clauses: [ConditionClause]) -> ConditionBlock? {
    clauses.isEmpty ? nil : ConditionBlock(nameRange: nowhere, range: nowhere, clauses: clauses)
  }

  static func policy(_ kind: PolicyKind, version: PolicyVersion?, _ statements: [Statement]) -> Policy {
    Policy(file: file, range: nowhere, kind: kind, version: version.map(located), statements: statements)
  }

  static func statement(
    _ effect: Effect, principal: PrincipalElement? = nil, action: ListElement, resource: ListElement?,
    condition: ConditionBlock? = nil
  ) -> Statement {
    Statement(
      range: nowhere, effect: located(effect), principal: principal, action: action, resource: resource,
      condition: condition)
  }
}
