// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/core/formats/reading.h"

#include "core/formats/input_reader.h"
#include "core/formats/kcidb_reader.h"
#include "core/formats/kcidb_writer.h"

#include <QTest>

#include <fstream>
#include <sstream>

namespace cboard::test {

using namespace cboard::formats;

namespace {

    Input inputOf(std::string_view text)
    {
        auto bytes = std::make_shared<std::string>(text);
        bytes->append(Input::PaddingBytes, '\0');
        Input input;
        input.path = "test";
        input.bytes = std::string_view(*bytes).substr(0, text.size());
        input.owner = bytes;
        return input;
    }

} // namespace

ReadResult readAs(std::string_view format, std::string_view text, const ReadOptions& options)
{
    return findFormat(format)->read(inputOf(text), options, TaskContext());
}

ReadResult readFileAs(std::string_view format, const std::string& path, const ReadOptions& options)
{
    ReadResult result = tl::unexpected<Refusal>(Refusal{});
    InputSink sink;
    sink.onInput = [&](Input&& input) -> Result<void> {
        result = findFormat(format)->read(input, options, TaskContext());
        return {};
    };
    sink.onRefusal = [&](const std::string&, Refusal&& refusal, std::string_view) -> Result<void> {
        result = tl::unexpected<Refusal>(std::move(refusal));
        return {};
    };
    const auto outcome = InputReader().read(path, sink, TaskContext());
    if (!outcome) {
        QTest::qFail(describe(outcome.error()).c_str(), __FILE__, __LINE__);
    }
    return result;
}

std::string fileBytes(const std::string& path)
{
    const std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

std::string kcidbProblem(const Document& document)
{
    const auto result = readKcidb(inputOf(kcidbJson(document)), {}, TaskContext());
    return result ? std::string() : result.error().pointer + ": " + result.error().message;
}

const Test& testAt(const Document& document, std::string_view path)
{
    static const Test none;
    for (const Test& test : document.tests) {
        if (test.path == path) {
            return test;
        }
    }
    QTest::qFail(("no test " + std::string(path)).c_str(), __FILE__, __LINE__);
    return none;
}

} // namespace cboard::test
