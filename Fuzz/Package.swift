// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that an ordinary build never pays for it. README.md says how to build and run it.
let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "iamsim", path: "..")],
  targets: [
    // Declares libFuzzer's entry point.
    .target(name: "CFuzzer"),
    .executableTarget(
      name: "FuzzDocuments",
      dependencies: [
        "CFuzzer", .product(name: "DocumentSyntax", package: "iamsim"),
        .product(name: "PolicyTestSupport", package: "iamsim"), .product(name: "SourceText", package: "iamsim"),
      ]),
    .executableTarget(
      name: "FuzzEvaluator",
      dependencies: ["CFuzzer", .product(name: "PolicyTestSupport", package: "iamsim")]),
  ],
  swiftLanguageModes: [.v6]
)
