<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
    <context>
        <name>Details</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n equal blocks</source>
            <translation>
                <numerusform>%n equal blocks</numerusform>
                <numerusform>%n equal blocks</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>GraphWords</name>
        <message numerus="yes">
            <source>used at %n place(s)</source>
            <translation>
                <numerusform>used at %n place</numerusform>
                <numerusform>used at %n places</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>+ %n weight penalt(ies)</source>
            <translation>
                <numerusform>+ %n weight penalty</numerusform>
                <numerusform>+ %n weight penalties</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n slot(s): %1</source>
            <translation>
                <numerusform>%n slot: %1</numerusform>
                <numerusform>%n slots: %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n op(s): %1</source>
            <translation>
                <numerusform>%n op: %1</numerusform>
                <numerusform>%n ops: %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n op(s)</source>
            <translation>
                <numerusform>%n op</numerusform>
                <numerusform>%n ops</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n layer(s)</source>
            <translation>
                <numerusform>%n layer</numerusform>
                <numerusform>%n layers</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n input(s), sparse matrices</source>
            <translation>
                <numerusform>%n input, sparse matrices</numerusform>
                <numerusform>%n inputs, sparse matrices</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n input(s)</source>
            <translation>
                <numerusform>%n input</numerusform>
                <numerusform>%n inputs</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>unrolled %n step(s)</source>
            <translation>
                <numerusform>unrolled %n step</numerusform>
                <numerusform>unrolled %n steps</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n tensor(s)</source>
            <translation type="unfinished">
                <numerusform>%n tensor</numerusform>
                <numerusform>%n tensors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n slot(s)</source>
            <translation>
                <numerusform>%n slot</numerusform>
                <numerusform>%n slots</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n average(s)</source>
            <translation>
                <numerusform>%n average</numerusform>
                <numerusform>%n averages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n slot(s) that no optimizer lists</source>
            <translation>
                <numerusform>%n slot that no optimizer lists</numerusform>
                <numerusform>%n slots that no optimizer lists</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n slot(s) whose variables are not known</source>
            <translation>
                <numerusform>%n slot whose variables are not known</numerusform>
                <numerusform>%n slots whose variables are not known</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>function %1, %n node(s)</source>
            <translation>
                <numerusform>function %1, %n node</numerusform>
                <numerusform>function %1, %n nodes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>function, %n node(s)</source>
            <translation>
                <numerusform>function, %n node</numerusform>
                <numerusform>function, %n nodes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %n</source>
            <translation>
                <numerusform>%1 of %n</numerusform>
                <numerusform>%1 of %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>used at %n place(s) in %1</source>
            <translation>
                <numerusform>used at %n place in %1</numerusform>
                <numerusform>used at %n places in %1</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::CardListModel</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation type="unfinished">
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::ChipRow</name>
        <message numerus="yes">
            <source>More %n ▾</source>
            <comment>chips that do not fit in the row</comment>
            <translation>
                <numerusform>More %n ▾</numerusform>
                <numerusform>More %n ▾</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::Diagram</name>
        <message numerus="yes">
            <source>%n variable(s)</source>
            <translation>
                <numerusform>%n variable</numerusform>
                <numerusform>%n variables</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Show %n more</source>
            <translation>
                <numerusform>Show %n more</numerusform>
                <numerusform>Show %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n tensor(s)</source>
            <translation>
                <numerusform>%n tensor</numerusform>
                <numerusform>%n tensors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %n variable(s) cannot be read</source>
            <translation>
                <numerusform>%1 of %n variable cannot be read</numerusform>
                <numerusform>%1 of %n variables cannot be read</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %n variable(s) are not in this checkpoint</source>
            <translation>
                <numerusform>%1 of %n variable are not in this checkpoint</numerusform>
                <numerusform>%1 of %n variables are not in this checkpoint</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>identical to %n other(s)</source>
            <translation>
                <numerusform>identical to %n other</numerusform>
                <numerusform>identical to %n others</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more control edge(s) into this card are not drawn</source>
            <translation>
                <numerusform>%n more control edge into this card are not drawn</numerusform>
                <numerusform>%n more control edges into this card are not drawn</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1: %2 (%n card(s))</source>
            <comment>letter, name of the first card</comment>
            <translation>
                <numerusform>%1: %2 (%n card)</numerusform>
                <numerusform>%1: %2 (%n cards)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>similar to %n, with other shapes or settings</source>
            <translation>
                <numerusform>similar to %n, with other shapes or settings</numerusform>
                <numerusform>similar to %n, with other shapes or settings</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::DiagramExport</name>
        <message numerus="yes">
            <source>%n scope(s) stay closed: with them there would be more than %1 cards.</source>
            <translation>
                <numerusform>%n scope stay closed: with them there would be more than %1 cards.</numerusform>
                <numerusform>%n scopes stay closed: with them there would be more than %1 cards.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::DiagramView</name>
        <message numerus="yes">
            <source>%n node(s)</source>
            <translation>
                <numerusform>%n node</numerusform>
                <numerusform>%n nodes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n group(s)</source>
            <translation>
                <numerusform>%n group</numerusform>
                <numerusform>%n groups</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Up to %n Step(s)</source>
            <translation>
                <numerusform>Up to %n Step</numerusform>
                <numerusform>Up to %n Steps</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n card(s)</source>
            <translation>
                <numerusform>%n card</numerusform>
                <numerusform>%n cards</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n variable(s)</source>
            <translation>
                <numerusform>%n variable</numerusform>
                <numerusform>%n variables</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::DrawnMenu</name>
        <message numerus="yes">
            <source>%n more</source>
            <translation type="unfinished">
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::ExportFoot</name>
        <message numerus="yes">
            <source>Write %n variable(s)…</source>
            <translation>
                <numerusform>Write %n variable…</numerusform>
                <numerusform>Write %n variables…</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::ExportPage</name>
        <message numerus="yes">
            <source>And %n more.</source>
            <comment>problems</comment>
            <translation>
                <numerusform>And %n more.</numerusform>
                <numerusform>And %n more.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n variable(s) with a warning</source>
            <translation>
                <numerusform>%n variable with a warning</numerusform>
                <numerusform>%n variables with a warning</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>A restore of objects will not find %n value(s).</source>
            <translation>
                <numerusform>A restore of objects will not find %n value.</numerusform>
                <numerusform>A restore of objects will not find %n values.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::ExportSession</name>
        <message numerus="yes">
            <source>Written and verified: %n variable(s), %1.</source>
            <translation>
                <numerusform>Written and verified: %n variable, %1.</numerusform>
                <numerusform>Written and verified: %n variables, %1.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::FindBar</name>
        <message numerus="yes">
            <source>%n found</source>
            <translation>
                <numerusform>%n found</numerusform>
                <numerusform>%n found</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::GridModel</name>
        <message numerus="yes">
            <source>%n byte(s)</source>
            <comment>length of a string</comment>
            <translation>
                <numerusform>%n byte</numerusform>
                <numerusform>%n bytes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::IssuesView</name>
        <message numerus="yes">
            <source>%n error(s)</source>
            <translation>
                <numerusform>%n error</numerusform>
                <numerusform>%n errors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n warning(s)</source>
            <translation>
                <numerusform>%n warning</numerusform>
                <numerusform>%n warnings</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n note(s)</source>
            <translation>
                <numerusform>%n note</numerusform>
                <numerusform>%n notes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::MainWindow</name>
        <message numerus="yes">
            <source>%n folder(s) below it hold one:</source>
            <translation>
                <numerusform>%n folder below it hold one:</numerusform>
                <numerusform>%n folders below it hold one:</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n variable(s)</source>
            <translation>
                <numerusform>%n variable</numerusform>
                <numerusform>%n variables</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>V1 · %n file(s)</source>
            <translation>
                <numerusform>V1 · %n file</numerusform>
                <numerusform>V1 · %n files</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>V2 · %n shard(s)</source>
            <translation>
                <numerusform>V2 · %n shard</numerusform>
                <numerusform>V2 · %n shards</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n selected</numerusform>
                <numerusform>%n selected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n step(s)</source>
            <translation>
                <numerusform>%n step</numerusform>
                <numerusform>%n steps</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::MessageStrip</name>
        <message numerus="yes">
            <source>%n more</source>
            <comment>messages</comment>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::ProgressStrip</name>
        <message numerus="yes">
            <source>%n job(s)</source>
            <translation>
                <numerusform>%n job</numerusform>
                <numerusform>%n jobs</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::RunView</name>
        <message numerus="yes">
            <source>%n step(s)</source>
            <translation>
                <numerusform>%n step</numerusform>
                <numerusform>%n steps</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::ScalarView</name>
        <message numerus="yes">
            <source>%n byte(s); the first %1 are shown</source>
            <translation>
                <numerusform>%n byte; the first %1 are shown</numerusform>
                <numerusform>%n bytes; the first %1 are shown</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n byte(s)</source>
            <translation>
                <numerusform>%n byte</numerusform>
                <numerusform>%n bytes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ckpt::VariablesModel</name>
        <message numerus="yes">
            <source>+%n slot(s)</source>
            <comment>optimizer slots folded under a variable</comment>
            <translation>
                <numerusform>+%n slot</numerusform>
                <numerusform>+%n slots</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>+%n average(s)</source>
            <comment>moving averages folded under a variable</comment>
            <translation>
                <numerusform>+%n average</numerusform>
                <numerusform>+%n averages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of all, %n element(s)</source>
            <translation>
                <numerusform>%1 of all, %n element</numerusform>
                <numerusform>%1 of all, %n elements</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n variable(s)</source>
            <translation>
                <numerusform>%n variable</numerusform>
                <numerusform>%n variables</numerusform>
            </translation>
        </message>
    </context>
</TS>
