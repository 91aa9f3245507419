// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Warnings are errors in CI only, so that a newer compiler's new warning does not stop a user's build.
let strict = ProcessInfo.processInfo.environment["IAMSIM_WARNINGS_AS_ERRORS"] == "1"
let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

func room(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: settings)
}

let package = Package(
  name: "iamsim",
  products: [
    .executable(name: "iamsim", targets: ["iamsim"]),
    .library(name: "Authorization", targets: ["Authorization"]),
    .library(name: "DocumentSyntax", targets: ["DocumentSyntax"]),
    .library(name: "PolicyChecks", targets: ["PolicyChecks"]),
    .library(name: "PolicyLanguage", targets: ["PolicyLanguage"]),
    .library(name: "PolicyTestSupport", targets: ["PolicyTestSupport"]),
    .library(name: "ServiceCatalog", targets: ["ServiceCatalog"]),
    .library(name: "SourceText", targets: ["SourceText"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
    .package(url: "https://github.com/jpsim/Yams", .upToNextMinor(from: "6.2.2")),
  ],
  targets: [
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),

    .target(name: "CByteSearch"),
    .target(name: "CServiceCatalog", exclude: ["Data"]),

    // Bytes and values in, values out: no files, no clocks, no environment.
    room("SourceText"),
    room("Wildcards", ["CByteSearch", "CPCRE2"]),
    room("ServiceCatalog", ["CServiceCatalog", "SourceText", "Wildcards"]),
    room("DocumentSyntax", ["SourceText", .product(name: "Yams", package: "Yams")]),
    room("PolicyLanguage", ["DocumentSyntax", "SourceText", "Wildcards"]),
    room("Authorization", ["PolicyLanguage", "ServiceCatalog", "SourceText", "Wildcards"]),
    room(
      "PolicyAnalysis",
      ["Authorization", "DocumentSyntax", "PolicyLanguage", "ServiceCatalog", "SourceText"]),
    room("OperationPermissions", ["Authorization", "PolicyLanguage", "ServiceCatalog"]),
    room("AccountModel", ["Authorization", "PolicyLanguage", "SourceText", "Wildcards"]),

    room(
      "PolicyChecks",
      [
        "AccountModel", "Authorization", "DocumentSyntax", "PolicyAnalysis", "PolicyLanguage", "ServiceCatalog",
        "SourceText", "Wildcards",
      ]),
    room(
      "LintConfiguration",
      ["DocumentSyntax", "PolicyChecks", "PolicyLanguage", "ServiceCatalog", "SourceText", "Wildcards"]),
    room(
      "PolicyTesting",
      [
        "Authorization", "DocumentSyntax", "PolicyAnalysis", "PolicyLanguage", "ServiceCatalog", "SourceText",
        "Wildcards",
      ]),

    // The edge: files, the shapes of AWS's operations, reports, the command line.
    room(
      "PolicySources",
      ["AccountModel", "Authorization", "DocumentSyntax", "PolicyLanguage", "ServiceCatalog", "SourceText"]),
    room(
      "AWSInterface",
      [
        "AccountModel", "Authorization", "DocumentSyntax", "OperationPermissions", "PolicyAnalysis", "PolicyChecks",
        "PolicyLanguage", "PolicySources", "ServiceCatalog", "SourceText", "Wildcards",
      ]),
    room(
      "Reporting",
      [
        "AWSInterface", "Authorization", "DocumentSyntax", "OperationPermissions", "PolicyAnalysis", "PolicyChecks",
        "PolicyLanguage", "PolicySources", "PolicyTesting", "ServiceCatalog", "SourceText", "Wildcards",
      ]),
    room(
      "CommandLine",
      [
        "AWSInterface", "AccountModel", "Authorization", "DocumentSyntax", "LintConfiguration", "OperationPermissions",
        "PolicyAnalysis", "PolicyChecks", "PolicyLanguage", "PolicySources", "PolicyTesting", "Reporting",
        "ServiceCatalog", "SourceText", "Wildcards", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "iamsim", dependencies: ["CommandLine"], swiftSettings: settings),

    room(
      "PolicyTestSupport", ["Authorization", "DocumentSyntax", "PolicyLanguage", "SourceText"]),
    tests("SourceText", []),
    tests("ServiceCatalog", ["DocumentSyntax", "SourceText"]),
    tests("Wildcards", []),
    tests("DocumentSyntax", ["PolicyTestSupport", "SourceText"]),
    tests("PolicyLanguage", ["DocumentSyntax", "PolicyTestSupport", "SourceText"]),
    tests(
      "PolicyAnalysis",
      ["Authorization", "DocumentSyntax", "PolicyLanguage", "PolicyTestSupport", "ServiceCatalog", "SourceText"]),
    tests(
      "Authorization",
      [
        "DocumentSyntax", "PolicyLanguage", "PolicyTestSupport", "PolicyTesting", "ServiceCatalog", "SourceText",
        "Wildcards",
      ]),
    tests("OperationPermissions", ["Authorization", "ServiceCatalog"]),
    tests("PolicySources", ["AccountModel", "DocumentSyntax", "PolicyLanguage", "SourceText"]),
    tests("PolicyTesting", ["Authorization", "PolicyAnalysis", "PolicyLanguage", "ServiceCatalog", "SourceText"]),
    tests("AccountModel", ["PolicySources", "PolicyLanguage", "SourceText", "Authorization"]),
    tests(
      "PolicyChecks",
      [
        "AccountModel", "Authorization", "DocumentSyntax", "PolicyLanguage", "PolicySources", "PolicyTestSupport",
        "ServiceCatalog", "SourceText",
      ]),
    tests("LintConfiguration", ["DocumentSyntax", "PolicyChecks", "PolicyLanguage", "ServiceCatalog", "SourceText"]),
    tests(
      "AWSInterface",
      [
        "AccountModel", "Authorization", "DocumentSyntax", "OperationPermissions", "PolicyAnalysis", "PolicyLanguage",
        "PolicySources", "PolicyTestSupport", "ServiceCatalog", "SourceText",
      ]),
    tests("Reporting", ["DocumentSyntax", "PolicyChecks", "PolicyLanguage", "ServiceCatalog", "SourceText"]),
    tests(
      "CommandLine",
      [
        "DocumentSyntax", "LintConfiguration", "PolicyChecks", "PolicySources", "PolicyTestSupport", "ServiceCatalog",
        "SourceText",
      ]),
  ],
  swiftLanguageModes: [.v6]
)
