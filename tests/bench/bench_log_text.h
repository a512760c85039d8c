// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

/// Lines as kernels print them, varied, so that neither compression nor caches are flattered. The
/// same seed gives the same lines.
class BenchLogText {
public:
    explicit BenchLogText(unsigned seed);

    /// Adds a line. As many errors as the log of a bad boot has, of two kinds: one line of 997
    /// says "failed to load firmware", one of 20 011 "BUG: KASAN: use-after-free in".
    void appendLine(std::string& text);

private:
    std::mt19937 m_random;
    std::vector<std::string> m_devices;
    double m_time = 0; ///< Seconds since the start.
};

/// Writes a log of such lines, unless one as long is there already.
void writeBenchLog(const std::filesystem::path& path, std::uintmax_t bytes, unsigned seed);
