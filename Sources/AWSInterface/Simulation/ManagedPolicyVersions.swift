import Authorization
import PolicyLanguage
import ServiceCatalog
import SourceText

/// Which versions of AWS's policies a simulation takes from the program: AWS changes them, so that must be said.
enum ManagedPolicyVersions {
  /// A sentence for each policy that was named by its ARN alone; its file is called like it.
  static func notes(_ documents: [PolicyDocument]) -> [String] {
    guard let policies = try? ManagedPolicies.embedded() else { return [] }
    var seen: Set<String> = []
    return documents.map(\.policy.file.name).filter { seen.insert($0).inserted }.compactMap { name in
      policies.policy(arn: name).map {
        "`\(name)` is taken in its version `\($0.version)` of \($0.date), the default one on \(policies.dataDate)"
      }
    }
  }
}
