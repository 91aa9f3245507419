import Wildcards

/// Texts with policy variables, put together for one request.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
enum Template {
  /// Calls `body` with the text of some parts for this request, after a fixed `head`.
  ///
  /// A value goes in literally: wildcard characters in it match only themselves (docs/undocumented-by-aws.md, U5). A variable
  /// without value and default gives `nil`; only keys with exactly one value have one.
  static func withExpansion<Result>(
    _ parts: ListRange, head: Bytes, of policy: PolicyReference, for request: RequestReference,
    _ body: (Bytes) -> Result
  ) -> Result? {
    var length = head.count
    for part in parts.indices {
      guard let text = text(of: policy.pointee.templateParts[part], policy, request) else { return nil }
      length += text.count
    }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, length)) { buffer -> Result? in
      var end = append(head, to: buffer, at: 0)
      for part in parts.indices {
        guard let text = text(of: policy.pointee.templateParts[part], policy, request) else { return nil }
        end = append(text, to: buffer, at: end)
      }
      return body(Bytes(start: UnsafePointer(buffer.baseAddress), count: end))
    }
  }

  /// The key of the first variable without value and default, for traces.
  static func firstUnresolved(_ parts: ListRange, of policy: PolicyReference, for request: RequestReference) -> String?
  {
    for part in parts.indices where text(of: policy.pointee.templateParts[part], policy, request) == nil {
      return policy.pointee.bytes[policy.pointee.templateParts[part].key].string
    }
    return nil
  }

  private static func text(of part: TemplatePart, _ policy: PolicyReference, _ request: RequestReference) -> Bytes? {
    guard part.isVariable else { return policy.pointee.bytes[part.text] }
    if let entry = request.pointee.entry(part.keyHash, policy.pointee.bytes[part.key]), !entry.isMultivalued,
      entry.values.count == 1
    {
      let value = request.pointee.value(Int(entry.values.first))
      if !value.isEmpty { return value }
    }
    return part.hasDefault ? policy.pointee.bytes[part.text] : nil
  }

  private static func append(_ text: Bytes, to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
    guard let source = text.baseAddress, let target = buffer.baseAddress else { return start }
    (target + start).update(from: source, count: text.count)
    return start + text.count
  }
}
