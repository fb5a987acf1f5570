// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// What the modules of Gamut call their package, to whose targets alone some parsers are open: the
/// folder of the checkout, as a C identifier.
let checkout = String(
  (Context.packageDirectory.split(separator: "/").dropLast(2).last ?? "").lowercased()
    .map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })

/// A program that feeds one parser; `Scripts/fuzz` builds and runs it.
func fuzz(_ name: String) -> Target {
  .executableTarget(
    name: name,
    dependencies: ["FuzzSupport", .product(name: "Gamut", package: "gamut")],
    path: name, packageAccess: false,
    swiftSettings: [.unsafeFlags(["-package-name", checkout])])
}

let package = Package(
  name: "fuzzing",
  dependencies: [.package(name: "gamut", path: "../..")],
  targets: [
    .target(name: "CFuzzer", path: "CFuzzer"),
    .target(
      name: "FuzzSupport", dependencies: ["CFuzzer", .product(name: "Gamut", package: "gamut")],
      path: "FuzzSupport"),
    // Vectors, and the models that make them.
    fuzz("FuzzNPY"),
    fuzz("FuzzNPZ"),
    fuzz("FuzzSafetensors"),
    fuzz("FuzzFvecs"),
    fuzz("FuzzVectorJSON"),
    fuzz("FuzzVectorCache"),
    fuzz("FuzzAnswers"),
    fuzz("FuzzTokenizer"),
    fuzz("FuzzTextTokenizer"),
    fuzz("FuzzSavedModel"),
    // Records.
    fuzz("FuzzRecords"),
    fuzz("FuzzCSV"),
    fuzz("FuzzPacked"),
    // What runs leave for others.
    fuzz("FuzzIndex"),
    fuzz("FuzzManifest"),
    fuzz("FuzzProvenance"),
  ])
