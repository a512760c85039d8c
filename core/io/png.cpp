// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/png.h"

#include <fmt/format.h>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

#include <array>
#include <cstdlib>
#include <limits>
#include <memory>
#include <string_view>
#include <vector>

namespace cboard::io {

namespace {

    constexpr std::size_t Channels = 3;
    /// How a row is made easier to pack (PNG specification, 9.2): what differs from the pixel
    /// before, or from the row above.
    enum Filter : std::uint8_t { None, Sub, Up, FilterCount };

    using Row = std::vector<std::uint8_t>;

    void putNumber(std::string& out, std::uint32_t number)
    {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out += static_cast<char>(number >> static_cast<unsigned>(shift));
        }
    }

    void putChunk(std::string& out, std::string_view type, std::string_view content)
    {
        putNumber(out, static_cast<std::uint32_t>(content.size()));
        const std::size_t begin = out.size();
        out += type;
        out += content;
        putNumber(out,
                  crc32_gzip_refl(0, reinterpret_cast<const unsigned char*>(out.data()) + begin,
                                  out.size() - begin));
    }

    void putHeader(std::string& out, const Bitmap& bitmap)
    {
        using namespace std::literals;
        std::string header;
        putNumber(header, bitmap.width);
        putNumber(header, bitmap.height);
        header += "\x08\x02\0\0\0"sv; // Eight bits each of red, green and blue.
        out += "\x89PNG\r\n\x1a\n"sv;
        putChunk(out, "IHDR", header);
    }

    /// Rows of bytes, each with the filter that leaves the smallest numbers.
    class RowFilter {
    public:
        explicit RowFilter(std::size_t rowBytes)
            : m_above(rowBytes)
            , m_row(rowBytes)
        {
            for (Row& filtered : m_filtered) {
                filtered.resize(rowBytes + 1);
            }
        }

        /// The bytes to pack, until the next call.
        const Row& next(std::span<const std::uint32_t> pixels)
        {
            constexpr unsigned Byte = 0xFF;
            std::swap(m_above, m_row);
            std::size_t at = 0;
            for (const std::uint32_t pixel : pixels) {
                m_row[at++] = static_cast<std::uint8_t>(pixel >> 16U & Byte);
                m_row[at++] = static_cast<std::uint8_t>(pixel >> 8U & Byte);
                m_row[at++] = static_cast<std::uint8_t>(pixel & Byte);
            }
            int best = None;
            std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
            for (int filter = None; filter < FilterCount; ++filter) {
                const std::uint64_t sum = fill(static_cast<Filter>(filter));
                if (sum < least) {
                    least = sum;
                    best = filter;
                }
            }
            return m_filtered[static_cast<std::size_t>(best)];
        }

    private:
        /// \returns The sum of the differences.
        std::uint64_t fill(Filter filter)
        {
            Row& filtered = m_filtered[filter];
            filtered[0] = filter;
            std::uint64_t sum = 0;
            for (std::size_t i = 0; i < m_row.size(); ++i) {
                const std::uint8_t before = filter == Up ? m_above[i]
                    : filter == Sub && i >= Channels     ? m_row[i - Channels]
                                                         : std::uint8_t{0};
                filtered[i + 1] = static_cast<std::uint8_t>(m_row[i] - before);
                sum +=
                    static_cast<std::uint64_t>(std::abs(static_cast<std::int8_t>(filtered[i + 1])));
            }
            return sum;
        }

        Row m_above; ///< Before the first: zeros.
        Row m_row;
        std::array<Row, FilterCount> m_filtered;
    };

    /// Bytes of a zlib stream, as they come.
    class ZlibPacker {
    public:
        ZlibPacker()
            : m_stream(std::make_unique<isal_zstream>())
            , m_memory(ISAL_DEF_LVL3_DEFAULT)
        {
            isal_deflate_init(m_stream.get());
            m_stream->level = 3;
            m_stream->level_buf = m_memory.data();
            m_stream->level_buf_size = static_cast<std::uint32_t>(m_memory.size());
            m_stream->gzip_flag = IGZIP_ZLIB;
        }

        /// \param out What was packed so far is added to it.
        Result<void> add(std::span<const std::uint8_t> bytes, bool isLast, std::string& out)
        {
            m_stream->next_in = const_cast<std::uint8_t*>(bytes.data()); // It is only read.
            m_stream->avail_in = static_cast<std::uint32_t>(bytes.size());
            m_stream->end_of_stream = isLast ? 1 : 0;
            std::array<std::uint8_t, 1U << 16U> packed{};
            do {
                m_stream->next_out = packed.data();
                m_stream->avail_out = packed.size();
                if (isal_deflate(m_stream.get()) != COMP_OK) {
                    return fail(ErrorKind::Internal, "the pixels could not be packed");
                }
                out.append(reinterpret_cast<const char*>(packed.data()),
                           packed.size() - m_stream->avail_out);
            } while (m_stream->avail_out == 0);
            return {};
        }

    private:
        std::unique_ptr<isal_zstream> m_stream;
        std::vector<std::uint8_t> m_memory;
    };

} // namespace

Result<std::string> packPng(const Bitmap& bitmap, const TaskContext& task)
{
    constexpr std::uint32_t RowsAtOnce = 32;
    const std::size_t width = bitmap.width;
    if (width == 0 || bitmap.height == 0 || bitmap.pixels.size() != width * bitmap.height) {
        return fail(ErrorKind::Invalid,
                    fmt::format("a picture of {} by {} with {} pixels", bitmap.width, bitmap.height,
                                bitmap.pixels.size()));
    }
    std::string out;
    putHeader(out, bitmap);
    RowFilter filter(width * Channels);
    ZlibPacker packer;
    std::string packed;
    for (std::uint32_t row = 0; row < bitmap.height; ++row) {
        if (row % RowsAtOnce == 0) {
            CBOARD_TRY_VOID(task.check());
            task.report({row, bitmap.height, "write"});
        }
        const Row& bytes = filter.next(bitmap.pixels.subspan(row * width, width));
        CBOARD_TRY_VOID(packer.add(bytes, row + 1 == bitmap.height, packed));
        if (row % RowsAtOnce == RowsAtOnce - 1 && !packed.empty()) {
            putChunk(out, "IDAT", packed);
            packed.clear();
        }
    }
    putChunk(out, "IDAT", packed);
    putChunk(out, "IEND", {});
    return out;
}

} // namespace cboard::io
