/// Every kind of mistake that reading a policy can report, by its stable identifier.
///
/// Mistakes for which AWS refuses the document are errors; where AWS accepts it and it probably means something other
/// than intended, warnings. A few codes are one or the other depending on the kind of policy. Mistakes of the notation
/// itself (`json-syntax`, `duplicate-key`, …) are reported by `DocumentSyntax`.
///
/// Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
/// AWS's own list: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
public enum PolicyDiagnosticCode: String, Sendable, Hashable, CaseIterable {
  // MARK: Document

  /// The document is not an object.
  case policyNotObject = "policy-not-object"
  /// A name that is no element of the policy language at this place.
  case unknownElement = "unknown-element"
  /// A value of a type the grammar does not allow here.
  case wrongType = "wrong-type"
  /// A document without `Statement`.
  case missingStatement = "missing-statement"
  /// `Version` is required (organization policies) and absent.
  case missingVersion = "missing-version"
  /// `Version` is not a version of the language, or not one this kind of policy takes.
  case invalidVersion = "invalid-version"
  /// `Id` in a kind of policy that has none.
  case idNotAllowed = "id-not-allowed"
  /// A character outside tab, line ends and U+0020 to U+00FF.
  case characterNotPermitted = "character-not-permitted"

  // MARK: Statement

  /// A statement without `Effect`.
  case missingEffect = "missing-effect"
  /// `Effect` is neither `Allow` nor `Deny`.
  case invalidEffect = "invalid-effect"
  /// A statement without `Action` and `NotAction`.
  case missingAction = "missing-action"
  /// A statement without `Resource` and `NotResource`.
  case missingResource = "missing-resource"
  /// A statement without `Principal` in a kind of policy that needs one.
  case missingPrincipal = "missing-principal"
  /// Both an element and its `Not…` form.
  case conflictingElements = "conflicting-elements"
  /// `Principal` or `NotPrincipal` where the policy is attached to the principal.
  case principalNotAllowed = "principal-not-allowed"
  /// `NotPrincipal` in a trust policy or resource control policy.
  case notPrincipalNotAllowed = "not-principal-not-allowed"
  /// `NotPrincipal` together with `Allow`.
  case notPrincipalWithAllow = "not-principal-with-allow"
  /// `Resource` or `NotResource` in a trust policy.
  case resourceNotAllowed = "resource-not-allowed"
  /// A `Sid` with a character its kind of policy does not take.
  case invalidSid = "invalid-sid"
  /// Two statements with one `Sid`.
  case duplicateSid = "duplicate-sid"
  /// An empty array or object, so that the statement or condition has no effect.
  case emptyList = "empty-list"

  // MARK: Action and resource

  /// An action that is neither `service:Name` nor `*`.
  case invalidAction = "invalid-action"
  /// An action other than those of `sts` that a trust policy can allow.
  case trustPolicyAction = "trust-policy-action"
  /// An action of a trust policy that none of the statement's principals can take.
  case trustActionMismatch = "trust-action-mismatch"
  /// A resource that is neither an ARN nor `*`.
  case invalidARNPrefix = "invalid-arn-prefix"
  /// The partition of an ARN is malformed.
  case invalidPartition = "invalid-partition"
  /// An ARN with fewer than six fields.
  case missingARNField = "missing-arn-field"

  // MARK: Principal

  /// `Principal` is a string other than `*`.
  case invalidPrincipalFormat = "invalid-principal-format"
  /// A key in `Principal` other than `AWS`, `Service`, `Federated` and `CanonicalUser`.
  case unknownPrincipalType = "unknown-principal-type"
  /// A principal of a form that its key does not take.
  case invalidPrincipal = "invalid-principal"
  /// A wildcard inside a principal.
  case wildcardInPrincipal = "wildcard-in-principal"
  /// A unique id: what is left of a principal that was deleted.
  case uniqueIDPrincipal = "unique-id-principal"
  /// A service principal that is not of the form `service.amazonaws.com`.
  case invalidServicePrincipal = "invalid-service-principal"
  /// `Federated` outside a trust policy.
  case federatedNotAllowed = "federated-not-allowed"

  // MARK: Resource control policies

  /// `Allow` in a resource control policy written by a customer.
  case resourceControlAllow = "rcp-allow"
  /// A `Principal` other than `"*"` in a resource control policy.
  case resourceControlPrincipal = "rcp-principal"
  /// The action `*` in a resource control policy.
  case resourceControlAction = "rcp-action"
  /// `NotAction` in a resource control policy.
  case resourceControlNotAction = "rcp-not-action"

  // MARK: Condition

  /// A condition key that is not `prefix:name`.
  case invalidConditionKey = "invalid-condition-key"
  /// A tag condition key without the tag's key.
  case missingTagKey = "missing-tag-key"
  /// Two condition keys of one operator that differ only in case.
  case duplicateConditionKey = "duplicate-condition-key"
  /// `NullIfExists`.
  case nullWithIfExists = "null-with-if-exists"
  /// A number or boolean under an operator that compares something else.
  case conditionValueType = "condition-value-type"

  // MARK: Policy variables

  /// `${}`.
  case emptyVariable = "empty-variable"
  /// `${` without its `}`.
  case missingBraceInVariable = "missing-brace-in-variable"
  /// A default value without its quotes.
  case missingQuoteInVariable = "missing-quote-in-variable"
  /// A space in a variable outside its default value.
  case spaceInVariable = "space-in-variable"
  /// A variable in an element where variables are not expanded.
  case variableNotAllowed = "variable-not-allowed"
  /// A variable under an operator that does not expand variables.
  case variableForOperator = "variable-for-operator"
  /// A variable in a document whose version has none.
  case variableInVersion = "variable-in-version"

  // MARK: Size

  /// A document larger than its quota; reported by ``SizeQuota``, not by the parser.
  case sizeQuota = "size-quota"
}
