// swift-tools-version: 6.3
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

// A package of its own, as a user's: it depends on Gamut and names none of its modules but `Gamut`.
let package = Package(
  name: "first-look",
  dependencies: [
    // In a package elsewhere: .package(url: "https://github.com/…/gamut", from: "…").
    .package(name: "gamut", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "FirstLook", dependencies: [.product(name: "Gamut", package: "gamut")],
      swiftSettings: [
        // The language to come: a member counts only where its module is imported.
        .enableUpcomingFeature("MemberImportVisibility")
      ])
  ]
)
