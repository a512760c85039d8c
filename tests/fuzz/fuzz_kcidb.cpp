// SPDX-License-Identifier: LGPL-2.1-or-later
// The one-pass reader and the tree must agree on each document: verdict, place, records; and what
// is written must read back the same.
#include "core/formats/kcidb_reader.h"
#include "core/formats/kcidb_writer.h"
#include "tests/fuzz/fuzz_require.h"

#include <cstdint>
#include <string>

using namespace cboard;
using namespace cboard::formats;

namespace {

constexpr KcidbWriter::Options AllFields{.withTimestamps = true};

void requireSame(const Document& a, const Document& b)
{
    require(a.version == b.version, "both ways see one version");
    require(kcidbJson(a, AllFields) == kcidbJson(b, AllFields), "both ways give the same records");
    for (std::size_t i = 0; i < a.tests.size(); ++i) {
        require(a.tests[i].platform == b.tests[i].platform, "both ways see one platform");
        require(a.tests[i].lab == b.tests[i].lab, "both ways see one lab");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Input input;
    input.bytes = {reinterpret_cast<const char*>(data), size};
    sniffKcidb(input.bytes, "");
    const ReadResult fast = readKcidbBy(KcidbPath::Fast, input, {});
    const ReadResult tolerant = readKcidbBy(KcidbPath::Tolerant, input, {});
    require(fast.has_value() == tolerant.has_value(), "both ways give one verdict");
    if (!fast) {
        require(fast.error().rule == tolerant.error().rule, "both ways name one rule");
        require(fast.error().pointer == tolerant.error().pointer, "both ways name one place");
        require(fast.error().line == tolerant.error().line, "both ways name one line");
        require(!fast.error().message.empty(), "a refusal has a message");
        return 0;
    }
    requireSame(*fast, *tolerant);
    if (fast->version.front() != '5') {
        return 0; // An upgrade may give what schema 5 itself would refuse.
    }
    const std::string text = kcidbJson(*fast, AllFields);
    Input again;
    again.bytes = text;
    const ReadResult back = readKcidb(again, {}, {});
    require(back.has_value(), "what is written is valid");
    require(kcidbJson(*back, AllFields) == text, "what is written reads back the same");
    return 0;
}
