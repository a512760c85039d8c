// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/released_beside.h"

#include <QCoreApplication>
#include <QThread>
#include <QThreadPool>

namespace cboard::ui {

void release(std::shared_ptr<const void> last)
{
    const QCoreApplication* const application = QCoreApplication::instance();
    if (application != nullptr && QThread::currentThread() == application->thread()) {
        // The program's own pools may be gone by now, and wait for queries.
        QThreadPool::globalInstance()->start([last = std::move(last)] {});
    }
}

} // namespace cboard::ui
