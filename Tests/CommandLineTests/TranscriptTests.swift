import Foundation
import Testing

/// What documents show of iamsim is what it prints.
///
/// With `IAMSIM_RECORD=1` in the environment the documents are rewritten instead: look at the difference before keeping it.
@Suite("Sessions shown in documents")
struct TranscriptTests {
  /// The documents that show sessions, and the recorded sessions in testdata.
  static let documents: [String] = {
    let folders = ["docs", "testdata/command-line"]
    let found = folders.flatMap { (try? Repository.files(in: $0, ending: ".md")) ?? [] }
    return ["README.md"] + found
  }()

  @Test("each command prints exactly what the document says", arguments: documents)
  func commandsPrintWhatIsShown(document: String) throws {
    if ProcessInfo.processInfo.environment["IAMSIM_RECORD"] == "1" { try Transcript.record(document) }
    for (command, actual) in try Transcript(document).blocks.flatMap(Transcript.run) {
      let place: Comment = "\(command.file):\(command.line): \(command.text)"
      #expect(actual == command.expected, place)
    }
  }

  @Test("the README shows a session, and it is run")
  func readmeShowsASession() throws {
    let commands = try Transcript("README.md").blocks.flatMap { $0 }
    #expect(commands.count { $0.text.contains("iamsim simulate-") && !$0.isShownOnly } >= 4)
  }

  @Test("what is run is what is shown")
  func runsWhatIsShown() throws {
    let file = "x.md"
    let version = Transcript.Command(file: file, line: 3, text: "Scripts/iamsim --version", expected: "0.0.0\n")
    let wrong = Transcript.Command(file: file, line: 5, text: "Scripts/iamsim --nonsense | cat; false", expected: "")
    let status = Transcript.Command(file: file, line: 7, text: "echo $?", expected: "")
    let shown = Transcript.Command(file: file, line: 9, text: "Scripts/test --filter X", expected: "")
    let runs = try Transcript.run([version, wrong, status, shown])
    #expect(runs.map(\.actual.first) == ["0", "i", "1"])
    #expect(runs.first?.actual == "0.1.0\n")
  }
}
