// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/resumable_stream.h"

#include <algorithm>

namespace cboard::io {

namespace {

    class RangeSource : public ByteSource {
    public:
        RangeSource(ReadAt readAt, std::uint64_t begin, std::uint64_t end,
                    std::shared_ptr<Expansion> expansion)
            : m_readAt(std::move(readAt))
            , m_at(begin)
            , m_end(end)
            , m_expansion(std::move(expansion))
        {
        }

        Result<std::size_t> read(char* into, std::size_t size) override
        {
            const auto wanted =
                static_cast<std::size_t>(std::min<std::uint64_t>(size, m_end - m_at));
            CBOARD_TRY(const std::string_view bytes, m_readAt(m_at, wanted, m_scratch));
            bytes.copy(into, bytes.size());
            m_at += bytes.size();
            m_expansion->read += bytes.size();
            return bytes.size();
        }

    private:
        ReadAt m_readAt;
        std::uint64_t m_at;
        std::uint64_t m_end;
        std::shared_ptr<Expansion> m_expansion;
        std::string m_scratch;
    };

} // namespace

std::unique_ptr<ByteSource> openRange(ReadAt readAt, std::uint64_t begin, std::uint64_t end,
                                      std::shared_ptr<Expansion> expansion)
{
    return std::make_unique<RangeSource>(std::move(readAt), begin, end, std::move(expansion));
}

} // namespace cboard::io
