// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/outcome_codec.h"

#include "core/base/hash.h"
#include "core/store/revisions/coded_numbers.h"
#include "core/store/revisions/revision_rows.h"

#include <array>

namespace cboard::store {

namespace {

    /// How a cell's counts are written: one run of one outcome is nearly all there is.
    enum Shape : std::uint64_t { OnePass, OneFail, OneError, Any };
    constexpr unsigned ShapeBits = 2;

    Shape shapeOf(const CellOutcome& cell)
    {
        const int runs = cell.passes + cell.fails + cell.infrastructure;
        if (runs != 1 || cell.isStale) {
            return Any;
        }
        return cell.passes == 1 ? OnePass : cell.fails == 1 ? OneFail : OneError;
    }

    /// Cell numbers as differences to the one before.
    class CellSteps {
    public:
        explicit CellSteps(std::span<const CellIndex::Cell> cells)
            : m_cells(cells)
        {
        }

        CellIndex::Cell next(std::uint64_t step, CodedNumbers& numbers)
        {
            m_last += unzigzag(step);
            if (m_last < 0 || m_last >= std::ssize(m_cells)) {
                numbers.setDamaged();
                m_last = 0;
                return 0;
            }
            return m_cells[static_cast<std::size_t>(m_last)];
        }

    private:
        std::span<const CellIndex::Cell> m_cells;
        std::int64_t m_last = 0;
    };

    CellOutcome readCell(CodedNumbers& numbers, CellSteps& steps)
    {
        const std::uint64_t head = numbers.next();
        CellOutcome outcome;
        outcome.cell = steps.next(head >> ShapeBits, numbers);
        switch (static_cast<Shape>(head & 3U)) {
        case OnePass:
            outcome.passes = 1;
            break;
        case OneFail:
            outcome.fails = 1;
            break;
        case OneError:
            outcome.infrastructure = 1;
            break;
        case Any:
            outcome.passes = static_cast<std::uint8_t>(numbers.next());
            outcome.fails = static_cast<std::uint8_t>(numbers.next());
            outcome.infrastructure = static_cast<std::uint8_t>(numbers.next());
            outcome.isStale = numbers.next() != 0;
            break;
        }
        return outcome;
    }

    std::array<std::int64_t, 6> partsOf(const CellKey& key)
    {
        return {key.config, key.architecture, key.compiler, key.platform, key.path, key.lab};
    }

} // namespace

std::string encodeOutcomes(const RevisionOutcomes& outcomes, std::span<const KeptCell> numbers)
{
    std::string body;
    appendVarint(body, outcomes.checkouts.size());
    for (const std::int64_t checkout : outcomes.checkouts) {
        appendVarint(body, zigzag(checkout));
    }
    appendVarint(body, outcomes.cells.size());
    std::int64_t last = 0;
    for (const CellOutcome& cell : outcomes.cells) {
        const std::int64_t number = numbers[cell.cell];
        const Shape shape = shapeOf(cell);
        appendVarint(body, (zigzag(number - last) << ShapeBits) | shape);
        last = number;
        if (shape == Any) {
            appendVarint(body, cell.passes);
            appendVarint(body, cell.fails);
            appendVarint(body, cell.infrastructure);
            appendVarint(body, cell.isStale ? 1 : 0);
        }
    }
    appendVarint(body, outcomes.troubled.size());
    last = 0;
    std::int64_t lastKey = 0;
    for (const TroubledRun& run : outcomes.troubled) {
        const std::int64_t number = numbers[run.cell];
        appendVarint(body, (zigzag(number - last) << 1U) | (run.isFail ? 1U : 0U));
        last = number;
        const auto step = static_cast<std::uint64_t>(run.key) - static_cast<std::uint64_t>(lastKey);
        appendVarint(body, zigzag(static_cast<std::int64_t>(step))); // Wraps, as reading does.
        lastKey = run.key;
    }
    return body;
}

std::optional<RevisionOutcomes> decodeOutcomes(std::string_view body,
                                               std::span<const CellIndex::Cell> cells)
{
    CodedNumbers numbers(body);
    RevisionOutcomes outcomes;
    outcomes.checkouts.resize(numbers.nextCount());
    for (std::int64_t& checkout : outcomes.checkouts) {
        checkout = numbers.nextSigned();
    }
    outcomes.cells.resize(numbers.nextCount());
    CellSteps steps(cells);
    for (CellOutcome& cell : outcomes.cells) {
        cell = readCell(numbers, steps);
    }
    outcomes.troubled.resize(numbers.nextCount());
    CellSteps troubledSteps(cells);
    std::int64_t key = 0;
    for (TroubledRun& run : outcomes.troubled) {
        const std::uint64_t head = numbers.next();
        run.cell = troubledSteps.next(head >> 1U, numbers);
        run.isFail = (head & 1U) != 0;
        key = static_cast<std::int64_t>(static_cast<std::uint64_t>(key)
                                        + static_cast<std::uint64_t>(numbers.nextSigned()));
        run.key = key;
    }
    return numbers.isWhole() ? std::optional(std::move(outcomes)) : std::nullopt;
}

std::string encodeHealth(const RevisionHealth& health)
{
    std::string body;
    appendVarint(body, health.illLabs.size());
    for (const std::int64_t lab : health.illLabs) {
        appendVarint(body, zigzag(lab));
    }
    appendClocks(body, health.clocks);
    return body;
}

std::optional<RevisionHealth> decodeHealth(std::string_view body)
{
    CodedNumbers numbers(body);
    RevisionHealth health;
    health.illLabs.resize(numbers.nextCount());
    for (std::int64_t& lab : health.illLabs) {
        lab = numbers.nextSigned();
    }
    health.clocks = readClocks(numbers);
    return numbers.isWhole() ? std::optional(std::move(health)) : std::nullopt;
}

std::string encodeEnd(const RevisionEnd& end)
{
    std::string body;
    appendTime(body, end.time);
    return body;
}

std::optional<RevisionEnd> decodeEnd(std::string_view body)
{
    CodedNumbers numbers(body);
    const RevisionEnd end{readTime(numbers)};
    return numbers.isWhole() ? std::optional(end) : std::nullopt;
}

std::string encodeCells(std::span<const CellKey> cells)
{
    std::string body;
    appendVarint(body, cells.size());
    for (const CellKey& cell : cells) {
        for (const std::int64_t part : partsOf(cell)) {
            appendVarint(body, zigzag(part));
        }
    }
    return body;
}

std::optional<std::vector<CellKey>> decodeCells(std::string_view body)
{
    CodedNumbers numbers(body);
    std::vector<CellKey> cells(numbers.nextCount());
    for (CellKey& cell : cells) {
        cell.config = numbers.nextSigned();
        cell.architecture = numbers.nextSigned();
        cell.compiler = numbers.nextSigned();
        cell.platform = numbers.nextSigned();
        cell.path = numbers.nextSigned();
        cell.lab = numbers.nextSigned();
    }
    return numbers.isWhole() ? std::optional(std::move(cells)) : std::nullopt;
}

namespace {

    std::string originOf(const RevisionEntry& revision, RunningWindow window)
    {
        std::string text;
        appendVarint(text, zigzag(window.length.count()));
        appendVarint(text, zigzag(revision.orderTime));
        for (const CheckoutEntry& checkout : revision.checkouts) {
            appendVarint(text, zigzag(checkout.id));
            appendVarint(text, zigzag(checkout.lastArrival));
            appendBytes(text, checkout.extId);
        }
        return text;
    }

} // namespace

std::int64_t stampOf(const RevisionEntry& revision, RunningWindow window)
{
    return static_cast<std::int64_t>(hash64(originOf(revision, window)));
}

std::int64_t healthStampOf(const RevisionEntry& revision, RunningWindow window,
                           const query::LabLimits& limits)
{
    std::string text = originOf(revision, window);
    appendVarint(text, zigzag(limits.boards));
    appendVarint(text, zigzag(limits.errorPercent));
    return static_cast<std::int64_t>(hash64(text));
}

} // namespace cboard::store
