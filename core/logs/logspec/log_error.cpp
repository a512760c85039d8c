// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/log_error.h"

#include "core/logs/logspec/python_json.h"
#include "core/logs/logspec/sha1.h"

namespace cboard::logs::logspec {

namespace {

    Fields signedFields(const LogError& error)
    {
        Fields fields;
        for (const std::string& name : error.signatureFields) {
            const auto at = error.fields.find(name);
            if (at != error.fields.end() && !isEmpty(at->second)) {
                fields.insert(*at);
            }
        }
        return fields;
    }

} // namespace

LogError::LogError(std::string type, std::string summary, TextList signedBy)
    : signatureFields(std::move(signedBy))
{
    setType(std::move(type));
    setSummary(std::move(summary));
}

void LogError::sign()
{
    signature = sha1Hex(toPythonJson(signedFields(*this)));
}

void LogError::signLocation()
{
    Fields signedOnes = signedFields(*this);
    signedOnes.erase("error_summary");
    signedOnes.erase("position");
    locationSignature = sha1Hex(toPythonJson(signedOnes));
}

} // namespace cboard::logs::logspec
