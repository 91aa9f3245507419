#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What iamsim takes from the process it runs in, apart from its arguments and the files they name.
public struct Surroundings: Sendable {
  /// Whether answers may hold colours.
  public var outputIsColoured: Bool
  /// Whether messages may hold colours.
  public var messagesAreColoured: Bool
  /// A file to read the service catalogue from, in place of the one in the program: `IAMSIM_CATALOG`.
  public var catalogFile: String?
  /// The folder that relative paths are read from: an absolute path.
  public var currentFolder: String
  /// The current time in seconds since 1970; `nil` when nobody asks the clock, and then nothing has expired.
  public var now: Double?
  /// Writes to the terminal while a long run goes on; `nil` where messages go elsewhere.
  public var showProgress: (@Sendable (String) -> Void)?
  /// Whether the process ends with the answer: then what was made on the way there is not taken apart any more.
  public var endsProcess: Bool

  /// Makes surroundings; without colours, clock and progress unless told otherwise.
  public init(
    outputIsColoured: Bool = false, messagesAreColoured: Bool = false, catalogFile: String? = nil,
    currentFolder: String = Surroundings.workingFolder(), now: Double? = nil,
    showProgress: (@Sendable (String) -> Void)? = nil, endsProcess: Bool = false
  ) {
    self.outputIsColoured = outputIsColoured
    self.messagesAreColoured = messagesAreColoured
    self.catalogFile = catalogFile
    self.currentFolder = currentFolder
    self.now = now
    self.showProgress = showProgress
    self.endsProcess = endsProcess
  }

  /// Keeps what is of no more use until the process ends, if it ends with the answer.
  ///
  /// The system takes back its memory at once; to give it back by the piece costs a good part of a short run.
  func keepToTheEnd<Value>(_ value: Value) {
    if endsProcess { _ = Unmanaged.passRetained(Kept(value)) }
  }

  private final class Kept<Value> {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  /// The surroundings of this process: colours on terminals only, and not where `NO_COLOR` is set (https://no-color.org)
  /// or the terminal is called `dumb`.
  public static func ofThisProcess() -> Surroundings {
    func value(_ variable: String) -> String { getenv(variable).map { String(cString: $0) } ?? "" }
    let understandsCodes = value("TERM") != "dumb"
    let wanted = value("NO_COLOR").isEmpty && understandsCodes
    let messagesAreShown = understandsCodes && isatty(STDERR_FILENO) == 1
    return Surroundings(
      outputIsColoured: wanted && isatty(STDOUT_FILENO) == 1, messagesAreColoured: wanted && isatty(STDERR_FILENO) == 1,
      catalogFile: value("IAMSIM_CATALOG").isEmpty ? nil : value("IAMSIM_CATALOG"),
      now: Double(time(nil)),
      showProgress: messagesAreShown ? StandardStreams.showProgress : nil, endsProcess: true)
  }

  /// The folder that this process is in; the root where the system cannot say.
  public static func workingFolder() -> String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }
}
