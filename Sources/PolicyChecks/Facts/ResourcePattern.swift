import PolicyLanguage
import ServiceCatalog
import Wildcards

/// A text that stands in `Resource` or `NotResource`, with what is known of it; one for all statements that write it.
final class ResourcePattern {
  /// The text.
  let text: String
  /// Whether it is `*`.
  let isEverything: Bool
  /// Its six fields, `arn` first; `nil` when it has fewer or is none.
  let fields: [String]?
  // INVARIANT: the memory owns what it knows.
  private unowned let memory: CatalogMemory
  private var typesOfServices: [TypesOfService] = []

  private var answersOnActions: [ObjectIdentifier: Bool] = [:]
  private var answersOnForms: [QuestionOnForm: Bool] = [:]

  private struct QuestionOnForm: Hashable {
    var form: FieldForm
    var field: ARN.Field
  }

  private struct TypesOfService {
    var service: Int
    var types: [ResourceType]
    var known: [KnownType]?
  }

  init(_ text: String, in memory: CatalogMemory) {
    self.text = text
    self.memory = memory
    isEverything = text == "*"
    fields = Self.fields(of: text)
  }

  /// Whether it holds no other characters than those of ASCII.
  private(set) lazy var isASCII: Bool = text.withBytes { $0.allSatisfy { $0 < 0x80 } }
  /// It as a pattern.
  private(set) lazy var pattern = WildcardPattern(text)
  /// The resource types that it can be of.
  private(set) lazy var types: [ResourceType] = memory.types(
    matching: text, ofARNsOf: fields?[ARN.Field.service.rawValue + 1])

  /// The resource types that it could be of, whatever its Region and account.
  private(set) lazy var candidates: [ResourceType] = {
    guard var parts = fields else { return [] }
    for field in [ARN.Field.region, .account] { parts[field.rawValue + 1] = "*" }
    return memory.pattern(ofResource: parts.joined(separator: ":")).typesAtHome
  }()

  /// The resource types that it can be of; those of the service that it names count first.
  private(set) lazy var typesAtHome: [ResourceType] = {
    guard let service = fields?[ARN.Field.service.rawValue + 1] else { return types }
    let atHome = memory.service(named: service).map { types(of: $0) } ?? []
    return atHome.isEmpty ? types : atHome
  }()

  /// The resource types of a service that it can be of.
  func types(of service: Service) -> [ResourceType] { typesOfServices[place(of: service)].types }

  /// The same as rules know them.
  func knownTypes(of service: Service) -> [KnownType] {
    let place = place(of: service)
    if let known = typesOfServices[place].known { return known }
    let known = typesOfServices[place].types.map(memory.known)
    typesOfServices[place].known = known
    return known
  }

  private func place(of service: Service) -> Int {
    // Most are asked about one service or two.
    if let known = typesOfServices.firstIndex(where: { $0.service == service.number }) { return known }
    typesOfServices.append(
      TypesOfService(service: service.number, types: memory.formats(of: service).types(matching: text)))
    return typesOfServices.count - 1
  }

  /// Whether, of any Region and account, it covers all ARNs of the types that it can be of.
  private(set) lazy var coversItsTypes: Bool = {
    guard let fields, !fields[5].isEmpty, fields[5].utf8.last == UInt8(ascii: "*"),
      fields[3].utf8.allSatisfy({ $0 == UInt8(ascii: "*") }), fields[4].utf8.allSatisfy({ $0 == UInt8(ascii: "*") }),
      !fields[2].hasWildcard, !typesAtHome.isEmpty
    else { return false }
    return typesAtHome.allSatisfy { type in
      memory.known(type).formatPatterns.allSatisfy { format in
        guard var parts = format?.fields else { return false }
        // ARNs of other partitions are none of its concern.
        parts[1] = fields[1]
        return pattern.contains(WildcardPattern(parts.joined(separator: ":")))
      }
    }
  }()

  /// Whether it is `*`, or an ARN in which nothing is said: `arn:aws:*`, `arn:*:*:*:*:*`, `arn:aws:s3:::*`.
  private(set) lazy var isEffectivelyEverything: Bool = {
    if isEverything { return true }
    guard text.utf8.starts(with: "arn:".utf8) else { return false }
    guard let fields else { return text.dropFirst(4).split(separator: ":").allSatisfy { $0 == "*" || $0 == "aws" } }
    let isOpen = { (field: String) in field.utf8.allSatisfy { $0 == UInt8(ascii: "*") } }
    return isOpen(fields[3]) && isOpen(fields[4]) && !fields[5].isEmpty && isOpen(fields[5])
  }()
  /// The service that it names, without wildcards and variables, where no ARN has it so.
  private(set) lazy var unknownService: String? = {
    guard let name = fields?[ARN.Field.service.rawValue + 1], !name.isEmpty, name.isPlain, !memory.isARNService(name)
    else { return nil }
    return name
  }()
  /// The first word of its resource, where its service has ARNs, but none that begins so.
  private(set) lazy var unknownTypeWord: (word: String, service: Service)? = {
    guard let name = fields?[ARN.Field.service.rawValue + 1], !name.isEmpty, name.isPlain, let word = typeWord,
      let service = memory.service(named: name), !memory.arnTypeWords(of: service).contains(word)
    else { return nil }
    return (word, service)
  }()
  /// Whether it names resources of every account, but not all resources there are.
  private(set) lazy var isOfEveryAccount: Bool = {
    guard let fields, !fields[4].isEmpty else { return false }
    let isStar = { (byte: UInt8) in byte == UInt8(ascii: "*") }
    return fields[4].utf8.allSatisfy(isStar) && !fields[5].utf8.allSatisfy(isStar)
  }()
  /// The part of its last field, or of the text, that waits to be filled in.
  private(set) lazy var placeholder: String? = PlaceholderRules.placeholder(in: fields?[5] ?? text)

  /// Whether an action can act on what it matches, found out once for each.
  func canBeActedOn(by action: ActionPattern, _ find: () -> Bool) -> Bool {
    if let known = answersOnActions[ObjectIdentifier(action)] { return known }
    let answer = find()
    answersOnActions[ObjectIdentifier(action)] = answer
    return answer
  }

  /// The patterns of the service and of the last field; `nil` when the text is no ARN.
  private(set) lazy var serviceAndName: ServiceAndName? = fields.map(ServiceAndName.init)

  /// Two fields as patterns.
  final class ServiceAndName {
    let service: WildcardPattern
    let name: WildcardPattern

    init(_ fields: [String]) {
      service = WildcardPattern(fields[ARN.Field.service.rawValue + 1])
      name = WildcardPattern(fields[ARN.Field.resource.rawValue + 1])
    }
  }

  /// It for the catalogue, with `*` for what is not known yet; `nil` when it may be anything.
  private(set) lazy var forCatalog: ResourcePattern? = {
    guard let known = textForCatalog else { return nil }
    return known == text ? self : memory.pattern(ofResource: known)
  }()

  /// The first word of the resource, up to `/` or `:`; `nil` when a wildcard or variable comes before.
  private(set) lazy var typeWord: String? = {
    guard let resource = fields?[5] else { return nil }
    let word = FieldForm.firstWord(resource)
    guard word.utf8.count < resource.utf8.count, !word.isEmpty, word.isPlain else { return nil }
    return String(word)
  }()

  /// Whether all formats of ``candidates`` have the same in a field, and there are any.
  func has(_ form: FieldForm, in field: ARN.Field) -> Bool {
    let question = QuestionOnForm(form: form, field: field)
    if let known = answersOnForms[question] { return known }
    let answer = finds(form, in: field)
    answersOnForms[question] = answer
    return answer
  }

  private func finds(_ form: FieldForm, in field: ARN.Field) -> Bool {
    guard let service = fields?[ARN.Field.service.rawValue + 1] else { return false }
    // Most services have one form for all of their types, or a type with any name (S3's buckets), so that there is no need to
    // find out which type it is.
    if let forms = memory.forms(of: field, ofService: service, beginningWith: typeWord),
      !forms.all.contains(form) || !forms.ofAnyText.isSubset(of: [form])
    {
      return false
    }
    return !candidates.isEmpty
      && candidates.allSatisfy { type in
        type.arnFormats.allSatisfy { format in
          FieldForm.fields(of: format).map { FieldForm($0[field.rawValue + 1]) == form } ?? false
        }
      }
  }

  private static func fields(of text: String) -> [String]? {
    guard text.utf8.starts(with: "arn:".utf8) else { return nil }
    return text.withBytes { bytes in
      var fields: [String] = []
      fields.reserveCapacity(6)
      func append(_ range: Range<Int>) {
        fields.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self))
      }
      var start = 0
      var isInVariable = false
      for (index, byte) in bytes.enumerated() {
        switch byte {
        case UInt8(ascii: "{"): isInVariable = bytes[index - 1] == UInt8(ascii: "$")
        case UInt8(ascii: "}"): isInVariable = false
        case UInt8(ascii: ":") where !isInVariable:
          append(start..<index)
          start = index + 1
        default: break
        }
        if fields.count == 5 { break }
      }
      guard fields.count == 5 else { return nil }
      append(start..<bytes.count)
      return fields
    }
  }
}
