// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/low_room.h"

#include <QEvent>
#include <QWidget>

namespace cboard::ui {

namespace {

    constexpr int LeastHeight = 300; ///< Of a view that shows all its parts.

    class LowRoom : public QObject {
    public:
        LowRoom(QWidget& view, QWidget& part)
            : QObject(&part)
            , m_view(view)
            , m_part(part)
        {
            view.installEventFilter(this);
        }

    protected:
        bool eventFilter(QObject* watched, QEvent* event) override
        {
            if (event->type() == QEvent::Resize) {
                m_part.setVisible(m_view.height() >= LeastHeight);
            }
            return QObject::eventFilter(watched, event);
        }

    private:
        QWidget& m_view;
        QWidget& m_part;
    };

} // namespace

void hideWhereLow(QWidget& view, QWidget& part)
{
    new LowRoom(view, part); // Owned by the part.
}

} // namespace cboard::ui
