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
  /// Writes to the terminal while a long run goes on; `nil` where messages go elsewhere.
  public var showProgress: (@Sendable (String) -> Void)?

  /// Makes surroundings; without colours and progress unless told otherwise.
  public init(
    outputIsColoured: Bool = false, messagesAreColoured: Bool = false, catalogFile: String? = nil,
    showProgress: (@Sendable (String) -> Void)? = nil
  ) {
    self.outputIsColoured = outputIsColoured
    self.messagesAreColoured = messagesAreColoured
    self.catalogFile = catalogFile
    self.showProgress = showProgress
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
      showProgress: messagesAreShown ? StandardStreams.showProgress : nil)
  }
}
