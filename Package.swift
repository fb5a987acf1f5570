// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// What every Swift target is compiled with.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
]

/// A Swift module of the library; each names every module it imports.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of one module.
func tests(_ module: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(module)Tests",
    dependencies: [.byName(name: module), "GamutCore", "GamutTestSupport"] + dependencies,
    swiftSettings: settings)
}

let package = Package(
  name: "gamut",
  products: [
    // All layers, so that the benchmarks, and users of one algorithm, can import what they name.
    .library(
      name: "Gamut",
      targets: [
        "Gamut", "GamutCore", "GamutFiles", "GamutJSON", "GamutLinear", "GamutUnicode",
        "GamutCorpus", "GamutText", "GamutEmbedding", "GamutSimilarity", "GamutDiversity",
        "GamutReport",
      ]),
    .executable(name: "gamut", targets: ["GamutProgram"]),
    // What Python loads; see Decisions/036-one-library-for-other-languages.md.
    .library(name: "GamutC", type: .dynamic, targets: ["GamutC"]),
  ],
  dependencies: [
    // Parses the command line; see Decisions/002-dependencies.md.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // C: declarations, shims and kernels.
    .target(name: "CGamut"),
    // Opens libgamut_arrow itself when it is used; see Decisions/029-parquet-and-arrow.md.
    .target(name: "CGamutArrow"),
    // Opens OpenBLAS itself when it is used; see Decisions/034-openblas-on-use.md.
    .target(name: "CGamutBLAS"),
    // Opens libcrypto itself when it is used; see Decisions/035-sha-256-by-libcrypto.md.
    .target(name: "CGamutDigest"),
    // Signal handlers and what they look at; see Decisions/027-one-floor-for-files.md.
    .target(name: "CGamutFiles"),
    .target(name: "CGamutHash"),
    // Opens libcurl itself when it is used; see Decisions/017-embeddings-over-http.md.
    .target(name: "CGamutHTTP"),
    .target(
      name: "CGamutICU",
      linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icudata")]),
    .target(name: "CGamutJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CGamutKernels"),
    // Opens CLD2 itself when it is used; see Decisions/039-languages-by-cld2.md.
    .target(name: "CGamutLanguages"),
    .target(
      name: "CGamutPacking",
      linkerSettings: ["z", "zstd", "lzma", "bz2", "lz4"].map { .linkedLibrary($0) }),
    .systemLibrary(
      name: "CGamutSuffix", pkgConfig: "libdivsufsort", providers: [.apt(["libdivsufsort-dev"])]),
    // Threads that a forked child starts anew; see Decisions/025-threads-of-our-own.md.
    .target(name: "CGamutThreads"),
    .target(name: "CGamutZlib", linkerSettings: [.linkedLibrary("z")]),
    .target(name: "CGamutZstd", linkerSettings: [.linkedLibrary("zstd")]),

    // Swift, lowest layer first.
    module("GamutCore", ["CGamutHash", "CGamutThreads"]),
    module("GamutFiles", ["GamutCore", "CGamutDigest", "CGamutFiles", "CGamutPacking"]),
    module("GamutJSON", ["GamutCore", "CGamutJSON"]),
    module("GamutLinear", ["GamutCore", "CGamutBLAS", "CGamutKernels"]),
    module("GamutUnicode", ["GamutCore", "CGamutICU", "CGamutKernels", "CGamutLanguages"]),
    module(
      "GamutCorpus",
      ["GamutCore", "GamutFiles", "GamutJSON", "CGamutArrow"]),
    module(
      "GamutText",
      [
        "GamutCore", "GamutFiles", "GamutUnicode", "CGamutKernels", "CGamutSuffix", "CGamutZstd",
      ]),
    module(
      "GamutEmbedding",
      [
        "GamutCore", "GamutFiles", "GamutJSON", "GamutUnicode", "GamutLinear", "CGamutHTTP",
        "CGamutKernels", "CGamutZlib",
      ]),
    module("GamutSimilarity", ["GamutCore", "GamutLinear"]),
    module(
      "GamutDiversity",
      ["GamutCore", "GamutFiles", "GamutUnicode", "GamutLinear", "GamutSimilarity"]),
    module("GamutReport", ["GamutCore", "GamutJSON"]),
    module(
      "Gamut",
      [
        "GamutCore", "GamutFiles", "GamutJSON", "GamutCorpus", "GamutText", "GamutLinear",
        "GamutEmbedding", "GamutSimilarity", "GamutDiversity", "GamutReport", "GamutUnicode",
      ]),
    module(
      "GamutCLI",
      [
        "Gamut", "GamutCore", "GamutCorpus", "GamutEmbedding", "GamutFiles", "GamutJSON",
        "GamutReport", "GamutText",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    module(
      "GamutC",
      [
        "CGamut", "CGamutArrow", "Gamut", "GamutCLI", "GamutCore", "GamutCorpus", "GamutFiles",
        "GamutJSON",
        "GamutReport",
      ]),
    .executableTarget(
      name: "GamutProgram",
      dependencies: ["GamutCLI"],
      swiftSettings: settings),

    // Tests.
    .target(
      name: "GamutTestSupport", dependencies: ["GamutCore"], path: "Tests/GamutTestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "GamutCoreTests", dependencies: ["GamutCore", "GamutTestSupport"],
      swiftSettings: settings),
    tests("GamutFiles"),
    tests("GamutJSON"),
    tests("GamutLinear"),
    tests("GamutUnicode"),
    .testTarget(
      name: "GamutCorpusTests",
      dependencies: ["GamutCorpus", "GamutFiles", "GamutJSON", "GamutCore", "GamutTestSupport"],
      exclude: ["Formats/Arrow/Fixtures", "Formats/Arrow/make-fixtures.py"],
      swiftSettings: settings),
    tests("GamutText", ["GamutUnicode"]),
    .testTarget(
      name: "GamutEmbeddingTests",
      dependencies: [
        "GamutEmbedding", "GamutJSON", "GamutLinear", "GamutUnicode", "GamutCore",
        "GamutTestSupport",
      ],
      exclude: ["Fixtures"], swiftSettings: settings),
    tests("GamutSimilarity", ["GamutLinear"]),
    tests("GamutDiversity", ["GamutLinear", "GamutSimilarity", "GamutUnicode"]),
    .testTarget(
      name: "GamutReportTests",
      dependencies: ["GamutReport", "GamutJSON", "GamutFiles", "GamutCore", "GamutTestSupport"],
      exclude: ["Golden"], swiftSettings: settings),
    tests(
      "Gamut",
      [
        "GamutCorpus", "GamutJSON", "GamutText", "GamutLinear", "GamutEmbedding",
        "GamutSimilarity", "GamutDiversity", "GamutReport", "GamutUnicode",
      ]),
    .testTarget(
      name: "GamutCTests", dependencies: ["GamutC", "CGamut", "CGamutArrow", "GamutTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "GamutCLITests", dependencies: ["GamutProgram", "GamutTestSupport"],
      exclude: ["Golden", "Faults/faults.c", "Faults/refuse.c"], swiftSettings: settings),
  ],
  cLanguageStandard: .c17,
  cxxLanguageStandard: .cxx20
)
