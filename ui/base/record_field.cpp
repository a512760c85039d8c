// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/record_field.h"

#include "ui/base/text_format.h"

#include <algorithm>

namespace cboard::ui {

QString recordField(const query::RecordSnapshot& record, std::string_view key)
{
    const auto place =
        std::find_if(record.fields.begin(), record.fields.end(),
                     [key](const query::RecordField& field) { return field.key == key; });
    return place == record.fields.end() ? QString() : fromUtf8(place->value);
}

} // namespace cboard::ui
