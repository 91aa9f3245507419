public import PolicySources
public import SourceText

/// Turns what stands behind the AWS CLI's flags into values: its shorthand, its JSON, its `file://` addresses.
/// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
public struct SimulationArguments: Sendable {
  /// Reads the files that arguments name.
  public var reader: SourceReader

  /// Makes a reader of arguments.
  public init(reader: SourceReader = SourceReader()) {
    self.reader = reader
  }

  /// `--context-entries`: one value for each entry (`ContextKeyName=…,ContextKeyValues=a,b,ContextKeyType=…`), or one
  /// JSON list or object, or a `file://` address of one.
  public func contextEntries(_ values: [String]) throws(InterfaceError) -> [ContextEntry] { [] }

  /// `--policy-exclusion-list`, in the same forms.
  public func policyExclusions(_ values: [String]) throws(InterfaceError) -> [PolicyIdentifier] { [] }

  /// `--ordered-organization-policy-input-list`: a JSON list of `{"ServiceControlPolicyInputList": [document, …]}`, the
  /// same in shorthand, or one document for each level.
  public func organizationPolicyLevels(_ values: [String]) throws(InterfaceError) -> [[SourceFile]] { [] }

  /// Documents behind a flag such as `--policy-input-list`: inline text or `file://` addresses, or one JSON list of
  /// strings.
  public func documents(_ values: [String], flag: String) throws(InterfaceError) -> [SourceFile] { [] }

  /// `--cli-input-json`: the request as one JSON document, with AWS's parameter names.
  ///
  /// What is set in `request` already, from the command line, is left as it is.
  public func merge(cliInputJSON value: String, into request: inout SimulationRequest) throws(InterfaceError) {}
}
