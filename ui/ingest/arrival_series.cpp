// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/arrival_series.h"

#include "ui/base/text_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace cboard::ui {

namespace {

    using std::chrono::hours;
    using std::chrono::minutes;
    using Duration = Timestamp::duration;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Ingest", text);
    }

    double inHours(Duration duration)
    {
        return std::chrono::duration<double, std::ratio<3600>>(duration).count();
    }

    class Window {
    public:
        explicit Window(const store::ArrivalCourse& course)
            : m_course(course)
        {
        }

        bool isShort() const { return length() <= hours(48); }
        Duration length() const { return m_course.until - m_course.since; }
        double placeOf(Timestamp time) const
        {
            return std::clamp(inHours(time - m_course.since) / inHours(length()), 0.0, 1.0);
        }
        std::size_t binCount(Duration bin) const
        {
            return static_cast<std::size_t>((length() + bin - Duration(1)) / bin);
        }
        std::size_t binOf(Timestamp time, Duration bin) const
        {
            const auto place = std::max(Duration(0), time - m_course.since) / bin;
            return std::min(static_cast<std::size_t>(place), binCount(bin) - 1);
        }
        double middleOf(std::size_t number, Duration bin) const
        {
            const auto steps = static_cast<std::int64_t>(number);
            return placeOf(m_course.since + bin * steps + bin / 2);
        }

    private:
        const store::ArrivalCourse& m_course;
    };

} // namespace

std::vector<CourseLine> recordLines(const store::ArrivalCourse& course)
{
    const std::array names = {tr("checkouts"), tr("builds"), tr("tests"), tr("issues"),
                              tr("incidents")};
    const Window window(course);
    const Duration bin = window.isShort() ? Duration(store::ArrivalCounts::Step) : hours(2);
    std::vector<CourseLine> lines;
    for (std::size_t kind = 0; kind < RecordKindCount; ++kind) {
        std::vector<std::int64_t> records(window.binCount(bin));
        std::int64_t all = 0;
        for (const store::ArrivalCount& count : course.counts) {
            records[window.binOf(count.begin, bin)] += count.counts[kind];
            all += count.counts[kind];
        }
        if (all == 0) {
            continue;
        }
        CourseLine line{names.at(kind), {}};
        for (std::size_t i = 0; i < records.size(); ++i) {
            const auto perMinute =
                static_cast<double>(records[i]) / static_cast<double>(bin / minutes(1));
            line.points.emplace_back(window.middleOf(i, bin), perMinute);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<CourseLine> lagLines(const store::ArrivalCourse& course)
{
    const Window window(course);
    std::vector<CourseLine> lines;
    for (const store::SourceCourse& source : course.sources) {
        CourseLine line{fromUtf8(source.origin), {}};
        std::optional<Timestamp> newest;
        const auto addAt = [&](Timestamp time) {
            if (newest && time >= course.since) {
                line.points.emplace_back(window.placeOf(time), inHours(time - *newest));
            }
        };
        for (const store::CheckoutLoad& checkout : source.checkouts) {
            if (checkout.start > course.until) {
                break;
            }
            if (newest && *newest < course.since && checkout.start >= course.since) {
                addAt(course.since);
            }
            addAt(checkout.start);
            newest = checkout.start;
            addAt(checkout.start);
        }
        if (newest && *newest < course.since) {
            addAt(course.since);
        }
        addAt(course.until);
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<CourseLine> errorLines(const store::ArrivalCourse& course)
{
    const Window window(course);
    const Duration bin = window.isShort() ? hours(2) : hours(24);
    std::vector<CourseLine> lines;
    for (const store::SourceCourse& source : course.sources) {
        std::vector<store::CheckoutLoad> bins(window.binCount(bin));
        for (const store::CheckoutLoad& checkout : source.checkouts) {
            if (checkout.start >= course.since && checkout.start <= course.until) {
                store::CheckoutLoad& at = bins[window.binOf(checkout.start, bin)];
                at.results += checkout.results;
                at.errors += checkout.errors;
            }
        }
        CourseLine line{fromUtf8(source.origin), {}};
        for (std::size_t i = 0; i < bins.size(); ++i) {
            if (bins[i].results > 0) {
                constexpr double Percent = 100;
                line.points.emplace_back(window.middleOf(i, bin),
                                         Percent * static_cast<double>(bins[i].errors)
                                             / static_cast<double>(bins[i].results));
            }
        }
        if (!line.points.empty()) {
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

} // namespace cboard::ui
