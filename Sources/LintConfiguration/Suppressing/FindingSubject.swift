import PolicyChecks
import PolicyLanguage
import SourceText

/// What in a policy a finding is about.
struct FindingSubject {
  /// The statement that holds its first place.
  var statement: Statement?
  /// The values of `Action` or `NotAction` that it points at.
  var namedActions: [String] = []
  /// The values of `Resource` or `NotResource` that it points at.
  var namedResources: [String] = []

  init(_ finding: Finding, in policy: Policy?) {
    guard let policy else { return }
    statement = Self.statement(of: policy, at: finding.range.lowerBound)
    guard let statement else { return }
    for location in finding.locations {
      namedActions += Self.values(of: statement.action, at: location.range)
      namedResources += Self.values(of: statement.resource, at: location.range)
    }
  }

  /// The actions that it is about: those it points at, or else all of the statement.
  var actions: [String] {
    namedActions.isEmpty ? statement?.action?.values.map(\.value) ?? [] : namedActions
  }

  /// The resources that it is about: those it points at, or else all of the statement.
  var resources: [String] {
    namedResources.isEmpty ? statement?.resource?.values.map(\.value) ?? [] : namedResources
  }

  private static func values(of element: ListElement?, at range: ByteRange) -> [String] {
    guard let element, element.range.contains(range.lowerBound) else { return [] }
    return element.values.filter { $0.range.lowerBound < range.upperBound && range.lowerBound < $0.range.upperBound }
      .map(\.value)
  }

  /// The statement around a byte, by bisection.
  private static func statement(of policy: Policy, at offset: Int) -> Statement? {
    let all = policy.statements
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if all[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    guard low < all.count, all[low].range.contains(offset) else { return nil }
    return all[low]
  }
}
