// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/percent.h"
#include "format/doctor/diagnosis.h"

#include <fmt/format.h>

namespace ckpt {

std::string reasonText(const Reason &reason)
{
    using Kind = Reason::Kind;
    const std::string text = escapedIfNeeded(reason.text);
    switch (reason.kind) {
    case Kind::SameName:
        return "same name";
    case Kind::FullName:
        return "full name in the object graph";
    case Kind::Table:
        return "known renaming: " + text;
    case Kind::NormalForm:
        return "same name, spelled differently";
    case Kind::ScopeRule:
        return fmt::format("{} explains {}", text, reason.number);
    case Kind::NameLikeness:
        return fmt::format("name {:.2f}", reason.number);
    case Kind::OnlyOfShape:
        return "only one of this shape";
    case Kind::SomeOfShape:
        return fmt::format("{} candidate{} of this shape", reason.number, reason.number == 1 ? "" : "s");
    case Kind::SameValues:
        return "same values (checksum)";
    case Kind::SameRole:
        return text;
    case Kind::Order:
        return "same place in order";
    case Kind::Siblings:
        return "its neighbours match";
    case Kind::Slot:
        return "belongs to " + text;
    case Kind::AverageInstead:
        return "its moving average";
    case Kind::WeightInstead:
        return "the variable itself, not its average";
    case Kind::OtherNumbers:
        return "numbered differently: may be another layer";
    case Kind::ValuesElsewhere:
        return fmt::format("the wanted values are under {}", text);
    case Kind::ShapesDiffer:
        return "other shape: cannot be restored";
    case Kind::TypesDiffer:
        return "other type";
    case Kind::ShapeUnknown:
        return "wanted shape not known";
    case Kind::Taken:
        return fmt::format("used for {}", text);
    case Kind::NothingAlike:
        return "nothing of this shape and name is left";
    }
    return {};
}

std::string reasonTexts(std::span<const Reason> reasons)
{
    std::string text;
    for (const Reason &reason : reasons)
        text += (text.empty() ? "" : "; ") + reasonText(reason);
    return text;
}

} // namespace ckpt
