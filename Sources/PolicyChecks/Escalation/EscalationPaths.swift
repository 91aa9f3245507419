/// All ways to more permissions.
///
/// Their ids are stable: an id is never given to another way.
public enum EscalationPaths {
  /// Every way, those that lead to the caller's own permissions first.
  public static let all: [EscalationPath] =
    OwnPermissionPaths.all + OtherPrincipalPaths.all + PassedRolePaths.all + AttachedRolePaths.all

  /// The way of an id; `nil` when there is none.
  public static func path(_ id: String) -> EscalationPath? { all.first { $0.id == id } }
}
