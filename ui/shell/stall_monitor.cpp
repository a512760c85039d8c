// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/stall_monitor.h"

#include "core/base/log.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMetaEnum>

#include <algorithm>
#include <ctime>

namespace cboard::ui {

namespace {

    constexpr std::size_t MostTimes = 1000; ///< Of a kind; enough for a median.

    double threadCpuMs()
    {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }

    QString eventName(QEvent::Type type)
    {
        const char* key = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
        return key == nullptr ? QString::number(type) : QString::fromLatin1(key);
    }

    /// What tells receivers of one class apart: the name, whose part it is, the key that was typed.
    QString detailOf(const QObject& receiver, const QEvent* event)
    {
        QString text;
        if (!receiver.objectName().isEmpty()) {
            text += QStringLiteral(" \"%1\"").arg(receiver.objectName());
        }
        if (const QObject* parent = receiver.parent()) {
            text += QStringLiteral(" of %1").arg(
                QString::fromLatin1(parent->metaObject()->className()));
        }
        if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
            const auto* key = static_cast<const QKeyEvent*>(event);
            text += QStringLiteral(" (%1)").arg(
                QKeySequence(key->keyCombination()).toString(QKeySequence::PortableText));
        }
        return text;
    }

    QString placeOf(const QString& detail, const QString& note)
    {
        return note.isEmpty() ? detail : detail + QStringLiteral(", ") + note;
    }

} // namespace

void StallMonitor::clear()
{
    m_stalls.clear();
    m_times.clear();
    m_longest = {};
}

QString StallMonitor::report() const
{
    QString text;
    for (const Stall& stall : m_stalls) {
        text += QStringLiteral("%1 ms: %2\n").arg(stall.cpuMs, 0, 'f', 1).arg(stall.what);
    }
    return text;
}

bool StallMonitor::notify(QObject* receiver, QEvent* event)
{
    if (m_depth > 0) {
        return QApplication::notify(receiver, event);
    }
    // Taken before: the receiver may be gone after a deferred delete.
    const QEvent::Type type = event->type();
    const QByteArray name = receiver->metaObject()->className();
    const QString detail = detailOf(*receiver, event);
    m_note.clear();
    ++m_depth;
    const double start = threadCpuMs();
    const bool isHandled = QApplication::notify(receiver, event);
    const double spent = threadCpuMs() - start;
    --m_depth;
    record({type, name}, placeOf(detail, m_note), spent);
    return isHandled;
}

void StallMonitor::note(const QString& about)
{
    if (m_depth > 0 && m_note.isEmpty()) {
        m_note = about;
    }
}

QString StallMonitor::nameOf(const Kind& kind)
{
    return QStringLiteral("%1 to %2").arg(eventName(kind.first), QString::fromLatin1(kind.second));
}

void StallMonitor::record(const Kind& kind, const QString& detail, double cpuMs)
{
    if (cpuMs > m_longest.cpuMs) {
        m_longest = {nameOf(kind) + detail, cpuMs};
    }
    if (auto& times = m_times[kind]; times.size() < MostTimes) {
        times.push_back(cpuMs);
    }
    if (cpuMs <= BudgetMs) {
        return;
    }
    m_stalls.push_back({nameOf(kind) + detail, cpuMs});
    if (m_isLogging) {
        log::write(log::Level::Warning, "ui",
                   QStringLiteral("stall=\"%1\" cpu_ms=%2")
                       .arg(m_stalls.back().what)
                       .arg(cpuMs, 0, 'f', 1)
                       .toStdString());
    }
}

std::vector<StallMonitor::Stall> StallMonitor::habits(double limitMs, std::size_t least) const
{
    std::vector<Stall> found;
    for (const auto& [kind, times] : m_times) {
        std::vector<double> sorted = times;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        if (sorted.size() >= least && *middle > limitMs) {
            found.push_back({nameOf(kind), *middle});
        }
    }
    return found;
}

} // namespace cboard::ui
