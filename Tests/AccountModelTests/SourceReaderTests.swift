import PolicySources
import SourceText
import Testing

@Suite struct SourceReaderTests {
  @Test("a path and a file address give the same file, under the name of the path")
  func reads() throws {
    let path = "\(Fixtures.accounts)/payments.json"
    let byPath = try SourceReader().read(path)
    let byAddress = try SourceReader().read("file://\(path)")
    #expect(byPath.bytes == byAddress.bytes)
    #expect(byPath.bytes.count > 10_000)
    #expect(byAddress.name == path)
  }

  @Test("inline text is the document, named after its flag")
  func inline() throws {
    let file = try SourceReader().document(#"{"Statement": []}"#, name: "--policy-input-list")
    #expect(file.name == "--policy-input-list")
    #expect(file.text(ByteRange(0, file.bytes.count)) == #"{"Statement": []}"#)
  }

  @Test("what cannot be read is said in a few words")
  func problems() throws {
    let missing = #expect(throws: SourceReadError.self) { try SourceReader().read("file://no-such-folder/p.json") }
    #expect(missing?.message == "no such file: `no-such-folder/p.json`")
    let folder = #expect(throws: SourceReadError.self) { try SourceReader().read(Fixtures.accounts) }
    #expect(folder?.message == "`\(Fixtures.accounts)` is a directory, expected a file")
    let empty = #expect(throws: SourceReadError.self) { try SourceReader().read("file://") }
    #expect(empty?.message == "`file://` names no file")
  }

  @Test("a file above the limit is refused by its size")
  func tooLarge() throws {
    let path = "\(Fixtures.accounts)/payments.json"
    let size = try SourceReader().read(path).bytes.count
    #expect(try SourceReader(maximumBytes: size).read(path).bytes.count == size)
    let error = #expect(throws: SourceReadError.self) { try SourceReader(maximumBytes: size - 1).read(path) }
    #expect(error?.message == "`\(path)` holds \(size) bytes, expected at most \(size - 1)")
    let inline = #expect(throws: SourceReadError.self) {
      try SourceReader(maximumBytes: 3).document("{   }", name: "--resource-policy")
    }
    #expect(inline?.message == "`--resource-policy` holds 5 bytes, expected at most 3")
  }

  @Test("an endless file is cut off at the limit")
  func endless() throws {
    let error = #expect(throws: SourceReadError.self) { try SourceReader(maximumBytes: 4096).read("/dev/zero") }
    #expect(error?.message == "`/dev/zero` goes on after 4096 bytes, expected at most 4096")
  }

  @Test("the ARN of a policy that AWS manages gives its document, in lines")
  func managedPolicy() throws {
    let arn = "arn:aws:iam::aws:policy/SecretsManagerReadWrite"
    let file = try SourceReader().document(arn, name: "--policy-input-list")
    #expect(file.name == arn)
    #expect(file.text(ByteRange(0, 2)) == "{\n")
    #expect(file.bytes.count { $0 == UInt8(ascii: "\n") } > 20)
  }

  @Test(
    "an ARN that no policy of AWS has is answered with the one that was meant",
    arguments: [
      ("arn:aws:iam::aws:policy/SecretsManagerReadWrit", "arn:aws:iam::aws:policy/SecretsManagerReadWrite"),
      ("arn:aws:iam::aws:policy/ViewOnlyAccess", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"),
    ])
  func unknownManagedPolicy(arn: String, meant: String) {
    let error = #expect(throws: SourceReadError.self) { try SourceReader().document(arn, name: "--policy") }
    #expect(error?.message == "AWS has no managed policy `\(arn)`; did you mean `\(meant)`?")
  }
}
