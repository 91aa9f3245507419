import AWSInterface
import AccountModel
import Authorization
import DocumentSyntax
import PolicySources
import SourceText

enum Fixtures {
  /// The account of `testdata/accounts/payments.json`.
  static func payments() throws -> Account {
    let here = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    let path = here.dropLast(3).joined(separator: "/") + "/testdata/accounts/payments.json"
    return AccountAuthorizationDetailsReader().read(try SourceReader().read(path)).account
  }

  static func file(_ text: String) -> SourceFile { SourceFile(name: "policy.json", text: text) }

  /// A policy of statements written as JSON objects.
  static func policy(_ statements: String...) -> SourceFile {
    file(#"{"Version": "2012-10-17", "Statement": ["# + statements.joined(separator: ", ") + "]}")
  }

  static func allow(_ action: String, on resource: String = "*") -> String {
    #"{"Effect": "Allow", "Action": "\#(action)", "Resource": "\#(resource)"}"#
  }

  static func deny(_ action: String, on resource: String = "*") -> String {
    #"{"Effect": "Deny", "Action": "\#(action)", "Resource": "\#(resource)"}"#
  }

  /// A resource policy's statement.
  static func grant(_ principal: String, _ action: String, effect: String = "Allow") -> String {
    #"{"Effect": "\#(effect)", "Principal": \#(principal), "Action": "\#(action)", "Resource": "*"}"#
  }

  /// A simulation of given policies.
  static func custom(
    _ policies: [SourceFile], _ actions: [String], on resources: [String] = [],
    _ change: (inout SimulationRequest) -> Void = { _ in }
  ) -> SimulationRequest {
    var request = SimulationRequest(.custom)
    request.policyInputs = policies
    request.actionNames = actions
    request.resourceARNs = resources
    change(&request)
    return request
  }

  /// A simulation of a principal of the account `payments.json`.
  static func principal(
    _ source: String, _ actions: [String], on resources: [String] = [],
    _ change: (inout SimulationRequest) -> Void = { _ in }
  ) throws -> SimulationRequest {
    var request = SimulationRequest(.principal)
    request.account = try payments()
    request.policySourceARN = source
    request.actionNames = actions
    request.resourceARNs = resources
    change(&request)
    return request
  }

  static func decision(_ request: SimulationRequest) throws -> Decision? {
    try Simulator().run(request).actions.first?.decision
  }

  /// The error a simulation ends with.
  static func error(_ request: SimulationRequest) -> InterfaceError? {
    do {
      _ = try Simulator().run(request)
      return nil
    } catch {
      return error
    }
  }

  static let alice = "arn:aws:iam::111122223333:user/alice"
  static let secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-AbCdEf"
}

extension JSONValue {
  /// The elements of an array; none for anything else.
  var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// The keys of an object, in order.
  var keys: [String] {
    if case .object(let members) = self { members.map(\.key) } else { [] }
  }

  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A value at a path of keys and, for arrays, numbers from 0.
  func at(_ path: String...) -> JSONValue? {
    path.reduce(self as JSONValue?) { value, step in
      guard let value else { return nil }
      if let index = Int(step) {
        return value.elements.indices.contains(index) ? value.elements[index] : nil
      }
      return value[step]
    }
  }
}
