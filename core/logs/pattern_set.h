// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace cboard::logs {

struct SetPattern {
    std::string expression; ///< PCRE syntax; lines are apart, `^` and `$` are theirs.
    bool isCaseSensitive = true;
};

/// Many expressions that are looked for in one pass, over bytes of any content. What it reports are
/// candidates: each match is among them, and for expressions that Vectorscan knows only in part
/// others too, so that a caller that needs to be sure looks again with Regex. Thread-safe.
class PatternSet {
public:
    /// Errors: Invalid, naming the pattern by its number from 0 and the reason.
    static Result<std::shared_ptr<const PatternSet>> compile(std::span<const SetPattern> patterns);

    enum class Hits : std::uint8_t {
        All,
        First, ///< Of each pattern in each scan.
    };

    /// The same for plain texts, which are found several times faster and always for certain.
    static Result<std::shared_ptr<const PatternSet>>
    compileLiterals(std::span<const SetPattern> texts, Hits hits = Hits::All);

    PatternSet(const PatternSet&) = delete;
    PatternSet& operator=(const PatternSet&) = delete;
    ~PatternSet();

    /// Calls \p hit with the number of a pattern and the offset behind its match, ascending by
    /// offset; it returns false to stop. \p bytes up to 4 GB.
    using Hit = std::function<bool(std::size_t pattern, std::size_t end)>;
    Result<void> scan(std::string_view bytes, const Hit& hit) const;

private:
    struct Impl;
    explicit PatternSet(std::unique_ptr<Impl> impl);
    static Result<std::shared_ptr<const PatternSet>> create(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace cboard::logs
