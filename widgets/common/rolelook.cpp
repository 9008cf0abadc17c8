// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What roles, categories and values look like: the coloured half of theme.h.
#include "widgets/common/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace ckpt {

namespace {

struct RoleLook {
    QRgb light, dark;
    const char16_t *letter;
    const char *name, *plural;
};

const RoleLook &look(Role role)
{
    static constexpr std::array<RoleLook, 8> looks{ {
        { 0x2f6db5, 0x86baf5, u"W", QT_TRANSLATE_NOOP("Role", "Weight"), QT_TRANSLATE_NOOP("Role", "Weights") },
        { 0x00564d, 0xa2ecdc, u"b", QT_TRANSLATE_NOOP("Role", "Bias"), QT_TRANSLATE_NOOP("Role", "Biases") },
        { 0x5a2a85, 0xa679ea, u"\u03b3", QT_TRANSLATE_NOOP("Role", "Norm scale or shift"),
            QT_TRANSLATE_NOOP("Role", "Norm scale") },
        { 0xb8447c, 0xec86b4, u"\u03c3", QT_TRANSLATE_NOOP("Role", "Norm statistic"),
            QT_TRANSLATE_NOOP("Role", "Norm stats") },
        { 0x8a6a00, 0xe8cf74, u"m", QT_TRANSLATE_NOOP("Role", "Optimizer slot"),
            QT_TRANSLATE_NOOP("Role", "Optimizer slots") },
        { 0x6b3005, 0xd97f3e, u"E", QT_TRANSLATE_NOOP("Role", "Moving average"),
            QT_TRANSLATE_NOOP("Role", "Moving averages") },
        { 0x5c6670, 0x808b97, u"#", QT_TRANSLATE_NOOP("Role", "Counter"), QT_TRANSLATE_NOOP("Role", "Counters") },
        { 0x2f3b4d, 0xb4bcc6, u"?", QT_TRANSLATE_NOOP("Role", "Other"), QT_TRANSLATE_NOOP("Role", "Other") },
    } };
    return looks.at(static_cast<std::size_t>(role));
}

struct CategoryLook {
    QRgb fill, stripe, darkFill, darkStripe;
    const char *name;
};

const CategoryLook &look(Category category)
{
    static constexpr std::array<CategoryLook, static_cast<std::size_t>(Category::Count)> looks{ {
        { 0xfff0c2, 0xa2820b, 0x453a14, 0xdba424, QT_TRANSLATE_NOOP("Category", "Input") },
        { 0xdcebfb, 0x1059d9, 0x1d3a58, 0xc6e0f6, QT_TRANSLATE_NOOP("Category", "Convolution") },
        { 0xddf2e3, 0x2c9363, 0x1d4029, 0x77e98c, QT_TRANSLATE_NOOP("Category", "Dense") },
        { 0xefe4f9, 0x6b0e84, 0x3c2853, 0xac56e3, QT_TRANSLATE_NOOP("Category", "Recurrent") },
        { 0xfde6d3, 0x692103, 0x50301a, 0xf8e8d6, QT_TRANSLATE_NOOP("Category", "Embedding") },
        { 0xddf0f3, 0x084654, 0x1f3f46, 0x2eb2dd, QT_TRANSLATE_NOOP("Category", "Normalisation") },
        { 0xfbdedc, 0xc1203a, 0x552421, 0xf04c54, QT_TRANSLATE_NOOP("Category", "Loss") },
        { 0xf6e3ee, 0xc43e97, 0x472539, 0xce5096, QT_TRANSLATE_NOOP("Category", "Metric") },
        { 0xefe8dc, 0x291e16, 0x3b3426, 0xc1a896, QT_TRANSLATE_NOOP("Category", "Input pipeline") },
        { 0xe8ecf1, 0x66727f, 0x333a43, 0x98a5b2, QT_TRANSLATE_NOOP("Category", "Activation, pooling, dropout") },
        { 0xeef2f7, 0x66727f, 0x20252b, 0x98a5b2, QT_TRANSLATE_NOOP("Category", "Scope") },
        { 0xffffff, 0x66727f, 0x262b31, 0x98a5b2, QT_TRANSLATE_NOOP("Category", "Other operation") },
    } };
    return looks.at(std::min(static_cast<std::size_t>(category), looks.size() - 1));
}

using HeatTable = std::array<QRgb, 256>;

HeatTable interpolated(std::span<const QRgb> stops)
{
    HeatTable table{};
    const double segments = static_cast<double>(stops.size() - 1);
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double at = static_cast<double>(i) / static_cast<double>(table.size() - 1) * segments;
        const auto left = std::min(static_cast<std::size_t>(at), stops.size() - 2);
        table[i] = mixed(QColor(stops[left]), QColor(stops[left + 1]), at - static_cast<double>(left)).rgb();
    }
    return table;
}

const HeatTable &heatTable(HeatMap map, bool dark)
{
    static constexpr std::array<QRgb, 7> blueOrange{ 0x1b4f9c, 0x5b8fd0, 0xa9c8ea, 0xf5f5f2, 0xf0bd8a, 0xd98238,
        0x9c4408 };
    static constexpr std::array<QRgb, 7> blueOrangeDark{ 0x8ec2ff, 0x4f86cc, 0x2c4c78, 0x23262b, 0x70431d, 0xc0712c,
        0xffb872 };
    static constexpr std::array<QRgb, 7> dusk{ 0x1d1147, 0x4a2c7f, 0x7c4a86, 0xb06a7c, 0xdd9165, 0xf6c463, 0xfcf3b0 };
    static const HeatTable signedLight = interpolated(blueOrange);
    static const HeatTable signedDark = interpolated(blueOrangeDark);
    static const HeatTable sequential = interpolated(dusk);
    if (map == HeatMap::Sequential)
        return sequential;
    return dark ? signedDark : signedLight;
}

} // namespace

QColor roleColor(Role role, bool dark)
{
    return QColor(dark ? look(role).dark : look(role).light);
}

QString roleLetter(Role role)
{
    return QString::fromUtf16(look(role).letter);
}

QString roleName(Role role)
{
    return QCoreApplication::translate("Role", look(role).name);
}

QString roleNamePlural(Role role)
{
    return QCoreApplication::translate("Role", look(role).plural);
}

CategoryColors categoryColors(Category category, bool dark)
{
    const CategoryLook &l = look(category);
    return dark ? CategoryColors{ QColor(l.darkFill), QColor(l.darkStripe) }
                : CategoryColors{ QColor(l.fill), QColor(l.stripe) };
}

QString categoryName(Category category)
{
    return QCoreApplication::translate("Category", look(category).name);
}

QRgb heatColor(HeatMap map, double position01, bool dark)
{
    const double inside = position01 >= 0 ? std::min(position01, 1.0) : 0.0; // NaN: the low end
    return heatTable(map, dark)[static_cast<std::size_t>(inside * 255 + 0.5)];
}

double contrast(const QColor &a, const QColor &b)
{
    const auto luminance = [](const QColor &color) {
        const auto linear = [](float channel) {
            return channel <= 0.04045F ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
    };
    const double one = luminance(a) + 0.05;
    const double two = luminance(b) + 0.05;
    return std::max(one, two) / std::min(one, two);
}

QColor textOn(const QColor &fill)
{
    static const QColor dark(0x1b1f24);
    static const QColor light(0xf3f5f8);
    return contrast(dark, fill) >= contrast(light, fill) ? dark : light;
}

} // namespace ckpt
