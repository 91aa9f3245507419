/// What of a baseline has been met so far.
public struct BaselineMatch: Sendable {
  private let baseline: Baseline
  private var left: [Baseline.Key: Int]
  private var visited: Set<String> = []

  /// Begins with nothing met.
  public init(_ baseline: Baseline) {
    self.baseline = baseline
    left = Dictionary(
      baseline.entries.map { (Baseline.Key(path: $0.path, fingerprint: $0.fingerprint), $0.count) }, uniquingKeysWith: +
    )
  }

  /// Notes that a file was looked at, from the folder of the baseline.
  public mutating func visit(_ path: String) { visited.insert(path) }

  /// Whether a finding is known; each of several alike is known once only.
  public mutating func takes(_ fingerprint: FindingFingerprint, at path: String) -> Bool {
    let key = Baseline.Key(path: path, fingerprint: fingerprint)
    guard let count = left[key], count > 0 else { return false }
    left[key] = count - 1
    return true
  }

  /// The entries of files that were looked at of which fewer findings are left, with how many are gone.
  public var gone: [(entry: Baseline.Entry, count: Int)] {
    baseline.entries.compactMap { entry in
      guard visited.contains(entry.path) else { return nil }
      let count = left[Baseline.Key(path: entry.path, fingerprint: entry.fingerprint)] ?? 0
      return count > 0 ? (entry, count) : nil
    }
  }
}
