import LintConfiguration
import PolicyChecks
import SourceText

/// How each file is linted: by its configuration, and by the flags, which count more.
final class LintPlan {
  private var finder: ConfigurationFinder
  private let flags: Flags
  private let currentFolder: String
  /// What the flags make of each configuration.
  private var byConfiguration: [ObjectIdentifier: LintSettings] = [:]
  private let standard: LintSettings
  /// The files that were not linted because their configuration has mistakes.
  private(set) var leftOut = 0

  /// What the command line says of every file.
  struct Flags {
    var rules: LintRuleOptions
    var policies: LintPolicyOptions
    var failOn: FailOn?
    /// Whether named files are treated as those that are found.
    var excludesNamedFiles: Bool
    var now: Double?
  }

  init(_ finder: ConfigurationFinder, _ flags: Flags, currentFolder: String) throws {
    self.finder = finder
    self.flags = flags
    self.currentFolder = currentFolder
    standard = try Self.settings(nil, flags)
  }

  /// What is wrong with configurations.
  var diagnostics: [Diagnostic] { finder.diagnostics }
  /// The configurations that could not be read.
  var errors: [any Error] { finder.errors }
  /// The configurations of the files linted.
  var configurations: [FoundConfiguration] { finder.found }

  /// How a file is linted; `nil` when it is not.
  func settings(for entry: LintFiles.Entry) throws -> LintSettings? {
    switch finder.configuration(of: entry.path) {
    case .none: return standard
    case .broken:
      leftOut += 1
      return nil
    case .found(let configuration):
      // A configuration is no policy, though its rules look like parts of one.
      let isStandardInput = entry.path == "-"
      let path = isStandardInput ? nil : configuration.relative(PathText.absolute(entry.path, in: currentFolder))
      if !entry.isNamed || flags.excludesNamedFiles, let path, !configuration.contents.paths.contains(path) {
        return nil
      }
      var settings = try settings(of: configuration)
      settings.path = path
      if settings.kind == nil, let path, let use = configuration.contents.use(of: path) {
        settings.kind = use.kind
        settings.resourceType = settings.resourceType ?? use.resourceType
        settings.surroundings.attachedTo = use.attachedTo
      }
      settings.surroundings.isExample = path.map(configuration.contents.isExample) ?? false
      return settings
    }
  }

  /// What the flags make of a configuration.
  func settings(of configuration: FoundConfiguration) throws -> LintSettings {
    let key = ObjectIdentifier(configuration)
    if let known = byConfiguration[key] { return known }
    let settings = try Self.settings(configuration, flags)
    byConfiguration[key] = settings
    return settings
  }

  private static func settings(_ configuration: FoundConfiguration?, _ flags: Flags) throws -> LintSettings {
    let contents = configuration?.contents
    let surroundings = PolicySurroundings(
      ownAccount: contents?.account, trustedAccounts: Set(contents?.trustedAccounts ?? []),
      organization: contents?.organization, allowedPrincipals: contents?.allowedPrincipals ?? [],
      blockedPrincipals: contents?.blockedPrincipals ?? [], secretKeys: contents?.secretKeys ?? [:], now: flags.now)
    return LintSettings(
      rules: try flags.rules.apply(to: contents?.rules ?? RuleConfiguration()), kind: try flags.policies.kind(),
      resourceType: try flags.policies.type(), surroundings: try flags.policies.surroundings(surroundings),
      failOn: flags.failOn ?? contents?.failOn.map(FailOn.init) ?? .standard, configuration: configuration)
  }

  /// Throws when a flag names a rule of a configuration and none that was found has it.
  func checkCustomRules() throws {
    let declared = Set(configurations.flatMap { $0.rules.map(\.id) })
    for name in flags.rules.customNames where !declared.contains(name) {
      let near = SpellingSuggestion.nearest(to: name, among: declared.sorted()).map { "; did you mean `\($0)`?" }
      throw CommandFailure("no configuration of the files linted has a rule `\(name)`" + (near ?? ""))
    }
  }
}
