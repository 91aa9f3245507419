/// An action that another fact names.
///
/// The fact may be older than the catalogue, or no more than an assumption; then the catalogue need not have the action.
public struct ActionReference: Sendable, Hashable {
  /// Its name with prefix.
  public let name: String
  /// What the catalogue says of it; `nil` when it has no such action.
  public let action: Action?

  init(_ action: Action) {
    name = action.fullName
    self.action = action
  }

  init(name: String, in catalog: ServiceCatalog) {
    action = catalog.action(named: name)
    self.name = action?.fullName ?? name
  }
}

/// What a call needs: permission for one action, or for one of several.
public struct RequiredAction: Sendable, Hashable {
  /// The actions, of which one is enough: which of them, the request says (an ARN, a version of an object, a statement).
  public let alternatives: [ActionReference]
}

extension ServiceCatalog {
  /// The catalogue of the program, in which the facts are numbered that a catalogue in text form does not have.
  var program: ServiceCatalog { tables.program.map(ServiceCatalog.init(tables:)) ?? self }

  /// The action of a number in the program's catalogue, as this one knows it; `nil` when the number is none.
  func reference(toProgramAction index: Int) -> ActionReference? {
    guard let action = program.action(at: index) else { return nil }
    return tables.program == nil ? ActionReference(action) : ActionReference(name: action.fullName, in: self)
  }
}
