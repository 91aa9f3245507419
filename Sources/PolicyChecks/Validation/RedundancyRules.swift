import PolicyAnalysis
import PolicyLanguage
import SourceText
import Wildcards

/// Values of a list that another value of the list covers.
enum RedundancyRules {
  static let rules = [redundantAction, redundantResource]

  private static let redundantAction = Rule(
    awsCode: "REDUNDANT_ACTION", .suggestion, title: "Action that another one covers",
    why: "It adds nothing, and hides how much the other one covers.", remedy: "Remove it, or narrow the other one.",
    basis: .observed,
    example: .statements(#"{"Effect":"Allow","Action":[«"s3:Get*"»,«"s3:GetObject"»],"Resource":"*"}"#),
    silent: .statements(#"{"Effect":"Allow","Action":["s3:Get*","s3:PutObject"],"Resource":"*"}"#),
    .statement { statement, findings in
      guard statement.mayNameTwice else { return }
      let values = statement.actions.map {
        Value(text: $0.written.foldedText, shown: $0.text, hasWildcard: $0.hasWildcard, range: $0.range)
      }
      // Texts that are alike by their hashes without regard to case; other letters than those of ASCII have case as well.
      let mayRepeat = statement.namesTwice || !statement.actions.allSatisfy(\.written.isASCII)
      report(values, mayRepeat: mayRepeat, of: statement.policy, &findings) { _, _ in true }
    })

  private static let redundantResource = Rule(
    awsCode: "REDUNDANT_RESOURCE", .suggestion, title: "Resource that another one covers",
    why: "It adds nothing, and hides how much the other one covers.", remedy: "Remove it, or narrow the other one.",
    basis: .observed,
    example: .statements(
      #"{"Effect":"Allow","Action":"s3:GetObject","Resource":[«"arn:aws:s3:::b*"»,«"arn:aws:s3:::b1/*"»]}"#),
    silent: .statements(
      #"{"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::a*","arn:aws:s3:::b1/*"]}"#),
    .statement { statement, findings in
      guard statement.resources.count > 1,
        statement.resources.contains(where: \.text.hasWildcard)
          || Set(statement.resources.map(\.text)).count < statement.resources.count
      else { return }
      let values = statement.resources.map {
        Value(text: $0.text, shown: $0.text, hasWildcard: $0.text.hasWildcard, range: $0.range)
      }
      // ARNs match field by field, which a comparison as texts does not show.
      // Texts of the same bytes have one pattern; beyond ASCII texts of different bytes may be equal.
      let patterns = statement.resources.map { ObjectIdentifier($0.written) }.sorted()
      let mayRepeat =
        zip(patterns, patterns.dropFirst()).contains { $0 == $1 } || !statement.resources.allSatisfy(\.written.isASCII)
      report(values, mayRepeat: mayRepeat, of: statement.policy, &findings) {
        StatementScope.resource($0.text, covers: $1.text)
      }
    })

  /// One value of a list.
  private struct Value {
    /// As it compares.
    var text: String
    /// As it is written.
    var shown: String
    var hasWildcard: Bool
    var range: ByteRange
  }

  /// One finding for each value that covers others, with all that it covers.
  ///
  /// - Parameter mayRepeat: whether two of them may be the same text.
  private static func report(
    _ values: [Value], mayRepeat: Bool, of policy: PolicyFacts, _ findings: inout FindingSink,
    isCertain: (Value, Value) -> Bool
  ) {
    var first: [String: Int] = [:]
    var repeated: [Int: [Int]] = [:]
    var different: [Int] = mayRepeat ? [] : Array(values.indices)
    for (index, value) in values.enumerated() where mayRepeat {
      if let earlier = first.updateValue(index, forKey: value.text) {
        first[value.text] = earlier
        repeated[earlier, default: []].append(index)
      } else {
        different.append(index)
      }
    }
    var cover = PatternCover(
      different.map { values[$0].text }, hasWildcard: different.map { values[$0].hasWildcard })
    var covered: [Int: [Int]] = [:]
    for (place, index) in different.enumerated() {
      guard let widest = cover.widest(over: place).map({ different[$0] }) else { continue }
      covered[widest, default: []] += [index] + (repeated.removeValue(forKey: index) ?? [])
    }
    for (index, copies) in repeated { covered[index, default: []] += copies }
    for (index, others) in covered.sorted(by: { $0.key < $1.key }) {
      let idle = others.filter { isCertain(values[index], values[$0]) }
      let edits = idle.isEmpty ? nil : PolicyEdits(policy)
      let fixes = idle.sorted().compactMap { other in
        edits?.removal(of: values[other].range, title: "remove \(values[other].shown.quoted)", .safe)
      }
      report(index, others, values, isProved: !idle.isEmpty, fixes, &findings)
    }
  }

  private static func report(
    _ index: Int, _ covered: [Int], _ values: [Value], isProved: Bool, _ fixes: [FixIt],
    _ findings: inout FindingSink
  ) {
    guard let first = covered.min() else { return }
    let rest = covered.count > 1 ? " and \(covered.count - 1) more" : ""
    let ranges = ([index] + covered).sorted().map { values[$0].range }
    let isCopy = values[first].text == values[index].text
    let verb = covered.count > 1 ? "are" : "is"
    // AWS's validator compares texts: a wildcard of the account covers the beginning of the resource.
    let how = isProved ? "covered by" : "covered, as a text, by"
    let what = isCopy ? "written more than once" : "\(how) \(values[index].shown.quoted)"
    findings.report("\(values[first].shown.quoted)\(rest) \(verb) \(what)", at: ranges, fixes: fixes)
  }
}
