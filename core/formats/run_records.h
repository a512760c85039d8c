// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/document.h"
#include "core/domain/refusal.h"
#include "core/formats/format.h"
#include "core/formats/kernel_identity.h"

#include <string>
#include <string_view>

namespace cboard::formats {

/// Makes the records of a file that holds test results and nothing else (JUnit, TAP): which
/// kernel, board and lab they are about comes from the options. The run is the file's content, so
/// that the same file twice is one run and two files are two.
class RunRecords {
public:
    RunRecords(std::string_view format, const Input& input, const ReadOptions& options);

    Arena& arena() { return m_document.arena; }
    Document& document() { return m_document; }

    /// A test with id, origin, build, environment, platform and lab; all else is the caller's.
    /// \p key names the test inside the run and must be unique there. \p extra are members for
    /// its misc.
    Test newTest(std::string_view key, std::string_view extra);

    /// A refusal with rule "limit" once the records take far more memory than the file, as they do
    /// when many small results repeat one huge name.
    std::optional<Refusal> checkMemory() const;

    /// The last 16384 characters, legal for KCIDB; absent when empty.
    Text excerpt(std::string_view text);

    Document finish() { return std::move(m_document); }

private:
    const ReadOptions& m_options;
    Document m_document;
    std::size_t m_memoryLimit;
    std::string m_run;
    std::string_view m_platform;
    std::string_view m_lab;
    std::optional<Json> m_environment;
    std::string m_commonMisc;
};

} // namespace cboard::formats
