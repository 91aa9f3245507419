// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that an ordinary build never pays for it.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "iamsim", path: "..")],
  targets: [
    .target(name: "CAllocationCount"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CAllocationCount", .product(name: "Authorization", package: "iamsim"),
        .product(name: "PolicyChecks", package: "iamsim"), .product(name: "PolicyLanguage", package: "iamsim"),
        .product(name: "ServiceCatalog", package: "iamsim"),
        .product(name: "SourceText", package: "iamsim"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
