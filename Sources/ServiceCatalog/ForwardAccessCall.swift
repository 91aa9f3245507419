/// A call that a service makes to another one with its caller's permissions: a forward access session.
///
/// The caller of the first action needs permission for the second as well; conditions see it with `kms:ViaService` and
/// `aws:CalledVia`.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
public struct ForwardAccessCall: Sendable, Hashable {
  /// The action that is called.
  public let action: ActionReference
  /// The action that its caller needs as well.
  public let neededAction: ActionReference
  /// On what, in words: `key of the secret`.
  public let resource: String
  /// In which cases, in words: `always`, or some of which one is enough (`validation`, `a value is given`).
  public let circumstances: [String]
  /// The value of `kms:ViaService`, with `${Region}`; `nil` for calls to other services than KMS.
  public let viaService: String?
  /// The keys of the encryption context that the service passes to KMS, which conditions name as
  /// `kms:EncryptionContext:SecretARN`.
  public let encryptionContextKeys: [String]

  /// Whether every call of the action makes it.
  public var isUnconditional: Bool { circumstances == ["always"] }

  /// The value of `kms:ViaService` in a Region.
  public func viaService(in region: String) -> String? { viaService?.replacing("${Region}", with: region) }
}

extension ServiceCatalog {
  /// The known calls with their callers' permissions: those of Secrets Manager to KMS and Lambda, and those of other services to
  /// KMS where a key is chosen.
  public var forwardAccessCalls: [ForwardAccessCall] {
    let tables = programTables
    return (0..<tables.count(.forwardAccess)).compactMap { record in
      guard let action = reference(toProgramAction: tables.u32(.forwardAccess, record, 0)),
        let needed = reference(toProgramAction: tables.u32(.forwardAccess, record, 4))
      else { return nil }
      let viaService = tables.string(.forwardAccess, record, 16)
      return ForwardAccessCall(
        action: action, neededAction: needed, resource: tables.string(.forwardAccess, record, 8),
        circumstances: Self.list(tables.string(.forwardAccess, record, 12), separator: ";"),
        viaService: viaService.isEmpty ? nil : viaService,
        encryptionContextKeys: Self.list(tables.string(.forwardAccess, record, 20), separator: ","))
    }
  }

  private static func list(_ text: String, separator: Character) -> [String] {
    text.split(separator: separator).map { String($0.drop { $0 == " " }) }
  }
}

extension Action {
  /// The calls that its service makes with the caller's permissions when this action is called.
  public var forwardAccessCalls: [ForwardAccessCall] {
    let name = fullName
    return catalog.forwardAccessCalls.filter { $0.action.name == name }
  }
}
