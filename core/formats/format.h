// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/domain/document.h"
#include "core/domain/refusal.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::formats {

/// What a file does not say and the user does (--tree, --branch, ...). Also the defaults for
/// records that come without ids.
struct ReadOptions {
    std::string origin = "local";
    std::string tree;
    std::string branch;
    std::string commit;
    std::string platform;
    std::string config;
    std::string architecture;
    std::string compiler;
    std::string lab;
};

/// One file (or archive member, or element of an array) to be read. The bytes are followed by at
/// least PaddingBytes readable bytes, so that vectorised parsers need no copy.
struct Input {
    static constexpr std::size_t PaddingBytes = 64;

    std::string path; ///< As shown to the user; members as "archive.zip!member".
    std::string_view bytes;
    std::shared_ptr<const void> owner; ///< Keeps `bytes` and companions alive; may be stored.
    std::int64_t firstLine = 1; ///< Line of the file at which `bytes` begin (NDJSON, arrays).
    /// Other files that belong to the same document (bmeta.json + steps.json + artifacts.json).
    std::vector<std::pair<std::string, std::string_view>> companions;
};

/// The outcome for one document: records, or the reason why not.
using ReadResult = tl::expected<Document, Refusal>;

/// One input format. To add one: a reader file pair and one row in format_registry.cpp.
struct Format {
    std::string_view name; ///< Stable key, for example "kcidb".
    std::string_view title; ///< For people: "KCIDB JSON".
    /// How sure the sniffer is, 0 (no) to 100, from the first bytes (at least 4 kB where the file
    /// has them) and, as a hint only, the file name.
    int (*sniff)(std::string_view firstBytes, std::string_view fileName);
    /// Reads one document. Never throws; a refusal concerns this document only.
    ReadResult (*read)(const Input& input, const ReadOptions& options, const TaskContext& task);
};

/// All formats, in the order in which equal sniff results win.
std::span<const Format> formats();

/// The format whose sniffer is surest; nullptr when none recognises the content.
const Format* sniff(std::string_view firstBytes, std::string_view fileName);

/// By registry name; nullptr when there is none.
const Format* findFormat(std::string_view name);

/// Limits on untrusted input, one table; a document beyond one is refused with rule "limit".
struct Limits {
    std::size_t documentBytes = 1UL << 30; ///< After decompression.
    std::size_t compressionRatio = 1000; ///< Decompressed over compressed, beyond 1 MB.
    std::size_t archiveMembers = 1'000'000;
    int containerLayers = 4; ///< Compression in compression, archive in archive; each.
    std::size_t companionBytes = 64UL << 20; ///< Members of one archive held for their companions.
    std::size_t nestingDepth = 512; ///< JSON and YAML.
    std::size_t recordsPerDocument = 5'000'000;
    std::size_t stringBytes = 64UL << 20; ///< One string of a record (not a log attachment).
    std::size_t yamlAliases = 10'000; ///< Values made by expanding aliases in one YAML text.
    std::size_t yamlBytes = 16UL << 20; ///< One YAML text outside the regular subset (slow).
    std::size_t runResults = 300'000; ///< Results in one LAVA job, JUnit or TAP text.
    std::size_t xmlBytes = 128UL << 20; ///< One XML text; its tree takes several times as much.
    /// Values of one JSON or YAML tree, some 100 bytes each. Readers that build no tree have no
    /// such limit.
    std::size_t jsonValues = 8'000'000;
};

const Limits& limits();

} // namespace cboard::formats
