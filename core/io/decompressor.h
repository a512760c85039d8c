// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/io/byte_source.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cboard::io {

/// Error Parse: "broken gzip data: it ends early".
tl::unexpected<Error> brokenData(std::string_view what, std::string_view why);
constexpr std::string_view Truncated = "it ends early";
/// Whether the error says that the data end early; what came before is then as it was packed.
bool isEarlyEnd(const Error& error);

/// What all decompressors share: the packed bytes at hand.
class Decompressor : public ByteSource {
public:
    Decompressor(std::unique_ptr<ByteSource> source, std::shared_ptr<Expansion> expansion);

    Result<std::size_t> read(char* into, std::size_t size) final;

protected:
    /// At least one byte, or 0 and m_isDone at the end.
    virtual Result<std::size_t> decode(char* into, std::size_t size) = 0;

    bool hasInput() const { return m_next < m_end; }
    /// For decode(): \p produced bytes come first, if any; the error comes then, and stays.
    Result<std::size_t> endWith(Error error, std::size_t produced);
    /// Reads more packed bytes when none are left. \returns false at the end.
    Result<bool> refill();

    char* next() { return m_input.data() + m_next; }
    std::size_t left() const { return m_end - m_next; }
    void consume(std::size_t count) { m_next += count; }
    /// Packed bytes that were consumed so far.
    std::uint64_t consumed() const { return m_taken - left(); }

    bool m_isDone = false;

private:
    std::shared_ptr<Expansion> m_expansion;
    std::optional<Error> m_error;
    std::unique_ptr<ByteSource> m_source;
    std::vector<char> m_input;
    std::size_t m_next = 0;
    std::size_t m_end = 0;
    std::uint64_t m_taken = 0;
};

} // namespace cboard::io
