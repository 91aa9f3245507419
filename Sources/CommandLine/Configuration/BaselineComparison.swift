import LintConfiguration
import SourceText

/// The folder of a baseline, from which its files are named.
struct BaselineFolder {
  private let folder: String
  private let currentFolder: String

  init(_ path: String, currentFolder: String) {
    self.currentFolder = currentFolder
    folder = PathText.folder(of: PathText.absolute(path, in: currentFolder))
  }

  /// A file as the baseline names it, with `..` where it lies elsewhere.
  func relative(_ path: String) -> String {
    guard path != "<standard input>" else { return path }
    let names = PathText.absolute(path, in: currentFolder).split(separator: "/")
    let own = folder.split(separator: "/")
    let common = zip(names, own).prefix { $0 == $1 }.count
    return (own.dropFirst(common).map { _ in ".." } + names.dropFirst(common).map(String.init)).joined(separator: "/")
  }
}

/// Findings of a run compared with those of a baseline.
struct BaselineComparison {
  private let folder: BaselineFolder
  private let path: String
  private var match: BaselineMatch
  /// How many findings are known.
  private(set) var known = 0

  init(_ baseline: Baseline, path: String, currentFolder: String) {
    folder = BaselineFolder(path, currentFolder: currentFolder)
    self.path = path
    match = BaselineMatch(baseline)
  }

  /// Which of a file's findings are known, by their numbers; nothing counts as met by that.
  func known(in file: LintedFile) -> [Int] {
    var match = match
    let path = folder.relative(file.file.name)
    return file.findings.indices.filter { index in
      file.findings[index].fingerprint.map { match.takes($0, at: path) } ?? false
    }
  }

  /// The file without the findings that are known.
  mutating func new(of file: LintedFile) -> LintedFile {
    var file = file
    let path = folder.relative(file.file.name)
    match.visit(path)
    var new: [LintFinding] = []
    for item in file.findings {
      if let name = item.fingerprint, match.takes(name, at: path) { known += 1 } else { new.append(item) }
    }
    file.findings = new
    return file
  }

  private static let shown = 10

  /// What is said of the entries that were not found any more.
  var messages: String {
    let gone = match.gone
    guard !gone.isEmpty else { return "" }
    let count = gone.reduce(0) { $0 + $1.count }
    var text =
      "iamsim: note: \(count) \(count == 1 ? "finding" : "findings") of the baseline `\(DisplayWidth.printable(path))`"
      + " \(count == 1 ? "is" : "are") gone; `--write-baseline` writes it anew\n"
    for (entry, count) in gone.prefix(Self.shown) {
      let times = count == 1 ? "" : " (\(count) times)"
      text += DisplayWidth.printable("  \(entry.path): \(entry.message) [\(entry.rule)]\(times)") + "\n"
    }
    if gone.count > Self.shown { text += "  and \(gone.count - Self.shown) more\n" }
    return text
  }
}
