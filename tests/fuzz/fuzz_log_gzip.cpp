// SPDX-License-Identifier: LGPL-2.1-or-later
// Any bytes are a packed log: what unpacks before a damage can be read; without one any part is
// the same however it is asked for, and it is what reading from the front gives.
#include "core/io/gzip_stream.h"
#include "core/logs/sources/gzip_source.h"
#include "tests/fuzz/fuzz_require.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>

using namespace cboard;
using namespace cboard::logs;

namespace {

std::shared_ptr<const FileSource> asFile(std::string_view bytes)
{
    const int descriptor = ::memfd_create("packed", MFD_CLOEXEC);
    require(descriptor >= 0
                && ::write(descriptor, bytes.data(), bytes.size())
                    == static_cast<ssize_t>(bytes.size()),
            "a file in memory can be made");
    auto file = FileSource::adopt(descriptor);
    require(file.has_value(), "and opened");
    return *file;
}

/// From the front, until it ends or breaks.
std::string unpackedInOrder(std::string_view bytes)
{
    auto expansion = std::make_shared<io::Expansion>();
    expansion->maxRatio = 1100; // More than deflate can do: nothing is refused for its growth.
    const auto stream = io::GzipStream::open(io::openMemory(bytes, expansion), expansion);
    std::string text;
    std::string part(64UL << 10, '\0');
    while (true) {
        const auto count = stream->read(part.data(), part.size());
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
    const GzipSource source(asFile(bytes));
    std::string scratch;
    // A place in the middle first, before anything is known of it.
    const std::uint64_t early = size == 0 ? 0 : data[size - 1] * std::uint64_t{4096};
    const auto jumped = source.read(early, 100, scratch);
    const std::string atJump(jumped ? *jumped : std::string_view());
    require(source.readToEnd(TaskContext{}).has_value(), "damage is no error of reading");
    const auto all = source.read(0, source.size(), scratch);
    require(all.has_value() && all->size() == source.size(), "all that is there can be read");
    const std::string text(*all);
    if (source.damage()) {
        // From broken code tables the decoder makes up text that nobody packed; that is doubtful.
        const auto sure = static_cast<std::size_t>(source.doubtfulFrom().value_or(0));
        require(sure <= text.size(), "what is doubtful is there");
        require(text.substr(0, sure) == unpackedInOrder(bytes).substr(0, sure),
                "what is sure is the same however it is read");
        return 0;
    }
    require(!source.doubtfulFrom(), "without damage all is sure");
    require(text.substr(std::min<std::size_t>(early, text.size()), atJump.size()) == atJump,
            "an early look sees what is there later");
    require(text == unpackedInOrder(bytes), "reading from the front gives the same");
    for (std::uint64_t offset = 0; offset < text.size(); offset += text.size() / 3 + 1) {
        const auto part = source.read(offset, 1000, scratch);
        require(part && *part == std::string_view(text).substr(offset, 1000),
                "any part is the same");
    }
    return 0;
}
