import AWSInterface
import Authorization
import SourceText
import Testing

/// AWS's managed policies, attached by ARN alone.
@Suite("AWS managed policies by ARN")
struct ManagedPolicyTests {
  private func simulate(_ policies: [String], _ action: String, boundary: String? = nil) throws -> Simulation {
    let arguments = SimulationArguments()
    var request = SimulationRequest(.custom)
    request.policyInputs = try arguments.documents(policies, flag: "--policy-input-list")
    if let boundary { request.permissionsBoundaryInputs = try arguments.documents([boundary], flag: "--boundary") }
    request.actionNames = [action]
    return try Simulator().run(request)
  }

  private func decision(_ policies: [String], _ action: String, boundary: String? = nil) throws -> Decision? {
    try simulate(policies, action, boundary: boundary).actions.first?.decision
  }

  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SecretsManagerReadWrite.html: allows `secretsmanager:*`
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html: allows everything
  @Test func theyTakePartLikeAnyOther() throws {
    let readWrite = "arn:aws:iam::aws:policy/SecretsManagerReadWrite"
    #expect(try decision([readWrite], "secretsmanager:GetSecretValue") == .allowed)
    #expect(try decision([readWrite], "iam:CreateUser") == .implicitDeny)
    let administrator = "arn:aws:iam::aws:policy/AdministratorAccess"
    #expect(try decision([administrator], "iam:CreateUser") == .allowed)
    #expect(try decision([administrator], "iam:CreateUser", boundary: readWrite) == .implicitDeny)
    #expect(try decision([administrator], "secretsmanager:GetSecretValue", boundary: readWrite) == .allowed)
  }

  /// Laid out in lines it has more characters than the service takes from a caller.
  @Test func theLongestCanBeUsed() throws {
    #expect(try decision(["arn:aws:iam::aws:policy/ReadOnlyAccess"], "s3:GetObject") == .allowed)
  }

  @Test func aListOfThemIsTakenToo() throws {
    let list =
      #"["arn:aws:iam::aws:policy/SecretsManagerReadWrite", {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}]"#
    #expect(try decision([list], "secretsmanager:GetSecretValue") == .explicitDeny)
  }

  @Test func theVersionIsSaid() throws {
    let arn = "arn:aws:iam::aws:policy/SecretsManagerReadWrite"
    let notes = try simulate([arn], "secretsmanager:GetSecretValue").notes
    #expect(notes.count { $0.hasPrefix("`\(arn)` is taken in its version `v") } == 1)
  }
}
