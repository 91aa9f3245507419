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
      guard statement.actions.count > 1 else { return }
      report(statement.actions.map { ($0.text.lowercased(), $0.range) }, &findings)
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
      guard statement.resources.count > 1 else { return }
      report(statement.resources.map { ($0.text, $0.range) }, &findings)
    })

  /// One finding for each value that covers others, with all that it covers.
  private static func report(_ values: [(text: String, range: ByteRange)], _ findings: inout FindingSink) {
    var first: [String: Int] = [:]
    first.reserveCapacity(values.count)
    var repeated: [Int: [Int]] = [:]
    var different: [Int] = []
    for (index, value) in values.enumerated() {
      if let earlier = first[value.text] {
        repeated[earlier, default: []].append(index)
      } else {
        first[value.text] = index
        different.append(index)
      }
    }
    let hasPatterns = different.contains { values[$0].text.hasWildcard }
    guard hasPatterns || !repeated.isEmpty else { return }
    var cover = PatternCover(different.map { values[$0].text })
    var covered: [Int: [Int]] = [:]
    for (place, index) in different.enumerated() {
      guard let widest = cover.widest(over: place).map({ different[$0] }) else { continue }
      covered[widest, default: []] += [index] + (repeated.removeValue(forKey: index) ?? [])
    }
    for (index, copies) in repeated { covered[index, default: []] += copies }
    for (index, others) in covered.sorted(by: { $0.key < $1.key }) { report(index, others, values, &findings) }
  }

  private static func report(
    _ index: Int, _ covered: [Int], _ values: [(text: String, range: ByteRange)], _ findings: inout FindingSink
  ) {
    guard let first = covered.min() else { return }
    let rest = covered.count > 1 ? " and \(covered.count - 1) more" : ""
    let ranges = ([index] + covered).sorted().map { values[$0].range }
    let verb =
      values[first].text == values[index].text
      ? "is written more than once" : "is covered by \(values[index].text.quoted)"
    findings.report("\(values[first].text.quoted)\(rest) \(verb)", at: ranges)
  }
}
