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

  /// Makes surroundings; without colours unless told otherwise.
  public init(outputIsColoured: Bool = false, messagesAreColoured: Bool = false, catalogFile: String? = nil) {
    self.outputIsColoured = outputIsColoured
    self.messagesAreColoured = messagesAreColoured
    self.catalogFile = catalogFile
  }

  /// The surroundings of this process: colours on terminals only, and not where `NO_COLOR` is set (https://no-color.org)
  /// or the terminal is called `dumb`.
  public static func ofThisProcess() -> Surroundings {
    func value(_ variable: String) -> String { getenv(variable).map { String(cString: $0) } ?? "" }
    let wanted = value("NO_COLOR").isEmpty && value("TERM") != "dumb"
    return Surroundings(
      outputIsColoured: wanted && isatty(STDOUT_FILENO) == 1, messagesAreColoured: wanted && isatty(STDERR_FILENO) == 1,
      catalogFile: value("IAMSIM_CATALOG").isEmpty ? nil : value("IAMSIM_CATALOG"))
  }
}
