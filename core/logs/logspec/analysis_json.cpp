// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/parser.h"
#include "core/logs/logspec/python_json.h"

namespace cboard::logs::logspec {

namespace {

    bool isHidden(const Value& value, Detail detail)
    {
        const auto* text = std::get_if<std::string>(&value);
        return detail == Detail::Public && text != nullptr && text->empty();
    }

    void writeFields(PythonJson& json, const Fields& fields, Detail detail, bool isError)
    {
        for (const auto& [name, value] : fields) {
            if (!isError || !isHidden(value, detail)) {
                json.key(name);
                json.value(value);
            }
        }
    }

    void writeError(PythonJson& json, const LogError& error, Detail detail)
    {
        json.beginObject();
        if (detail == Detail::Full) {
            Fields hidden;
            hidden["_report"] = error.report;
            hidden["_signature"] = error.signature;
            hidden["_signature_fields"] = error.signatureFields;
            if (error.locationSignature) {
                hidden["_add_signature_loc"] = true;
                hidden["_signature_loc"] = *error.locationSignature;
            }
            writeFields(json, hidden, detail, true);
        }
        writeFields(json, error.fields, detail, true);
        json.endObject();
    }

    void writeHidden(PythonJson& json, const Analysis& analysis)
    {
        json.key("_match_end");
        json.number(analysis.matchEnd);
        json.key("_signature");
        json.value(analysis.signature ? Value(*analysis.signature) : Value());
        json.key("_signature_fields");
        json.list(analysis.signatureFields);
        json.key("_states_summary");
        json.list(analysis.statesSummary);
    }

} // namespace

std::string toJson(const Analysis& analysis, Detail detail)
{
    std::string out;
    PythonJson json(out, PythonJson::Layout::Indented);
    json.beginObject();
    if (detail == Detail::Full) {
        writeHidden(json, analysis);
    }
    const auto behindErrors = analysis.fields.upper_bound("errors");
    writeFields(json, Fields(analysis.fields.begin(), behindErrors), detail, false);
    json.key("errors");
    json.beginArray();
    for (const LogError& error : analysis.errors) {
        writeError(json, error, detail);
    }
    json.endArray();
    writeFields(json, Fields(behindErrors, analysis.fields.end()), detail, false);
    json.endObject();
    return out;
}

} // namespace cboard::logs::logspec
