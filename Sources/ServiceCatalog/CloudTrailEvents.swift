extension ServiceCatalog {
  /// The operations that a CloudTrail event can stem from; empty when none is known, as for events that no API call causes.
  ///
  /// Some events are called otherwise than their operation (S3 logs `ListObjects` for `ListObjectsV2` too), some end in a
  /// version of the API (`CreateFunction20150331`, `UpdateFunctionCode20150331v2`, `CreateDistribution2020_05_31`). Several
  /// services share some event sources, so that there can be more than one operation.
  ///
  /// - Parameters:
  ///   - eventSource: the event's `eventSource`: `secretsmanager.amazonaws.com`.
  ///   - eventName: its `eventName`: `GetSecretValue`.
  /// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
  public func operations(eventSource: String, eventName: String) -> [APIOperation] {
    let tables = programTables
    let special = (0..<tables.count(.events)).filter {
      tables.string(.events, $0, 0) == eventSource.lowercased() && tables.string(.events, $0, 4) == eventName
    }
    if !special.isEmpty { return special.compactMap { operation(at: tables.u32(.events, $0, 8)) } }
    let services = sdkServices(eventSource: eventSource)
    let operations = services.compactMap { $0.operation(named: eventName) }
    guard operations.isEmpty, let name = Self.withoutVersion(eventName) else { return operations }
    return services.compactMap { $0.operation(named: name) }
  }

  /// The SDK's services that log events with an `eventSource`.
  public func sdkServices(eventSource: String) -> [SDKService] {
    let tables = programTables
    let all = 0..<tables.count(.eventSources)
    return eventSource.withFoldedName { name in
      all[tables.lowerBound(.eventSources, in: all, for: name)...].prefix { name == tables.text(.eventSources, $0, 0) }
    }
    .map { tables.u16(.eventSources, $0, 4) }.filter { $0 < tables.count(.sdkServices) }
    .map { SDKService(catalog: self, index: $0) }
  }

  /// An event's name without the API version at its end; `nil` when it has none.
  ///
  /// A version is a date, with `_` between its parts or without, and perhaps `v2` behind it.
  static func withoutVersion(_ eventName: String) -> String? {
    var name = Substring(eventName)
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    if digits > 0, digits < 3, name.dropLast(digits).last == "v" { name = name.dropLast(digits + 1) }
    for form in ["dddddddd", "dddd_dd_dd"] where name.count > form.count {
      let end = name.suffix(form.count)
      if zip(end, form).allSatisfy({ $1 == "d" ? $0.isASCII && $0.isNumber : $0 == $1 }) {
        return String(name.dropLast(form.count))
      }
    }
    return nil
  }
}
