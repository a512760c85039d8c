// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/bench/bench_log_text.h"

#include <array>
#include <cstdio>
#include <fstream>

BenchLogText::BenchLogText(unsigned seed)
    : m_random(7)
{
    constexpr std::size_t Devices = 4000;
    while (m_devices.size() < Devices) {
        const char* bus = std::array{"usb", "mmc", "i2c", "spi", "pci"}[m_random() % 5];
        m_devices.push_back(std::string(bus) + " " + std::to_string(m_random() % 64) + "-"
                            + std::to_string(m_random() % 4096) + ".dev");
    }
    m_random.seed(seed);
}

void BenchLogText::appendLine(std::string& text)
{
    static constexpr std::array Words{"registered new interface driver",
                                      "using defaults for clock",
                                      "supply vdd not found",
                                      "link becomes ready at",
                                      "mapped to irq domain with hwirq",
                                      "attached PHY driver on port",
                                      "request_module took"};
    const auto draw = static_cast<unsigned>(m_random());
    m_time += static_cast<double>(draw % 1000) / 1e5;
    const bool isReport = draw % 20'011 == 0;
    const bool isFailure = draw % 997 == 0;
    char line[256];
    const int length = std::snprintf(
        line, sizeof line, "[%12.6f] %s: %s %x of %u\n", m_time,
        isReport ? "BUG: KASAN: use-after-free in" : m_devices[draw % m_devices.size()].c_str(),
        isFailure ? "failed to load firmware" : Words[(draw >> 8U) % Words.size()],
        static_cast<unsigned>(m_random()), (draw >> 12U) % 100'000);
    text.append(line, static_cast<std::size_t>(length));
}

void writeBenchLog(const std::filesystem::path& path, std::uintmax_t bytes, unsigned seed)
{
    std::error_code ignored;
    if (std::filesystem::file_size(path, ignored) >= bytes && !ignored) {
        return;
    }
    std::ofstream file(path, std::ios::binary);
    BenchLogText lines(seed);
    std::string text = "Starting kernel ...\n";
    for (std::uintmax_t written = 0; written < bytes;) {
        lines.appendLine(text);
        if (text.size() > (1U << 20U) || written + text.size() >= bytes) {
            file << text;
            written += text.size();
            text.clear();
        }
    }
}
