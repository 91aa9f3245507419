/// iamsim's version; what `iamsim --version` prints.
enum Version {
  static let current = "0.1.0"
}
