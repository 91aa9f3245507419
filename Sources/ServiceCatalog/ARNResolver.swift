import Wildcards

/// Finds the resource types that an ARN, or any ARN of a pattern, can be of.
struct ARNResolver {
  private let catalog: ServiceCatalog
  private let pattern: ARNPattern
  /// What its last field begins with.
  private let head: FieldHead

  init(_ pattern: ARNPattern, in catalog: ServiceCatalog) {
    self.catalog = catalog
    self.pattern = pattern
    head = FieldHead(ofResourceIn: pattern)
  }

  /// The types of a service.
  func types(of service: Service) -> [ResourceType] {
    if pattern.isEverything { return service.resourceTypes }
    let candidates = candidates(
      { service.formats(allowsEmptyFields: $0) { mayBeOfService($0) } }, ColonCrossing(pattern))
    return remaining(of: candidates) { _ in [] }
  }

  /// The types of a service whose formats have been read already.
  func types(of formats: ResourceFormats) -> [ResourceType] {
    if pattern.isEverything { return formats.service.resourceTypes }
    let candidates = candidates({ $0 ? formats.withEmptyFields : formats.filled }, ColonCrossing(pattern))
    return remaining(of: candidates) { _ in [] }
  }

  /// The types of all services.
  ///
  /// A type that borrows the format of another service gives way to narrower types of that one as well; one whose format
  /// names no service is left out, because it would take any service's ARNs.
  func types() -> [ResourceType] { types(among: catalog.services) }

  /// The types of services that are all that can have some.
  func types(among services: [Service]) -> [ResourceType] {
    if pattern.isEverything { return services.flatMap(\.resourceTypes) }
    lazy var crossing = ColonCrossing(pattern)
    let found = services.compactMap { service -> (prefix: String, candidates: [ResourceFormat])? in
      let all = candidates({ service.formats(allowsEmptyFields: $0) { mayBeOfService($0) } }, crossing)
      let candidates = all.filter { WildcardEncoding.isLiteral($0.serviceName) }
      return candidates.isEmpty ? nil : (service.prefix, candidates)
    }
    var atHome: [ArraySlice<UInt8>: [ResourceFormat]] = [:]
    for (prefix, candidates) in found {
      atHome[Array(prefix.utf8)[...]] = candidates.filter { $0.serviceName.elementsEqual(prefix.utf8) }
    }
    return found.flatMap { prefix, candidates in
      remaining(of: candidates) { $0.serviceName.elementsEqual(prefix.utf8) ? [] : atHome[$0.serviceName] ?? [] }
    }
  }

  /// The formats that fit, of those with and those without empty fields.
  ///
  /// First the variables of a format count as filled. Only when nothing fits so, its partition, Region or account may be
  /// empty: some formats have a Region or account that the ARNs of their resources lack (docs/catalogue.md). Only when
  /// nothing fits then, stars may run past colons.
  private func candidates(
    _ formats: (_ allowsEmptyFields: Bool) -> [ResourceFormat], _ crossing: @autoclosure () -> ColonCrossing?
  ) -> [ResourceFormat] {
    let all = formats(false)
    // Most services have no format that fits.
    if all.isEmpty { return [] }
    let filled = matching(all)
    guard filled.isEmpty else { return filled }
    let withEmptyFields = formats(true)
    var candidates = matching(withEmptyFields)
    if candidates.isEmpty, let crossing = crossing() {
      candidates = withEmptyFields.filter { mayBeOfService($0) && crossing.reaches($0.format) }
      // A star that runs on takes one field too many rather than two: a function's version is not meant where a function is.
      let fewest = candidates.map(\.format.colonCount).min()
      candidates.removeAll { $0.format.colonCount != fewest }
    }
    return candidates
  }

  private func matching(_ formats: [ResourceFormat]) -> [ResourceFormat] {
    var found: [ResourceFormat] = []
    // Few begin as the pattern does; the others are not even copied.
    for index in formats.indices where formats[index].head.mayAgree(with: head) {
      let format = formats[index]
      if mayBeOfService(format), pattern.intersects(format.format) { found.append(format) }
    }
    return found
  }

  /// Whether the service's name in a format fits the pattern's: spares most formats all the rest.
  private func mayBeOfService(_ format: UnsafeBufferPointer<UInt8>) -> Bool {
    var colons = 0
    var start = 0
    var index = 0
    while index < format.count {
      if format[index] == UInt8(ascii: ":") {
        colons += 1
        if colons == ARNPattern.Field.service { start = index + 1 }
        if colons > ARNPattern.Field.service {
          let name = UnsafeBufferPointer(rebasing: format[start..<index])
          return name.first == UInt8(ascii: "$") || mayBeOfService(named: name)
        }
      }
      index += 1
    }
    return false
  }

  private func mayBeOfService(_ format: ResourceFormat) -> Bool {
    format.format.withField(ARNPattern.Field.service) { name in
      name.first.map { $0 >= WildcardEncoding.anyOne } ?? false || mayBeOfService(named: name)
    }
  }

  private func mayBeOfService(named name: UnsafeBufferPointer<UInt8>) -> Bool {
    pattern.withField(ARNPattern.Field.service) { WildcardMatcher.matches(pattern: $0, text: name) }
  }

  /// The types of those candidates that give way to none of them, nor to others elsewhere; each once.
  private func remaining(of candidates: [ResourceFormat], _ elsewhere: (ResourceFormat) -> [ResourceFormat])
    -> [ResourceType]
  {
    var types: [ResourceType] = []
    for candidate in candidates where types.last?.index != candidate.type {
      if givesWay(candidate, to: candidates) || givesWay(candidate, to: elsewhere(candidate)) { continue }
      types.append(ResourceType(catalog: catalog, index: candidate.type, service: candidate.service))
    }
    return types
  }

  /// Whether another type has all ARNs of the pattern and is the likelier one.
  ///
  /// That is one whose ARNs are some of the candidate's: `bucket/key` is an object, though `${BucketName}` would take any
  /// text. Or one whose variables need no slash or colon, where the candidate's do.
  private func givesWay(_ candidate: ResourceFormat, to others: [ResourceFormat]) -> Bool {
    // Mostly there is no other.
    guard others.contains(where: { $0.type != candidate.type }) else { return false }
    var known: Wanted?
    var needsSeparators: Bool?
    for index in others.indices where others[index].type != candidate.type {
      // Where the formats have been compared already, this leaves little to do.
      if let narrower = candidate.narrower, others[index].service == candidate.service,
        !narrower.contains(others[index].record)
      {
        let needs = needsSeparators ?? !fitsWithoutSeparators(candidate.format)
        needsSeparators = needs
        if !needs { continue }
      }
      let wanted = known ?? Wanted(pattern.narrowed(to: candidate.format))
      known = wanted
      guard others[index].head.mayAgree(with: wanted.head) else { continue }
      guard others[index].format.contains(wanted.pattern) else { continue }
      if candidate.isWider(than: others[index]) { return true }
      let needs = needsSeparators ?? !fitsWithoutSeparators(candidate.format)
      needsSeparators = needs
      if needs, fitsWithoutSeparators(others[index].format) { return true }
    }
    return false
  }

  /// What a pattern wants of a format.
  private struct Wanted {
    let pattern: ARNPattern
    let head: FieldHead

    init(_ pattern: ARNPattern) {
      self.pattern = pattern
      head = FieldHead(ofResourceIn: pattern)
    }
  }

  private func fitsWithoutSeparators(_ format: ARNPattern) -> Bool {
    let resource = format.withField(ARNPattern.Field.resource) { field in
      field.map { $0 == WildcardEncoding.anyRun ? TokenOverlap.segmentRun : $0 }
    }
    return pattern.withField(ARNPattern.Field.resource) { pattern in
      resource.withUnsafeBufferPointer { TokenOverlap.exists(pattern, $0) }
    }
  }
}
