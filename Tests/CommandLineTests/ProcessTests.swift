import Foundation
import Testing

/// The program itself: exit status, streams, working directory.
@Suite("The program")
struct ProcessTests {
  static let allowed = [
    "simulate-custom-policy", "--output", "text", "--action-names", "secretsmanager:ListSecrets",
    "--policy-input-list", "file://list-and-describe.json",
  ]
  static let policies = Repository.root.appending(path: "policies/secrets-manager")

  @Test("status 0: allowed; 1: denied; 2: no answer; and each on its stream")
  func statusAndStreams() throws {
    let iamsim = try ChildProcess.iamsim()
    let allowed = try ChildProcess.run(iamsim, Self.allowed, in: Self.policies)
    #expect(allowed.status == 0)
    #expect(allowed.output.hasPrefix("allowed: secretsmanager:ListSecrets on *\n"))
    #expect(allowed.messages.isEmpty)

    let denied = try ChildProcess.run(iamsim, Self.allowed + ["--action-names", "s3:GetObject"], in: Self.policies)
    #expect(denied.status == 1)
    #expect(denied.output.contains("\nimplicitDeny: s3:GetObject on *\n"))
    #expect(denied.messages.isEmpty)

    let failed = try ChildProcess.run(iamsim, ["simulate-custom-policy", "--nonsense"])
    #expect(failed.status == 2)
    #expect(failed.output.isEmpty)
    #expect(failed.messages.hasPrefix("iamsim: error: unknown option `--nonsense`\n"))
  }

  @Test("a reader that goes away is harmless")
  func closedPipe() throws {
    // `true` reads nothing: the pipe is closed before iamsim writes, or at the latest after the pause.
    let command = "(sleep 0.3; \"$0\" simulate-custom-policy --help; echo $? >&2) | true"
    let run = try ChildProcess.run("/bin/sh", ["-c", command, try ChildProcess.iamsim()])
    #expect(run.messages == "0\n")
  }

  #if os(Linux)
    @Test("standard output that takes nothing is an error")
    func fullDevice() throws {
      let run = try ChildProcess.run("/bin/sh", ["-c", "\"$0\" --version > /dev/full", try ChildProcess.iamsim()])
      #expect(run.status == 2)
      #expect(run.messages == "iamsim: error: cannot write to standard output: No space left on device\n")
    }
  #endif

  @Test("no colours where standard output is no terminal")
  func noColours() throws {
    let run = try ChildProcess.run(
      try ChildProcess.iamsim(), Self.allowed, in: Self.policies, environment: ["TERM": "xterm"])
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test("a policy comes from standard input, a pipe or a file")
  func standardInput() throws {
    let policy = try Repository.text("policies/secrets-manager/list-and-describe.json")
    let arguments = Self.allowed.dropLast() + ["file:///dev/stdin"]
    let run = try ChildProcess.run(try ChildProcess.iamsim(), Array(arguments), input: policy)
    #expect(run.status == 0)
    #expect(run.output.contains("(/dev/stdin:"))
  }
}
