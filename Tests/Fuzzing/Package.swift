// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// A program that feeds one parser; `Scripts/fuzz` builds and runs it.
func fuzz(_ name: String) -> Target {
  .executableTarget(
    name: name,
    dependencies: ["FuzzSupport", .product(name: "Gamut", package: "gamut")],
    path: name)
}

let package = Package(
  name: "fuzzing",
  dependencies: [.package(name: "gamut", path: "../..")],
  targets: [
    .target(name: "CFuzzer", path: "CFuzzer"),
    .target(name: "FuzzSupport", dependencies: ["CFuzzer"], path: "FuzzSupport"),
    fuzz("FuzzNPY"),
    fuzz("FuzzNPZ"),
    fuzz("FuzzSafetensors"),
    fuzz("FuzzFvecs"),
    fuzz("FuzzVectorJSON"),
    fuzz("FuzzRecords"),
  ])
