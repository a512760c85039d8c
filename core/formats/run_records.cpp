// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/run_records.h"

#include "core/base/hash.h"

#include <fmt/format.h>

namespace cboard::formats {

namespace {
    constexpr std::size_t ExcerptCharacters = 16'384;
    constexpr std::size_t MemoryPerByte = 16;
    constexpr std::size_t FreeMemory = 64UL << 20;

    bool isContinuation(char c)
    {
        return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    }
} // namespace

RunRecords::RunRecords(std::string_view format, const Input& input, const ReadOptions& options)
    : m_options(options)
    , m_memoryLimit(FreeMemory + MemoryPerByte * input.bytes.size())
    , m_run(toHex(hash128(input.bytes)))
{
    m_document.format = format;
    m_document.keepAlive = input.owner;
    KernelIdentity kernel;
    kernel.fallback = std::string(format) + " " + m_run;
    fillFromOptions(kernel, options, arena());
    m_document.checkouts.push_back(makeCheckout(kernel, options, {}, arena()));
    m_document.builds.push_back(
        makeBuild(kernel, m_document.checkouts.front(), options, {}, arena()));
    m_platform = arena().copy(options.platform);
    m_lab = arena().copy(options.lab);
    std::string environment;
    appendText(environment, "platform", m_platform);
    m_environment = makeMisc(environment, arena());
    appendText(m_commonMisc, "runtime", m_lab);
    appendText(m_commonMisc, "lab", m_lab);
}

Test RunRecords::newTest(std::string_view key, std::string_view extra)
{
    const Build& build = m_document.builds.front();
    Test test;
    // The build is part of the run: the same results may be given for two kernels.
    test.id =
        makeId(m_options, {m_document.format, m_run, build.id, m_platform, m_lab, key}, arena());
    test.origin = build.origin;
    test.buildId = build.id;
    test.platform = m_platform;
    test.lab = m_lab.empty() ? test.origin : m_lab;
    test.environmentMisc = m_environment;
    test.hasEnvironment = m_environment.has_value();
    std::string misc = m_commonMisc;
    if (!extra.empty()) {
        misc += misc.empty() ? "" : ",";
        misc += extra;
    }
    test.misc = makeMisc(misc, arena());
    return test;
}

std::optional<Refusal> RunRecords::checkMemory() const
{
    if (m_document.arena.bytesUsed() <= m_memoryLimit) {
        return std::nullopt;
    }
    Refusal refusal;
    refusal.format = m_document.format;
    refusal.rule = "limit";
    refusal.message = fmt::format("the results take more than {} bytes of memory", m_memoryLimit);
    return refusal;
}

Text RunRecords::excerpt(std::string_view text)
{
    std::string_view legal = legalText(text, arena());
    std::size_t characters = 0;
    std::size_t begin = legal.size();
    while (begin > 0 && characters < ExcerptCharacters) {
        --begin;
        characters += isContinuation(legal[begin]) ? 0U : 1U;
    }
    legal.remove_prefix(begin);
    return legal.empty() ? Text() : Text(legal);
}

} // namespace cboard::formats
