<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name></name>
    <message>
        <source>Open Scope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Scope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open All Scopes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close All Scopes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit to View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit Selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actual Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom Out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace Inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace Outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour by Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour by Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of the cards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour: type ▾</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>About</name>
    <message>
        <source>Shows what is in a TensorFlow checkpoint, without TensorFlow.

Version %1, with Qt %2.
Free software under the GNU General Public License, version 3 or later; the engine under the Apache License 2.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Ckptscope</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Category</name>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dense</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recurrent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input pipeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation, pooling, dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other operation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>“%1” is not a size such as 1440x900.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a scale between 0.5 and 4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not a theme; use system, light or dark.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what is in a TensorFlow checkpoint, without TensorFlow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder, a checkpoint prefix, or any file of a checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select this variable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>system, light or dark.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>en or zh_CN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the window into this file once all is loaded, and exit. Needs no display.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of that picture, default 1440x900.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels per point of that picture, default 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give one path at most.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>role, layer</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks like</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Elements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>size, share of all</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trainable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, not checked</source>
        <comment>checksum</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good · %1</source>
        <comment>checksum</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not match · %1</source>
        <comment>checksum</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not stored</source>
        <comment>checksum</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2, %3</source>
        <comment>shard number, of how many, byte order</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>big-endian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>little-endian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>positions in a file</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>slice, file</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of blocks, checked on every read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>V2, object-based</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <comment>when a step was saved</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>file, size</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, missing</source>
        <comment>file</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Byte order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index blocks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group, made for the diagram</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n equal blocks</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why it is here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing</source>
        <comment>input of a node</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (control)</source>
        <comment>input of a node</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, output %2</source>
        <comment>input of a node</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Fault</name>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report this with the file that shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” asks for more than is allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It announces {actual}; the limit is {expected}. {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most often such a file is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not enough memory for {expected} bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a part of the values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing at “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file, folder or checkpoint has this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the spelling, or open the folder that holds the checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No checkpoint in “{file}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds {actual} files, but none is an index, a V1 checkpoint, a .meta or a graph.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder that TensorFlow saved into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” is not a checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a checkpoint&apos;s folder, its .index file or its V1 file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” is a Git LFS pointer, not the file itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run “git lfs pull” in this folder, then reload.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not read “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its owner, or copy it somewhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” is a folder where a file is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the file of this name from the original run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system says: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk or the network and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no step {expected} in “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” holds no variable “{key}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This part cannot be taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” is cut short.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has {actual} bytes; the smallest table has {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most often the copy or download was interrupted. Copy it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” is not a TensorFlow table, or its end is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last 8 bytes are not the mark that ends every table. {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it again from the original run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” is damaged or cut short.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A block should lie at bytes {begin} to {end}, but the file has {actual}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” is damaged at byte {begin}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The block of {length} bytes has checksum {actual:x}; {expected:x} is stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it again from the original run, or open another step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A block of “{file}” at byte {begin} cannot be unpacked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The entries of “{file}” are not in order at “{key}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TensorFlow may not find some of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” names “{key}” twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first entry is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” does not begin with a checkpoint header.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may be a table of another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header of “{file}” cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” does not allow readers of format version 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was written by a newer TensorFlow, or its header is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The entry of “{key}” in “{file}” is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shape of “{key}” is impossible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index is damaged here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{key}” has a type that no TensorFlow has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its number is {actual}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values of “{key}” cannot be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its type is {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{key}” has a wrong size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its shape and type need {expected} bytes, {actual} are stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{key}” names a data file that cannot exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is number {actual} of {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The values are not here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is missing beside the index.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it from the original run into this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes {begin} to {end} are needed, but it ends at {actual}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most often the copy was interrupted. Copy it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{key}” cannot be read completely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index places it at bytes {begin} to {end} of {file}, but that file ends at {actual}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most often the copy was cut short, or the file belongs to another step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checksum of “{key}” does not match.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored {expected:x}, computed {actual:x}. Values may be wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with another step, or copy the data file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The strings of “{key}” are damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the data file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{key}” is incomplete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its part {detail} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the missing files from the original run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of “{key}” overlap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of “{key}” lies outside its shape.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of “{key}” does not fit the whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” holds a part of “{key}” that no variable lists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{key}” has a wrong number of values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its shape needs {expected}, {actual} are stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is damaged here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{key}” is listed twice with different facts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TensorFlow refuses such a file; the first one is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file “{file}” cannot be understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoints beside it are shown all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file “{file}” is not TensorFlow&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” names {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files of that name beside it are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{key}” is named in “{file}”, but its files are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is left out here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{key}” is not listed in “{file}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its files are here and are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” names no checkpoint as the newest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest step on disk is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” exists as V1 and V2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>V2 is shown, as TensorFlow would do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The graph in “{file}” cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variables and values are complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This checkpoint has no graph.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no .meta or graph file beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The graph in “{file}” is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{key}” reads a node that does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The graph has two nodes called “{key}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The graph in “{file}” is too large to be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has {actual} bytes; the limit is {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}” is of a kind that this version does not read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Formatting</name>
    <message>
        <source>%1 B</source>
        <comment>bytes</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 KiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 GiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 TiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 M</source>
        <comment>million</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 G</source>
        <comment>thousand million</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 T</source>
        <comment>million million</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt; %1 %</source>
        <comment>percent</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scalar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>type %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date of this year, as QLocale::toString takes it</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>date of another year, as QLocale::toString takes it</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Biases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm scale or shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm statistic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm stats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer slots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving averages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::AxisBar</name>
    <message>
        <source>Axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NumPy slicing, for example [0, :, ::2]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values in a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <comment>axis whose entries are the rows of a table</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <comment>axis whose entries are the columns of a table</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width</source>
        <comment>values in a row of a wrapped vector</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>axis %1 · %2</source>
        <comment>number of an axis, its size</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>axis %1</source>
        <comment>number of an axis</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::BusyBox</name>
    <message>
        <source>Use the simple layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s so far. Table and values work meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::ChipButton</name>
    <message>
        <source>%1, %2</source>
        <comment>chip, count</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::ChipRow</name>
    <message numerus="yes">
        <source>More %n ▾</source>
        <comment>chips that do not fit in the row</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ckpt::DetailsView</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is selected.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::Diagram</name>
    <message numerus="yes">
        <source>%n variable(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Showing %1 of %2 nodes of this scope.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Initializers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input pipeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regularizers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape arithmetic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scalar plumbing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pass-through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variables are drawn as rows of the cards that use them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They write and read checkpoints; nothing of the network passes through them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They set variables once, before training starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They compute derivatives of the network, which is drawn already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They apply gradients to variables.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They write to variables during training: moving averages, counters, copies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They write logs for TensorBoard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They only check or order other nodes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They compute weight penalties, which do not depend on data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constants belong to the card that uses them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They compute shapes and sizes for other nodes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that is drawn reads them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They prepare scalar inputs such as 1 − keep_prob.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They pass a tensor on unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They read and prepare the input data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ckpt::DiagramHead</name>
    <message>
        <source>Diagram</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::DiagramView</name>
    <message>
        <source>End Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace Inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown. Click to hide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folded into the cards that use them. Click to draw them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden. Click to show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why Is This a Card?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arranging %1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The layout program was not found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The simple layout is shown. Looked for: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graphviz stopped (signal %1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graphviz stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The simple layout is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arranging the diagram took too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graphviz could not arrange this graph.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layout was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inputs %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outputs %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variables %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why is this hidden?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This checkpoint has no graph.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading a graph of %1 nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour: role ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour: type ▾</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::DockTitle</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::Document</name>
    <message>
        <source>Looking for checkpoints in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the index of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Understanding the graph</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::DropTarget</name>
    <message>
        <source>Open folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a checkpoint folder or file here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::GridModel</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <comment>length of a string</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>a value and its index</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length</source>
        <comment>bytes of a string</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::GridView</name>
    <message>
        <source>Values</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::HistogramView</name>
    <message>
        <source>Histogram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>colours from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::ImageView</name>
    <message>
        <source>Image of the values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values %1 to %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduced: %1 of %2 rows, %3 of %4 columns</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::IssuesModel</name>
    <message>
        <source>Error</source>
        <comment>severity</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <comment>severity</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <comment>severity</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::IssuesView</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Issues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No issues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing odd was found in what is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the issues as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go There</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ckpt::Legend</name>
    <message>
        <source>Colours: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::MainWindow</name>
    <message>
        <source>Ckptscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <comment>a training run, noun</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Issues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Main tool bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – Ckptscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No checkpoint in “%1” itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) below it hold one:</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 (latest)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This checkpoint has no graph.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no .meta or graph file beside it. Variables and values are complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The graph was not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading it was stopped. Reload to read it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show issues</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>V1 · %n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>V2 · %n shard(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · TensorFlow %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2 · %3 · %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small digit classifier, trained in six steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open Folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;File…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;Sample Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Filter Variables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Older Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Newer Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Latest Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next &amp;Issue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Ckptscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Diagram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Val&amp;ues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>[%1] = %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not in this step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 variables cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 element</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 elements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <comment>variables, elements, bytes</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::MessageStrip</name>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the next message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>messages</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ckpt::ProgressStrip</name>
    <message>
        <source>Running jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel “%1”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::ReadingOverlay</name>
    <message>
        <source>Reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1 of %2 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1 of %2 KiB</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::RunModel</name>
    <message>
        <source>latest</source>
        <comment>the newest step, as the state file says</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>V1 and V2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>graph only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing</source>
        <comment>a step whose files are not there</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not listed in “checkpoint”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Named in “checkpoint”, but its files are missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <comment>when a step was saved</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::RunView</name>
    <message>
        <source>Run</source>
        <comment>a training run, noun</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Path</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::ScalarView</name>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hex</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s); the first %1 are shown</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ckpt::Screenshot</name>
    <message>
        <source>The window was not ready after two minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture could not be written to “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no variable “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::StatisticsPanel</name>
    <message>
        <source>Whole tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statistics of the whole tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to this value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Std dev</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L2 norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NaN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inf</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::ValueService</name>
    <message>
        <source>Statistics of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::ValuesState</name>
    <message>
        <source>Select a variable to see its values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape %1: there are no values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The slice %1 holds no values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values of %1 cannot be shown.</source>
        <comment>type 57</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its %1 bytes are in %2, from byte %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The values are not here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is missing beside the index.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This variable cannot be read completely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index places it at bytes %1 to %2 of %3, but that file ends at %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first %1 % of its values are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most often the copy was cut short, or the file belongs to another step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checksum does not match: stored %1, computed %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checksum does not match.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::ValuesView</name>
    <message>
        <source>Values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The statistics could not be computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grid</source>
        <comment>view of values as a table</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <comment>view of values as a picture</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values as a grid (1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values as an image (2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Minimum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Maximum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to %1 values can be copied at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 are selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first %1 of %2 rows are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a slice, for example [%1:], to see those behind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the readable part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a part of the values is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values may be wrong.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::VariablesModel</name>
    <message numerus="yes">
        <source>+%n slot(s)</source>
        <comment>optimizer slots folded under a variable</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+%n average(s)</source>
        <comment>moving averages folded under a variable</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>= %1</source>
        <comment>value of a scalar</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file too short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong checksum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>part missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <comment>tensor without elements</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NaN %1</source>
        <comment>how many values are not a number</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 of all, %n element(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>between %1 and %2, mean %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scope %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 of all</source>
        <comment>size, share</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, no NaN</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::VariablesTable</name>
    <message>
        <source>Variables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose by Width</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::VariablesView</name>
    <message>
        <source>As Tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scopes as a tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As Flat List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All variables in one list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in Diagram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to hide or show, double-click to see only these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With issues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to see only variables that cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>shown of all variables</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No checkpoint is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This checkpoint holds no variables.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All variables are hidden by the chips above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No variable matches “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter variables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter: name, shape, type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variables</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::WelcomePage</name>
    <message>
        <source>See what is inside a TensorFlow checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the sample run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run folder such as &lt;b&gt;save/&lt;/b&gt; with its &lt;b&gt;checkpoint&lt;/b&gt; file, or any one of &lt;b&gt;.index&lt;/b&gt;, &lt;b&gt;.data-…&lt;/b&gt;, &lt;b&gt;.meta&lt;/b&gt;, &lt;b&gt;.ckpt&lt;/b&gt;. Formats V1 and V2 are told apart by content. Moved folders are fine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed on disk: files are opened for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No Python, no TensorFlow, no network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove From List</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ckpt::ZoomBar</name>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
