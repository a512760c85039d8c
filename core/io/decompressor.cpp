// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/decompressor.h"

#include <fmt/format.h>

namespace cboard::io {

namespace {

    constexpr std::size_t InputBytes = 128UL * 1024;

} // namespace

tl::unexpected<Error> brokenData(std::string_view what, std::string_view why)
{
    return fail(ErrorKind::Parse, fmt::format("broken {} data: {}", what, why));
}

bool isEarlyEnd(const Error& error)
{
    return error.kind == ErrorKind::Parse && error.message.ends_with(Truncated);
}

Decompressor::Decompressor(std::unique_ptr<ByteSource> source, std::shared_ptr<Expansion> expansion)
    : m_expansion(std::move(expansion))
    , m_source(std::move(source))
    , m_input(InputBytes)
{
}

Result<std::size_t> Decompressor::read(char* into, std::size_t size)
{
    if (m_isDone || size == 0) {
        return 0;
    }
    if (m_error) {
        return tl::unexpected<Error>(*m_error);
    }
    CBOARD_TRY(const std::size_t produced, decode(into, size));
    CBOARD_TRY_VOID(m_expansion->add(produced));
    return produced;
}

Result<std::size_t> Decompressor::endWith(Error error, std::size_t produced)
{
    m_error = std::move(error);
    return produced > 0 ? Result<std::size_t>(produced) : tl::unexpected<Error>(*m_error);
}

Result<bool> Decompressor::refill()
{
    if (hasInput()) {
        return true;
    }
    CBOARD_TRY(m_end, m_source->read(m_input.data(), m_input.size()));
    m_next = 0;
    m_taken += m_end;
    return m_end > 0;
}

} // namespace cboard::io
