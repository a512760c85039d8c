// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QEvent>

#include <map>
#include <vector>

namespace cboard::ui {

/// An application that watches its own GUI thread: each event that takes more CPU time than the
/// budget is remembered with who got it. CPU time, not wall time: another busy program is no
/// stall of ours. Used by the UI tests, which see calls that may wait, too
/// (tests/support/blocking_calls.h), and by debug builds of the desktop, which report stalls to the
/// log.
class StallMonitor : public QApplication {
    Q_OBJECT

public:
    static constexpr double BudgetMs = 16;

    struct Stall {
        QString what; ///< "MouseButtonPress to cboard::ui::MatrixWidget"
        double cpuMs = 0;
    };

    using QApplication::QApplication; // argc is a reference: Qt keeps it.

    const std::vector<Stall>& stalls() const { return m_stalls; }
    /// Longest event since clear(), stall or not.
    const Stall& longest() const { return m_longest; }
    /// What the event that runs is about, where its receiver does not say it: the first word counts
    /// ("Reading the record", of the task that ends).
    void note(const QString& about);
    void clear();
    QString report() const; ///< A line per stall.
    /// Kinds of events (type and class of the receiver) whose median since clear() is above the
    /// limit: what takes too long once is the machine's doing, what does each time is ours.
    /// \param least So many of a kind must have been seen.
    std::vector<Stall> habits(double limitMs, std::size_t least) const;
    void setLogging(bool isLogging) { m_isLogging = isLogging; }

    bool notify(QObject* receiver, QEvent* event) override;

private:
    using Kind = std::pair<QEvent::Type, QByteArray>;

    static QString nameOf(const Kind& kind);
    void record(const Kind& kind, const QString& detail, double cpuMs);

    std::vector<Stall> m_stalls;
    std::map<Kind, std::vector<double>> m_times; ///< CPU time of each event, in ms.
    Stall m_longest;
    QString m_note; ///< Of the event that runs.
    int m_depth = 0; ///< Events inside events belong to the outermost.
    bool m_isLogging = false;
};

} // namespace cboard::ui
