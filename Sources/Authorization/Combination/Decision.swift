/// The outcome of a request.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
public enum Decision: String, Sendable, Hashable, CaseIterable, BitwiseCopyable {
  /// Some policy allows it and nothing stands against it.
  case allowed
  /// A statement denies it.
  case explicitDeny
  /// Nothing denies it, but an allow that it needs is missing.
  case implicitDeny
}
