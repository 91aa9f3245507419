import AccountModel
import SourceText

/// A line of a credential report.
///
/// Columns that a report lacks say nothing; those that AWS adds are passed over.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
struct CredentialReportRow {
  /// The number of each column, by its name in lower case.
  var columns: [String: Int]
  var values: [CommaSeparatedValues.Value]

  /// - Parameter place: what to show for some bytes of the line.
  func credentials(_ place: (ByteRange) -> DeclaredPlace) -> UserCredentials {
    UserCredentials(
      name: text("user") ?? "", arn: text("arn") ?? "", password: password, hasMFA: flag("mfa_active"),
      accessKeys: [1, 2].compactMap(accessKey), place: place(value("arn")?.range ?? ByteRange(0, 0)))
  }

  private var password: UserCredentials.Password {
    switch flag("password_enabled") {
    case true?:
      .set(CredentialUse(changed: time("password_last_changed"), lastUsed: time("password_last_used")))
    case false?: .none
    case nil: .unknown
    }
  }

  private func accessKey(_ number: Int) -> UserCredentials.AccessKey? {
    let column = "access_key_\(number)_"
    guard flag(column + "active") == true else { return nil }
    return UserCredentials.AccessKey(
      number: number,
      use: CredentialUse(changed: time(column + "last_rotated"), lastUsed: time(column + "last_used_date")))
  }

  private func value(_ column: String) -> CommaSeparatedValues.Value? { columns[column].map { values[$0] } }

  private func text(_ column: String) -> String? { value(column)?.text }

  /// `TRUE` or `FALSE`; AWS's page writes them in capitals, its reports in small letters.
  private func flag(_ column: String) -> Bool? {
    switch text(column)?.lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }

  /// A time; `nil` for `N/A`, `no_information` and `not_supported`.
  private func time(_ column: String) -> String? {
    text(column).flatMap { $0.utf8.first.map { (0x30...0x39).contains($0) } == true ? $0 : nil }
  }
}
