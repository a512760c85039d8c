// SPDX-License-Identifier: LGPL-2.1-or-later
// Any bytes are a packed log: what unpacks before a damage can be read; without one any part is
// the same however it is asked for, and it is what reading from the front gives.
#include "core/io/decompress.h"
#include "core/logs/sources/open_log_file.h"
#include "tests/fuzz/fuzz_require.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>

using namespace cboard;
using namespace cboard::logs;

namespace {

/// A file in memory that has a path.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view bytes)
        : m_descriptor(::memfd_create("packed", MFD_CLOEXEC))
    {
        require(m_descriptor >= 0
                    && ::write(m_descriptor, bytes.data(), bytes.size())
                        == static_cast<ssize_t>(bytes.size()),
                "a file in memory can be made");
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { ::close(m_descriptor); }
    std::string path() const { return "/proc/self/fd/" + std::to_string(m_descriptor); }

private:
    int m_descriptor;
};

/// The outermost layer from the front, until it ends or breaks.
std::string unpackedInOrder(std::string_view bytes)
{
    const auto expansion = io::unlimitedExpansion();
    const auto stream = io::openDecompressor(io::detectCompression(bytes),
                                             io::openMemory(bytes, expansion), expansion);
    require(stream.has_value(), "each format can be unpacked");
    std::string text;
    std::string part(64UL << 10, '\0');
    while (true) {
        const auto count = (*stream)->read(part.data(), part.size());
        if (!count || *count == 0) {
            return text;
        }
        text.append(part, 0, *count);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const MemoryFile file(bytes);
    const auto log =
        openLogFile(file.path(), std::filesystem::temp_directory_path(), {}, LogOpening::Streamed);
    if (!log) {
        return 0; // A layer inside that is none.
    }
    const ByteSource& source = *log->bytes;
    std::string scratch;
    // A place in the middle first, before anything is known of it.
    const std::uint64_t early = size == 0 ? 0 : data[size - 1] * std::uint64_t{4096};
    const auto jumped = source.read(early, 100, scratch);
    require(jumped.has_value(), "a place that is not there is none");
    const std::string atJump(*jumped);
    require(source.readToEnd(TaskContext{}).has_value(), "damage is no error of reading");
    const auto all = source.read(0, source.size(), scratch);
    require(all.has_value() && all->size() == source.size(), "all that is there can be read");
    const std::string text(*all);
    require(text.substr(std::min<std::size_t>(early, text.size()), atJump.size()) == atJump,
            "an early look sees what is there later");
    for (std::uint64_t offset = 0; offset < text.size(); offset += text.size() / 3 + 1) {
        const auto part = source.read(offset, 1000, scratch);
        require(part && *part == std::string_view(text).substr(offset, 1000),
                "any part is the same");
    }
    const std::string inOrder = unpackedInOrder(bytes);
    if (io::detectCompression(inOrder) != io::Compression::None) {
        return 0;
    }
    if (source.damage()) {
        // From broken code tables a decoder makes up text that nobody packed; that is doubtful.
        const auto sure = static_cast<std::size_t>(source.doubtfulFrom().value_or(0));
        require(sure <= text.size(), "what is doubtful is there");
        require(text.substr(0, sure) == inOrder.substr(0, sure),
                "what is sure is the same however it is read");
        return 0;
    }
    require(!source.doubtfulFrom(), "without damage all is sure");
    require(text == inOrder, "reading from the front gives the same");
    return 0;
}
