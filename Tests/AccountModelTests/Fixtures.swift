import AccountModel
import PolicySources
import SourceText

enum Fixtures {
  /// The folder of the account files.
  static var accounts: String {
    let here = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return here.dropLast(3).joined(separator: "/") + "/testdata/accounts"
  }

  /// The account `payments.json` and the file it came from.
  static func payments() throws -> (account: Account, file: SourceFile) {
    let file = try SourceReader().read("file://\(accounts)/payments.json")
    let result = AccountAuthorizationDetailsReader().read(file)
    guard result.diagnostics.isEmpty else { throw UnexpectedDiagnostics(messages: result.diagnostics.map(\.message)) }
    return (result.account, file)
  }

  /// Reads an account given as text.
  static func read(_ text: String) -> AccountAuthorizationDetailsReader.Result {
    AccountAuthorizationDetailsReader().read(SourceFile(name: "account.json", text: text))
  }
}

struct UnexpectedDiagnostics: Error {
  var messages: [String]
}
