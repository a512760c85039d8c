// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"
#include "core/logs/lava_line.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a reader sees of one row of a log.
namespace cboard::logs {

/// How the rows of a text are written.
enum class RowFormat : std::uint8_t {
    Plain,
    Lava, ///< One {dt, lvl, msg} item a row.
};

/// A colour of the terminal: none, one of 256, or 24 bits.
struct TerminalColor {
    enum class Kind : std::uint8_t { Default, Indexed, Rgb };
    Kind kind = Kind::Default;
    std::uint32_t value = 0; ///< Index, or 0xRRGGBB.
    bool operator==(const TerminalColor&) const = default;
};

/// What stands for bytes that are no text: a picture of a control character, the value of a byte
/// that is not UTF-8 or of a character that would reorder the line.
enum class Substitute : std::uint8_t { None, Control, Invalid };

struct TextStyle {
    TerminalColor foreground;
    TerminalColor background;
    bool isBold = false;
    bool isDim = false;
    bool isItalic = false;
    bool isUnderlined = false;
    bool isInverse = false;
    Substitute substitute = Substitute::None;
    bool operator==(const TextStyle&) const = default;
};

/// Bytes [begin, end) of DecodedRow::text that are not plain.
struct StyledSpan {
    std::size_t begin = 0;
    std::size_t end = 0;
    TextStyle style;
    bool operator==(const StyledSpan&) const = default;
};

using KernelTime = std::chrono::microseconds;

/// Reuse one object for many rows: its memory is kept.
struct DecodedRow {
    std::string text; ///< Valid UTF-8 without escape sequences; the only control character is tab.
    std::vector<StyledSpan> spans; ///< Ascending, apart.
    std::size_t messageBegin = 0; ///< Behind `<6>` and `[   12.345678]`; 0 when there are none.
    std::optional<int> kernelLevel; ///< 0 (emergency) to 7 (debug), from `<6>`.
    std::optional<KernelTime> kernelTime; ///< Since the kernel started.
    std::optional<Timestamp> time; ///< LAVA: of the host.
    std::optional<LavaLevel> lavaLevel;
    std::string deviceNamespace; ///< LAVA feedback lines.
};

class RowDecoder {
public:
    explicit RowDecoder(RowFormat format)
        : m_format(format)
    {
    }

    /// Decodes one row (a line end is ignored); never fails. Escape sequences become spans or are
    /// dropped, also those that do not end; colours do not reach into the next row.
    void decode(std::string_view row, DecodedRow& out);

private:
    RowFormat m_format;
    LavaLine m_lava;
};

/// Length of `<6>` at the begin of \p text, and the level that it says; also of `<30>[`, which
/// programs like systemd write: the facility times eight is added. 0 without one.
std::size_t readKernelLevel(std::string_view text, std::optional<int>& level);

/// Lava when the first line with text is an item of a LAVA log.
RowFormat detectRowFormat(std::string_view firstBytes);

/// True when the row is shown byte for byte as it is: only printable ASCII and tabs.
bool isPlainAscii(std::string_view row);

} // namespace cboard::logs
