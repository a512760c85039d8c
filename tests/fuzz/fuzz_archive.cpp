// SPDX-License-Identifier: LGPL-2.1-or-later
// Whatever wraps documents: compression, archives, NDJSON, arrays.
#include "core/formats/input_reader.h"

#include <cstdlib>

using namespace cboard;
using namespace cboard::formats;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Limits small = [] {
        Limits limits;
        limits.documentBytes = 1UL << 20;
        limits.archiveMembers = 100;
        limits.companionBytes = 1UL << 16;
        return limits;
    }();
    static InputReader reader(small);
    std::size_t sum = 0;
    InputSink sink;
    sink.onInput = [&sum](Input&& input) -> Result<void> {
        if (input.bytes.size() > small.documentBytes) {
            std::abort();
        }
        // Every promised byte must be readable.
        for (std::size_t i = 0; i < input.bytes.size() + Input::PaddingBytes; ++i) {
            sum += static_cast<unsigned char>(input.bytes.data()[i]);
        }
        return {};
    };
    sink.onRefusal = [](const std::string&, Refusal&& refusal, std::string_view) -> Result<void> {
        if (refusal.rule.empty() || refusal.message.empty()) {
            std::abort();
        }
        return {};
    };
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto outcome = reader.readBytes(bytes, "input", sink, TaskContext());
    if (!outcome) {
        std::abort();
    }
    return sum == static_cast<std::size_t>(-1) ? 1 : 0;
}
