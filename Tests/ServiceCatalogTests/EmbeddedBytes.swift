import Foundation

/// The catalogue's binary form as the repository has it.
enum EmbeddedBytes {
  static func all() throws -> [UInt8] {
    let file = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/CServiceCatalog/Data/catalog.bin")
    return Array(try Data(contentsOf: file))
  }
}
