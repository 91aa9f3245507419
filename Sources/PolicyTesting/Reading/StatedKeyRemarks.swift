import Authorization
import SourceText

/// What is odd about the condition keys that a file states, over all the cases that they are stated for.
///
/// One statement may serve many cases, so a key that suits some of them is in order.
struct StatedKeyRemarks {
  private struct Use {
    var range: ByteRange
    var cases = 0
    var warnings: [String] = []
  }

  private var uses: [Use] = []
  /// Where the key at each offset of the file stands in `uses`.
  private var indices: [Int: Int] = [:]

  /// Takes the keys of a case and what is odd about them.
  mutating func add(_ keys: [CaseSettings.ContextKey], _ warnings: [DerivedContext.Warning]) {
    for key in keys where key.values != nil {
      let index = indices[key.range.lowerBound] ?? uses.count
      if index == uses.count {
        indices[key.range.lowerBound] = index
        uses.append(Use(range: key.range))
      }
      uses[index].cases += 1
      if let warning = warnings.first(where: { $0.key == key.name }) { uses[index].warnings.append(warning.message) }
    }
  }

  /// The remarks on keys that are odd in every case, in the order of the cases.
  var remarks: [(range: ByteRange, message: String)] {
    uses.compactMap { use in
      guard use.warnings.count == use.cases, let message = use.warnings.first else { return nil }
      return (use.range, message)
    }
  }
}
