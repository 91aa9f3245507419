public import SourceText

/// One statement of a policy, as written.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
public struct Statement: Sendable {
  /// The statement's bytes, with its braces.
  public var range: ByteRange
  /// `Sid`, if given.
  public var sid: Located<String>?
  /// `Effect`; `nil` when missing or neither `Allow` nor `Deny`.
  public var effect: Located<Effect>?
  /// `Principal` or `NotPrincipal`, if given.
  public var principal: PrincipalElement?
  /// `Action` or `NotAction`; `nil` when missing or unreadable.
  public var action: ListElement?
  /// `Resource` or `NotResource`, if given.
  public var resource: ListElement?
  /// `Condition`, if given.
  public var condition: ConditionBlock?

  /// Makes a statement.
  public init(
    range: ByteRange, sid: Located<String>? = nil, effect: Located<Effect>? = nil, principal: PrincipalElement? = nil,
    action: ListElement? = nil, resource: ListElement? = nil, condition: ConditionBlock? = nil
  ) {
    self.range = range
    self.sid = sid
    self.effect = effect
    self.principal = principal
    self.action = action
    self.resource = resource
    self.condition = condition
  }
}

/// Whether a statement allows or denies.
public enum Effect: String, Sendable, Hashable, CaseIterable {
  case allow = "Allow"
  case deny = "Deny"
}

/// `Action`, `NotAction`, `Resource` or `NotResource` with its values.
public struct ListElement: Sendable {
  /// Whether it is the `Not…` form.
  public var isNegated: Bool
  /// The bytes of the element's name.
  public var nameRange: ByteRange
  /// The bytes of the value or list.
  public var range: ByteRange
  /// The values as written, decoded; one for a single value.
  public var values: [Located<String>]

  /// Makes an element.
  public init(isNegated: Bool, nameRange: ByteRange, range: ByteRange, values: [Located<String>]) {
    self.isNegated = isNegated
    self.nameRange = nameRange
    self.range = range
    self.values = values
  }
}
