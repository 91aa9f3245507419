import ArgumentParser
import SourceText

/// In which shapes an answer is written, and where.
struct ReportOptions: ParsableArguments {
  @Option(
    name: .customLong("output"),
    help: ArgumentHelp(
      "How the answer looks, or `format=file` to write it to a file; may be given several times.", valueName: "format"))
  var outputs: [String] = []

  /// One shape of the answer.
  struct Request {
    var format: String
    /// The file; `nil` for standard output.
    var path: String?
  }

  /// What is asked for.
  ///
  /// - Parameters:
  ///   - formats: the shapes there are.
  ///   - standard: the one taken when none is given.
  func requests(formats: [String], standard: String) throws -> [Request] {
    var requests: [Request] = []
    for output in outputs {
      let parts = output.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard formats.contains(parts[0]) else {
        let near = SpellingSuggestion.nearest(to: parts[0], among: formats).map { "; did you mean `\($0)`?" }
        let all = formats.map { "`\($0)`" }.joined(separator: ", ")
        throw CommandFailure("unknown output format `\(parts[0])`\(near ?? ", expected one of \(all)")")
      }
      let request = Request(format: parts[0], path: parts.count == 2 ? parts[1] : nil)
      if request.path == "" { throw CommandFailure("`--output \(output)` names no file; write `\(parts[0])=FILE`") }
      guard !requests.contains(where: { $0.path == request.path }) else {
        throw CommandFailure(
          request.path.map { "`--output` writes to `\($0)` twice" }
            ?? "`--output` asks for two formats on standard output; write all but one to files: `\(parts[0])=FILE`")
      }
      requests.append(request)
    }
    return requests.isEmpty ? [Request(format: standard, path: nil)] : requests
  }

  /// The outcome with the answer in every shape asked for.
  func outcome(
    formats: [String], standard: String, status: ExitStatus, messages: String = "",
    render: (String, _ isOnStandardOutput: Bool) -> String
  ) throws -> Outcome {
    var outcome = Outcome(messages: messages, status: status)
    for request in try requests(formats: formats, standard: standard) {
      let text = render(request.format, request.path == nil)
      if let path = request.path { outcome.files.append(.init(path: path, text: text)) } else { outcome.output = text }
    }
    return outcome
  }
}
