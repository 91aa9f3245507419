import Authorization
import OperationPermissions
import ServiceCatalog
import Testing

/// Calls that are expanded.
enum CallFixtures {
  static let secret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/db-a1b2c3"
  static let otherSecret = "arn:aws:secretsmanager:us-west-2:111122223333:secret:app/web-a1b2c3"
  static let key = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  static let otherKey = "arn:aws:kms:us-west-2:111122223333:key/other"
  static let function = "arn:aws:lambda:us-west-2:111122223333:function:rotate"

  static func expand(
    _ operation: String, _ resources: [ResourceRole: [String]] = [:], _ change: (inout OperationCall) -> Void = { _ in }
  ) throws -> OperationExpansion {
    let operation = try #require(try ServiceCatalog.embedded().operation(named: operation))
    var call = OperationCall(operation, resources: resources)
    change(&call)
    return try call.expanded()
  }
}

extension OperationExpansion {
  /// A line for each check: `kms:Decrypt on ARN via secretsmanager`.
  var lines: [String] {
    checks.map { check in
      var line = "\(check.action) on \(check.resource.arn)"
      if case .services(let names) = check.call.forwarding {
        line += " via " + names.map { String($0.prefix { $0 != "." }) }.joined(separator: ",")
      }
      if case .service(let name) = check.asker { line += " by \(name)" }
      return line
    }
  }
}
