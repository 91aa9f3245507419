import Authorization
import DocumentSyntax
import SourceText

/// Tables of expected decisions:
///
/// ```yaml
/// table:
///   - [principal, action,        database,     replica]
///   - [app,       sm:GetSecret,  allowed,      implicitDeny]
/// ```
///
/// The first row names what stands before the decisions (`principal`, `action`, `resource`), then the columns: names of one of the
/// others. What neither rows nor columns say, the case says.
extension TestFileReading {
  /// What a table can vary.
  enum Dimension: String, CaseIterable {
    case principal, action, resource
  }

  mutating func readTable(_ node: SyntaxNode, _ settings: CaseSettings, path: [String]) {
    guard node.kind == .array, node.elements.count >= 2, let header = node.elements.first else {
      return report(
        .field, "expected `table` to be a list of rows, the first of which names the columns", at: opening(of: node))
    }
    guard let layout = layout(header, settings) else { return }
    for row in node.elements.dropFirst() { readRow(row, layout, settings, path: path) }
  }

  /// What the first row says.
  private struct Layout {
    var rowDimensions: [Dimension]
    var columnDimension: Dimension
    var columns: [CaseSettings.Text]

    var width: Int { rowDimensions.count + columns.count }
  }

  private mutating func layout(_ header: SyntaxNode, _ settings: CaseSettings) -> Layout? {
    guard let cells = texts(header, "the first row of `table`") else { return nil }
    let leading = cells.prefix { Dimension(rawValue: $0.value) != nil }
    let rowDimensions = leading.compactMap { Dimension(rawValue: $0.value) }
    let columns = Array(cells.dropFirst(leading.count))
    guard !rowDimensions.isEmpty, Set(rowDimensions).count == rowDimensions.count, rowDimensions.count < 3,
      !columns.isEmpty
    else {
      report(
        .field,
        "expected the first row to begin with one or two of `principal`, `action`, `resource`, then the columns",
        at: header.range)
      return nil
    }
    let others = Dimension.allCases.filter { !rowDimensions.contains($0) }
    var fitting = others.filter { dimension in columns.allSatisfy { isName($0.value, of: dimension) } }
    // What the case says already is not what the columns say.
    if fitting.count > 1 { fitting = fitting.filter { given($0, settings).isEmpty } }
    guard fitting.count == 1, let columnDimension = fitting.first else {
      reportColumns(columns, others, isAmbiguous: fitting.count > 1)
      return nil
    }
    for dimension in others where dimension != columnDimension && given(dimension, settings).isEmpty {
      report(.missingField, "neither the table nor the case says the `\(dimension.rawValue)`", at: header.range)
      return nil
    }
    return Layout(rowDimensions: rowDimensions, columnDimension: columnDimension, columns: columns)
  }

  private mutating func reportColumns(_ columns: [CaseSettings.Text], _ others: [Dimension], isAmbiguous: Bool) {
    let kinds = others.map { "`\($0.rawValue)`" }.joined(separator: " or ")
    // The one column that is nothing at all, else the first that is not what the others are.
    let stranger = columns.first { column in !others.contains { isName(column.value, of: $0) } }
    guard let stranger, let first = columns.first else {
      guard let first = columns.first else { return }
      return report(
        .field,
        isAmbiguous
          ? "the columns can each be a \(kinds)" : "the columns are not all names of the same: each is a \(kinds)",
        at: first.node.range.union(columns.last?.node.range ?? first.node.range))
    }
    _ = first
    let names = others.flatMap { dimension in
      dimension == .principal ? principals.keys.map(\.name) : dimension == .resource ? resources.keys.map(\.name) : []
    }
    report(
      .unknownName, "the column `\(stranger.value)` is no \(kinds) of this file", at: stranger.node.range,
      help: Self.suggestion(stranger.value, among: names))
  }

  private func isName(_ text: String, of dimension: Dimension) -> Bool {
    switch dimension {
    case .principal: return principals.entries[text] != nil || Self.principal(named: text) != nil
    case .resource: return resources.entries[text] != nil || Self.isResource(text)
    case .action:
      return principals.entries[text] == nil && resources.entries[text] == nil && !Self.isResource(text)
        && text.contains(":")
    }
  }

  private func given(_ dimension: Dimension, _ settings: CaseSettings) -> [CaseSettings.Text] {
    switch dimension {
    case .principal: return settings.principals
    case .action: return settings.actions
    case .resource: return settings.resources
    }
  }

  // MARK: Rows

  private mutating func readRow(_ row: SyntaxNode, _ layout: Layout, _ settings: CaseSettings, path: [String]) {
    guard row.kind == .array, row.elements.count == layout.width else {
      return report(
        .field, "expected a row of \(layout.width) cells, as the first row has", at: row.range)
    }
    var settings = settings
    let cells = Array(row.elements)
    for (dimension, cell) in zip(layout.rowDimensions, cells) {
      guard let values = texts(cell, "the `\(dimension.rawValue)` of a row") else { return }
      set(dimension, values, in: &settings)
    }
    for (column, cell) in zip(layout.columns, cells.dropFirst(layout.rowDimensions.count)) {
      // A question that makes no sense is left out: `~`.
      if cell.kind == .null { continue }
      guard let outcome = outcome(cell) else { continue }
      set(layout.columnDimension, [column], in: &settings)
      addCell(cell, Expectation(outcome), layout, settings, path: path)
    }
  }

  private mutating func addCell(
    _ cell: SyntaxNode, _ expectation: Expectation, _ layout: Layout, _ settings: CaseSettings, path: [String]
  ) {
    for principal in settings.principals {
      for action in settings.actions {
        for resource in settings.resources {
          let question = Question(principal: principal, action: action, resource: resource)
          let labels = (layout.rowDimensions + [layout.columnDimension]).map { dimension in
            switch dimension {
            case .principal: return principal.value
            case .action: return action.value
            case .resource: return resource.value
            }
          }
          let name = (path + [labels.joined(separator: " ")]).joined(separator: " / ")
          result.names.append(name)
          addCase(question, settings, name: name, range: cell.range, expectation: expectation, by: nil)
        }
      }
    }
  }

  private func set(_ dimension: Dimension, _ values: [CaseSettings.Text], in settings: inout CaseSettings) {
    switch dimension {
    case .principal: settings.principals = values
    case .action: settings.actions = values
    case .resource: settings.resources = values
    }
  }
}
