import Wildcards

/// Finds the resource types that an ARN, or any ARN of a pattern, can be of.
struct ARNResolver {
  private let catalog: ServiceCatalog
  private let pattern: ARNPattern
  private let crossing: ColonCrossing?

  init(_ pattern: ARNPattern, in catalog: ServiceCatalog) {
    self.catalog = catalog
    self.pattern = pattern
    crossing = ColonCrossing(pattern)
  }

  /// A format that fits, with its type and service.
  private struct Candidate {
    let service: Int
    let type: Int
    let format: ARNPattern

    /// The service as the format names it.
    var serviceName: [UInt8] { format.fields[ARNPattern.Field.service] }
  }

  /// The types of a service.
  func types(of service: Service) -> [ResourceType] {
    if pattern.isEverything { return service.resourceTypes }
    return remaining(of: candidates(of: service)) { _ in [] }
  }

  /// The types of all services.
  ///
  /// A type that borrows the format of another service gives way to narrower types of that one as well; one whose format
  /// names no service is left out, because it would take any service's ARNs.
  func types() -> [ResourceType] {
    if pattern.isEverything { return catalog.services.flatMap(\.resourceTypes) }
    let found = catalog.services.map { service in
      (service.prefix, candidates(of: service).filter { WildcardEncoding.isLiteral($0.serviceName) })
    }
    var atHome: [[UInt8]: [Candidate]] = [:]
    for (prefix, candidates) in found {
      atHome[Array(prefix.utf8)] = candidates.filter { $0.serviceName.elementsEqual(prefix.utf8) }
    }
    return found.flatMap { prefix, candidates in
      remaining(of: candidates) { $0.serviceName.elementsEqual(prefix.utf8) ? [] : atHome[$0.serviceName] ?? [] }
    }
  }

  /// The formats that fit, with the types of one service.
  ///
  /// First the variables of a format count as filled. Only when nothing fits so, its partition, Region or account may be
  /// empty: some formats have a Region or account that the ARNs of their resources lack (docs/catalogue.md). Only when
  /// nothing fits then, stars may run past colons.
  private func candidates(of service: Service) -> [Candidate] {
    var candidates = self.candidates(of: service, allowsEmptyFields: false, where: pattern.intersects)
    if candidates.isEmpty {
      candidates = self.candidates(of: service, allowsEmptyFields: true, where: pattern.intersects)
    }
    if candidates.isEmpty, let crossing {
      candidates = self.candidates(of: service, allowsEmptyFields: true, where: crossing.reaches)
      // A star that runs on takes one field too many rather than two: a function's version is not meant where a function is.
      let fewest = candidates.map(\.format.colonCount).min()
      candidates.removeAll { $0.format.colonCount != fewest }
    }
    return candidates
  }

  private func candidates(
    of service: Service, allowsEmptyFields: Bool, where fits: (ARNPattern) -> Bool
  ) -> [Candidate] {
    var found: [Candidate] = []
    for type in service.typeRun {
      for record in catalog.tables.run(.types, type, 4, wide: false, of: .arns) {
        let text = catalog.tables.text(.arns, record, 0)
        guard mayBeOfService(text) else { continue }
        let format = ARNPattern(format: text, allowsEmptyFields: allowsEmptyFields)
        if fits(format) { found.append(Candidate(service: service.index, type: type, format: format)) }
      }
    }
    return found
  }

  /// Whether the service's name in a format fits the pattern's: spares most formats all the rest.
  private func mayBeOfService(_ format: UnsafeBufferPointer<UInt8>) -> Bool {
    var colons = 0
    var start = 0
    for index in format.indices where format[index] == UInt8(ascii: ":") {
      colons += 1
      if colons == ARNPattern.Field.service { start = index + 1 }
      guard colons > ARNPattern.Field.service else { continue }
      let name = UnsafeBufferPointer(rebasing: format[start..<index])
      return name.first == UInt8(ascii: "$")
        || pattern.fields[ARNPattern.Field.service].withUnsafeBufferPointer {
          WildcardMatcher.matches(pattern: $0, text: name)
        }
    }
    return false
  }

  /// The types of those candidates that give way to none of them, nor to others elsewhere; each once.
  private func remaining(of candidates: [Candidate], _ elsewhere: (Candidate) -> [Candidate]) -> [ResourceType] {
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
  private func givesWay(_ candidate: Candidate, to others: [Candidate]) -> Bool {
    let wanted = pattern.narrowed(to: candidate.format)
    return others.contains { other in
      guard other.type != candidate.type, other.format.contains(wanted) else { return false }
      let isNarrower = candidate.format.contains(other.format) && !other.format.contains(candidate.format)
      return isNarrower || (!fitsWithoutSeparators(candidate.format) && fitsWithoutSeparators(other.format))
    }
  }

  private func fitsWithoutSeparators(_ format: ARNPattern) -> Bool {
    let resource = format.fields[ARNPattern.Field.resource]
    return TokenOverlap.exists(
      pattern.fields[ARNPattern.Field.resource],
      resource.map { $0 == WildcardEncoding.anyRun ? TokenOverlap.segmentRun : $0 })
  }
}
