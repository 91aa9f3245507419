/// An action that ways to more permissions take.
struct EscalationAction {
  var name: String
  /// Its number in ``EscalationIndex``; `nil` for what no way takes.
  var number: Int?
}
