import DocumentSyntax
import PolicyLanguage
import SourceText
import Testing

@Suite struct YAMLPolicyTests {
  /// JSON is YAML as well, so both readers must give the same policy.
  @Test func jsonReadAsYAMLGivesTheSamePolicy() throws {
    for (kind, text) in ValidPolicies.all {
      let json = MarkedText(text).parse(kind)
      let yaml = MarkedText(text).parse(kind, format: .yaml)
      #expect(yaml.diagnostics.map(\.message) == [], "\(text)")
      #expect(try PolicyOutline(#require(yaml.policy)) == PolicyOutline(#require(json.policy)))
    }
  }

  @Test func blockStyleGivesTheSamePolicy() throws {
    let yaml = """
      # Who may read secrets.
      Version: 2012-10-17
      Id: key-policy
      Statement:
        - Sid: Read
          Effect: Allow
          Principal:
            AWS:
              - arn:aws:iam::111122223333:role/app   # the application
              - "444455556666"
            Service: ecs.amazonaws.com
          Action: [secretsmanager:GetSecretValue, 'secretsmanager:Describe*']
          Resource: "*"
          Condition:
            StringEquals:
              aws:PrincipalTag/team: ${aws:ResourceTag/team}
            Bool: {aws:SecureTransport: true}
            NumericLessThan:
              aws:MultiFactorAuthAge: 3600
        - Effect: Deny
          Principal: '*'
          NotAction: kms:Get*
          Resource: '*'
      """
    let json = #"""
      {"Version": "2012-10-17", "Id": "key-policy", "Statement": [
        {"Sid": "Read", "Effect": "Allow",
         "Principal": {"AWS": ["arn:aws:iam::111122223333:role/app", "444455556666"], "Service": "ecs.amazonaws.com"},
         "Action": ["secretsmanager:GetSecretValue", "secretsmanager:Describe*"], "Resource": "*",
         "Condition": {"StringEquals": {"aws:PrincipalTag/team": "${aws:ResourceTag/team}"},
           "Bool": {"aws:SecureTransport": true}, "NumericLessThan": {"aws:MultiFactorAuthAge": 3600}}},
        {"Effect": "Deny", "Principal": "*", "NotAction": "kms:Get*", "Resource": "*"}
      ]}
      """#
    let fromYAML = MarkedText(yaml).parse(.kmsKey, format: .yaml)
    let fromJSON = MarkedText(json).parse(.kmsKey)
    #expect(fromYAML.diagnostics.map(\.message) == [])
    #expect(fromJSON.diagnostics.map(\.message) == [])
    let policy = try #require(fromYAML.policy)
    #expect(try PolicyOutline(policy) == PolicyOutline(#require(fromJSON.policy)))
    #expect(try PolicyPrinter().print(policy) == PolicyPrinter().print(#require(fromJSON.policy)))
    #expect(
      policy.statements.first?.action.map { policy.file.text($0.values[0].range) } == "secretsmanager:GetSecretValue")
  }

  @Test func mistakesAreAtTheirPlaces() {
    let marked = MarkedText(
      """
      Version: ▸2012-10-71
      Statement:
        - Effect: ▸allow
          Action:
            - ▸GetObject
            - 's3:▸${aws:username}'
          ▸Resources: ▸bucket
        - Effect: Deny
          Action: s3:*
          Resource: arn:aws:s3:::k▸ł
          Condition:
            NumericEquals: {aws:x: 1}
      """)
    let diagnostics = marked.parse(.identity, format: .yaml).diagnostics
    #expect(diagnostics.map(\.range.lowerBound) == marked.marks)
    #expect(
      diagnostics.map(\.code) == [
        "invalid-version", "invalid-effect", "invalid-action", "variable-not-allowed", "unknown-element",
        "invalid-arn-prefix", "character-not-permitted",
      ])
    #expect(diagnostics.prefix(2).flatMap(\.fixIts).map(\.replacement) == ["2012-10-17", "Allow"])
  }

  @Test func anAccountWithoutQuotesIsANumber() {
    let marked = MarkedText(
      """
      Version: "2012-10-17"
      Statement:
        Effect: Allow
        Principal:
          AWS: ▸111122223333
        Action: s3:GetObject
        Resource: "*"
      """)
    let diagnostics = marked.parse(.resource, format: .yaml).diagnostics
    #expect(diagnostics.map(\.code) == ["wrong-type"])
    #expect(diagnostics.map(\.help) == ["put quotes around the value"])
    #expect(diagnostics.map(\.range.lowerBound) == marked.marks)
  }
}
