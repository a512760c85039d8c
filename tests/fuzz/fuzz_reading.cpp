// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/fuzz/fuzz_reading.h"

#include "core/formats/kcidb_reader.h"
#include "core/formats/kcidb_writer.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>
#include <string>

namespace cboard::fuzz {

using namespace cboard::formats;

namespace {

    void stop(const std::string& why)
    {
        std::fprintf(stderr, "%s\n", why.c_str());
        std::abort();
    }

    void checkIds(const Document& document)
    {
        std::set<std::string_view> ids;
        for (const Test& test : document.tests) {
            if (!ids.insert(test.id).second) {
                stop("two tests have the id " + std::string(test.id));
            }
        }
    }

} // namespace

Input inputOf(const std::uint8_t* data, std::size_t size)
{
    const std::shared_ptr<char[]> bytes(new char[size + Input::PaddingBytes]());
    std::memcpy(bytes.get(), data, size);
    Input input;
    input.path = "input";
    input.bytes = {bytes.get(), size};
    input.owner = bytes;
    return input;
}

void readAndCheck(const char* format, const Input& input)
{
    const ReadResult result = findFormat(format)->read(input, {}, TaskContext());
    if (!result) {
        if (result.error().rule.empty() || result.error().message.empty()) {
            stop("a refusal without a reason");
        }
        return;
    }
    checkIds(*result);
    const std::string json = kcidbJson(*result);
    const auto checked =
        readKcidb(inputOf(reinterpret_cast<const std::uint8_t*>(json.data()), json.size()), {},
                  TaskContext());
    if (!checked) {
        stop(checked.error().pointer + ": " + checked.error().message);
    }
}

} // namespace cboard::fuzz
