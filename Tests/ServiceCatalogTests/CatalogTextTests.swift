import Foundation
import Testing

@testable import ServiceCatalog

@Suite("The catalogue read from its text form")
struct CatalogTextTests {
  /// Two services, small enough to read.
  private static let small = """
    iamsim\tcatalog\t1\t2026-10-20
    source\tiam-floyd\t0.851.0\t2026-10
    s\tkms\tAWS Key Management Service\trcp
    k\taws:ResourceTag/${TagKey}\tString
    k\t:EncryptionContextKeys\tString[]
    t\tkey\tarn:${Partition}:kms:${Region}:${Account}:key/${KeyId}\taws:ResourceTag/${TagKey}
    a\tDecrypt\tW\tkey!(:EncryptionContextKeys)
    a\tListKeys\tL
    a\tOldName\t-
    s\tsecretsmanager\tAWS Secrets Manager
    k\t:VersionStage\tString
    t\tSecret\tarn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}
    p\tsecretsmanager:PutResourcePolicy\tSecret
    a\tGetSecretValue\tR\tSecret!\t:VersionStage\tkms:Decrypt
    a\tPutResourcePolicy\tP\tSecret?

    """

  private static func lines(_ change: (inout [String]) -> Void) -> [UInt8] {
    var lines = small.split(separator: "\n").map(String.init)
    change(&lines)
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  @Test func itSaysWhatTheTextSays() throws {
    let catalog = try ServiceCatalog(text: Array(Self.small.utf8))
    #expect(catalog.dataDate == "2026-10-20")
    #expect(catalog.services.map(\.prefix) == ["kms", "secretsmanager"])
    let decrypt = try #require(catalog.action(named: "KMS:decrypt"))
    #expect(decrypt.accessLevels == [.write])
    #expect(decrypt.resourceRows.map(\.type.name) == ["key"])
    #expect(decrypt.resourceRows.map(\.need) == [.required])
    #expect(decrypt.resourceRows[0].conditionKeys.map(\.name) == ["kms:EncryptionContextKeys"])
    #expect(decrypt.resourceRows[0].conditionKeys[0].isMultivalued)
    #expect(decrypt.conditionKeys.count == 2)
    #expect(catalog.action(named: "kms:OldName")?.isRetired == true)
    #expect(catalog.action(named: "kms:ListKeys")?.acceptsOnlyStar == true)
    let read = try #require(catalog.action(named: "secretsmanager:GetSecretValue"))
    #expect(read.dependentActions.map(\.fullName) == ["kms:Decrypt"])
    #expect(read.ownConditionKeys.map(\.name) == ["secretsmanager:VersionStage"])
    #expect(catalog.service(named: "kms")?.supportsResourceControlPolicies == true)
    #expect(catalog.service(named: "secretsmanager")?.supportsResourceControlPolicies == false)
  }

  /// What is not in the file is the program's, seen through the file.
  @Test func theRestStaysTheProgramsOwn() throws {
    let catalog = try ServiceCatalog(text: Array(Self.small.utf8))
    let embedded = try ServiceCatalog.embedded()
    let read = try #require(catalog.action(named: "secretsmanager:GetSecretValue"))
    let operation = try #require(catalog.operation(named: "secretsmanager:GetSecretValue"))
    #expect(operation.requiredActions.flatMap(\.alternatives).map(\.action) == [read])
    #expect(read.forwardAccessCalls.map(\.neededAction.action) == [catalog.action(named: "kms:Decrypt")])
    #expect(read.operations.map(\.name) == embedded.action(named: read.fullName)?.operations.map(\.name))
    // The file has no such action, but it is still what the operation needs.
    let head = try #require(catalog.operation(named: "s3:HeadBucket"))
    #expect(head.requiredActions.flatMap(\.alternatives).map(\.name) == ["s3:ListBucket"])
    #expect(head.requiredActions.flatMap(\.alternatives).map(\.action) == [nil])
    #expect(catalog.globalConditionKeys == embedded.globalConditionKeys)
    #expect(catalog.servicePrincipals == embedded.servicePrincipals)
    #expect(catalog.service(named: "secretsmanager")?.resourcePolicies.map(\.action.name) == ["PutResourcePolicy"])
    #expect(catalog.sources.map(\.name) == ["iam-floyd"])
    #expect(read != embedded.action(named: read.fullName))
  }

  /// The whole text form gives the very catalogue that is in the program.
  @Test func theCommittedTextIsTheEmbeddedCatalogue() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/CServiceCatalog/Data/catalog.txt")
    let read = try ServiceCatalog(text: Array(try Data(contentsOf: file)))
    let embedded = try ServiceCatalog.embedded()
    #expect(read.dataDate == embedded.dataDate)
    #expect(read.services.map(\.prefix) == embedded.services.map(\.prefix))
    for (a, b) in zip(read.services, embedded.services) {
      let same = Self.facts(a) == Self.facts(b)
      if !same { Issue.record("`\(a.prefix)` differs") }
    }
    for action in read.services.flatMap(\.actions) where read.action(named: action.fullName.uppercased()) != action {
      Issue.record("`\(action.fullName)` is not found")
    }
  }

  /// The compiler of the text form and the generator make the same hash table.
  @Test func theHashTableIsThatOfTheGenerator() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/CServiceCatalog/Data/catalog.txt")
    let records = try CatalogTextReader.records(of: Array(try Data(contentsOf: file)))
    let compiled = try CatalogTextCompiler.binary(of: records)
    let size = 4 * 32_768
    #expect(compiled.suffix(size).elementsEqual(try EmbeddedBytes.all().suffix(size)))
  }

  /// With a colon in a prefix there is no hash table: a name is parted at its first colon.
  @Test func aPrefixWithAColonHidesItsActionsOnly() throws {
    let text = "iamsim\tcatalog\t1\t2026-10-20\ns\ta\tA\na\tGet\tR\ns\ta:b\tB\na\tList\tL\n"
    let catalog = try ServiceCatalog(text: Array(text.utf8))
    #expect(catalog.action(named: "A:get")?.fullName == "a:Get")
    #expect(catalog.action(named: "a:b:List") == nil)
  }

  private static func facts(_ service: Service) -> [String] {
    var facts = [service.name, "\(service.isRetired) \(service.supportsResourceControlPolicies)"]
    facts += service.conditionKeys.map { "\($0.name) \($0.valueType) \($0.isMultivalued)" }
    facts += service.resourceTypes.map { "\($0.name) \($0.arnFormats) \($0.conditionKeys.map(\.name))" }
    for action in service.actions {
      let rows = action.resourceRows.map { "\($0.type.name) \($0.need) \($0.conditionKeys.map(\.name))" }
      facts.append(
        "\(action.name) \(action.accessLevels) \(action.isRetired) \(rows) \(action.ownConditionKeys.map(\.name)) "
          + "\(action.dependentActions.map(\.fullName))")
    }
    return facts
  }

  // MARK: Bad files

  private func error(_ text: [UInt8]) -> CatalogTextError? {
    do {
      _ = try ServiceCatalog(text: text)
      return nil
    } catch { return error }
  }

  @Test func everyTruncationIsAnErrorOrACatalogue() throws {
    let whole = Array(Self.small.utf8)
    for length in 0..<whole.count {
      let error = error(Array(whole[..<length]))
      // A file cut between two records can be whole by itself; one cut inside of a line never is.
      if length == 0 || whole[length - 1] != UInt8(ascii: "\n") { #expect(error != nil, "cut after \(length) bytes") }
      if let error { #expect(error.line >= 1 && !error.message.isEmpty) }
    }
  }

  @Test func changedBytesNeverCrash() throws {
    var seed: UInt64 = 11
    func random(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    var refused = 0
    for _ in 0..<3_000 {
      var bytes = Array(Self.small.utf8)
      for _ in 0...random(3) { bytes[random(bytes.count)] = UInt8(random(256)) }
      if error(bytes) != nil { refused += 1 }
    }
    #expect(refused > 1_000)
  }

  @Test func whatIsWrongIsSaidWithItsLine() throws {
    func expect(_ line: Int, _ part: String, _ text: [UInt8], _ location: SourceLocation = #_sourceLocation) {
      let error = error(text)
      #expect(error?.line == line, sourceLocation: location)
      #expect(error?.message.contains(part) == true, "\(error?.message ?? "no error")", sourceLocation: location)
    }
    expect(1, "empty", [])
    expect(1, "no catalogue", Array("{}\n".utf8))
    expect(1, "no catalogue", [0xFF, 0xFE, 0x00])
    expect(1, "version `2`", Self.lines { $0[0] = "iamsim\tcatalog\t2\t2026-10-20" })
    expect(1, "file of `operations`", Self.lines { $0[0] = "iamsim\toperations\t1\t2026-10-20" })
    expect(1, "no service", Self.lines { $0 = Array($0.prefix(1)) })
    expect(3, "before the first service", Self.lines { $0.remove(at: 2) })
    expect(4, "unknown record `x`", Self.lines { $0[3] = "x\ty" })
    expect(4, "type `Text`", Self.lines { $0[3] = "k\ta:b\tText" })
    expect(7, "no resource type `alias`", Self.lines { $0[6] = "a\tDecrypt\tW\talias!" })
    expect(7, "with a mark", Self.lines { $0[6] = "a\tDecrypt\tW\tkey" })
    expect(7, "unknown level `X`", Self.lines { $0[6] = "a\tDecrypt\tX" })
    expect(7, "no condition key `kms:Nothing`", Self.lines { $0[6] = "a\tDecrypt\tW\tkey!\t:Nothing" })
    expect(7, "at most 6 columns", Self.lines { $0[6] = "a\tDecrypt\tW\tkey!\t\t\t\tmore" })
    expect(8, "second time", Self.lines { $0[7] = "a\tdecrypt\tL" })
    expect(8, "out of order", Self.lines { $0[7] = "a\tCreateKey\tL" })
    expect(14, "no action `kms:Nothing`", Self.lines { $0[13] = "a\tGetSecretValue\tR\tSecret!\t\tkms:Nothing" })
    expect(3, "unknown mark", Self.lines { $0[2] = "s\tkms\tAWS Key Management Service\tnew" })
  }
}
