// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"

#include <QScrollArea>

#include <memory>

namespace cboard::ui {

class Theme;

/// Where the results of a revision differ: per dimension its values with bars, most fails first.
/// A click asks for that value as a filter term.
class FacetPanel : public QScrollArea {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FacetPanel)

public:
    explicit FacetPanel(const Theme& theme, QWidget* parent = nullptr);
    ~FacetPanel() override;

    void setFacets(std::shared_ptr<const query::RevisionSnapshot> revision);

signals:
    void termRequested(const QString& term);

private:
    class Body;
    Body* m_body;
};

} // namespace cboard::ui
