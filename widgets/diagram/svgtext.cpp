// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/svgtext.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QIODevice>
#include <QImage>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <map>

namespace ckpt {
namespace {

// Metrics by the three attributes that Qt writes.
class Fonts {
public:
    struct Font {
        QString families; // the one that was measured, then what looks like it
        QFontMetricsF metrics;
    };
    const Font &of(const QXmlStreamAttributes &attributes)
    {
        const QString family = attributes.value(u"font-family"_qs).toString(),
                      size = attributes.value(u"font-size"_qs).toString(),
                      weight = attributes.value(u"font-weight"_qs).toString();
        const auto known = m_fonts.find({ family, size, weight });
        if (known != m_fonts.end())
            return known->second;
        QFont font(family);
        font.setPointSizeF(size.toDouble() * 72 / m_resolution);
        font.setWeight(QFont::Weight(weight.toInt()));
        QStringList families{ QFontInfo(font).family(), u"DejaVu Sans"_qs, u"Noto Sans CJK SC"_qs };
        families.removeDuplicates();
        for (QString &each : families)
            each = u'\'' + each.remove(u'\'') + u'\'';
        return m_fonts
            .emplace(
                Key{ family, size, weight }, Font{ families.join(u", "_qs) + u", sans-serif"_qs, QFontMetricsF(font) })
            .first->second;
    }

private:
    using Key = std::tuple<QString, QString, QString>;
    std::map<Key, Font> m_fonts;
    double m_resolution = QImage(1, 1, QImage::Format_RGB32).logicalDpiY();
};

class Rewriter {
public:
    Rewriter(const QByteArray &drawn, QIODevice &device)
        : m_reader(drawn)
        , m_writer(&device)
    {
    }
    bool run(const QSizeF &size, double scale, const PictureWords &words);

private:
    void start(const QSizeF &size, double scale, const PictureWords &words);
    void copyElement();
    void copyText();
    void openGroups();

    QXmlStreamReader m_reader;
    QXmlStreamWriter m_writer;
    std::vector<QXmlStreamAttributes> m_pending; // groups without anything in them so far
    Fonts m_fonts;
};

void Rewriter::start(const QSizeF &size, double scale, const PictureWords &words)
{
    m_writer.writeStartDocument();
    m_writer.writeCharacters(u"\n"_qs);
    m_writer.writeStartElement(u"svg"_qs);
    m_writer.writeAttribute(u"xmlns"_qs, u"http://www.w3.org/2000/svg"_qs);
    m_writer.writeAttribute(u"width"_qs, QString::number(size.width() * scale));
    m_writer.writeAttribute(u"height"_qs, QString::number(size.height() * scale));
    m_writer.writeAttribute(u"viewBox"_qs, u"0 0 %1 %2"_qs.arg(size.width()).arg(size.height()));
    m_writer.writeTextElement(u"title"_qs, words.title);
    m_writer.writeTextElement(u"desc"_qs, words.description);
}

void Rewriter::openGroups()
{
    for (const QXmlStreamAttributes &attributes : std::exchange(m_pending, {})) {
        m_writer.writeCharacters(u"\n"_qs);
        m_writer.writeStartElement(u"g"_qs);
        m_writer.writeAttributes(attributes);
    }
}

void Rewriter::copyText()
{
    const QXmlStreamAttributes attributes = m_reader.attributes();
    const Fonts::Font &font = m_fonts.of(attributes);
    const QString text = m_reader.readElementText();
    if (text.trimmed().isEmpty())
        return;
    m_writer.writeStartElement(u"text"_qs);
    for (const QXmlStreamAttribute &attribute : attributes)
        m_writer.writeAttribute(attribute.qualifiedName().toString(),
            attribute.name() == u"font-family"_qs ? font.families : attribute.value().toString());
    m_writer.writeAttribute(u"textLength"_qs, QString::number(font.metrics.horizontalAdvance(text), 'f', 2));
    m_writer.writeAttribute(u"lengthAdjust"_qs, u"spacingAndGlyphs"_qs);
    m_writer.writeCharacters(text);
    m_writer.writeEndElement();
}

void Rewriter::copyElement()
{
    const QString name = m_reader.name().toString();
    QXmlStreamAttributes attributes;
    for (const QXmlStreamAttribute &attribute : m_reader.attributes())
        if (!attribute.name().startsWith(u"font-"_qs) && attribute.name() != u"vector-effect"_qs)
            attributes << attribute;
    if (name == u"g"_qs) {
        m_pending.push_back(attributes);
        return;
    }
    openGroups();
    if (name == u"text"_qs)
        return copyText();
    m_writer.writeStartElement(name);
    m_writer.writeAttributes(attributes);
}

bool Rewriter::run(const QSizeF &size, double scale, const PictureWords &words)
{
    while (!m_reader.atEnd()) {
        m_reader.readNext();
        const QStringView name = m_reader.name();
        if (m_reader.isStartElement() && name == u"svg"_qs)
            start(size, scale, words);
        else if (m_reader.isStartElement() && (name == u"title"_qs || name == u"desc"_qs || name == u"defs"_qs))
            m_reader.skipCurrentElement();
        else if (m_reader.isStartElement())
            copyElement();
        else if (m_reader.isEndElement() && name == u"g"_qs && !m_pending.empty())
            m_pending.pop_back();
        else if (m_reader.isEndElement())
            m_writer.writeEndElement();
    }
    m_writer.writeEndDocument();
    return !m_reader.hasError() && !m_writer.hasError();
}

} // namespace

bool writeFinishedSvg(
    const QByteArray &drawn, const QSizeF &size, double scale, const PictureWords &words, QIODevice &device)
{
    // The two characters of UTF-8 that XML has no place for; all others that it lacks are \xNN already.
    QByteArray clean = drawn;
    clean.replace("\xEF\xBF\xBE", "\xEF\xBF\xBD").replace("\xEF\xBF\xBF", "\xEF\xBF\xBD");
    return Rewriter(clean, device).run(size, scale, words);
}

} // namespace ckpt
