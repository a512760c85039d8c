// SPDX-License-Identifier: LGPL-2.1-or-later
// Any bytes are a log to the shipped rules, and any bytes are a rule file: one that is refused has
// a place, one that is taken finds errors inside the log.
#include "core/logs/fingerprint/normalise.h"
#include "core/logs/rules/error_finder.h"
#include "tests/fuzz/fuzz_require.h"

#include <cstdint>

using namespace cboard;
using namespace cboard::logs;

namespace {

void checkErrors(std::string_view bytes, RowFormat format,
                 const std::shared_ptr<const RuleSet>& rules)
{
    const auto source = makeMemorySource(std::make_shared<const std::string>(bytes));
    const auto found = findErrors(*source, format, rules, TaskContext{});
    require(found.has_value(), "any bytes are analysed");
    std::uint64_t last = 0;
    for (const FoundError& error : found->errors) {
        require(error.beginByte >= last && error.beginByte < error.endByte
                    && error.endByte <= bytes.size(),
                "errors are in order and inside");
        require(error.firstLine >= 1 && error.firstLine <= error.lastLine, "lines are in order");
        require(error.fingerprint.id.starts_with("f3:"), "each error has a fingerprint");
        last = error.beginByte;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    checkErrors(bytes, RowFormat::Plain, *RuleSet::shipped());
    checkErrors(bytes, RowFormat::Lava, *RuleSet::shipped());
    const std::string once = normalised(bytes.substr(0, bytes.find('\n')));
    require(once.size() <= 5 * size + 5, "a normalised line stays short");
    if (size < 256 && bytes.starts_with('[')) { // Compiling takes the time of many searches.
        const auto own = RuleSet::parse(bytes);
        require(own.has_value() || own.error().message.starts_with("line ")
                    || own.error().message.starts_with("pattern "),
                "a mistake has a place");
        if (own) {
            checkErrors(bytes, RowFormat::Plain, *own);
        }
    }
    return 0;
}
