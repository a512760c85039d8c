// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/byte_source.h"

#include <utility>

namespace cboard::logs {

namespace {

    class MemorySource : public ByteSource {
    public:
        explicit MemorySource(std::shared_ptr<const std::string> text)
            : m_text(std::move(text))
        {
        }

        std::uint64_t size() const override { return m_text->size(); }
        bool isInMemory() const override { return true; }

        Result<std::string_view> read(std::uint64_t offset, std::size_t length,
                                      std::string& /*scratch*/) const override
        {
            if (offset >= m_text->size()) {
                return std::string_view();
            }
            return std::string_view(*m_text).substr(offset, length);
        }

    private:
        std::shared_ptr<const std::string> m_text;
    };

} // namespace

std::shared_ptr<const ByteSource> makeMemorySource(std::shared_ptr<const std::string> text)
{
    return std::make_shared<MemorySource>(std::move(text));
}

} // namespace cboard::logs
