import PolicyLanguage
import SourceText
import Testing

/// Every kind of mistake, each in the smallest policy that has it.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
@Suite struct DiagnosticTests {
  @Test(arguments: documents + statements + lists)
  func documentsAndStatements(_ example: DiagnosticCase) { expectOnlyMistake(example) }

  @Test(arguments: principals + organizations)
  func principalsAndOrganizations(_ example: DiagnosticCase) { expectOnlyMistake(example) }

  @Test(arguments: conditions + variables)
  func conditionsAndVariables(_ example: DiagnosticCase) { expectOnlyMistake(example) }

  /// One mistake gives one diagnostic, at its place.
  private func expectOnlyMistake(_ example: DiagnosticCase) {
    let marked = MarkedText(example.document)
    let diagnostics = marked.parse(example.kind).diagnostics
    #expect(diagnostics.map(\.code) == [example.code.rawValue])
    #expect(diagnostics.map(\.severity) == [example.severity])
    #expect(diagnostics.map(\.range.lowerBound) == marked.marks)
  }

  @Test func everyCodeHasAnExample() {
    let examples = Self.documents + Self.statements + Self.lists + Self.principals + Self.organizations
    let missing = Set(PolicyDiagnosticCode.allCases)
      .subtracting((examples + Self.conditions + Self.variables).map(\.code))
    // The size is not checked by the parser; see SizeQuotaTests.
    #expect(missing == [.sizeQuota])
  }

  static let documents: [DiagnosticCase] = [
    DiagnosticCase(.policyNotObject, document: #"▸[{"Effect": "Allow"}]"#),
    DiagnosticCase(.policyNotObject, document: #"▸"{}""#),
    DiagnosticCase(
      .unknownElement, document: #"{"Version": "2012-10-17", ▸"Statements": []}"#.replacing("[]", with: ok)),
    DiagnosticCase(
      .unknownElement, document: #"{▸"version": "2012-10-17", "Statement": []}"#.replacing("[]", with: ok)),
    DiagnosticCase(
      .unknownElement, document: #"{"Version": "2012-10-17", ▸"Name": "n", "Statement": []}"#.replacing("[]", with: ok)),
    DiagnosticCase(
      .unknownElement,
      document: #"{"Version": "2012-10-17", ▸"Condition": {}, "Statement": []}"#.replacing("[]", with: ok)),
    DiagnosticCase(.wrongType, document: #"{"Version": ▸20121017, "Statement": []}"#.replacing("[]", with: ok)),
    DiagnosticCase(.wrongType, document: #"{"Version": "2012-10-17", "Statement": ▸"none"}"#),
    DiagnosticCase(.wrongType, document: #"{"Version": "2012-10-17", "Statement": ▸null}"#),
    DiagnosticCase(
      .wrongType, document: #"{"Statement": [▸"s", {"Effect": "Allow", "Action": "*", "Resource": "*"}]}"#),
    DiagnosticCase(.missingStatement, document: #"▸{"Version": "2012-10-17"}"#),
    DiagnosticCase(.missingStatement, document: #"▸{"Effect": "Allow", "Action": "*", "Resource": "*"}"#),
    DiagnosticCase(
      .missingStatement, document: #"▸{"Version": "2012-10-17", "Effect": "Allow", "Action": "*", "Resource": "*"}"#),
    DiagnosticCase(.emptyList, .warning, document: #"{"Version": "2012-10-17", "Statement": ▸[]}"#),
    DiagnosticCase(
      .invalidVersion, document: #"{"Version": ▸"2024-01-01", "Statement": []}"#.replacing("[]", with: ok)),
    DiagnosticCase(
      .invalidVersion, document: #"{"Version": ▸"2012-10-17 ", "Statement": []}"#.replacing("[]", with: ok)),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_id.html
    DiagnosticCase(.idNotAllowed, document: #"{▸"Id": "p", "Statement": []}"#.replacing("[]", with: ok)),
    DiagnosticCase(
      .idNotAllowed, .error, .session, document: #"{▸"Id": "p", "Statement": []}"#.replacing("[]", with: ok)),
    DiagnosticCase(
      .idNotAllowed, .warning, .serviceControl,
      document: #"{"Version": "2012-10-17", ▸"Id": "p", "Statement": []}"#.replacing("[]", with: ok)),
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
    DiagnosticCase(
      .characterNotPermitted, .warning,
      statement: #"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::k▸łó/*"}"#),
  ]

  /// A statement without mistakes.
  private static let ok = #"[{"Effect": "Allow", "Action": "*", "Resource": "*"}]"#

  static let statements: [DiagnosticCase] = [
    DiagnosticCase(.unknownElement, statement: #"{"Effect": "Allow", ▸"actions": "s3:GetObject", "Resource": "*"}"#),
    DiagnosticCase(.unknownElement, statement: #"{▸"effect": "Allow", "Action": "*", "Resource": "*"}"#),
    DiagnosticCase(.unknownElement, statement: #"{"Effect": "Allow", "Action": "*", ▸"Resources": ["*"]}"#),
    DiagnosticCase(
      .unknownElement, statement: #"{"Effect": "Allow", "Action": "*", "Resource": "*", ▸"Comment": "c"}"#),
    DiagnosticCase(
      .unknownElement, statement: #"{▸"Version": "2012-10-17", "Effect": "Allow", "Action": "*", "Resource": "*"}"#),
    DiagnosticCase(.missingEffect, statement: #"▸{"Action": "*", "Resource": "*"}"#),
    DiagnosticCase(.missingAction, statement: #"▸{"Effect": "Allow", "Resource": "*"}"#),
    DiagnosticCase(.missingResource, statement: #"▸{"Effect": "Allow", "Action": "*"}"#),
    DiagnosticCase(.missingResource, .error, .permissionsBoundary, statement: #"▸{"Effect": "Allow", "Action": "*"}"#),
    DiagnosticCase(.missingResource, .error, .serviceControl, statement: #"▸{"Effect": "Deny", "Action": "*"}"#),
    DiagnosticCase(
      .missingResource, .error, .vpcEndpoint, statement: #"▸{"Effect": "Allow", "Principal": "*", "Action": "*"}"#),
    // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
    DiagnosticCase(
      .missingResource, .warning, .kmsKey, statement: #"▸{"Effect": "Deny", "Principal": "*", "Action": "*"}"#),
    DiagnosticCase(
      .missingResource, .warning, .resource, statement: #"▸{"Effect": "Deny", "Principal": "*", "Action": "*"}"#),
    DiagnosticCase(
      .missingPrincipal, .error, .resource, statement: #"▸{"Effect": "Allow", "Action": "*", "Resource": "*"}"#),
    DiagnosticCase(
      .missingPrincipal, .error, .kmsKey, statement: #"▸{"Effect": "Allow", "Action": "*", "Resource": "*"}"#),
    DiagnosticCase(
      .missingPrincipal, .error, .vpcEndpoint, statement: #"▸{"Effect": "Allow", "Action": "*", "Resource": "*"}"#),
    DiagnosticCase(
      .missingPrincipal, .error, .resourceControl, statement: #"▸{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#
    ),
    DiagnosticCase(
      .missingPrincipal, .error, .roleTrust, statement: #"▸{"Effect": "Allow", "Action": "sts:AssumeRole"}"#),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html
    DiagnosticCase(.invalidEffect, statement: #"{"Effect": ▸"allow", "Action": "*", "Resource": "*"}"#),
    DiagnosticCase(.invalidEffect, statement: #"{"Effect": ▸"", "Action": "*", "Resource": "*"}"#),
    DiagnosticCase(.wrongType, statement: #"{"Effect": ▸["Allow"], "Action": "*", "Resource": "*"}"#),
    DiagnosticCase(.wrongType, statement: #"{"Effect": ▸true, "Action": "*", "Resource": "*"}"#),
    DiagnosticCase(.wrongType, statement: #"{"Sid": ▸1, "Effect": "Allow", "Action": "*", "Resource": "*"}"#),
    DiagnosticCase(.wrongType, statement: #"{"Effect": "Allow", "Action": ▸7, "Resource": "*"}"#),
    DiagnosticCase(.wrongType, statement: #"{"Effect": "Allow", "Action": "*", "Resource": ▸{"Ref": "Bucket"}}"#),
    DiagnosticCase(.wrongType, statement: #"{"Effect": "Allow", "Action": ["s3:Get*", ▸null], "Resource": "*"}"#),
    DiagnosticCase(
      .wrongType, statement: #"{"Effect": "Allow", "Action": ["s3:Get*", ▸["s3:Put*"]], "Resource": "*"}"#),
    DiagnosticCase(
      .conflictingElements, statement: #"{"Effect": "Allow", "Action": "*", ▸"NotAction": "iam:*", "Resource": "*"}"#),
    DiagnosticCase(
      .conflictingElements, statement: #"{"Effect": "Allow", "Action": "*", "NotResource": "*", ▸"Resource": "*"}"#),
    DiagnosticCase(
      .conflictingElements, .error, .resource,
      statement:
        #"{"Effect": "Deny", "Principal": "*", ▸"NotPrincipal": {"AWS": "111122223333"}, "Action": "*", "Resource": "*"}"#
    ),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
    DiagnosticCase(
      .invalidSid, statement: #"{"Sid": ▸"read only", "Effect": "Allow", "Action": "*", "Resource": "*"}"#),
    DiagnosticCase(
      .invalidSid, .error, .serviceControl,
      statement: #"{"Sid": ▸"read-only", "Effect": "Allow", "Action": "*", "Resource": "*"}"#
    ),
    DiagnosticCase(
      .invalidSid, .error, .roleTrust,
      statement:
        #"{"Sid": ▸"a_b", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}"#),
    DiagnosticCase(
      .duplicateSid,
      statement:
        #"{"Sid": "A", "Effect": "Allow", "Action": "*", "Resource": "*"}, {"Sid": ▸"A", "Effect": "Deny", "Action": "iam:*", "Resource": "*"}"#
    ),
    DiagnosticCase(
      .duplicateSid, .warning, .resource,
      statement:
        #"{"Sid": "A", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}, {"Sid": ▸"A", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}"#
    ),
  ]

  static let lists: [DiagnosticCase] = [
    DiagnosticCase(.emptyList, .warning, statement: #"{"Effect": "Allow", "Action": ▸[], "Resource": "*"}"#),
    DiagnosticCase(.emptyList, .warning, statement: #"{"Effect": "Allow", "Action": "*", "NotResource": ▸[]}"#),
    .principal("▸{}", .emptyList, .warning),
    .principal(#"{"AWS": ▸[]}"#, .emptyList, .warning),
    .action(#"▸"""#),
    .action(#"▸"GetObject""#),
    .action(#"▸"**""#),
    .action(#"▸":GetObject""#),
    .action(#"▸"s3:""#),
    .action(#"["s3:Get*", ▸"s3:Put:Object"]"#),
    .action(#"▸"s3:Get Object""#),
    .action(#"▸" s3:GetObject""#),
    .action(#"▸"arn:aws:s3:::b""#),
    .action(#"▸"s3:GétObject""#),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
    .resource(#"▸"""#, .invalidARNPrefix),
    .resource(#"▸"my-bucket""#, .invalidARNPrefix),
    .resource(#"▸"ARN:aws:s3:::b""#, .invalidARNPrefix),
    .resource(#"▸"aws:s3:::b""#, .invalidARNPrefix),
    .resource(#"▸"execute-api:/prod/GET/*""#, .invalidARNPrefix),
    .resource(#"["*", "arn:▸amazon:s3:::b"]"#, .invalidPartition),
    .resource(#""arn:▸:s3:::b""#, .invalidPartition),
    .resource(#""arn:▸AWS:s3:::b""#, .invalidPartition),
    .resource(#"▸"arn:aws:sqs""#, .missingARNField, .warning),
    .resource(#"▸"arn:aws:s3:my-bucket""#, .missingARNField, .warning, .permissionsBoundary),
    .resource(#"▸"arn:aws:sqs""#, .missingARNField, .error, .session),
    .resource(#"▸"arn:aws:sqs:*""#, .missingARNField, .error, .session),
    .resource(#"▸"arn:aws:sqs""#, .missingARNField, .error, .serviceControl),
    .resource(#"▸"arn:aws:s3:*""#, .missingARNField, .error, .resourceControl),
    .resource(#"▸"arn:aws:s3:b""#, .missingARNField, .warning, .resource),
  ]

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
  static let principals: [DiagnosticCase] = [
    .principal(#"▸"111122223333""#, .invalidPrincipalFormat),
    .principal(#"▸"ecs.amazonaws.com""#, .invalidPrincipalFormat),
    .principal(#"▸["111122223333"]"#, .wrongType),
    .principal(#"{"AWS": ▸111122223333}"#, .wrongType),
    .principal(#"{"AWS": ["111122223333", ▸444455556666]}"#, .wrongType),
    .principal(#"{▸"User": "111122223333"}"#, .unknownPrincipalType),
    .principal(#"{▸"Aws": "111122223333"}"#, .unknownPrincipalType),
    .principal(#"{▸"*": "*"}"#, .unknownPrincipalType),
    .principal(#"{"AWS": ▸""}"#, .invalidPrincipal),
    .principal(#"{"AWS": ▸"1111-2222-3333"}"#, .invalidPrincipal),
    .principal(#"{"AWS": ▸"11112222333"}"#, .invalidPrincipal),
    .principal(#"{"AWS": ▸"arn:aws:iam::111122223333:group/admins"}"#, .invalidPrincipal),
    .principal(#"{"AWS": ▸"arn:aws:iam::111122223333:role"}"#, .invalidPrincipal),
    .principal(#"{"AWS": ▸"arn:aws:iam::111122223333:rolename"}"#, .invalidPrincipal),
    .principal(#"{"AWS": ▸"arn:aws:iam:us-east-1:111122223333:role/r"}"#, .invalidPrincipal),
    .principal(#"{"AWS": ▸"arn:aws:iam::role/r"}"#, .invalidPrincipal),
    .principal(#"{"AWS": ▸"arn:aws:iam::1111:root"}"#, .invalidPrincipal),
    .principal(#"{"AWS": ▸"arn:aws:sts::111122223333:assumed-role/r"}"#, .invalidPrincipal),
    .principal(#"{"AWS": ▸"arn:aws:s3:::bucket"}"#, .invalidPrincipal),
    .principal(#"{"AWS": ▸"ecs.amazonaws.com"}"#, .invalidPrincipal),
    .principal(#"{"AWS": ▸"AKIAIOSFODNN7EXAMPLE"}"#, .invalidPrincipal),
    .principal(#"{"AWS": ▸"AROAEXAMPLEEXAMPLE000"}"#, .uniqueIDPrincipal, .warning),
    .principal(#"{"AWS": ▸"AIDAEXAMPLEEXAMPLE000"}"#, .uniqueIDPrincipal, .warning, .roleTrust),
    .principal(#"{"AWS": ▸"arn:aws:iam::111122223333:role/*"}"#, .wildcardInPrincipal),
    .principal(#"{"AWS": ▸"arn:aws:sts::111122223333:assumed-role/r/*"}"#, .wildcardInPrincipal, .error, .roleTrust),
    .principal(#"{"Service": ▸"*"}"#, .wildcardInPrincipal),
    .principal(#"{"Service": ▸"*.amazonaws.com"}"#, .wildcardInPrincipal),
    .principal(#"{"Service": ▸"ecs"}"#, .invalidServicePrincipal),
    .principal(#"{"Service": ["ecs.amazonaws.com", ▸"Lambda.amazonaws.com"]}"#, .invalidServicePrincipal),
    .principal(#"{"Service": ▸".amazonaws.com"}"#, .invalidServicePrincipal),
    .principal(#"{▸"Federated": "cognito-identity.amazonaws.com"}"#, .federatedNotAllowed),
    .principal(#"{▸"Federated": "*"}"#, .federatedNotAllowed, .error, .kmsKey),
    .principal(#"{"Federated": ▸"https://idp.example.com"}"#, .invalidPrincipal, .error, .roleTrust),
    .principal(#"{"Federated": ▸"arn:aws:iam::111122223333:role/r"}"#, .invalidPrincipal, .error, .roleTrust),
    .principal(#"{"Federated": ▸"*"}"#, .wildcardInPrincipal, .error, .roleTrust),
    .principal(#"{"CanonicalUser": ▸"111122223333"}"#, .invalidPrincipal),
    .principal(#"{"CanonicalUser": ▸"*"}"#, .wildcardInPrincipal),
    DiagnosticCase(
      .principalNotAllowed,
      statement: #"{"Effect": "Allow", ▸"Principal": {"AWS": "x"}, "Action": "*", "Resource": "*"}"#),
    DiagnosticCase(
      .principalNotAllowed, .error, .serviceControl,
      statement: #"{"Effect": "Deny", ▸"NotPrincipal": "*", "Action": "*", "Resource": "*"}"#),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    DiagnosticCase(
      .notPrincipalNotAllowed, .error, .roleTrust,
      statement: #"{"Effect": "Deny", ▸"NotPrincipal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}"#),
    DiagnosticCase(
      .notPrincipalNotAllowed, .error, .resourceControl,
      statement: #"{"Effect": "Deny", ▸"NotPrincipal": "*", "Action": "s3:*", "Resource": "*"}"#),
    DiagnosticCase(
      .notPrincipalWithAllow, .warning, .resource,
      statement: #"{"Effect": "Allow", ▸"NotPrincipal": {"AWS": "111122223333"}, "Action": "s3:*", "Resource": "*"}"#),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
    DiagnosticCase(
      .resourceNotAllowed, .error, .roleTrust,
      statement:
        #"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", ▸"Resource": "*"}"#),
    DiagnosticCase(
      .trustActionMismatch, .warning, .roleTrust,
      statement:
        #"{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/p"}, "Action": ["sts:TagSession", ▸"sts:AssumeRoleWithWebIdentity"]}"#
    ),
    DiagnosticCase(
      .trustActionMismatch, .warning, .roleTrust,
      statement:
        #"{"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": ▸"sts:AssumeRole"}"#),
    DiagnosticCase(
      .trustActionMismatch, .warning, .roleTrust,
      statement:
        #"{"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": ▸"sts:AssumeRoleWithSAML"}"#),
    DiagnosticCase(
      .trustPolicyAction, .error, .roleTrust,
      statement:
        #"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": ["sts:AssumeRole", ▸"sts:GetCallerIdentity"]}"#
    ),
  ]

  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
  static let organizations: [DiagnosticCase] = [
    DiagnosticCase(
      .missingVersion, .error, .serviceControl, document: #"▸{"Statement": []}"#.replacing("[]", with: ok)),
    DiagnosticCase(
      .missingVersion, .error, .resourceControl,
      document: #"▸{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}"#),
    DiagnosticCase(
      .invalidVersion, .error, .serviceControl,
      document: #"{"Version": ▸"2008-10-17", "Statement": []}"#.replacing("[]", with: ok)),
    DiagnosticCase(
      .resourceControlAllow, .error, .resourceControl,
      statement: #"{"Effect": ▸"Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}"#),
    DiagnosticCase(
      .resourceControlPrincipal, .error, .resourceControl,
      statement: #"{"Effect": "Deny", "Principal": ▸{"AWS": "*"}, "Action": "s3:*", "Resource": "*"}"#),
    DiagnosticCase(
      .resourceControlAction, .error, .resourceControl,
      statement: #"{"Effect": "Deny", "Principal": "*", "Action": ▸"*", "Resource": "*"}"#),
    DiagnosticCase(
      .resourceControlNotAction, .error, .resourceControl,
      statement: #"{"Effect": "Deny", "Principal": "*", ▸"NotAction": "s3:GetObject", "Resource": "*"}"#),
  ]

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
  static let conditions: [DiagnosticCase] = [
    .condition(#"▸"none""#, .wrongType),
    .condition(#"{"StringEquals": ▸"aws:username"}"#, .wrongType),
    .condition(#"{"StringEquals": {"aws:username": ▸{"a": 1}}}"#, .wrongType),
    .condition(#"{"StringEquals": {"aws:username": ▸null}}"#, .wrongType),
    .condition(#"{"StringEquals": {"aws:username": ["a", ▸["b"]]}}"#, .wrongType),
    .condition("▸{}", .emptyList, .warning),
    .condition(#"{"StringEquals": ▸{}}"#, .emptyList, .warning),
    .condition(#"{"StringEquals": {"aws:username": ▸[]}}"#, .emptyList, .warning),
    .condition(#"{"StringEquals": {▸"username": "a"}}"#, .invalidConditionKey),
    .condition(#"{"StringEquals": {▸":username": "a"}}"#, .invalidConditionKey),
    .condition(#"{"StringEquals": {▸"aws:": "a"}}"#, .invalidConditionKey),
    .condition(#"{"StringEquals": {▸"": "a"}}"#, .invalidConditionKey),
    .condition(#"{"StringEquals": {▸"aws:ResourceTag": "a"}}"#, .missingTagKey),
    .condition(#"{"StringEquals": {▸"aws:PrincipalTag/": "a"}}"#, .missingTagKey),
    .condition(#"{"StringEquals": {▸"secretsmanager:ResourceTag/": "a"}}"#, .missingTagKey),
    .condition(
      #"{"StringEquals": {"aws:SourceVpc": "vpc-11112222", ▸"aws:sourcevpc": "vpc-11112222"}}"#, .duplicateConditionKey),
    .condition(#"{▸"NullIfExists": {"aws:username": "true"}}"#, .nullWithIfExists),
    .condition(#"{▸"ForAnyValue:NullIfExists": {"aws:TagKeys": "true"}}"#, .nullWithIfExists),
    .condition(#"{"NumericLessThan": {"s3:max-keys": ▸true}}"#, .conditionValueType, .warning),
    .condition(#"{"Bool": {"aws:SecureTransport": ▸1}}"#, .conditionValueType, .warning),
    .condition(#"{"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", ▸7]}}"#, .conditionValueType, .warning),
  ]

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
  static let variables: [DiagnosticCase] = [
    .resource(#""arn:aws:s3:::b/▸${}/*""#, .emptyVariable),
    .resource(#""arn:aws:s3:::b/▸${ }/*""#, .emptyVariable),
    .resource(#""arn:aws:s3:::b/▸${aws:username/*""#, .missingBraceInVariable),
    .resource(#""arn:aws:s3:::b/${aws:username}/▸${""#, .missingBraceInVariable),
    .resource(#""arn:aws:s3:::▸${aws:PrincipalTag/team, 'none}""#, .missingQuoteInVariable),
    .resource(#""arn:aws:s3:::▸${aws:PrincipalTag/team, none}""#, .missingQuoteInVariable),
    .resource(#""arn:aws:s3:::b/▸${aws: username}""#, .spaceInVariable),
    .resource(#""arn:aws:s3:::b/▸${aws:username }""#, .spaceInVariable),
    .resource(#""arn:aws:s3:::▸${aws:PrincipalTag/team, 'none' }""#, .spaceInVariable),
    .condition(#"{"StringLike": {"s3:prefix": ["a", "▸${}"]}}"#, .emptyVariable),
    .condition(#"{"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:▸${aws:username"}}"#, .missingBraceInVariable),
    .action(#""s3:▸${aws:username}""#, .variableNotAllowed),
    DiagnosticCase(
      .variableNotAllowed, statement: #"{"Sid": "▸${aws:username}", "Effect": "Allow", "Action": "*", "Resource": "*"}"#
    ),
    DiagnosticCase(
      .variableNotAllowed, .warning, .resource,
      document:
        #"{"Id": "▸${aws:username}", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}}"#
    ),
    .principal(#"{"AWS": "arn:aws:iam::111122223333:user/▸${aws:username}"}"#, .variableNotAllowed),
    .resource(#""arn:aws:sqs:*:▸${aws:PrincipalAccount}:queue""#, .variableNotAllowed, .warning),
    .condition(#"{"StringEquals": {"aws:ResourceTag/▸${aws:username}": "a"}}"#, .variableNotAllowed, .warning),
    .condition(#"{"IpAddress": {"aws:SourceIp": "▸${aws:PrincipalTag/cidr}"}}"#, .variableForOperator, .warning),
    .condition(#"{"Bool": {"aws:SecureTransport": "▸${aws:PrincipalTag/tls}"}}"#, .variableForOperator, .warning),
    DiagnosticCase(
      .variableInVersion, .warning,
      document:
        #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": ["arn:aws:s3:::▸${aws:username}/${aws:userid}", "arn:aws:s3:::b/${aws:userid}"]}}"#
    ),
    DiagnosticCase(
      .variableInVersion, .warning,
      document:
        #"{"Version": "2008-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringLike": {"s3:prefix": "▸${aws:username}"}}}}"#
    ),
  ]
}
