// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/stall_monitor.h"

#include "core/base/log.h"

#include <QEvent>
#include <QMetaEnum>

#include <algorithm>
#include <ctime>

namespace cboard::ui {

namespace {

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

} // namespace

void StallMonitor::clear()
{
    m_stalls.clear();
    m_longestMs = 0;
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
    ++m_depth;
    const double start = threadCpuMs();
    const bool isHandled = QApplication::notify(receiver, event);
    const double spent = threadCpuMs() - start;
    --m_depth;
    m_longestMs = std::max(m_longestMs, spent);
    if (spent > BudgetMs) {
        record(QStringLiteral("%1 to %2").arg(eventName(type), QString::fromLatin1(name)), spent);
    }
    return isHandled;
}

void StallMonitor::record(const QString& what, double cpuMs)
{
    m_stalls.push_back({what, cpuMs});
    if (m_isLogging) {
        log::write(
            log::Level::Warning, "ui",
            QStringLiteral("stall=\"%1\" cpu_ms=%2").arg(what).arg(cpuMs, 0, 'f', 1).toStdString());
    }
}

} // namespace cboard::ui
