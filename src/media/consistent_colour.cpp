// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/consistent_colour.h"

#include <QCryptographicHash>
#include <QtMath>

#include <algorithm>
#include <array>
#include <cmath>

namespace natter {

using Rgb = std::array<double, 3>; ///< linear light, 0 to 1 where a screen can show it

double consistentHue(QStringView text)
{
    // The first two bytes of the SHA-1, little endian, as a part of the circle
    const QByteArray digest = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1);
    const int value = static_cast<quint8>(digest[0]) | static_cast<quint8>(digest[1]) << 8;
    return value / 65536.0 * 360;
}

/// From CIE L*u*v*, in polar coordinates, to sRGB (IEC 61966-2-1) under its white, D65.
static Rgb linearRgb(double lightness, double chroma, double hue)
{
    static constexpr double whiteU = 0.19783000664283;
    static constexpr double whiteV = 0.46831999493879;
    const double u = chroma * std::cos(qDegreesToRadians(hue)) / (13 * lightness) + whiteU;
    const double v = chroma * std::sin(qDegreesToRadians(hue)) / (13 * lightness) + whiteV;
    const double y = lightness > 8 ? std::pow((lightness + 16) / 116, 3) : lightness * 27 / 24389;
    const double x = y * 9 * u / (4 * v);
    const double z = y * (12 - 3 * u - 20 * v) / (4 * v);
    return { 3.240969941904521 * x - 1.537383177570093 * y - 0.498610760293 * z,
             -0.96924363628087 * x + 1.87596750150772 * y + 0.041555057407175 * z,
             0.055630079696993 * x - 0.20397695888897 * y + 1.056971514242878 * z };
}

static bool canBeShown(const Rgb &colour)
{
    return std::all_of(colour.cbegin(), colour.cend(), [](double part) { return part >= 0 && part <= 1; });
}

/// What a screen can show of one lightness is convex, so halving finds its edge.
static double strongestChroma(double lightness, double hue)
{
    double inside = 0;
    double outside = 400; // more than any
    while (outside - inside > 1e-4) {
        const double middle = (inside + outside) / 2;
        (canBeShown(linearRgb(lightness, middle, hue)) ? inside : outside) = middle;
    }
    return inside;
}

QColor hsluvColour(double hue, double saturation, double lightness)
{
    if (lightness <= 0 || lightness >= 100) {
        return lightness <= 0 ? Qt::black : Qt::white;
    }
    const Rgb colour = linearRgb(lightness, strongestChroma(lightness, hue) * saturation / 100, hue);
    const auto encoded = [](double light) {
        const double part = light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
        return static_cast<float>(std::clamp(part, 0.0, 1.0));
    };
    return QColor::fromRgbF(encoded(colour[0]), encoded(colour[1]), encoded(colour[2]));
}

QColor consistentColour(QStringView text, bool darkBackground)
{
    return hsluvColour(consistentHue(text), 90, darkBackground ? 70 : 45);
}

QColor consistentBackground(QStringView text) { return hsluvColour(consistentHue(text), 75, 47); }

} // namespace natter
