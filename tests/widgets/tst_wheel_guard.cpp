// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/wheel_guard.h"

#include "widgets/data_form_widget.h"

#include <QComboBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QTimeEdit>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <QtTest>

using namespace natter;

/// Whoever scrolls changes nothing by it.
class TestWheelGuard : public QObject
{
    Q_OBJECT

    static void turn(QWidget &widget, int steps = -1)
    {
        const QPointF place = widget.rect().center();
        QWheelEvent event(place, widget.mapToGlobal(place), {}, { 0, steps * 120 }, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QSpontaneKeyEvent::setSpontaneous(&event); // else it would not go on to what is around
        qApp->notify(&widget, &event);
    }

    static DataForm form()
    {
        DataForm form;
        form.fields.append({ "muc#roomconfig_whois",
                             "list-single",
                             "Who sees addresses",
                             {},
                             false,
                             { "moderators" },
                             { { "Moderators", "moderators" }, { "Everybody", "anyone" } } });
        for (int i = 0; i < 40; ++i) {
            form.fields.append({ "field" + QString::number(i), "text-single", "Field", {}, false, {}, {} });
        }
        return form;
    }

    struct Form
    {
        Form()
        {
            area.setWidget(widget);
            area.setWidgetResizable(true);
            area.resize(400, 300);
            area.show();
            list->setFocus();
        }
        WheelGuard guard;
        QScrollArea area;
        DataFormWidget *widget = new DataFormWidget(form());
        QComboBox *list = widget->findChild<QComboBox *>();
    };

    struct Dialog : QWidget
    {
        Dialog()
        {
            auto *layout = new QVBoxLayout(this);
            list.addItems({ "StartTLS", "Direct TLS" });
            port.setValue(52);
            slider.setRange(0, 99);
            slider.setValue(50);
            for (QWidget *each : std::initializer_list<QWidget *> { &other, &list, &port, &slider, &time }) {
                layout->addWidget(each);
            }
            show();
        }
        WheelGuard guard;
        QLineEdit other;
        QComboBox list;
        QSpinBox port;
        QSlider slider;
        QTimeEdit time { QTime(12, 0) };
    };

private Q_SLOTS:
    void choiceInAFormStaysAndTheFormScrolls()
    {
        Form f;
        QVERIFY(QTest::qWaitForWindowActive(&f.area));
        const int before = f.area.verticalScrollBar()->value();
        turn(*f.list);
        QCOMPARE(f.list->currentIndex(), 0);
        QVERIFY(f.area.verticalScrollBar()->value() > before);
        f.widget->findChild<QLineEdit *>()->setFocus();
        f.area.verticalScrollBar()->setValue(0);
        turn(*f.list);
        QCOMPARE(f.list->currentIndex(), 0);
        QVERIFY(f.area.verticalScrollBar()->value() > 0);
    }

    void whatIsNotInUseStays()
    {
        Dialog d;
        QVERIFY(QTest::qWaitForWindowActive(&d));
        d.other.setFocus();
        for (QWidget *each : std::initializer_list<QWidget *> { &d.list, &d.port, &d.slider, &d.time }) {
            turn(*each);
        }
        QCOMPARE(d.list.currentIndex(), 0);
        QCOMPARE(d.port.value(), 52);
        QCOMPARE(d.slider.value(), 50);
        QCOMPARE(d.time.time(), QTime(12, 0));
    }

    void whatIsInUseTurns()
    {
        Dialog d;
        QVERIFY(QTest::qWaitForWindowActive(&d));
        d.port.setFocus();
        turn(d.port);
        QCOMPARE(d.port.value(), 51);
        d.list.setFocus();
        turn(d.list);
        QCOMPARE(d.list.currentIndex(), 1);
    }

    /// The focus that a wheel brings would be that of somebody who scrolls.
    void wheelBringsNoFocus()
    {
        Dialog d;
        for (const QWidget *each : std::initializer_list<const QWidget *> { &d.list, &d.port, &d.slider, &d.time }) {
            QVERIFY(each->focusPolicy() != Qt::WheelFocus);
        }
        QCOMPARE(d.list.focusPolicy(), Qt::StrongFocus);
    }
};

QTEST_MAIN(TestWheelGuard)
#include "tst_wheel_guard.moc"
