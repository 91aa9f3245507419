/// A policy that AWS made and keeps, in its default version.
///
/// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
public struct ManagedPolicy: Sendable, Hashable {
  /// Its name: `SecretsManagerReadWrite`.
  public let name: String
  /// Its path, which begins and ends with a slash.
  public let path: String
  /// The default version, such as `v5`.
  public let version: String
  /// The day on which that version was made, `YYYY-MM-DD`.
  public let date: String
  /// The document of that version: JSON in one line.
  public let document: String

  /// Its ARN in a partition.
  ///
  /// The data are those of the partition `aws`; the others have policies of the same names, some with other documents.
  public func arn(partition: String = "aws") -> String { "arn:\(partition):iam::aws:policy\(path)\(name)" }
}
