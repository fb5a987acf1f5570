// SPDX-License-Identifier: Apache-2.0

// What a user of the common jobs names, so that `import Gamut` is enough: each name is the very
// declaration of its module, which says what it means. What is not here belongs to one algorithm,
// whose module a user imports to take it alone.
//
// Imports that are passed on, not type aliases: an alias gives the name without the members where
// `MemberImportVisibility` is on, and `[RecordIndex]()` would be ambiguous beside `import GamutCore`.

@_exported public import enum GamutCore.AuditCheck
@_exported public import enum GamutCore.Folding
@_exported public import enum GamutCore.PartRole
@_exported public import typealias GamutCore.RecordIndex
@_exported public import protocol GamutCore.RemediedError
@_exported public import enum GamutCore.Remedy
@_exported public import struct GamutCore.RemedyWording
@_exported public import enum GamutCore.Stage
@_exported public import class GamutCorpus.Corpus
@_exported public import struct GamutCorpus.CorpusError
@_exported public import enum GamutCorpus.ErrorPolicy
@_exported public import struct GamutCorpus.FieldPath
@_exported public import struct GamutCorpus.PartPath
@_exported public import struct GamutCorpus.ReadPlan
@_exported public import enum GamutCorpus.SchemaMixing
@_exported public import enum GamutCorpus.Selection
@_exported public import enum GamutCorpus.View
@_exported public import struct GamutEmbedding.CacheUse
@_exported public import struct GamutEmbedding.EmbeddingError
@_exported public import struct GamutEmbedding.LSAModel
@_exported public import enum GamutFiles.Packing
@_exported public import enum GamutJSON.JSONValue
@_exported public import struct GamutReport.AnswerReport
@_exported public import struct GamutReport.AuditReport
@_exported public import struct GamutReport.CoverageReport
@_exported public import struct GamutReport.DiversityReport
@_exported public import struct GamutReport.Finding
@_exported public import struct GamutReport.GateExpression
@_exported public import struct GamutReport.InspectionDocument
@_exported public import struct GamutReport.Place
@_exported public import struct GamutReport.RemovalReport
@_exported public import struct GamutReport.ReportDocument
@_exported public import struct GamutReport.ReportError
@_exported public import struct GamutReport.TokenReport
@_exported public import enum GamutText.Alike
@_exported public import struct GamutText.NearRule
@_exported public import enum GamutText.ShingleWidth
@_exported public import struct GamutText.TextError
@_exported public import struct GamutText.TextUnit
