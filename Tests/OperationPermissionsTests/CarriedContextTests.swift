import Authorization
import OperationPermissions
import Testing

/// Of what is stated for a call, only what holds of them goes into the requests that it leads to.
@Suite struct CarriedContextTests {
  private typealias Fixture = CallFixtures

  private static let stated = RequestContext([
    .init("aws:SourceIp", ["203.0.113.7"]), .init("aws:SourceVpce", ["vpce-1"]), .init("aws:ViaAWSService", ["false"]),
    .init("aws:RequestedRegion", ["us-west-2"]), .init("aws:PrincipalOrgID", ["o-1"]),
    .init("aws:ResourceTag/Team", ["a"]), .init("secretsmanager:ResourceTag/Team", ["a"]),
    .init("aws:RequestTag/Team", ["a"]), .init("kms:EncryptionContext:SecretVersionId", ["v1"]),
    .init("aws:CurrentTime", ["2026-01-01T00:00:00Z"]),
  ])

  private func carried(_ operation: String, _ resources: [ResourceRole: [String]], check: Int) throws -> [String] {
    let expansion = try Fixture.expand(operation, resources)
    let service = String(operation.prefix { $0 != ":" })
    return expansion.checks[check].carried(Self.stated, fromCallTo: service).entries.map(\.name)
  }

  @Test func theOperationHasAll() throws {
    let names = try carried("secretsmanager:GetSecretValue", [.target: [Fixture.secret]], check: 0)
    #expect(names == Self.stated.entries.map(\.name))
  }

  /// What a VPC endpoint tells ends with the first call; the source address is passed on.
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
  @Test func callsOfTheService() throws {
    #expect(
      try carried("secretsmanager:GetSecretValue", [.target: [Fixture.secret]], check: 1) == [
        "aws:SourceIp", "aws:PrincipalOrgID", "kms:EncryptionContext:SecretVersionId", "aws:CurrentTime",
      ])
  }

  @Test func rolesThatArePassed() throws {
    #expect(
      try carried(
        "ecs:RegisterTaskDefinition",
        [
          .target: ["arn:aws:ecs:us-west-2:111122223333:task-definition/web:1"],
          .passedRole: ["arn:aws:iam::111122223333:role/task"],
        ], check: 1) == [
          "aws:SourceIp", "aws:SourceVpce", "aws:ViaAWSService", "aws:RequestedRegion", "aws:PrincipalOrgID",
          "secretsmanager:ResourceTag/Team", "kms:EncryptionContext:SecretVersionId", "aws:CurrentTime",
        ])
  }

  @Test func callsOfTheServiceForItself() throws {
    #expect(
      try carried(
        "secretsmanager:RotateSecret", [.target: [Fixture.secret], .rotationFunction: [Fixture.function]], check: 2)
        == [
          "aws:CurrentTime"
        ])
  }
}
