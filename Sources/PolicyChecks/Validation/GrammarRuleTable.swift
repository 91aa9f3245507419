import PolicyLanguage

/// The checks of AWS's validator that the parser makes while it reads.
///
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
enum GrammarRuleTable {
  static let rules: [Rule] =
    document + statement + emptiness + actionsAndResources + principals + conditions + variables

  private static func rule(
    _ code: String, _ type: FindingType = .error, _ kinds: Set<PolicyKind> = .all, title: String, why: String,
    remedy: String, _ example: RuleExample, silent: RuleExample
  ) -> Rule {
    Rule(
      awsCode: code, type, kinds: kinds, title: title, why: why, remedy: remedy, example: example, silent: silent,
      .grammar)
  }

  static let read = RuleExample.statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#)

  // MARK: Document

  private static let document: [Rule] = [
    rule(
      "JSON_SYNTAX_ERROR", title: "The document is not JSON", why: "AWS cannot read the policy at all.",
      remedy: "Mend the notation at the place shown.",
      .document(
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow""# + "«»"
          + #" "Action":"s3:GetObject","Resource":"*"}]}"#), silent: read),
    rule(
      "INVALID_POLICY_ELEMENT", title: "Unknown element",
      why: "AWS refuses a policy with a name that the policy language does not have. Names are case-sensitive.",
      remedy: "Correct the name or remove the element.",
      .statements(#"{"Effect":"Allow",«"Actions"»:"s3:GetObject","Resource":"*"}"#), silent: read),
    rule(
      "DATA_TYPE_MISMATCH", title: "Value of the wrong JSON type",
      why: "The grammar gives each element one type; AWS refuses a policy with another.",
      remedy: "Write a value of the type that the message names.",
      .statements(#"{"Effect":"Allow","Action":«7»,"Resource":"*"}"#), silent: read),
    rule(
      "MISSING_STATEMENT", title: "Policy without statements",
      why: "A policy without `Statement` says nothing; AWS refuses it.",
      remedy: "Add `Statement` with at least one statement.", .document(#"«{"Version":"2012-10-17"}»"#), silent: read),
    rule(
      "INVALID_VERSION", title: "Unknown version of the policy language",
      why: "`Version` names the version of the language, of which there are two. It is no date to choose.",
      remedy: "Write `2012-10-17`.", .document(#"{"Version":«"2020-01-01"»,"Statement":[]}"#), silent: read),
  ]

  // MARK: Statement

  private static let statement: [Rule] = [
    rule(
      "MISSING_EFFECT", title: "Statement without `Effect`",
      why: "AWS does not guess whether a statement allows or denies.",
      remedy: "Add `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`.",
      .statements(#"«{"Action":"s3:GetObject","Resource":"*"}»"#), silent: read),
    rule(
      "INVALID_EFFECT", title: "`Effect` is neither `Allow` nor `Deny`",
      why: "The two words are case-sensitive; AWS refuses any other.", remedy: "Write `Allow` or `Deny`.",
      .statements(#"{"Effect":«"allow"»,"Action":"s3:GetObject","Resource":"*"}"#), silent: read),
    rule(
      "MISSING_ACTION", title: "Statement without `Action`", why: "A statement must say what it is about.",
      remedy: "Add `Action` with the actions.", .statements(#"«{"Effect":"Allow","Resource":"*"}»"#), silent: read),
    rule(
      "MISSING_RESOURCE", title: "Statement without `Resource`",
      why: "A statement must say which resources it is about; only trust policies of roles need none.",
      remedy: "Add `Resource` with ARNs, or with `*`.",
      .statements(#"«{"Effect":"Allow","Action":"s3:GetObject"}»"#), silent: read),
    rule(
      "MISSING_PRINCIPAL", .error, .withPrincipals, title: "Statement without `Principal`",
      why: "The policy of a resource must say whom it is about.", remedy: "Add `Principal`.",
      .statements(#"«{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}»"#, .resource),
      silent: .statements(
        #"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sqs:SendMessage","Resource":"*"}"#, .resource)
    ),
    rule(
      "UNSUPPORTED_ELEMENT_COMBINATION", title: "An element beside its `Not…` form",
      why: "`Action` and `NotAction`, `Resource` and `NotResource`, `Principal` and `NotPrincipal` exclude each other.",
      remedy: "Keep one of the two, or make two statements.",
      .statements(#"{"Effect":"Allow","Action":"s3:GetObject",«"NotAction"»:"s3:PutObject","Resource":"*"}"#),
      silent: read),
    rule(
      "UNSUPPORTED_SID", .error, .withPlainSids,
      title: "`Sid` holds other characters than letters and digits",
      why: "IAM takes only A–Z, a–z and 0–9 in `Sid`, though other services take more.",
      remedy: "Take the other characters out.",
      .statements(#"{"Sid":«"read-only"»,"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#),
      silent: .statements(#"{"Sid":"ReadOnly","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#)),
    rule(
      "UNSUPPORTED_PRINCIPAL", .error, .identityBased, title: "`Principal` in an identity policy",
      why: "An identity policy is about those it is attached to; AWS refuses one that names others.",
      remedy: "Remove the element.",
      .statements(#"{"Effect":"Allow",«"Principal"»:"*","Action":"s3:GetObject","Resource":"*"}"#), silent: read),
    rule(
      "SCP_SYNTAX_ERROR_PRINCIPAL", .error, .serviceControl, title: "`Principal` in a service control policy",
      why: "A service control policy is about everybody in the accounts it is attached to.",
      remedy: "Remove the element; narrow the statement by a condition on `aws:PrincipalArn`.",
      .statements(#"{"Effect":"Deny",«"Principal"»:"*","Action":"s3:*","Resource":"*"}"#, .serviceControl),
      silent: .statements(#"{"Effect":"Deny","Action":"s3:*","Resource":"*"}"#, .serviceControl)),
    rule(
      "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", .error, .trust, title: "`NotPrincipal` in a trust policy",
      why: "A trust policy names those that can assume the role; AWS refuses `NotPrincipal` in it.",
      remedy: "Name the principals in `Principal`.",
      .statements(
        #"{"Effect":"Deny",«"NotPrincipal"»:{"AWS":"111122223333"},"Action":"sts:AssumeRole"}"#, .roleTrust),
      silent: .statements(
        #"{"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}"#, .roleTrust)),
    rule(
      "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", .error, .trust, title: "`Resource` in a trust policy",
      why: "A trust policy is about the role it is attached to; AWS refuses `Resource` in it.",
      remedy: "Remove the element.",
      .statements(
        #"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole",«"Resource"»:"*"}"#, .roleTrust
      ),
      silent: .statements(
        #"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}"#, .roleTrust)),
    rule(
      "RCP_SYNTAX_ERROR_ALLOW", .error, .resourceControl, title: "`Allow` in a resource control policy",
      why: "A resource control policy can only deny; what it does not deny is allowed by `RCPFullAWSAccess`.",
      remedy: "Write `Deny`, and turn the statement round.",
      .statements(
        #"{"Effect":«"Allow"»,"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b1/*"}"#, .resourceControl),
      silent: .statements(#"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}"#, .resourceControl)),
    rule(
      "RCP_SYNTAX_ERROR_PRINCIPAL", .error, .resourceControl,
      title: "`Principal` other than `*` in a resource control policy",
      why: "A resource control policy is about everybody; AWS refuses any other principal.",
      remedy: "Write `\"Principal\": \"*\"` and narrow the statement by a condition.",
      .statements(
        #"{"Effect":"Deny","Principal":«{"AWS":"*"}»,"Action":"s3:*","Resource":"*"}"#, .resourceControl),
      silent: .statements(#"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}"#, .resourceControl)),
    rule(
      "RCP_SYNTAX_ERROR_NOTACTION", .error, .resourceControl, title: "`NotAction` in a resource control policy",
      why: "AWS refuses it.", remedy: "List the actions in `Action`.",
      .statements(
        #"{"Effect":"Deny","Principal":"*",«"NotAction"»:"s3:GetObject","Resource":"*"}"#, .resourceControl),
      silent: .statements(#"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}"#, .resourceControl)),
  ]

  // MARK: Empty lists

  private static let emptiness: [Rule] = [
    rule(
      "EMPTY_ARRAY_ACTION", .suggestion, title: "Empty list of actions", why: "The statement applies to nothing.",
      remedy: "Fill the list in, or remove the statement.",
      .statements(#"{"Effect":"Allow","Action":«[]»,"Resource":"*"}"#), silent: read),
    rule(
      "EMPTY_ARRAY_RESOURCE", .suggestion, title: "Empty list of resources", why: "The statement applies to nothing.",
      remedy: "Fill the list in, or remove the statement.",
      .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":«[]»}"#), silent: read),
    rule(
      "EMPTY_ARRAY_PRINCIPAL", .suggestion, .resourceBased, title: "Empty list of principals",
      why: "The list names nobody, so that the statement may apply to nobody.",
      remedy: "Fill the list in, or remove it.",
      .statements(#"{"Effect":"Allow","Principal":{"AWS":«[]»},"Action":"s3:GetObject","Resource":"*"}"#, .resource),
      silent: .statements(
        #"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"*"}"#, .resource)),
    rule(
      "EMPTY_OBJECT_PRINCIPAL", .suggestion, .resourceBased, title: "Empty `Principal`",
      why: "It names nobody, so that the statement applies to nobody.", remedy: "Name the principals.",
      .statements(#"{"Effect":"Allow","Principal":«{}»,"Action":"s3:GetObject","Resource":"*"}"#, .resource),
      silent: .statements(
        #"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"*"}"#, .resource)),
    rule(
      "EMPTY_OBJECT_CONDITION", .suggestion, title: "Empty condition",
      why: "It restricts nothing, though it looks as if it did.", remedy: "Fill it in or remove it.",
      .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":«{}»}"#), silent: read),
    emptyValues(
      "EMPTY_ARRAY_CONDITION", "StringEquals", "aws:SourceVpc",
      "The condition cannot hold, so that the statement never applies."),
    emptyValues(
      "EMPTY_ARRAY_CONDITION_FORALLVALUES", "ForAllValues:StringEquals", "aws:TagKeys",
      "The condition holds only for requests without the key."),
    emptyValues(
      "EMPTY_ARRAY_CONDITION_FORANYVALUE", "ForAnyValue:StringEquals", "aws:TagKeys",
      "The condition cannot hold, so that the statement never applies."),
    emptyValues(
      "EMPTY_ARRAY_CONDITION_IFEXISTS", "StringEqualsIfExists", "aws:SourceVpc",
      "The condition holds only for requests without the key."),
  ]

  private static func emptyValues(_ code: String, _ operation: String, _ key: String, _ why: String) -> Rule {
    func statement(_ values: String) -> String {
      #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{""# + operation + #"":{""# + key + #"":"#
        + values + "}}}"
    }
    return rule(
      code, .suggestion, title: "Condition key without values under `\(operation)`", why: why,
      remedy: "Fill the list in, or test the key with `Null`.", .statements(statement("«[]»")),
      silent: .statements(statement(#"["vpc-11112222"]"#)))
  }

  // MARK: Actions and resources

  private static let actionsAndResources: [Rule] = [
    rule(
      "INVALID_ARN_PREFIX", title: "Resource that is neither an ARN nor `*`", why: "AWS refuses it.",
      remedy: "Write `arn:partition:service:region:account:resource`, or `*`.",
      .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":«"aws:s3:::b1/*"»}"#), silent: read),
    rule(
      "INVALID_PARTITION", title: "Unknown partition in an ARN",
      why: "No resource has such an ARN, so that the statement does not apply to the resource that was meant.",
      remedy: "Write `aws`, `aws-cn`, `aws-us-gov` or the name of another partition.",
      .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":«"arn:amazon:s3:::b1/*"»}"#), silent: read),
    rule(
      "MISSING_ARN_FIELD", title: "ARN with fewer than six fields",
      why: "An ARN has six fields; one with fewer names other resources than it seems to, or none.",
      remedy: "Write all of `arn:partition:service:region:account:resource`; fields may be empty or `*`.",
      .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":«"arn:aws:s3:b1"»}"#), silent: read),
  ]

  // MARK: Principals

  private static func principal(_ principal: String, _ kind: PolicyKind = .resource) -> RuleExample {
    let rest =
      kind == .roleTrust ? #""sts:AssumeRoleWithWebIdentity"}"# : #""s3:GetObject","Resource":"*"}"#
    return .statements(#"{"Effect":"Allow","Principal":"# + principal + #","Action":"# + rest, kind)
  }

  private static let principals: [Rule] = [
    rule(
      "INVALID_PRINCIPAL_FORMAT", .error, .resourceBased, title: "Principal under no type",
      why: "A principal stands under `AWS`, `Service`, `Federated` or `CanonicalUser`; only `*` can stand alone.",
      remedy: "Write `{ \"AWS\": … }`.", principal(#"«"111122223333"»"#),
      silent: principal(#"{"AWS":"111122223333"}"#)),
    rule(
      "INVALID_PRINCIPAL_KEY", .error, .resourceBased, title: "Unknown type of principal",
      why: "AWS knows `AWS`, `Service`, `Federated` and `CanonicalUser`, with these capitals.",
      remedy: "Write one of these.", principal(#"{«"User"»:"111122223333"}"#),
      silent: principal(#"{"AWS":"111122223333"}"#)),
    rule(
      "UNSUPPORTED_WILDCARD_IN_PRINCIPAL", .error, .resourceBased, title: "Wildcard inside a principal",
      why: "`*` is a wildcard only where it is the whole principal; AWS refuses it inside an ARN.",
      remedy: "Name each principal in full, or write `*` and narrow it by a condition on `aws:PrincipalArn`.",
      principal(#"{"AWS":«"arn:aws:iam::111122223333:role/*"»}"#),
      silent: principal(#"{"AWS":"arn:aws:iam::111122223333:role/reader"}"#)),
    rule(
      "FEDERATED_PRINCIPAL_NOT_SUPPORTED", .error, .resourceBasedButTrust,
      title: "`Federated` outside of a trust policy",
      why: "Users of an identity provider have permissions only as sessions of a role.",
      remedy: "Name the role that they assume, under `AWS`.",
      principal(#"{«"Federated"»:"cognito-identity.amazonaws.com"}"#),
      silent: principal(#"{"AWS":"arn:aws:iam::111122223333:role/reader"}"#)),
    rule(
      "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY", .error, .trust, title: "No identity provider",
      why: "A provider is given by the ARN of the IAM provider, or by the host name of a provider that AWS knows.",
      remedy: "Write such as `arn:aws:iam::111122223333:oidc-provider/host`.",
      principal(#"{"Federated":«"https://idp.example"»}"#, .roleTrust),
      silent: .statements(
        #"{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"us-east-1:11111111-2222-3333-4444-555555555555"}}}"#,
        .roleTrust)),
    rule(
      "INVALID_ROLE_REFERENCE", .warning, .resourceBased, title: "Id of a role as principal",
      why: "AWS shows an id in place of the ARN once a role is deleted; a new role of the same name has another id.",
      remedy: "Name the role by its ARN, or remove the entry.", principal(#"{"AWS":«"AROAEXAMPLEEXAMPLE000"»}"#),
      silent: principal(#"{"AWS":"arn:aws:iam::111122223333:role/reader"}"#)),
    rule(
      "INVALID_USER_REFERENCE", .warning, .resourceBased, title: "Id of a user as principal",
      why: "AWS shows an id in place of the ARN once a user is deleted; a new user of the same name has another id.",
      remedy: "Name the user by its ARN, or remove the entry.", principal(#"{"AWS":«"AIDAEXAMPLEEXAMPLE000"»}"#),
      silent: principal(#"{"AWS":"arn:aws:iam::111122223333:user/ana"}"#)),
    rule(
      "ALLOW_WITH_NOT_PRINCIPAL", .securityWarning, .resourceBasedButTrust, title: "`Allow` with `NotPrincipal`",
      why: "It allows everyone except those named: anonymous callers too.",
      remedy: "Name those to allow in `Principal`.",
      .statements(
        #"{"Effect":"Allow",«"NotPrincipal"»:{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"*"}"#, .resource
      ),
      silent: .statements(
        #"{"Effect":"Deny","NotPrincipal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"*"}"#, .resource)),
    rule(
      "MISMATCHED_ACTION_FOR_PRINCIPAL", .error, .trust, title: "Action that none of the principals can call",
      why: "Identities call `sts:AssumeRole`, users of SAML providers `sts:AssumeRoleWithSAML`, users of the other"
        + " providers `sts:AssumeRoleWithWebIdentity`. The statement allows nobody.",
      remedy: "Write the action that goes with the principal.",
      .statements(
        #"{"Effect":"Allow","Principal":«{"Federated":"arn:aws:iam::111122223333:saml-provider/p"}»,"Action":«"sts:AssumeRoleWithWebIdentity"»}"#,
        .roleTrust),
      silent: .statements(
        #"{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:saml-provider/p"},"Action":"sts:AssumeRoleWithSAML"}"#,
        .roleTrust)),
  ]

  // MARK: Conditions

  private static func condition(_ block: String) -> RuleExample {
    .statements(#"{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*","Condition":"# + block + "}")
  }

  private static let conditions: [Rule] = [
    rule(
      "INVALID_CONDITION_KEY_FORMAT", title: "Condition key that is not `prefix:name`",
      why: "No request has such a key.",
      remedy: "Write the key with its prefix, such as `aws:SourceVpc` or `s3:prefix`.",
      condition(#"{"StringEquals":{«"prefix"»:"a"}}"#), silent: condition(#"{"StringEquals":{"s3:prefix":"a"}}"#)),
    rule(
      "MISSING_TAG_KEY_IN_CONDITION", title: "Tag condition key without the tag's key",
      why:
        "The key of the tag is part of the condition key; without it the condition tests nothing that requests have.",
      remedy: "Write `aws:ResourceTag/tag-key`.", condition(#"{"StringEquals":{«"aws:ResourceTag"»:"x"}}"#),
      silent: condition(#"{"StringEquals":{"aws:PrincipalTag/team":"x"}}"#)),
    rule(
      "DUPLICATE_KEYS_WITH_DIFFERENT_CASE", title: "One condition key written twice",
      why: "Condition keys are compared without regard to case, so that the two are one key with two lists of values.",
      remedy: "Keep one of them, with the values of both.",
      condition(
        #"{"StringEquals":{"aws:SourceVpc":"vpc-11112222",«"aws:sourcevpc"»:"vpc-11112222"}}"#),
      silent: condition(#"{"StringEquals":{"aws:SourceVpc":"vpc-11112222"}}"#)),
    rule(
      "NULL_WITH_IF_EXISTS", title: "`Null` with `IfExists`",
      why: "`Null` itself asks whether the key is there; AWS refuses the combination.", remedy: "Write `Null`.",
      condition(#"{«"NullIfExists"»:{"aws:SourceVpc":"true"}}"#),
      silent: condition(#"{"Null":{"aws:SourceVpc":"true"}}"#)),
  ]

  // MARK: Variables

  private static func resource(_ name: String) -> RuleExample {
    .statements(#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b1/"# + name + #""}"#)
  }

  private static let variables: [Rule] = [
    rule(
      "MISSING_BRACE_IN_VARIABLE", title: "Policy variable without its closing brace",
      why: "It is plain text then, which no resource or value holds.", remedy: "Close it by `}`.",
      resource("«${aws:username/*»"), silent: resource("${aws:username}/*")),
    rule(
      "MISSING_QUOTE_IN_VARIABLE", title: "Default value without its quotes",
      why: "The default value of a policy variable stands in single quotes; AWS refuses another form.",
      remedy: "Write `${key, 'default'}`.", resource("«${aws:PrincipalTag/team, 'none}»"),
      silent: resource("${aws:PrincipalTag/team, 'none'}")),
    rule(
      "UNSUPPORTED_SPACE_IN_VARIABLE", title: "Space in a policy variable", why: "No condition key holds spaces.",
      remedy: "Take the space out.", resource("«${aws: username}»"), silent: resource("${aws:username}")),
    rule(
      "EMPTY_VARIABLE", title: "Empty policy variable", why: "It names no condition key.", remedy: "Name one.",
      resource("«${}»"), silent: resource("${*}")),
    rule(
      "VARIABLE_UNSUPPORTED_IN_ELEMENT", title: "Policy variable where none is expanded",
      why: "Variables are expanded in `Resource` and in the values of conditions; elsewhere they are plain text.",
      remedy: "Write the value itself, or a wildcard.",
      .statements(#"{"Effect":"Allow","Action":"s3:«${aws:PrincipalTag/verb}»","Resource":"*"}"#), silent: read),
    rule(
      "VARIABLE_UNSUPPORTED_IN_VERSION", title: "Policy variable in a document without version 2012-10-17",
      why: "Older documents have no variables: the text would be compared as it stands.",
      remedy: "Add `\"Version\": \"2012-10-17\"`.",
      .document(
        #"{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b1/«${aws:username}»/*"}]}"#
      ), silent: resource("${aws:username}/*")),
    rule(
      "INVALID_VARIABLE_FOR_OPERATOR", title: "Policy variable under an operator that takes none",
      why: "Variables are expanded under the operators for strings and ARNs; under others they are plain text.",
      remedy: "Write the value itself.",
      .statements(
        #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"«${aws:PrincipalTag/cidr}»"}}}"#
      ),
      silent: .statements(
        #"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}"#
      )),
  ]
}
