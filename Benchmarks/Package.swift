// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// As in Gamut's own package.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
]

// A package of its own, so that nobody who uses Gamut fetches the benchmark library.
let package = Package(
  name: "gamut-benchmarks",
  dependencies: [
    .package(name: "gamut", path: ".."),
    // Without its traits: the interposers replace malloc and the reference counting, and the
    // numbers of a program that ships without them are what we want.
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    .target(
      name: "GeneratedVectors", dependencies: [.product(name: "Gamut", package: "gamut")],
      path: "GeneratedVectors", swiftSettings: settings),
    // Times one algorithm of the cosine core alone, for `Peers/job_core.py`.
    .executableTarget(
      name: "core-times",
      dependencies: ["GeneratedVectors", .product(name: "Gamut", package: "gamut")],
      path: "CoreTimes", swiftSettings: settings),
    .executableTarget(
      name: "GamutBenchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Gamut", package: "gamut"), "GeneratedVectors",
      ],
      path: "GamutBenchmarks",
      swiftSettings: settings,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ]
)
