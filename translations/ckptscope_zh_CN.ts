<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>About</name>
    <message>
        <source>Shows what is in a TensorFlow checkpoint, without TensorFlow.

Version %1, with Qt %2.
Free software under the GNU General Public License, version 3 or later; the engine under the Apache License 2.0.</source>
        <translation>无需 TensorFlow，即可查看 TensorFlow 检查点的内容。

版本 %1，使用 Qt %2。
自由软件，采用 GNU 通用公共许可证第 3 版或更高版本；引擎采用 Apache 许可证 2.0 版。</translation>
    </message>
    <message>
        <source>About Ckptscope</source>
        <translation>关于 Ckptscope</translation>
    </message>
</context>
<context>
    <name>Category</name>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>全连接</translation>
    </message>
    <message>
        <source>Recurrent</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Input pipeline</source>
        <translation>输入流水线</translation>
    </message>
    <message>
        <source>Activation, pooling, dropout</source>
        <translation>激活、池化、随机失活</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>作用域</translation>
    </message>
    <message>
        <source>Other operation</source>
        <translation>其他运算</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>“%1” is not a size such as 1440x900.</source>
        <translation>“%1”不是 1440x900 这样的尺寸。</translation>
    </message>
    <message>
        <source>“%1” is not a theme; use system, light or dark.</source>
        <translation>“%1”不是主题；可用 system、light 或 dark。</translation>
    </message>
    <message>
        <source>Shows what is in a TensorFlow checkpoint, without TensorFlow.</source>
        <translation>无需 TensorFlow，即可查看 TensorFlow 检查点的内容。</translation>
    </message>
    <message>
        <source>A folder, a checkpoint prefix, or any file of a checkpoint.</source>
        <translation>文件夹、检查点前缀，或检查点的任意一个文件。</translation>
    </message>
    <message>
        <source>Select this variable.</source>
        <translation>选中此变量。</translation>
    </message>
    <message>
        <source>system, light or dark.</source>
        <translation>system、light 或 dark。</translation>
    </message>
    <message>
        <source>en or zh_CN.</source>
        <translation>en 或 zh_CN。</translation>
    </message>
    <message>
        <source>Draw the window into this file once all is loaded, and exit. Needs no display.</source>
        <translation>全部载入后将窗口画入此文件并退出。无需显示器。</translation>
    </message>
    <message>
        <source>Size of that picture, default 1440x900.</source>
        <translation>该图片的尺寸，默认 1440x900。</translation>
    </message>
    <message>
        <source>Give one path at most.</source>
        <translation>最多给出一个路径。</translation>
    </message>
    <message>
        <source>“%1” is not a scale between %2 and %3.</source>
        <translation>“%1”不是 %2 到 %3 之间的比例。</translation>
    </message>
    <message>
        <source>--scale is for .svg, .pdf and .png.</source>
        <translation>--scale 只用于 .svg、.pdf 和 .png。</translation>
    </message>
    <message>
        <source>“%1” does not end with one of .%2.</source>
        <translation>“%1”的扩展名不是 .%2 之一。</translation>
    </message>
    <message>
        <source>Give the path of a checkpoint or graph.</source>
        <translation>请给出检查点或计算图的路径。</translation>
    </message>
    <message>
        <source>There is no class “%1”; use %2.</source>
        <translation>没有类别“%1”；请使用 %2。</translation>
    </message>
    <message>
        <source>Pixels per point of that picture, default 1; of a diagram 0.05 to 32.</source>
        <translation>该图片每点的像素数，默认 1；计算图为 0.05 到 32。</translation>
    </message>
    <message>
        <source>Write the diagram alone into this file, and exit: .svg, .pdf, .png, .dot or .json. Needs no display.</source>
        <translation>只把计算图写入此文件后退出：.svg、.pdf、.png、.dot 或 .json。不需要显示器。</translation>
    </message>
    <message>
        <source>Open this scope of that diagram (may be repeated), or all.</source>
        <translation>打开计算图中的这个作用域（可重复），或 all。</translation>
    </message>
    <message>
        <source>Draw these classes that are left out, such as saver,gradient.</source>
        <translation>绘制这些被省略的类别，例如 saver,gradient。</translation>
    </message>
    <message>
        <source>Give one of --screenshot and --diagram.</source>
        <translation>--screenshot 和 --diagram 只能给出一个。</translation>
    </message>
    <message>
        <source>Draw only the surroundings of this card of that diagram.</source>
        <translation>只画该计算图中这张卡片周围的部分。</translation>
    </message>
    <message>
        <source>The options that say how a diagram is drawn go with --diagram.</source>
        <translation>决定计算图画法的选项要与 --diagram 一起使用。</translation>
    </message>
    <message>
        <source>Colour the cards of that diagram by type (default), role, structure, norm, zeros or nan.</source>
        <translation>该计算图中卡片的着色依据：type（默认）、role、structure、norm、zeros 或 nan。</translation>
    </message>
    <message>
        <source>Draw control edges in that diagram, dashed.</source>
        <translation>在该计算图中用虚线画出控制边。</translation>
    </message>
    <message>
        <source>Draw that diagram from top to bottom, tb (default), or lr.</source>
        <translation>该计算图从上到下绘制：tb（默认），或从左到右：lr。</translation>
    </message>
    <message>
        <source>Break a long diagram into columns, auto (default), or one.</source>
        <translation>把很长的计算图折成多栏：auto（默认）或 one。</translation>
    </message>
    <message>
        <source>“%1” is nothing for --%2; use %3.</source>
        <translation>“%1” 不能用于 --%2；请用 %3。</translation>
    </message>
    <message>
        <source>Draw what this signature of a SavedModel computes, or all.</source>
        <translation>绘制 SavedModel 的这个签名所计算的内容，或 all（全部）。</translation>
    </message>
    <message>
        <source>Draw the graph of a SavedModel that has these tags, such as train,gpu.</source>
        <translation>绘制 SavedModel 中带有这些标签的计算图，例如 train,gpu。</translation>
    </message>
    <message>
        <source>Draw the body of this function instead of the main graph.</source>
        <translation>绘制此函数的函数体，而非主计算图。</translation>
    </message>
    <message>
        <source>--expand, --show, --signature, --tags and --function go with --diagram.</source>
        <translation>--expand、--show、--signature、--tags 和 --function 要与 --diagram 一起使用。</translation>
    </message>
    <message>
        <source>Give one of --signature and --function.</source>
        <translation>--signature 和 --function 只能给出一个。</translation>
    </message>
    <message>
        <source>“%1” is not a view; use browse or export.</source>
        <translation>“%1”不是一种视图；请用 browse 或 export。</translation>
    </message>
    <message>
        <source>Begin with this: browse or export.</source>
        <translation>从这里开始：browse 或 export。</translation>
    </message>
    <message>
        <source>Begin with exporting, with this plan.</source>
        <translation>从导出开始，使用此方案。</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>role, layer</comment>
        <translation>%2 的%1</translation>
    </message>
    <message>
        <source>Looks like</source>
        <translation>推测名称</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Elements</source>
        <translation>元素数</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>size, share of all</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>用于</translation>
    </message>
    <message>
        <source>Start value</source>
        <translation>初始值</translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation>所属变量</translation>
    </message>
    <message>
        <source>Slots</source>
        <translation>优化器状态</translation>
    </message>
    <message>
        <source>Trainable</source>
        <translation>可训练</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation>校验和</translation>
    </message>
    <message>
        <source>%1, not checked</source>
        <comment>checksum</comment>
        <translation>%1，未校验</translation>
    </message>
    <message>
        <source>good · %1</source>
        <comment>checksum</comment>
        <translation>正确 · %1</translation>
    </message>
    <message>
        <source>does not match · %1</source>
        <comment>checksum</comment>
        <translation>不符 · %1</translation>
    </message>
    <message>
        <source>not stored</source>
        <comment>checksum</comment>
        <translation>未存储</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>%1 of %2, %3</source>
        <comment>shard number, of how many, byte order</comment>
        <translation>%1 / %2，%3</translation>
    </message>
    <message>
        <source>big-endian</source>
        <translation>大端序</translation>
    </message>
    <message>
        <source>little-endian</source>
        <translation>小端序</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>positions in a file</comment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Shard</source>
        <translation>分片</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节范围</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>slice, file</comment>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>of blocks, checked on every read</source>
        <translation>按块存储，每次读取都校验</translation>
    </message>
    <message>
        <source>In the graph</source>
        <translation>在计算图中</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>在文件中</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>V2, object-based</source>
        <translation>V2，基于对象</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Saved</source>
        <comment>when a step was saved</comment>
        <translation>保存时间</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>file, size</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, missing</source>
        <comment>file</comment>
        <translation>%1，缺失</translation>
    </message>
    <message>
        <source>Byte order</source>
        <translation>字节序</translation>
    </message>
    <message>
        <source>Index blocks</source>
        <translation>索引块数</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>计算图</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>作用域</translation>
    </message>
    <message>
        <source>Group, made for the diagram</source>
        <translation>为计算图归成的组</translation>
    </message>
    <message numerus="yes">
        <source>%n equal blocks</source>
        <translation>
            <numerusform>%n 个相同的块</numerusform>
        </translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>Why it is here</source>
        <translation>为何在此</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>missing</source>
        <comment>input of a node</comment>
        <translation>缺失</translation>
    </message>
    <message>
        <source>%1 (control)</source>
        <comment>input of a node</comment>
        <translation>%1（控制）</translation>
    </message>
    <message>
        <source>%1, output %2</source>
        <comment>input of a node</comment>
        <translation>%1，输出 %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>compressed</source>
        <translation>已压缩</translation>
    </message>
    <message>
        <source>column by column</source>
        <comment>order of the elements</comment>
        <translation>按列存储</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>存储方式</translation>
    </message>
    <message>
        <source>Notes in the file</source>
        <translation>文件中的备注</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>the root</source>
        <comment>of the object graph</comment>
        <translation>根对象</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>优化器状态</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>name of a slot, its optimizer</comment>
        <translation>%2 的 %1</translation>
    </message>
    <message>
        <source>Path</source>
        <comment>of an object</comment>
        <translation>路径</translation>
    </message>
    <message>
        <source>and more</source>
        <translation>还有更多</translation>
    </message>
    <message>
        <source>Name in TensorFlow 1</source>
        <translation>TensorFlow 1 中的名称</translation>
    </message>
    <message>
        <source>none: no object of the checkpoint holds it</source>
        <translation>无：检查点中没有对象持有它</translation>
    </message>
    <message>
        <source>any shape</source>
        <translation>任意形状</translation>
    </message>
    <message>
        <source>scalar</source>
        <translation>标量</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>argument, type, shape</comment>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Signature %1</source>
        <translation>签名 %1</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>当前显示</translation>
    </message>
    <message>
        <source>Also there</source>
        <translation>另有</translation>
    </message>
    <message>
        <source>no tags</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>Root</source>
        <translation>根对象</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>无法到达</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>资源文件</translation>
    </message>
    <message>
        <source>Graphs</source>
        <translation>计算图</translation>
    </message>
    <message>
        <source>Variables of no layer</source>
        <translation>不属于任何层的变量</translation>
    </message>
    <message>
        <source>Layer (inferred)</source>
        <translation>层（推断）</translation>
    </message>
    <message>
        <source>By its name</source>
        <translation>依据名称</translation>
    </message>
    <message>
        <source>Runs after</source>
        <translation>先运行</translation>
    </message>
    <message>
        <source>Control inputs</source>
        <translation>控制输入</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>In the main graph by your choice, with an edge to each card that uses it</source>
        <translation>按您的选择保留在主图中，并向使用它的每张卡片画一条边</translation>
    </message>
    <message>
        <source>Put to the side by your choice: the cards that use it name it instead of being drawn an edge from it</source>
        <translation>按您的选择移到旁边：使用它的卡片写出它的名称，而不画来自它的边</translation>
    </message>
    <message>
        <source>Put to the side because many use it or it only switches them: they name it instead of being drawn an edge from it</source>
        <translation>因为许多卡片使用它，或它只起开关作用，所以移到旁边：这些卡片写出它的名称，而不画来自它的边</translation>
    </message>
    <message>
        <source>Inside a scope in which many use it, these name it instead of being drawn an edge each</source>
        <translation>在有许多读取者的作用域内，读取者写出它的名称，而不各画一条边</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>same name</source>
        <translation>同名</translation>
    </message>
    <message>
        <source>full name in the object graph</source>
        <translation>对象图中的完整名称</translation>
    </message>
    <message>
        <source>known renaming: %1</source>
        <translation>已知的改名：%1</translation>
    </message>
    <message>
        <source>same name, spelled differently</source>
        <translation>名称相同，写法不同</translation>
    </message>
    <message>
        <source>%1 explains %2</source>
        <comment>a renaming of scopes; how many variables</comment>
        <translation>%1 可解释 %2 个</translation>
    </message>
    <message>
        <source>name %1</source>
        <comment>how much two names are alike, 0 to 1</comment>
        <translation>名称相似度 %1</translation>
    </message>
    <message>
        <source>only one of this shape</source>
        <translation>唯一具有该形状</translation>
    </message>
    <message>
        <source>candidates of this shape: %1</source>
        <translation>该形状的候选：%1</translation>
    </message>
    <message>
        <source>same values (checksum)</source>
        <translation>数值相同（校验和）</translation>
    </message>
    <message>
        <source>same place in order</source>
        <translation>次序相同</translation>
    </message>
    <message>
        <source>its neighbours match</source>
        <translation>相邻变量相符</translation>
    </message>
    <message>
        <source>belongs to %1</source>
        <translation>属于 %1</translation>
    </message>
    <message>
        <source>its moving average</source>
        <translation>它的滑动平均</translation>
    </message>
    <message>
        <source>the variable itself, not its average</source>
        <translation>变量本身，而非其滑动平均</translation>
    </message>
    <message>
        <source>numbered differently: may be another layer</source>
        <translation>编号不同：可能是另一层</translation>
    </message>
    <message>
        <source>the wanted values are under %1</source>
        <translation>所需的数值在 %1 下</translation>
    </message>
    <message>
        <source>other shape: cannot be restored</source>
        <translation>形状不同：无法恢复</translation>
    </message>
    <message>
        <source>other type</source>
        <translation>类型不同</translation>
    </message>
    <message>
        <source>wanted shape not known</source>
        <translation>所需的形状未知</translation>
    </message>
    <message>
        <source>used for %1</source>
        <translation>已用于 %1</translation>
    </message>
    <message>
        <source>nothing of this shape and name is left</source>
        <translation>没有剩下形状和名称相符的变量</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between reasons</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>Nothing is wanted.</source>
        <translation>没有所需的变量。</translation>
    </message>
    <message>
        <source>All wanted variables are there under their own names.</source>
        <translation>所需的变量全部以原名存在。</translation>
    </message>
    <message>
        <source>Of %1 wanted variables %2 are there under their own name</source>
        <translation>所需的 %1 个变量中有 %2 个以原名存在</translation>
    </message>
    <message>
        <source>of another type: %1</source>
        <translation>类型不同：%1 个</translation>
    </message>
    <message>
        <source>%1 more look renamed</source>
        <translation>另有 %1 个似乎改了名</translation>
    </message>
    <message>
        <source>%1 cannot be restored</source>
        <translation>%1 个无法恢复</translation>
    </message>
    <message>
        <source>.</source>
        <comment>end of a sentence</comment>
        <translation>。</translation>
    </message>
    <message>
        <source>scalar</source>
        <translation>标量</translation>
    </message>
</context>
<context>
    <name>Fault</name>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>程序内部出错。</translation>
    </message>
    <message>
        <source>Report this with the file that shows it.</source>
        <translation>报告此问题，并附上引发它的文件。</translation>
    </message>
    <message>
        <source>“{file}” asks for more than is allowed.</source>
        <translation>“{file}”的要求超出限制。</translation>
    </message>
    <message>
        <source>It announces {actual}; the limit is {expected}. {detail}</source>
        <translation>它声明 {actual}，而上限为 {expected}。{detail}</translation>
    </message>
    <message>
        <source>Most often such a file is damaged.</source>
        <translation>这样的文件多半已损坏。</translation>
    </message>
    <message>
        <source>Not enough memory for {expected} bytes.</source>
        <translation>内存不足，无法容纳 {expected} 字节。</translation>
    </message>
    <message>
        <source>Choose a part of the values.</source>
        <translation>选择一部分数值。</translation>
    </message>
    <message>
        <source>There is nothing at “{path}”.</source>
        <translation>“{path}”处没有任何内容。</translation>
    </message>
    <message>
        <source>No file, folder or checkpoint has this name.</source>
        <translation>没有使用此名称的文件、文件夹或检查点。</translation>
    </message>
    <message>
        <source>Check the spelling, or open the folder that holds the checkpoint.</source>
        <translation>检查拼写，或打开检查点所在的文件夹。</translation>
    </message>
    <message>
        <source>No checkpoint in “{file}”.</source>
        <translation>“{file}”中没有检查点。</translation>
    </message>
    <message>
        <source>It holds {actual} files, but none is an index, a V1 checkpoint, a .meta or a graph.</source>
        <translation>其中有 {actual} 个文件，但都不是索引、V1 检查点、.meta 文件或计算图。</translation>
    </message>
    <message>
        <source>Open the folder that TensorFlow saved into.</source>
        <translation>打开 TensorFlow 保存检查点的文件夹。</translation>
    </message>
    <message>
        <source>“{file}” is not a checkpoint.</source>
        <translation>“{file}”不是检查点。</translation>
    </message>
    <message>
        <source>Open a checkpoint&apos;s folder, its .index file or its V1 file.</source>
        <translation>打开检查点的文件夹、.index 文件或 V1 文件。</translation>
    </message>
    <message>
        <source>“{file}” is a Git LFS pointer, not the file itself.</source>
        <translation>“{file}”是 Git LFS 指针，而不是文件本身。</translation>
    </message>
    <message>
        <source>Run “git lfs pull” in this folder, then reload.</source>
        <translation>在此文件夹中运行“git lfs pull”，然后重新载入。</translation>
    </message>
    <message>
        <source>You may not read “{path}”.</source>
        <translation>没有读取“{path}”的权限。</translation>
    </message>
    <message>
        <source>Ask its owner, or copy it somewhere else.</source>
        <translation>联系其所有者，或将其复制到别处。</translation>
    </message>
    <message>
        <source>“{path}” is a folder where a file is needed.</source>
        <translation>“{path}”是文件夹，而此处需要文件。</translation>
    </message>
    <message>
        <source>Restore the file of this name from the original run.</source>
        <translation>从原训练目录恢复同名文件。</translation>
    </message>
    <message>
        <source>“{path}” could not be read.</source>
        <translation>无法读取“{path}”。</translation>
    </message>
    <message>
        <source>The system says: {detail}.</source>
        <translation>系统提示：{detail}。</translation>
    </message>
    <message>
        <source>Check the disk or the network and try again.</source>
        <translation>检查磁盘或网络，然后重试。</translation>
    </message>
    <message>
        <source>There is no step {expected} in “{path}”.</source>
        <translation>“{path}”中没有第 {expected} 步。</translation>
    </message>
    <message>
        <source>“{file}” holds no variable “{key}”.</source>
        <translation>“{file}”中没有变量“{key}”。</translation>
    </message>
    <message>
        <source>This part cannot be taken.</source>
        <translation>无法取出此部分。</translation>
    </message>
    <message>
        <source>“{file}” is cut short.</source>
        <translation>“{file}”被截断。</translation>
    </message>
    <message>
        <source>It has {actual} bytes; the smallest table has {expected}.</source>
        <translation>它有 {actual} 字节，而最小的表也有 {expected} 字节。</translation>
    </message>
    <message>
        <source>Most often the copy or download was interrupted. Copy it again.</source>
        <translation>多半是复制或下载中断所致。重新复制一份。</translation>
    </message>
    <message>
        <source>“{file}” is not a TensorFlow table, or its end is missing.</source>
        <translation>“{file}”不是 TensorFlow 表，或者缺少结尾。</translation>
    </message>
    <message>
        <source>The last 8 bytes are not the mark that ends every table. {detail}</source>
        <translation>最后 8 字节不是每个表都有的结束标记。{detail}</translation>
    </message>
    <message>
        <source>Copy it again from the original run.</source>
        <translation>从原训练目录重新复制。</translation>
    </message>
    <message>
        <source>“{file}” is damaged or cut short.</source>
        <translation>“{file}”已损坏或被截断。</translation>
    </message>
    <message>
        <source>A block should lie at bytes {begin} to {end}, but the file has {actual}.</source>
        <translation>有一个块应位于字节 {begin} 至 {end}，但文件只有 {actual} 字节。</translation>
    </message>
    <message>
        <source>“{file}” is damaged at byte {begin}.</source>
        <translation>“{file}”在字节 {begin} 处损坏。</translation>
    </message>
    <message>
        <source>The block of {length} bytes has checksum {actual:x}; {expected:x} is stored.</source>
        <translation>这个 {length} 字节的块校验和为 {actual:x}，而存储的是 {expected:x}。</translation>
    </message>
    <message>
        <source>Copy it again from the original run, or open another step.</source>
        <translation>从原训练目录重新复制，或打开另一步。</translation>
    </message>
    <message>
        <source>A block of “{file}” at byte {begin} cannot be unpacked.</source>
        <translation>“{file}”中字节 {begin} 处的块无法解压。</translation>
    </message>
    <message>
        <source>The entries of “{file}” are not in order at “{key}”.</source>
        <translation>“{file}”的条目在“{key}”处次序有误。</translation>
    </message>
    <message>
        <source>TensorFlow may not find some of them.</source>
        <translation>TensorFlow 可能找不到其中一些条目。</translation>
    </message>
    <message>
        <source>“{file}” names “{key}” twice.</source>
        <translation>“{file}”中“{key}”出现两次。</translation>
    </message>
    <message>
        <source>The first entry is used.</source>
        <translation>采用第一个条目。</translation>
    </message>
    <message>
        <source>“{file}” does not begin with a checkpoint header.</source>
        <translation>“{file}”的开头不是检查点头部。</translation>
    </message>
    <message>
        <source>It may be a table of another program.</source>
        <translation>它可能是其他程序的表。</translation>
    </message>
    <message>
        <source>The header of “{file}” cannot be read.</source>
        <translation>无法读取“{file}”的头部。</translation>
    </message>
    <message>
        <source>“{file}” does not allow readers of format version 1.</source>
        <translation>“{file}”不允许格式版本 1 的程序读取。</translation>
    </message>
    <message>
        <source>It was written by a newer TensorFlow, or its header is damaged.</source>
        <translation>它由更新版本的 TensorFlow 写入，或者头部已损坏。</translation>
    </message>
    <message>
        <source>The entry of “{key}” in “{file}” is damaged.</source>
        <translation>“{file}”中“{key}”的条目已损坏。</translation>
    </message>
    <message>
        <source>The shape of “{key}” is impossible.</source>
        <translation>“{key}”的形状不可能存在。</translation>
    </message>
    <message>
        <source>The index is damaged here.</source>
        <translation>索引在此处损坏。</translation>
    </message>
    <message>
        <source>“{key}” has a type that no TensorFlow has.</source>
        <translation>“{key}”的类型在任何 TensorFlow 中都不存在。</translation>
    </message>
    <message>
        <source>Its number is {actual}.</source>
        <translation>类型编号为 {actual}。</translation>
    </message>
    <message>
        <source>Values of “{key}” cannot be shown.</source>
        <translation>无法显示“{key}”的数值。</translation>
    </message>
    <message>
        <source>Its type is {detail}.</source>
        <translation>其类型为 {detail}。</translation>
    </message>
    <message>
        <source>“{key}” has a wrong size.</source>
        <translation>“{key}”的大小有误。</translation>
    </message>
    <message>
        <source>Its shape and type need {expected} bytes, {actual} are stored.</source>
        <translation>按形状和类型需要 {expected} 字节，实际存储 {actual} 字节。</translation>
    </message>
    <message>
        <source>“{key}” names a data file that cannot exist.</source>
        <translation>“{key}”指向不可能存在的数据文件。</translation>
    </message>
    <message>
        <source>It is number {actual} of {expected}.</source>
        <translation>其编号为 {actual}，而文件总数为 {expected}。</translation>
    </message>
    <message>
        <source>The values are not here.</source>
        <translation>数值不在此处。</translation>
    </message>
    <message>
        <source>{file} is missing beside the index.</source>
        <translation>索引旁缺少 {file}。</translation>
    </message>
    <message>
        <source>Copy it from the original run into this folder.</source>
        <translation>从原训练目录将其复制到此文件夹。</translation>
    </message>
    <message>
        <source>Bytes {begin} to {end} are needed, but it ends at {actual}.</source>
        <translation>需要字节 {begin} 至 {end}，但文件在 {actual} 处结束。</translation>
    </message>
    <message>
        <source>Most often the copy was interrupted. Copy it again.</source>
        <translation>多半是复制中断所致。重新复制一份。</translation>
    </message>
    <message>
        <source>“{key}” cannot be read completely.</source>
        <translation>无法完整读取“{key}”。</translation>
    </message>
    <message>
        <source>The index places it at bytes {begin} to {end} of {file}, but that file ends at {actual}.</source>
        <translation>索引将其置于 {file} 的字节 {begin} 至 {end}，但该文件在 {actual} 处结束。</translation>
    </message>
    <message>
        <source>Most often the copy was cut short, or the file belongs to another step.</source>
        <translation>多半是复制未完成，或文件属于另一步。</translation>
    </message>
    <message>
        <source>The checksum of “{key}” does not match.</source>
        <translation>“{key}”的校验和不符。</translation>
    </message>
    <message>
        <source>Stored {expected:x}, computed {actual:x}. Values may be wrong.</source>
        <translation>存储的是 {expected:x}，算得 {actual:x}。数值可能有误。</translation>
    </message>
    <message>
        <source>Compare with another step, or copy the data file again.</source>
        <translation>与另一步比较，或重新复制数据文件。</translation>
    </message>
    <message>
        <source>The strings of “{key}” are damaged.</source>
        <translation>“{key}”的字符串已损坏。</translation>
    </message>
    <message>
        <source>Copy the data file again.</source>
        <translation>重新复制数据文件。</translation>
    </message>
    <message>
        <source>“{key}” is incomplete.</source>
        <translation>“{key}”不完整。</translation>
    </message>
    <message>
        <source>Its part {detail} is missing.</source>
        <translation>缺少其中的 {detail} 部分。</translation>
    </message>
    <message>
        <source>Copy the missing files from the original run.</source>
        <translation>从原训练目录复制缺少的文件。</translation>
    </message>
    <message>
        <source>Parts of “{key}” overlap.</source>
        <translation>“{key}”的各部分有重叠。</translation>
    </message>
    <message>
        <source>A part of “{key}” lies outside its shape.</source>
        <translation>“{key}”有一部分超出其形状。</translation>
    </message>
    <message>
        <source>A part of “{key}” does not fit the whole.</source>
        <translation>“{key}”有一部分与整体不符。</translation>
    </message>
    <message>
        <source>“{file}” holds a part of “{key}” that no variable lists.</source>
        <translation>“{file}”中有“{key}”的一部分，但没有变量列出它。</translation>
    </message>
    <message>
        <source>“{key}” has a wrong number of values.</source>
        <translation>“{key}”的数值个数有误。</translation>
    </message>
    <message>
        <source>Its shape needs {expected}, {actual} are stored.</source>
        <translation>按形状需要 {expected} 个，实际存储 {actual} 个。</translation>
    </message>
    <message>
        <source>The file is damaged here.</source>
        <translation>文件在此处损坏。</translation>
    </message>
    <message>
        <source>“{key}” is listed twice with different facts.</source>
        <translation>“{key}”列出两次，内容不一致。</translation>
    </message>
    <message>
        <source>TensorFlow refuses such a file; the first one is shown.</source>
        <translation>TensorFlow 会拒绝这样的文件；此处显示第一个。</translation>
    </message>
    <message>
        <source>The file “{file}” cannot be understood.</source>
        <translation>无法解读文件“{file}”。</translation>
    </message>
    <message>
        <source>The checkpoints beside it are shown all the same.</source>
        <translation>其旁的检查点照常显示。</translation>
    </message>
    <message>
        <source>The file “{file}” is not TensorFlow&apos;s.</source>
        <translation>文件“{file}”不是 TensorFlow 的文件。</translation>
    </message>
    <message>
        <source>“{file}” names {detail}.</source>
        <translation>“{file}”指向 {detail}。</translation>
    </message>
    <message>
        <source>The files of that name beside it are used.</source>
        <translation>采用其旁的同名文件。</translation>
    </message>
    <message>
        <source>“{key}” is named in “{file}”, but its files are missing.</source>
        <translation>“{file}”提到“{key}”，但其文件缺失。</translation>
    </message>
    <message>
        <source>It is left out here.</source>
        <translation>此处将其略去。</translation>
    </message>
    <message>
        <source>“{key}” is not listed in “{file}”.</source>
        <translation>“{file}”中未列出“{key}”。</translation>
    </message>
    <message>
        <source>Its files are here and are shown.</source>
        <translation>其文件就在此处，因此照常显示。</translation>
    </message>
    <message>
        <source>“{file}” names no checkpoint as the newest.</source>
        <translation>“{file}”未指明最新的检查点。</translation>
    </message>
    <message>
        <source>{detail}</source>
        <translation>{detail}</translation>
    </message>
    <message>
        <source>The newest step on disk is shown.</source>
        <translation>显示磁盘上最新的一步。</translation>
    </message>
    <message>
        <source>“{file}” exists as V1 and V2.</source>
        <translation>“{file}”同时有 V1 和 V2 两种格式。</translation>
    </message>
    <message>
        <source>V2 is shown, as TensorFlow would do.</source>
        <translation>按 TensorFlow 的做法，显示 V2。</translation>
    </message>
    <message>
        <source>The graph in “{file}” cannot be read.</source>
        <translation>无法读取“{file}”中的计算图。</translation>
    </message>
    <message>
        <source>Variables and values are complete.</source>
        <translation>变量和数值完整。</translation>
    </message>
    <message>
        <source>This checkpoint has no graph.</source>
        <translation>此检查点没有计算图。</translation>
    </message>
    <message>
        <source>There is no .meta or graph file beside it.</source>
        <translation>其旁没有 .meta 文件或计算图文件。</translation>
    </message>
    <message>
        <source>The graph in “{file}” is empty.</source>
        <translation>“{file}”中的计算图是空的。</translation>
    </message>
    <message>
        <source>“{key}” reads a node that does not exist.</source>
        <translation>“{key}”读取的节点不存在。</translation>
    </message>
    <message>
        <source>The graph has two nodes called “{key}”.</source>
        <translation>计算图中有两个名为“{key}”的节点。</translation>
    </message>
    <message>
        <source>The graph in “{file}” is too large to be read.</source>
        <translation>“{file}”中的计算图过大，无法读取。</translation>
    </message>
    <message>
        <source>It has {actual} bytes; the limit is {expected}.</source>
        <translation>它有 {actual} 字节，而上限为 {expected} 字节。</translation>
    </message>
    <message>
        <source>“{file}” is of a kind that this version does not read.</source>
        <translation>“{file}”属于此版本不读取的种类。</translation>
    </message>
    <message>
        <source>The folder is empty.</source>
        <translation>此文件夹是空的。</translation>
    </message>
    <message>
        <source>No checkpoint in “{file}” itself.</source>
        <translation>“{file}”本身不含检查点。</translation>
    </message>
    <message>
        <source>{actual} folders below it hold one, the first is {detail}.</source>
        <translation>其下有 {actual} 个文件夹含有检查点，第一个是 {detail}。</translation>
    </message>
    <message>
        <source>Open one of them.</source>
        <translation>打开其中一个。</translation>
    </message>
    <message>
        <source>Only the graph {file} lies here; it declares this variable.</source>
        <translation>此处只有计算图 {file}，它声明了此变量。</translation>
    </message>
    <message>
        <source>Copy the checkpoint&apos;s other files into this folder.</source>
        <translation>将检查点的其他文件复制到此文件夹。</translation>
    </message>
    <message>
        <source>The graph does not tell the shape of “{key}”.</source>
        <translation>计算图未说明“{key}”的形状。</translation>
    </message>
    <message>
        <source>It is left out of the table.</source>
        <translation>表中将其略去。</translation>
    </message>
    <message>
        <source>Not all of “{file}” was looked at.</source>
        <translation>“{file}”未全部查看。</translation>
    </message>
    <message>
        <source>It holds more than {expected} files and folders; checkpoints among the rest are not shown.</source>
        <translation>其中的文件和文件夹超过 {expected} 个；其余部分中的检查点未显示。</translation>
    </message>
    <message>
        <source>Open the checkpoint&apos;s own file, or move the checkpoints into a folder of their own.</source>
        <translation>请直接打开检查点的文件，或将检查点移到单独的文件夹。</translation>
    </message>
    <message>
        <source>“{file}” cannot be read as an array file.</source>
        <translation>“{file}”无法作为数组文件读取。</translation>
    </message>
    <message>
        <source>Copy it again from where it was made.</source>
        <translation>请从生成它的地方重新复制。</translation>
    </message>
    <message>
        <source>Its type is {detail}, which has no TensorFlow counterpart.</source>
        <translation>它的类型是 {detail}，TensorFlow 中没有对应的类型。</translation>
    </message>
    <message>
        <source>The other arrays of the file are shown.</source>
        <translation>文件中的其他数组照常显示。</translation>
    </message>
    <message>
        <source>“{file}” is not a readable ZIP archive.</source>
        <translation>“{file}”不是可读取的 ZIP 压缩包。</translation>
    </message>
    <message>
        <source>“{key}” cannot be unpacked from “{file}”.</source>
        <translation>无法从“{file}”中解压“{key}”。</translation>
    </message>
    <message>
        <source>The object graph of “{file}” cannot be read.</source>
        <translation>无法读取“{file}”的对象图。</translation>
    </message>
    <message>
        <source>Variables and values are shown by their keys.</source>
        <translation>变量和值按其键显示。</translation>
    </message>
    <message>
        <source>The object graph of “{file}” refers to an object that does not exist.</source>
        <translation>“{file}”的对象图引用了不存在的对象。</translation>
    </message>
    <message>
        <source>TensorFlow cannot restore objects from it; variables and values are complete.</source>
        <translation>TensorFlow 无法从中恢复对象；变量和值是完整的。</translation>
    </message>
    <message>
        <source>The object graph names “{key}”, but “{file}” has no such variable.</source>
        <translation>对象图引用了“{key}”，但“{file}”中没有这个变量。</translation>
    </message>
    <message>
        <source>TensorFlow refuses to restore objects from it.</source>
        <translation>TensorFlow 会拒绝从中恢复对象。</translation>
    </message>
    <message>
        <source>“{file}” keeps its graph in chunks.</source>
        <translation>“{file}”以分块形式保存计算图。</translation>
    </message>
    <message>
        <source>This form for graphs above 2 GB is not read yet.</source>
        <translation>目前尚不能读取这种用于 2 GB 以上计算图的形式。</translation>
    </message>
    <message>
        <source>“{file}” is left over from a save that did not finish.</source>
        <translation>“{file}”是一次未完成的保存留下的。</translation>
    </message>
    <message>
        <source>TensorFlow renames it when the save is complete.</source>
        <translation>保存完成后，TensorFlow 会将它改名。</translation>
    </message>
    <message>
        <source>If no program is saving right now, the file is not needed.</source>
        <translation>如果当前没有程序正在保存，就不再需要这个文件。</translation>
    </message>
    <message>
        <source>Bytes {begin} to {end} of “{file}” belong to no variable.</source>
        <translation>“{file}”的第 {begin} 到 {end} 字节不属于任何变量。</translation>
    </message>
    <message>
        <source>“{file}” goes on after its last variable.</source>
        <translation>“{file}”在最后一个变量之后还有内容。</translation>
    </message>
    <message>
        <source>The index uses bytes up to {expected}; the file has {actual}.</source>
        <translation>索引只用到第 {expected} 字节，而文件有 {actual} 字节。</translation>
    </message>
    <message>
        <source>It may belong to another step, or was written over a longer file.</source>
        <translation>它可能属于另一步，或者覆盖写入了更长的文件。</translation>
    </message>
    <message>
        <source>“{key}” shares bytes {begin} to {end} of “{file}” with another variable.</source>
        <translation>“{key}”与另一个变量共用“{file}”的第 {begin} 到 {end} 字节。</translation>
    </message>
    <message>
        <source>If both checksums are right, both values are right.</source>
        <translation>如果两个校验和都正确，两者的值就都正确。</translation>
    </message>
    <message>
        <source>No variable lies in “{file}”.</source>
        <translation>没有变量位于“{file}”中。</translation>
    </message>
    <message>
        <source>The graph “{file}” restores “{key}”, which the checkpoint does not hold.</source>
        <translation>计算图“{file}”要恢复“{key}”，但检查点中没有它。</translation>
    </message>
    <message>
        <source>TensorFlow fails when it restores this checkpoint with this graph.</source>
        <translation>用这个计算图恢复这个检查点时，TensorFlow 会失败。</translation>
    </message>
    <message>
        <source>“{key}” has another shape in the graph “{file}”.</source>
        <translation>“{key}”在计算图“{file}”中的形状不同。</translation>
    </message>
    <message>
        <source>The graph and the checkpoint may belong to different versions of the program.</source>
        <translation>计算图和检查点可能来自程序的不同版本。</translation>
    </message>
    <message>
        <source>“{key}” has another type in the graph “{file}”.</source>
        <translation>“{key}”在计算图“{file}”中的类型不同。</translation>
    </message>
    <message>
        <source>The graph “{file}” does not restore “{key}”.</source>
        <translation>计算图“{file}”不恢复“{key}”。</translation>
    </message>
    <message>
        <source>The checkpoint holds it all the same.</source>
        <translation>检查点中仍然有它。</translation>
    </message>
    <message>
        <source>“{key}” holds values that are not finite.</source>
        <translation>“{key}”含有非有限值。</translation>
    </message>
    <message>
        <source>They were saved like that; training may have diverged.</source>
        <translation>保存时就是这样；训练可能已经发散。</translation>
    </message>
    <message>
        <source>All values of “{key}” are the same.</source>
        <translation>“{key}”的所有值都相同。</translation>
    </message>
    <message>
        <source>All values of “{key}” are zero.</source>
        <translation>“{key}”的所有值都是零。</translation>
    </message>
    <message>
        <source>“{file}” most likely belongs to another step.</source>
        <translation>“{file}”很可能属于另一步。</translation>
    </message>
    <message>
        <source>Copy the data file of this step from the original run.</source>
        <translation>请从原始运行中复制这一步的数据文件。</translation>
    </message>
    <message>
        <source>“{file}” was most likely cut short while it was copied.</source>
        <translation>“{file}”很可能在复制时被截断。</translation>
    </message>
    <message>
        <source>The data files beside “{file}” most likely belong to another save.</source>
        <translation>“{file}”旁边的数据文件很可能属于另一次保存。</translation>
    </message>
    <message>
        <source>Copy all data files of this step together.</source>
        <translation>请将这一步的所有数据文件一起复制。</translation>
    </message>
    <message>
        <source>“{path}” could not be written.</source>
        <translation>无法写入“{path}”。</translation>
    </message>
    <message>
        <source>There is no room for “{path}”.</source>
        <translation>没有空间写入“{path}”。</translation>
    </message>
    <message>
        <source>Make room, or write somewhere else.</source>
        <translation>请腾出空间，或写到别处。</translation>
    </message>
    <message>
        <source>You may not write “{path}”.</source>
        <translation>您无权写入“{path}”。</translation>
    </message>
    <message>
        <source>Write somewhere else.</source>
        <translation>请写到别处。</translation>
    </message>
    <message>
        <source>“{path}” is there already.</source>
        <translation>“{path}”已经存在。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请另选一个名称。</translation>
    </message>
    <message>
        <source>“{key}” cannot be the name of a variable in a checkpoint.</source>
        <translation>“{key}”不能用作检查点中变量的名称。</translation>
    </message>
    <message>
        <source>Give it another name.</source>
        <translation>请给它换一个名称。</translation>
    </message>
    <message>
        <source>Two variables would have the name “{key}”.</source>
        <translation>会有两个变量同名为“{key}”。</translation>
    </message>
    <message>
        <source>Give one of them another name.</source>
        <translation>请给其中一个换名称。</translation>
    </message>
    <message>
        <source>“{key}” cannot be written in this format.</source>
        <translation>无法以此格式写入“{key}”。</translation>
    </message>
    <message>
        <source>Leave it out, or choose another format.</source>
        <translation>请略去它，或另选一种格式。</translation>
    </message>
    <message>
        <source>“{key}” is too large for this format.</source>
        <translation>“{key}”对此格式来说太大。</translation>
    </message>
    <message>
        <source>It needs {actual} bytes; the limit is {expected}.</source>
        <translation>它需要 {actual} 字节；上限为 {expected}。</translation>
    </message>
    <message>
        <source>Choose another format.</source>
        <translation>请另选一种格式。</translation>
    </message>
    <message>
        <source>“{file}” was read back and is not what was written.</source>
        <translation>回读“{file}”后发现与所写内容不符。</translation>
    </message>
    <message>
        <source>Do not use it. The disk may be failing.</source>
        <translation>请勿使用它。磁盘可能有故障。</translation>
    </message>
    <message>
        <source>“{path}” is a link to another place.</source>
        <translation>“{path}”是指向别处的链接。</translation>
    </message>
    <message>
        <source>Write to the place that it leads to.</source>
        <translation>请写入它所指向的位置。</translation>
    </message>
    <message>
        <source>Another export is writing “{file}”.</source>
        <translation>另一个导出正在写入“{file}”。</translation>
    </message>
    <message>
        <source>Wait until it is done, or choose another name.</source>
        <translation>请等它完成，或另选一个名称。</translation>
    </message>
    <message>
        <source>What an earlier export left in “{file}” cannot be understood.</source>
        <translation>无法理解先前的导出在“{file}”中留下的内容。</translation>
    </message>
    <message>
        <source>Nothing was changed. Look at the files beside it, then delete it.</source>
        <translation>没有改动任何内容。请查看旁边的文件，然后将其删除。</translation>
    </message>
    <message>
        <source>“{path}” was changed while it was being copied.</source>
        <translation>“{path}”在复制过程中被改动。</translation>
    </message>
    <message>
        <source>Try again when the program that writes it is done.</source>
        <translation>请等写入它的程序完成后再试。</translation>
    </message>
    <message>
        <source>The new checkpoint is complete, but files beside “{path}” are left over.</source>
        <translation>新的检查点已完整，但“{path}”旁边留下了多余的文件。</translation>
    </message>
    <message>
        <source>The next export to this name takes them away.</source>
        <translation>下一次导出到此名称时会将其清除。</translation>
    </message>
    <message>
        <source>“{key}” cannot be given this value.</source>
        <translation>“{key}”不能设为这个值。</translation>
    </message>
    <message>
        <source>Give it one that its type has.</source>
        <translation>请给出该类型能表示的值。</translation>
    </message>
    <message>
        <source>“{path}” is not a plan of an export.</source>
        <translation>“{path}”不是导出方案。</translation>
    </message>
    <message>
        <source>The reason: {detail}.</source>
        <translation>原因：{detail}。</translation>
    </message>
    <message>
        <source>The plan “{path}” has “{key}”, which is not known here.</source>
        <translation>方案“{path}”中有“{key}”，本程序不认识它。</translation>
    </message>
    <message>
        <source>A plan is carried out, so nothing in it is passed over.</source>
        <translation>方案是要执行的，因此其中任何内容都不会被略过。</translation>
    </message>
    <message>
        <source>Use the version of Ckptscope that wrote it, or take that part out.</source>
        <translation>请使用写出该方案的 Ckptscope 版本，或去掉这一部分。</translation>
    </message>
    <message>
        <source>“{key}” of the plan “{path}” is not what it should be.</source>
        <translation>方案“{path}”中的“{key}”不符合要求。</translation>
    </message>
    <message>
        <source>Expected: {detail}.</source>
        <translation>应为：{detail}。</translation>
    </message>
    <message>
        <source>“{path}” is not the checkpoint that the plan was made for.</source>
        <translation>“{path}”不是制定该方案时的检查点。</translation>
    </message>
    <message>
        <source>The checksum of its index is another.</source>
        <translation>它的索引的校验和不同。</translation>
    </message>
    <message>
        <source>Look at the plan again before it is carried out.</source>
        <translation>执行之前请再检查一遍方案。</translation>
    </message>
    <message>
        <source>The plan expects {expected} {detail}; it would be {actual}.</source>
        <translation>方案预期 {expected}（{detail}），实际会是 {actual}。</translation>
    </message>
    <message>
        <source>The checkpoint or the plan has changed since.</source>
        <translation>检查点或方案此后有改动。</translation>
    </message>
    <message>
        <source>“{key}” is not in “{file}”.</source>
        <translation>“{file}”中没有“{key}”。</translation>
    </message>
    <message>
        <source>It is to be combined with its values in other checkpoints, so each of them must have it.</source>
        <translation>它要与其他检查点中的值合并，因此每个检查点都必须有它。</translation>
    </message>
    <message>
        <source>Leave it out, take it from one checkpoint alone, or limit what is combined.</source>
        <translation>请将它排除，只从一个检查点取用，或限制要合并的变量。</translation>
    </message>
    <message>
        <source>“{key}” of “{file}” is another variable than the one it is to be combined with.</source>
        <translation>“{file}”中的“{key}”与要合并的变量不是同一种。</translation>
    </message>
</context>
<context>
    <name>Formatting</name>
    <message>
        <source>%1 B</source>
        <comment>bytes</comment>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 KiB</source>
        <translation>%1 KiB</translation>
    </message>
    <message>
        <source>%1 MiB</source>
        <translation>%1 MiB</translation>
    </message>
    <message>
        <source>%1 GiB</source>
        <translation>%1 GiB</translation>
    </message>
    <message>
        <source>%1 TiB</source>
        <translation>%1 TiB</translation>
    </message>
    <message>
        <source>%1 M</source>
        <comment>million</comment>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>%1 G</source>
        <comment>thousand million</comment>
        <translation>%1 G</translation>
    </message>
    <message>
        <source>%1 T</source>
        <comment>million million</comment>
        <translation>%1 T</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1%</translation>
    </message>
    <message>
        <source>&lt; %1 %</source>
        <comment>percent</comment>
        <translation>&lt; %1%</translation>
    </message>
    <message>
        <source>scalar</source>
        <translation>标量</translation>
    </message>
    <message>
        <source>type %1</source>
        <translation>类型 %1</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date of this year, as QLocale::toString takes it</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>date of another year, as QLocale::toString takes it</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>unknown type</source>
        <translation>未知类型</translation>
    </message>
</context>
<context>
    <name>GraphWords</name>
    <message>
        <source>No tensor that this signature names is in the graph: all of it is shown.</source>
        <translation>图中没有此签名所指的张量：显示整个图。</translation>
    </message>
    <message>
        <source>This graph only updates variables: the updates are shown.</source>
        <translation>此图只更新变量：显示这些更新。</translation>
    </message>
    <message>
        <source>This signature only updates variables: the updates are shown.</source>
        <translation>此签名只更新变量：显示这些更新。</translation>
    </message>
    <message>
        <source>Nothing but machinery in this graph: variables and constants are shown.</source>
        <translation>此图中只有辅助节点：显示变量和常量。</translation>
    </message>
    <message>
        <source>Nothing but machinery in this signature: variables and constants are shown.</source>
        <translation>此签名中只有辅助节点：显示变量和常量。</translation>
    </message>
    <message>
        <source>Nothing but machinery in this graph: all of it is shown.</source>
        <translation>此图中只有辅助节点：全部显示。</translation>
    </message>
    <message>
        <source>Nothing but machinery in this signature: all of it is shown.</source>
        <translation>此签名中只有辅助节点：全部显示。</translation>
    </message>
    <message>
        <source>Object graph of the checkpoint; order by position, solid edges as the stored configuration says, dotted ones where sizes fit.</source>
        <translation>检查点的对象图：按位置排序，实线依照存储的配置，虚线表示大小相符。</translation>
    </message>
    <message>
        <source>Object graph of the checkpoint; order by position, dotted edges where sizes fit.</source>
        <translation>检查点的对象图：按位置排序，虚线表示大小相符。</translation>
    </message>
    <message>
        <source>No graph in this checkpoint: structure inferred from names and shapes.</source>
        <translation>此检查点没有计算图：结构由名称和形状推断。</translation>
    </message>
    <message numerus="yes">
        <source>used at %n place(s)</source>
        <translation>
            <numerusform>用于 %n 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+ %n weight penalt(ies)</source>
        <translation>
            <numerusform>+ %n 个权重惩罚</numerusform>
        </translation>
    </message>
    <message>
        <source>copy of %1 (weights assigned)</source>
        <translation>%1 的副本（权重由赋值而来）</translation>
    </message>
    <message>
        <source>same weights as %1</source>
        <translation>与 %1 权重相同</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>if %1</source>
        <translation>若 %1</translation>
    </message>
    <message>
        <source>case of %1</source>
        <translation>按 %1 分支</translation>
    </message>
    <message numerus="yes">
        <source>%n slot(s): %1</source>
        <translation>
            <numerusform>%n 个优化器状态：%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n op(s): %1</source>
        <translation>
            <numerusform>%n 个运算：%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n op(s)</source>
        <translation>
            <numerusform>%n 个运算</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n 层</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n input(s), sparse matrices</source>
        <translation>
            <numerusform>%n 个输入，稀疏矩阵</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n input(s)</source>
        <translation>
            <numerusform>%n 个输入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unrolled %n step(s)</source>
        <translation>
            <numerusform>展开为 %n 步</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n 个张量</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slot(s)</source>
        <translation>
            <numerusform>%n 个优化器状态</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n average(s)</source>
        <translation>
            <numerusform>%n 个滑动平均</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slot(s) that no optimizer lists</source>
        <translation>
            <numerusform>%n 个不属于任何优化器的状态</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slot(s) whose variables are not known</source>
        <translation>
            <numerusform>%n 个所属变量未知的优化器状态</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>function %1, %n node(s)</source>
        <translation>
            <numerusform>函数 %1，%n 个节点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>function, %n node(s)</source>
        <translation>
            <numerusform>函数，%n 个节点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n</source>
        <translation>
            <numerusform>%1，共 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>each: %1</source>
        <translation>每个：%1</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>control</source>
        <translation>控制</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>scalar</source>
        <translation>标量</translation>
    </message>
    <message>
        <source>What lies behind the last weight and is differentiated.</source>
        <translation>位于最后一个权重之后、参与求导的部分。</translation>
    </message>
    <message>
        <source>What lies behind the last weight and is not differentiated.</source>
        <translation>位于最后一个权重之后、不参与求导的部分。</translation>
    </message>
    <message>
        <source>A layer and a norm whose size fits it (inferred).</source>
        <translation>一个层和大小与之相符的归一化（推断）。</translation>
    </message>
    <message>
        <source>Reading, decoding and queueing of examples, gathered from all over the graph.</source>
        <translation>样本的读取、解码和排队，从全图收集而来。</translation>
    </message>
    <message>
        <source>The same weights used step after step: a recurrence written out.</source>
        <translation>同一组权重逐步使用：展开的循环。</translation>
    </message>
    <message>
        <source>Equal parts between the same neighbours.</source>
        <translation>位于相同邻居之间的相同部分。</translation>
    </message>
    <message>
        <source>Inputs that exactly the same parts read.</source>
        <translation>由完全相同的部分读取的输入。</translation>
    </message>
    <message>
        <source>Layers that use weights a second time.</source>
        <translation>再次使用权重的层。</translation>
    </message>
    <message>
        <source>Equal neighbours, folded into a stack.</source>
        <translation>相邻的相同部分，折叠成一叠。</translation>
    </message>
    <message>
        <source>One repetition of the parts in this stack.</source>
        <translation>此叠中各部分的一次重复。</translation>
    </message>
    <message>
        <source>A layer with the plain ops of its chain.</source>
        <translation>一个层及其链上的普通运算。</translation>
    </message>
    <message>
        <source>Connected plain ops without weights.</source>
        <translation>相连的、没有权重的普通运算。</translation>
    </message>
    <message>
        <source>A long list, cut into parts of equal length.</source>
        <translation>一个长列表，切分成等长的部分。</translation>
    </message>
    <message>
        <source>From the scope %1.</source>
        <translation>来自作用域 %1。</translation>
    </message>
    <message>
        <source>The body of the function is not drawn here: it calls itself, the calls are nested too deep, or there would be too many nodes. Open the function to see it.</source>
        <translation>此处不绘制函数体：它调用自身、调用嵌套过深，或节点会过多。打开该函数即可查看。</translation>
    </message>
    <message>
        <source>Variables that are no weights of a layer, from their names and shapes.</source>
        <translation>依名称和形状判断，不是层权重的变量。</translation>
    </message>
    <message>
        <source>Inferred: the variables in %1 are taken for one layer.</source>
        <translation>推断：%1 中的变量视为一个层。</translation>
    </message>
    <message>
        <source>Inferred: neighbours whose sizes fit are taken for one layer.</source>
        <translation>推断：大小相符的相邻变量视为一个层。</translation>
    </message>
    <message>
        <source>Inferred: variables of %1 beside the scopes in it.</source>
        <translation>推断：%1 中不在其内部作用域里的变量。</translation>
    </message>
    <message>
        <source>Inferred: variables with one name are taken for one layer.</source>
        <translation>推断：同名的变量视为一个层。</translation>
    </message>
    <message>
        <source>Variables that an optimizer keeps, from their names.</source>
        <translation>依名称判断，由优化器保存的变量。</translation>
    </message>
    <message>
        <source>Variables that an optimizer kept, from their keys.</source>
        <translation>依键判断，由优化器保存的变量。</translation>
    </message>
    <message>
        <source>The object at the root holds these variables.</source>
        <translation>根对象持有这些变量。</translation>
    </message>
    <message>
        <source>The object %1 holds these variables.</source>
        <translation>对象 %1 持有这些变量。</translation>
    </message>
    <message>
        <source>An object with slots or with what only optimizers have.</source>
        <translation>带有优化器状态或只有优化器才有的内容的对象。</translation>
    </message>
    <message>
        <source>Added to it are penalties on the size of weights, which depend on no data: %1 and %2 more.</source>
        <translation>其中加上了与数据无关的权重大小惩罚：%1，以及另外 %2 个。</translation>
    </message>
    <message>
        <source>Added to it are penalties on the size of weights, which depend on no data: %1.</source>
        <translation>其中加上了与数据无关的权重大小惩罚：%1。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message numerus="yes">
        <source>used at %n place(s) in %1</source>
        <translation>
            <numerusform>用于 %1 中的 %n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 scalar</source>
        <translation>%1 标量</translation>
    </message>
</context>
<context>
    <name>PlanWords</name>
    <message>
        <source>The query “%1” has a quote that is not closed.</source>
        <translation>查询“%1”中有未闭合的引号。</translation>
    </message>
    <message>
        <source>In the query “%1” nothing stands behind “%2”.</source>
        <translation>查询“%1”中“%2”后面没有内容。</translation>
    </message>
    <message>
        <source>The query “%1” asks for “%2”, which variables do not have.</source>
        <translation>查询“%1”询问“%2”，变量没有这一项。</translation>
    </message>
    <message>
        <source>In the query “%1” the word “%2” cannot be used.</source>
        <translation>查询“%1”中不能使用“%2”。</translation>
    </message>
    <message>
        <source>The query “%1” has a wrong pattern: %2.</source>
        <translation>查询“%1”中的模式有误：%2。</translation>
    </message>
    <message>
        <source>Rule %1: the pattern “%2” is wrong: %3.</source>
        <translation>规则 %1：模式“%2”有误：%3。</translation>
    </message>
    <message>
        <source>Rule %1: the new name “%2” is wrong: %3.</source>
        <translation>规则 %1：新名称“%2”有误：%3。</translation>
    </message>
    <message>
        <source>Rule %1: the query “%2” cannot be understood.</source>
        <translation>规则 %1：无法理解查询“%2”。</translation>
    </message>
    <message>
        <source>Rule %1: there is no table of names “%2”.</source>
        <translation>规则 %1：没有名称表“%2”。</translation>
    </message>
    <message>
        <source>Rule %1: the table of names has no parameter “%2”.</source>
        <translation>规则 %1：名称表没有参数“%2”。</translation>
    </message>
    <message>
        <source>Rule %1 is empty.</source>
        <translation>规则 %1 为空。</translation>
    </message>
    <message>
        <source>In the query “%1” the brackets do not match.</source>
        <translation>查询“%1”中的括号不配对。</translation>
    </message>
</context>
<context>
    <name>QueryWords</name>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation>有一个引号没有闭合。</translation>
    </message>
    <message>
        <source>Nothing follows “%1”.</source>
        <translation>“%1”后面没有内容。</translation>
    </message>
    <message>
        <source>There is no “%1:”; quotation marks make a word of it.</source>
        <translation>没有“%1:”这个字段；加上引号则当作普通的词。</translation>
    </message>
    <message>
        <source>“%1” cannot be asked for here.</source>
        <translation>这里不能查询“%1”。</translation>
    </message>
    <message>
        <source>The pattern is wrong: %1</source>
        <translation>模式有误：%1</translation>
    </message>
    <message>
        <source>The brackets do not match.</source>
        <translation>括号不配对。</translation>
    </message>
</context>
<context>
    <name>RenameTable</name>
    <message>
        <source>RNN cells, TensorFlow 1.0–1.1 to 1.2 and later</source>
        <translation>RNN 单元：TensorFlow 1.0–1.1 改为 1.2 及以后</translation>
    </message>
    <message>
        <source>RNN cells, TensorFlow 1.2 and later back to 1.0–1.1</source>
        <translation>RNN 单元：TensorFlow 1.2 及以后改回 1.0–1.1</translation>
    </message>
    <message>
        <source>RNN cells, TensorFlow 0.x to 1.2 and later</source>
        <translation>RNN 单元：TensorFlow 0.x 改为 1.2 及以后</translation>
    </message>
    <message>
        <source>slim and contrib.layers names to tf.layers / Keras names</source>
        <translation>slim 与 contrib.layers 名称改为 tf.layers / Keras 名称</translation>
    </message>
    <message>
        <source>tf.layers / Keras names to slim names</source>
        <translation>tf.layers / Keras 名称改为 slim 名称</translation>
    </message>
    <message>
        <source>tf.train.Checkpoint keys to plain paths</source>
        <translation>tf.train.Checkpoint 键改为普通路径</translation>
    </message>
    <message>
        <source>Keras 2 to Keras 3 variable names</source>
        <translation>Keras 2 变量名改为 Keras 3</translation>
    </message>
    <message>
        <source>Strip the first scope</source>
        <translation>去掉第一级作用域</translation>
    </message>
    <message>
        <source>Add a prefix</source>
        <translation>加前缀</translation>
    </message>
    <message>
        <source>Strip a prefix</source>
        <translation>去前缀</translation>
    </message>
    <message>
        <source>Strip :0</source>
        <translation>去掉末尾的“:0”</translation>
    </message>
    <message>
        <source>PyTorch names (names only)</source>
        <translation>PyTorch 名称（仅名称）</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Biases</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Norm scale or shift</source>
        <translation>归一化缩放或平移</translation>
    </message>
    <message>
        <source>Norm scale</source>
        <translation>归一化缩放</translation>
    </message>
    <message>
        <source>Norm statistic</source>
        <translation>归一化统计量</translation>
    </message>
    <message>
        <source>Norm stats</source>
        <translation>归一化统计</translation>
    </message>
    <message>
        <source>Optimizer slot</source>
        <translation>优化器状态</translation>
    </message>
    <message>
        <source>Optimizer slots</source>
        <translation>优化器状态</translation>
    </message>
    <message>
        <source>Moving average</source>
        <translation>滑动平均</translation>
    </message>
    <message>
        <source>Moving averages</source>
        <translation>滑动平均</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>计数器</translation>
    </message>
    <message>
        <source>Counters</source>
        <translation>计数器</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>ckpt::AxisBar</name>
    <message>
        <source>Axes</source>
        <translation>轴</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>NumPy slicing, for example [0, :, ::2]</source>
        <translation>NumPy 切片写法，例如 [0, :, ::2]</translation>
    </message>
    <message>
        <source>Values in a row</source>
        <translation>每行的数值个数</translation>
    </message>
    <message>
        <source>Rows</source>
        <comment>axis whose entries are the rows of a table</comment>
        <translation>行</translation>
    </message>
    <message>
        <source>Columns</source>
        <comment>axis whose entries are the columns of a table</comment>
        <translation>列</translation>
    </message>
    <message>
        <source>Width</source>
        <comment>values in a row of a wrapped vector</comment>
        <translation>宽度</translation>
    </message>
    <message>
        <source>axis %1 · %2</source>
        <comment>number of an axis, its size</comment>
        <translation>轴 %1 · %2</translation>
    </message>
    <message>
        <source>axis %1</source>
        <comment>number of an axis</comment>
        <translation>轴 %1</translation>
    </message>
</context>
<context>
    <name>ckpt::BusyBox</name>
    <message>
        <source>Use the simple layout</source>
        <translation>使用简单布局</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 s so far. Table and values work meanwhile.</source>
        <translation>已用 %1 秒。其间可照常使用表格和数值。</translation>
    </message>
</context>
<context>
    <name>ckpt::CardList</name>
    <message>
        <source>List of cards</source>
        <translation>卡片列表</translation>
    </message>
</context>
<context>
    <name>ckpt::CardListModel</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Card</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>变量</translation>
    </message>
</context>
<context>
    <name>ckpt::ChipButton</name>
    <message>
        <source>%1, %2</source>
        <comment>chip, count</comment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>ckpt::ChipRow</name>
    <message numerus="yes">
        <source>More %n ▾</source>
        <comment>chips that do not fit in the row</comment>
        <translation>
            <numerusform>更多 %n ▾</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ckpt::DetailsView</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Nothing is selected.</source>
        <translation>未选择任何内容。</translation>
    </message>
</context>
<context>
    <name>ckpt::Diagram</name>
    <message numerus="yes">
        <source>%n variable(s)</source>
        <translation>
            <numerusform>%n 个变量</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>再显示 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Showing %1 of %2 nodes of this scope.</source>
        <translation>此作用域有 %2 个节点，当前显示 %1 个。</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Saver</source>
        <translation>保存器</translation>
    </message>
    <message>
        <source>Initializers</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Input pipeline</source>
        <translation>输入流水线</translation>
    </message>
    <message>
        <source>Regularizers</source>
        <translation>正则化</translation>
    </message>
    <message>
        <source>Constants</source>
        <translation>常量</translation>
    </message>
    <message>
        <source>Shape arithmetic</source>
        <translation>形状运算</translation>
    </message>
    <message>
        <source>Unused</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Scalar plumbing</source>
        <translation>标量准备</translation>
    </message>
    <message>
        <source>Pass-through</source>
        <translation>直通</translation>
    </message>
    <message>
        <source>Variables are drawn as rows of the cards that use them.</source>
        <translation>变量画成卡片中的一行，位于使用它们的卡片里。</translation>
    </message>
    <message>
        <source>They write and read checkpoints; nothing of the network passes through them.</source>
        <translation>它们写入和读取检查点，网络的数据不经过它们。</translation>
    </message>
    <message>
        <source>They set variables once, before training starts.</source>
        <translation>它们在训练开始前为变量赋一次初始值。</translation>
    </message>
    <message>
        <source>They compute derivatives of the network, which is drawn already.</source>
        <translation>它们计算网络的导数，而网络本身已经画出。</translation>
    </message>
    <message>
        <source>They apply gradients to variables.</source>
        <translation>它们将梯度应用于变量。</translation>
    </message>
    <message>
        <source>They write to variables during training: moving averages, counters, copies.</source>
        <translation>它们在训练中写入变量：滑动平均、计数器、副本。</translation>
    </message>
    <message>
        <source>They write logs for TensorBoard.</source>
        <translation>它们为 TensorBoard 写日志。</translation>
    </message>
    <message>
        <source>They only check or order other nodes.</source>
        <translation>它们只检查其他节点，或规定其先后次序。</translation>
    </message>
    <message>
        <source>They compute weight penalties, which do not depend on data.</source>
        <translation>它们计算权重惩罚项，与数据无关。</translation>
    </message>
    <message>
        <source>Constants belong to the card that uses them.</source>
        <translation>常量归入使用它们的卡片。</translation>
    </message>
    <message>
        <source>They compute shapes and sizes for other nodes.</source>
        <translation>它们为其他节点计算形状和大小。</translation>
    </message>
    <message>
        <source>Nothing that is drawn reads them.</source>
        <translation>画出的节点都不读取它们。</translation>
    </message>
    <message>
        <source>They prepare scalar inputs such as 1 − keep_prob.</source>
        <translation>它们准备标量输入，例如 1 − keep_prob。</translation>
    </message>
    <message>
        <source>They pass a tensor on unchanged.</source>
        <translation>它们将张量原样传递。</translation>
    </message>
    <message>
        <source>They read and prepare the input data.</source>
        <translation>它们读取并准备输入数据。</translation>
    </message>
    <message numerus="yes">
        <source>%n tensor(s)</source>
        <translation>
            <numerusform>%n 个张量</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>inputs %1</source>
        <translation>输入 %1</translation>
    </message>
    <message>
        <source>outputs %1</source>
        <translation>输出 %1</translation>
    </message>
    <message>
        <source>variables %1</source>
        <translation>变量 %1</translation>
    </message>
    <message>
        <source>Not drawn: %1.</source>
        <translation>未绘制：%1。</translation>
    </message>
    <message>
        <source>Folded into the cards: %1.</source>
        <translation>已折叠进卡片：%1。</translation>
    </message>
    <message>
        <source>Inferred: %1 outputs fit %2 inputs</source>
        <translation>推断：%1 个输出与 %2 个输入吻合</translation>
    </message>
    <message>
        <source>The drawing could not be made.</source>
        <translation>无法生成图形。</translation>
    </message>
    <message>
        <source>The picture would be %1 × %2 pixels, which is too large. Scale %3 fits; SVG and PDF have no such limit.</source>
        <translation>图片将有 %1 × %2 像素，太大了。比例 %3 可以；SVG 和 PDF 没有此限制。</translation>
    </message>
    <message>
        <source>There is not enough memory for the picture.</source>
        <translation>内存不足，无法生成图片。</translation>
    </message>
    <message>
        <source>Built like other cards: %1</source>
        <translation>与其他卡片结构相同：%1</translation>
    </message>
    <message>
        <source>NaN %1</source>
        <translation>NaN %1</translation>
    </message>
    <message>
        <source>∞ %1</source>
        <translation>∞ %1</translation>
    </message>
    <message>
        <source>%1 NaN and %2 infinite values among %3</source>
        <translation>%3 个数值中有 %1 个 NaN、%2 个无穷大</translation>
    </message>
    <message>
        <source>Its values have not been read yet</source>
        <translation>它的数值尚未读取</translation>
    </message>
    <message>
        <source>Norm of its values: %1</source>
        <translation>数值的范数：%1</translation>
    </message>
    <message>
        <source>%1 of %2 values are zero</source>
        <translation>%2 个数值中有 %1 个为零</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n variable(s) cannot be read</source>
        <translation>
            <numerusform>%n 个变量中有 %1 个无法读取</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n variable(s) are not in this checkpoint</source>
        <translation>
            <numerusform>%n 个变量中有 %1 个不在此检查点中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>identical to %n other(s)</source>
        <translation>
            <numerusform>与另外 %n 个完全相同</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” runs before “%2”</source>
        <translation>“%1”先于“%2”运行</translation>
    </message>
    <message numerus="yes">
        <source>%n more control edge(s) into this card are not drawn</source>
        <translation>
            <numerusform>进入这张卡片的另外 %n 条控制边没有画出</numerusform>
        </translation>
    </message>
    <message>
        <source>Only the surroundings of “%1” are drawn.</source>
        <translation>只画出了“%1”周围的部分。</translation>
    </message>
    <message>
        <source>Norm, logarithmic</source>
        <translation>范数（对数刻度）</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>Share of zeros</source>
        <translation>零值比例</translation>
    </message>
    <message>
        <source>NaN and infinite values</source>
        <translation>NaN 和无穷大值</translation>
    </message>
    <message>
        <source>NaN or infinite</source>
        <translation>NaN 或无穷大</translation>
    </message>
    <message>
        <source>%1 of %2 variables read</source>
        <translation>已读取 %2 个变量中的 %1 个</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>from the least to the greatest value</comment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>No two cards are built alike</source>
        <translation>没有结构相同的卡片</translation>
    </message>
    <message>
        <source>Built alike:</source>
        <translation>结构相同：</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 (%n card(s))</source>
        <comment>letter, name of the first card</comment>
        <translation>
            <numerusform>%1：%2（%n 张卡片）</numerusform>
        </translation>
    </message>
    <message>
        <source>Other signatures</source>
        <translation>其他签名</translation>
    </message>
    <message>
        <source>They compute what other signatures than the chosen one return.</source>
        <translation>它们计算的是未选中的其他签名所返回的结果。</translation>
    </message>
    <message numerus="yes">
        <source>similar to %n, with other shapes or settings</source>
        <translation>
            <numerusform>与 %n 个相似，但形状或设置不同</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ckpt::DiagramExport</name>
    <message>
        <source>No checkpoint in “%1” itself.</source>
        <translation>“%1”本身没有检查点。</translation>
    </message>
    <message>
        <source>This checkpoint has no graph.</source>
        <translation>此检查点没有计算图。</translation>
    </message>
    <message>
        <source>There is no .meta or graph file beside it.</source>
        <translation>旁边没有 .meta 或计算图文件。</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>您是指 %1 吗？</translation>
    </message>
    <message>
        <source>There is no scope “%1”.</source>
        <translation>没有作用域“%1”。</translation>
    </message>
    <message>
        <source>There are several scopes “%1”.</source>
        <translation>有多个作用域名为“%1”。</translation>
    </message>
    <message numerus="yes">
        <source>%n scope(s) stay closed: with them there would be more than %1 cards.</source>
        <translation>
            <numerusform>%n 个作用域保持关闭：打开后卡片会超过 %1 张。</numerusform>
        </translation>
    </message>
    <message>
        <source>The graph has no nodes of the class “%1”.</source>
        <translation>计算图中没有类别为“%1”的节点。</translation>
    </message>
    <message>
        <source>There is no card “%1”.</source>
        <translation>没有名为“%1”的卡片。</translation>
    </message>
    <message>
        <source>There are several cards “%1”.</source>
        <translation>有多张名为“%1”的卡片。</translation>
    </message>
    <message>
        <source>There are no values to colour by.</source>
        <translation>没有可用于着色的数值。</translation>
    </message>
    <message>
        <source>There is no graph with the tags “%1”: only SavedModels have tags.</source>
        <translation>没有带有标签“%1”的计算图：只有 SavedModel 才有标签。</translation>
    </message>
    <message>
        <source>There is no graph with the tags “%1”; there are %2.</source>
        <translation>没有带有标签“%1”的计算图；现有 %2。</translation>
    </message>
    <message>
        <source>There is no signature “%1”: this graph has none.</source>
        <translation>没有签名“%1”：此计算图没有任何签名。</translation>
    </message>
    <message>
        <source>There is no signature “%1”; there are %2.</source>
        <translation>没有签名“%1”；现有 %2。</translation>
    </message>
    <message>
        <source>There is no function “%1”: this graph has none.</source>
        <translation>没有函数“%1”：此计算图没有任何函数。</translation>
    </message>
    <message>
        <source>There is no function “%1” among %2, such as %3.</source>
        <translation>%2 个函数中没有“%1”；例如有 %3。</translation>
    </message>
</context>
<context>
    <name>ckpt::DiagramFile</name>
    <message>
        <source>“%1” cannot be written: %2.</source>
        <translation>无法写入“%1”：%2。</translation>
    </message>
    <message>
        <source>“%1” belongs to the checkpoint and is not overwritten.</source>
        <translation>“%1”属于检查点，不会被覆盖。</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是一个文件夹</translation>
    </message>
</context>
<context>
    <name>ckpt::DiagramHead</name>
    <message>
        <source>Diagram</source>
        <translation>计算图</translation>
    </message>
</context>
<context>
    <name>ckpt::DiagramNumbers</name>
    <message>
        <source>Reading values for the diagram</source>
        <translation>正在为计算图读取数值</translation>
    </message>
</context>
<context>
    <name>ckpt::DiagramSource</name>
    <message>
        <source>%1, step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
</context>
<context>
    <name>ckpt::DiagramView</name>
    <message>
        <source>End Trace</source>
        <translation>结束追踪</translation>
    </message>
    <message>
        <source>Trace Inputs</source>
        <translation>追踪输入</translation>
    </message>
    <message>
        <source>Shown. Click to hide.</source>
        <translation>已显示。单击可隐藏。</translation>
    </message>
    <message>
        <source>Folded into the cards that use them. Click to draw them.</source>
        <translation>已并入使用它们的卡片。单击可画出。</translation>
    </message>
    <message>
        <source>Hidden. Click to show.</source>
        <translation>已隐藏。单击可显示。</translation>
    </message>
    <message>
        <source>Hide again</source>
        <translation>重新隐藏</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Copy Name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Why Is This a Card?</source>
        <translation>为何单独成卡片？</translation>
    </message>
    <message>
        <source>Arranging %1 in %2</source>
        <translation>正在排列 %1，分为 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n 个组</numerusform>
        </translation>
    </message>
    <message>
        <source>The layout program was not found.</source>
        <translation>找不到布局程序。</translation>
    </message>
    <message>
        <source>The simple layout is shown. Looked for: %1</source>
        <translation>当前显示简单布局。查找过：%1</translation>
    </message>
    <message>
        <source>Graphviz stopped (signal %1).</source>
        <translation>Graphviz 已停止（信号 %1）。</translation>
    </message>
    <message>
        <source>Graphviz stopped.</source>
        <translation>Graphviz 已停止。</translation>
    </message>
    <message>
        <source>The simple layout is shown.</source>
        <translation>当前显示简单布局。</translation>
    </message>
    <message>
        <source>Arranging the diagram took too long.</source>
        <translation>排列计算图用时过长。</translation>
    </message>
    <message>
        <source>Graphviz could not arrange this graph.</source>
        <translation>Graphviz 无法排列此计算图。</translation>
    </message>
    <message>
        <source>The layout was stopped.</source>
        <translation>布局已停止。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>计算图</translation>
    </message>
    <message>
        <source>Why is this hidden?</source>
        <translation>为何隐藏？</translation>
    </message>
    <message>
        <source>This checkpoint has no graph.</source>
        <translation>此检查点没有计算图。</translation>
    </message>
    <message>
        <source>Reading a graph of %1 nodes</source>
        <translation>正在读取含 %1 个节点的计算图</translation>
    </message>
    <message>
        <source>Reading the graph</source>
        <translation>正在读取计算图</translation>
    </message>
    <message>
        <source>Colour: role ▾</source>
        <translation>着色：角色 ▾</translation>
    </message>
    <message>
        <source>Colour: type ▾</source>
        <translation>着色：类别 ▾</translation>
    </message>
    <message>
        <source>Open Scope</source>
        <translation>展开作用域</translation>
    </message>
    <message>
        <source>Close Scope</source>
        <translation>收起作用域</translation>
    </message>
    <message>
        <source>Open All Scopes</source>
        <translation>展开所有作用域</translation>
    </message>
    <message>
        <source>Close All Scopes</source>
        <translation>收起所有作用域</translation>
    </message>
    <message>
        <source>Fit to View</source>
        <translation>适应视图</translation>
    </message>
    <message>
        <source>Fit Selection</source>
        <translation>适应所选</translation>
    </message>
    <message>
        <source>Actual Size</source>
        <translation>实际大小</translation>
    </message>
    <message>
        <source>Zoom In</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom Out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Trace Outputs</source>
        <translation>追踪输出</translation>
    </message>
    <message>
        <source>Colour by Type</source>
        <translation>按类别着色</translation>
    </message>
    <message>
        <source>Colour by Role</source>
        <translation>按角色着色</translation>
    </message>
    <message>
        <source>Colour of the cards</source>
        <translation>卡片的颜色</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>追踪</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Dissolve This Group</source>
        <translation>拆开此组</translation>
    </message>
    <message>
        <source>Restore Dissolved Groups</source>
        <translation>恢复已拆开的组</translation>
    </message>
    <message>
        <source>Find in Diagram</source>
        <translation>在图中查找</translation>
    </message>
    <message>
        <source>Next Hit</source>
        <translation>下一个结果</translation>
    </message>
    <message>
        <source>Hit Before</source>
        <translation>上一个结果</translation>
    </message>
    <message>
        <source>Path Between Two Cards</source>
        <translation>两张卡片之间的路径</translation>
    </message>
    <message>
        <source>Select the Variables It Needs</source>
        <translation>选中它所需的变量</translation>
    </message>
    <message>
        <source>All the Way</source>
        <translation>一直到底</translation>
    </message>
    <message numerus="yes">
        <source>Up to %n Step(s)</source>
        <translation>
            <numerusform>最多 %n 步</numerusform>
        </translation>
    </message>
    <message>
        <source>Depends on %1</source>
        <translation>依赖 %1</translation>
    </message>
    <message>
        <source>Reaches %1</source>
        <translation>到达 %1</translation>
    </message>
    <message>
        <source>Select the card at the other end of the path from “%1”.</source>
        <translation>请选择从“%1”出发的路径的另一端卡片。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>No data goes between “%1” and “%2”.</source>
        <translation>“%1”与“%2”之间没有数据流动。</translation>
    </message>
    <message>
        <source>Path of %1</source>
        <translation>路径：%1</translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <translation>%1，含 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n card(s)</source>
        <translation>
            <numerusform>%n 张卡片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s)</source>
        <translation>
            <numerusform>%n 个变量</numerusform>
        </translation>
    </message>
    <message>
        <source>Select the variables</source>
        <translation>选中这些变量</translation>
    </message>
    <message>
        <source>Save Picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Save Visible Part…</source>
        <translation>保存可见部分…</translation>
    </message>
    <message>
        <source>Copy as Image</source>
        <translation>复制为图片</translation>
    </message>
    <message>
        <source>A scope has more than %1 nodes.</source>
        <translation>有一个作用域的节点超过 %1 个。</translation>
    </message>
    <message>
        <source>Inferred: no graph says how they are connected.</source>
        <translation>推断结果：没有图说明它们如何连接。</translation>
    </message>
    <message>
        <source>Focus on This Card</source>
        <translation>聚焦这张卡片</translation>
    </message>
    <message>
        <source>Back From Focus</source>
        <translation>退出聚焦</translation>
    </message>
    <message>
        <source>← Back</source>
        <translation>← 返回</translation>
    </message>
    <message>
        <source>Focus on %1: %2</source>
        <translation>聚焦 %1：%2</translation>
    </message>
    <message>
        <source>Colour by Structure</source>
        <translation>按结构着色</translation>
    </message>
    <message>
        <source>Colour by Norm</source>
        <translation>按范数着色</translation>
    </message>
    <message>
        <source>Colour by Share of Zeros</source>
        <translation>按零值比例着色</translation>
    </message>
    <message>
        <source>Colour by NaN and Infinity</source>
        <translation>按 NaN 和无穷大着色</translation>
    </message>
    <message>
        <source>Show Control Edges</source>
        <translation>显示控制边</translation>
    </message>
    <message>
        <source>Dashed: what has to run before a card without giving it a tensor</source>
        <translation>虚线：必须先于某张卡片运行、但不向它提供张量的节点</translation>
    </message>
    <message>
        <source>Left to Right</source>
        <translation>从左到右</translation>
    </message>
    <message>
        <source>Draw the diagram from left to right instead of from top to bottom</source>
        <translation>从左到右绘制计算图，而不是从上到下</translation>
    </message>
    <message>
        <source>One Column</source>
        <translation>单栏</translation>
    </message>
    <message>
        <source>Do not break a long diagram into columns</source>
        <translation>不把很长的计算图折成多栏</translation>
    </message>
    <message>
        <source>List of Cards</source>
        <translation>卡片列表</translation>
    </message>
    <message>
        <source>Every card as a row, with its inputs and outputs in words</source>
        <translation>每张卡片占一行，并用文字列出它的输入和输出</translation>
    </message>
    <message>
        <source>Colour: structure ▾</source>
        <translation>着色：结构 ▾</translation>
    </message>
    <message>
        <source>Colour: norm ▾</source>
        <translation>着色：范数 ▾</translation>
    </message>
    <message>
        <source>Colour: zeros ▾</source>
        <translation>着色：零值 ▾</translation>
    </message>
    <message>
        <source>Colour: NaN ▾</source>
        <translation>着色：NaN ▾</translation>
    </message>
    <message>
        <source>Choose What Is Drawn…</source>
        <translation>选择绘制内容…</translation>
    </message>
    <message>
        <source>Open Function</source>
        <translation>打开函数</translation>
    </message>
    <message>
        <source>Keep in Main Graph</source>
        <translation>保留在主图中</translation>
    </message>
    <message>
        <source>Put to the Side</source>
        <translation>移到旁边</translation>
    </message>
</context>
<context>
    <name>ckpt::DockTitle</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation>关闭%1</translation>
    </message>
</context>
<context>
    <name>ckpt::DoctorMode</name>
    <message>
        <source>Graph of %1</source>
        <translation>%1 的计算图</translation>
    </message>
    <message>
        <source>Pasted list</source>
        <translation>粘贴的列表</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>run, checkpoint</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Matching the names</source>
        <translation>正在匹配名称</translation>
    </message>
    <message>
        <source>What Is Wanted</source>
        <translation>需要什么</translation>
    </message>
    <message>
        <source>Paste a List of Names</source>
        <translation>粘贴名称列表</translation>
    </message>
    <message>
        <source>One name a line, behind it a type and a shape where they are known: %1</source>
        <translation>每行一个名称，后面可写已知的类型和形状：%1</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Save Plan</source>
        <translation>保存方案</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>“%1” cannot be written.</source>
        <translation>无法写入“%1”。</translation>
    </message>
    <message>
        <source>Graphs, checkpoints, lists of names</source>
        <translation>计算图、检查点、名称列表</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>方案</translation>
    </message>
</context>
<context>
    <name>ckpt::DoctorModel</name>
    <message>
        <source>not wanted</source>
        <translation>无人需要</translation>
    </message>
    <message>
        <source>left out by your choice</source>
        <translation>按您的选择略去</translation>
    </message>
    <message>
        <source>your choice; %1</source>
        <translation>您的选择；%1</translation>
    </message>
    <message>
        <source>your choice</source>
        <translation>您的选择</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, file: %2</source>
        <comment>two shapes</comment>
        <translation>%1，文件：%2</translation>
    </message>
    <message>
        <source>same name</source>
        <translation>同名</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Use</source>
        <comment>verb: this proposal</comment>
        <translation>采用</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>所需</translation>
    </message>
    <message>
        <source>Found in the file</source>
        <translation>文件中的变量</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>ckpt::DoctorPage</name>
    <message>
        <source>Without optimizer</source>
        <translation>不含优化器</translation>
    </message>
    <message>
        <source>Save Plan…</source>
        <translation>保存方案…</translation>
    </message>
    <message>
        <source>Export With This Map…</source>
        <translation>按此对照导出…</translation>
    </message>
    <message>
        <source>Missing keys</source>
        <translation>缺失的键</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>所需</translation>
    </message>
    <message>
        <source>Nothing of optimizers, counters and averages is wanted</source>
        <translation>不需要优化器、计数器和滑动平均的变量</translation>
    </message>
    <message>
        <source>Have</source>
        <comment>what the checkpoint has</comment>
        <translation>现有</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Use proposals from</source>
        <translation>采用建议的下限</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Accept all from</source>
        <translation>全部采纳，不低于</translation>
    </message>
    <message>
        <source>Tick what is at least as sure, and nothing else</source>
        <translation>勾选不低于此把握的各项，其余不勾选</translation>
    </message>
    <message>
        <source>Wanted variables</source>
        <translation>所需的变量</translation>
    </message>
    <message>
        <source>Copy as Code</source>
        <translation>复制为代码</translation>
    </message>
    <message>
        <source>TensorFlow 1: init_from_checkpoint</source>
        <translation>TensorFlow 1：init_from_checkpoint</translation>
    </message>
    <message>
        <source>TensorFlow 2: assignments</source>
        <translation>TensorFlow 2：赋值</translation>
    </message>
    <message>
        <source>Another Graph or Checkpoint…</source>
        <translation>其他计算图或检查点…</translation>
    </message>
    <message>
        <source>Paste a List of Names…</source>
        <translation>粘贴名称列表…</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>没有缺失。</translation>
    </message>
    <message>
        <source>No row fits the filter.</source>
        <translation>没有符合筛选条件的行。</translation>
    </message>
    <message>
        <source>Show All</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>What is wanted?</source>
        <translation>需要什么？</translation>
    </message>
    <message>
        <source>A graph, another checkpoint or a list of names: choose it above, or drop its file here.</source>
        <translation>计算图、另一个检查点或名称列表：在上方选择，或将文件拖到这里。</translation>
    </message>
    <message>
        <source>The matching was stopped.</source>
        <translation>匹配已停止。</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Matching the names…</source>
        <translation>正在匹配名称…</translation>
    </message>
    <message>
        <source>TensorFlow would stop with: %1</source>
        <translation>TensorFlow 会报错：%1</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>存在</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Wrong shape</source>
        <translation>形状不符</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Unused</source>
        <translation>未用</translation>
    </message>
    <message>
        <source>%1 of %2 will be restored.</source>
        <translation>%2 个中将恢复 %1 个。</translation>
    </message>
    <message>
        <source>Waiting for your choice: %1.</source>
        <translation>等待您选择：%1 个。</translation>
    </message>
    <message>
        <source>Layers are numbered differently: a name that was found may be of another layer.</source>
        <translation>各层编号不同：同名的可能是另一层。</translation>
    </message>
    <message>
        <source>“%1” is there under its own name.</source>
        <translation>“%1”以原名存在。</translation>
    </message>
    <message>
        <source>To use it here, untick it there first (chip Found).</source>
        <translation>要用在这里，请先在那里取消勾选（“存在”标签）。</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>ckpt::Document</name>
    <message>
        <source>Looking for checkpoints in %1</source>
        <translation>正在 %1 中查找检查点</translation>
    </message>
    <message>
        <source>Reading the index of %1</source>
        <translation>正在读取 %1 的索引</translation>
    </message>
    <message>
        <source>Reading the graph</source>
        <translation>正在读取计算图</translation>
    </message>
    <message>
        <source>Understanding the graph</source>
        <translation>正在解析计算图</translation>
    </message>
    <message>
        <source>Checking all values of %1</source>
        <translation>正在检查 %1 的所有数值</translation>
    </message>
    <message>
        <source>Reading the object graph</source>
        <translation>正在读取对象图</translation>
    </message>
    <message>
        <source>Inferring the structure</source>
        <translation>正在推断结构</translation>
    </message>
</context>
<context>
    <name>ckpt::DragHandle</name>
    <message>
        <source>Drag the diagram from here into a document</source>
        <translation>从这里把计算图拖到文档中</translation>
    </message>
</context>
<context>
    <name>ckpt::DrawnMenu</name>
    <message>
        <source>Drawn is the graph with the tags “%1”, one of %2 in the file.</source>
        <translation>所绘为带有标签“%1”的计算图，文件中共有 %2 个。</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>no tags</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>Drawn is what the signature “%1” computes.</source>
        <translation>所绘为签名“%1”计算的内容。</translation>
    </message>
    <message>
        <source>Drawn is the body of the function “%1”, not the main graph.</source>
        <translation>所绘为函数“%1”的函数体，而非主计算图。</translation>
    </message>
    <message>
        <source>Drawn is what all signatures compute.</source>
        <translation>所绘为所有签名计算的内容。</translation>
    </message>
    <message>
        <source>Drawn is the main graph.</source>
        <translation>所绘为主计算图。</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>计算图</translation>
    </message>
    <message>
        <source>Which graph of the file is drawn</source>
        <translation>绘制文件中的哪个计算图</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>What of the graph is drawn</source>
        <translation>绘制计算图的哪一部分</translation>
    </message>
    <message>
        <source>Signature: %1 ▾</source>
        <translation>签名：%1 ▾</translation>
    </message>
    <message>
        <source>Function: %1 ▾</source>
        <translation>函数：%1 ▾</translation>
    </message>
    <message>
        <source>Signature: all ▾</source>
        <translation>签名：全部 ▾</translation>
    </message>
    <message>
        <source>Main graph ▾</source>
        <translation>主计算图 ▾</translation>
    </message>
    <message>
        <source>Graph: %1 ▾</source>
        <translation>计算图：%1 ▾</translation>
    </message>
    <message>
        <source>All signatures</source>
        <translation>所有签名</translation>
    </message>
    <message>
        <source>Main graph</source>
        <translation>主计算图</translation>
    </message>
    <message>
        <source>Everything that is in the main graph</source>
        <translation>主计算图中的全部内容</translation>
    </message>
    <message>
        <source>Functions</source>
        <translation>函数</translation>
    </message>
    <message>
        <source>Functions that the main graph does not call</source>
        <translation>主计算图未调用的函数</translation>
    </message>
    <message>
        <source>%1 nodes</source>
        <translation>%1 个节点</translation>
    </message>
</context>
<context>
    <name>ckpt::DropTarget</name>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Drop a checkpoint folder or file here</source>
        <translation>将检查点文件夹或文件拖到此处</translation>
    </message>
</context>
<context>
    <name>ckpt::ExportFoot</name>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The line for “ckpt export” that does the same</source>
        <translation>效果相同的“ckpt export”命令行</translation>
    </message>
    <message numerus="yes">
        <source>Write %n variable(s)…</source>
        <translation>
            <numerusform>写出 %n 个变量…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ckpt::ExportMode</name>
    <message>
        <source>Folder of .npy Files</source>
        <translation>.npy 文件的文件夹</translation>
    </message>
    <message>
        <source>Write To</source>
        <translation>写到</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Open Plan</source>
        <translation>打开方案</translation>
    </message>
    <message>
        <source>Save Plan</source>
        <translation>保存方案</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>The options of “ckpt export” cannot say this plan.</source>
        <translation>“ckpt export”的选项无法表达此方案。</translation>
    </message>
    <message>
        <source>Save it; then the command carries out the file.</source>
        <translation>请先保存；命令再执行该文件。</translation>
    </message>
    <message>
        <source>Save Plan…</source>
        <translation>保存方案…</translation>
    </message>
    <message>
        <source>Ckptscope</source>
        <translation>Ckptscope</translation>
    </message>
    <message>
        <source>An export is being written. Stop it? What was there stays as it is.</source>
        <translation>正在写出导出结果。要停止吗？原有内容保持不变。</translation>
    </message>
    <message>
        <source>The export plan is not saved.</source>
        <translation>导出方案尚未保存。</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>方案</translation>
    </message>
</context>
<context>
    <name>ckpt::ExportPage</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Filter the plan</source>
        <translation>筛选方案</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <comment>a change</comment>
        <translation>撤销“%1”</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <comment>a change</comment>
        <translation>重做“%1”</translation>
    </message>
    <message>
        <source>Add Rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>Open Plan…</source>
        <translation>打开方案…</translation>
    </message>
    <message>
        <source>Save Plan…</source>
        <translation>保存方案…</translation>
    </message>
    <message>
        <source>Write…</source>
        <translation>写出…</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Plan: not saved</source>
        <translation>方案：未保存</translation>
    </message>
    <message>
        <source>Take In</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>Leave Out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Convert</source>
        <translation>转换</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>a rule is wrong</source>
        <translation>有规则出错</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Only those with a problem, or that lose values by rounding</source>
        <translation>只看有问题的，或因舍入而丢失数值的</translation>
    </message>
    <message>
        <source>Included</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Renamed</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Only those with a new name</source>
        <translation>只看有新名称的</translation>
    </message>
    <message>
        <source>Nothing is chosen yet.</source>
        <translation>尚未选择任何内容。</translation>
    </message>
    <message>
        <source>Model weights only</source>
        <translation>仅模型权重</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>“%1” exists.</source>
        <translation>“%1”已存在。</translation>
    </message>
    <message>
        <source>Choose another name</source>
        <translation>换一个名称</translation>
    </message>
    <message>
        <source>It can be replaced once the new one has been written and read back.</source>
        <translation>可在新检查点写出并读回核对之后替换它。</translation>
    </message>
    <message>
        <source>Replace after verifying</source>
        <translation>核对后替换</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <comment>problems</comment>
        <translation>
            <numerusform>另有 %n 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <comment>a problem</comment>
        <translation>显示</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>去掉它</translation>
    </message>
    <message>
        <source>%1: %2 of %3 values are too large for %4 and become infinite.</source>
        <translation>%1：%3 个数值中有 %2 个超出 %4 的范围，会变为无穷大。</translation>
    </message>
    <message>
        <source>%1: %2 of %3 values are too small for %4 and become 0.</source>
        <translation>%1：%3 个数值中有 %2 个对 %4 来说太小，会变为 0。</translation>
    </message>
    <message>
        <source>Keep %1</source>
        <comment>a type of values</comment>
        <translation>保留 %1</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>There is no checkpoint to export from.</source>
        <translation>没有可供导出的检查点。</translation>
    </message>
    <message>
        <source>A rule or query of the plan is wrong.</source>
        <translation>方案中有规则或查询出错。</translation>
    </message>
    <message>
        <source>The plan is being applied.</source>
        <translation>正在应用方案。</translation>
    </message>
    <message>
        <source>Choose where to write.</source>
        <translation>请选择写到哪里。</translation>
    </message>
    <message>
        <source>all names unique</source>
        <translation>名称均不重复</translation>
    </message>
    <message>
        <source>names collide</source>
        <translation>名称有冲突</translation>
    </message>
    <message>
        <source>Names are unique, shapes stay</source>
        <translation>名称不重复，形状不变</translation>
    </message>
    <message>
        <source>Names collide</source>
        <translation>名称有冲突</translation>
    </message>
    <message>
        <source>Rounding is being looked at</source>
        <translation>正在检查舍入</translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s) with a warning</source>
        <translation>
            <numerusform>%n 个变量有警告</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 free at the target</source>
        <translation>目标处可用空间 %1</translation>
    </message>
    <message>
        <source>Only %1 free at the target</source>
        <translation>目标处可用空间只有 %1</translation>
    </message>
    <message>
        <source>TensorFlow 2 restores this only into variables that have the new type.</source>
        <translation>TensorFlow 2 只能把它恢复到具有新类型的变量中。</translation>
    </message>
    <message numerus="yes">
        <source>A restore of objects will not find %n value(s).</source>
        <translation>
            <numerusform>按对象恢复时将找不到 %n 个值。</numerusform>
        </translation>
    </message>
    <message>
        <source>TensorFlow&apos;s asserts say so; with expect_partial() the others are restored.</source>
        <translation>TensorFlow 的断言会指出这一点；允许部分恢复时其余部分仍可恢复。</translation>
    </message>
    <message>
        <source>What the program has there stays as it is, and TensorFlow&apos;s asserts pass.</source>
        <translation>程序中相应的值保持不变，TensorFlow 的断言仍会通过。</translation>
    </message>
</context>
<context>
    <name>ckpt::ExportSession</name>
    <message>
        <source>Writing and reading back %1</source>
        <translation>正在写出并读回 %1</translation>
    </message>
    <message>
        <source>Writing was stopped.</source>
        <translation>已停止写出。</translation>
    </message>
    <message>
        <source>What was there is unchanged.</source>
        <translation>原有内容没有改变。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message numerus="yes">
        <source>Written and verified: %n variable(s), %1.</source>
        <translation>
            <numerusform>已写出并核对：%n 个变量，%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>All of them read back as planned.</source>
        <translation>读回的内容全部与方案一致。</translation>
    </message>
    <message>
        <source>Left out, because the format has no place for it: %1</source>
        <translation>该格式无法容纳，已排除：%1</translation>
    </message>
    <message>
        <source>There is no .meta: %1</source>
        <translation>没有 .meta：%1</translation>
    </message>
    <message>
        <source>Open result</source>
        <translation>打开结果</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>The plan was made for another checkpoint.</source>
        <translation>该方案是为另一个检查点制定的。</translation>
    </message>
    <message>
        <source>Names that are not here are listed as problems.</source>
        <translation>这里没有的名称会列为问题。</translation>
    </message>
    <message>
        <source>Open Plan</source>
        <translation>打开方案</translation>
    </message>
    <message>
        <source>The plan could not be written to “%1”.</source>
        <translation>无法把方案写到“%1”。</translation>
    </message>
    <message>
        <source>The plan takes its variables from several checkpoints.</source>
        <translation>该方案从多个检查点取变量。</translation>
    </message>
    <message>
        <source>This page exports the shown checkpoint alone. “%1” carries the plan out.</source>
        <translation>此页只导出所显示的检查点。“%1”可以执行该方案。</translation>
    </message>
</context>
<context>
    <name>ckpt::FindBar</name>
    <message>
        <source>Find: name, op:Conv2D, shape:3x3, role:kernel, attr:padding=same, /pattern/</source>
        <translation>查找：名称、op:Conv2D、shape:3x3、role:kernel、attr:padding=same、/模式/</translation>
    </message>
    <message>
        <source>Find in the diagram</source>
        <translation>在图中查找</translation>
    </message>
    <message>
        <source>Hit before (Shift+F3)</source>
        <translation>上一个结果（Shift+F3）</translation>
    </message>
    <message>
        <source>Next hit (F3)</source>
        <translation>下一个结果（F3）</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>查找结果</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>找到 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
</context>
<context>
    <name>ckpt::Finder</name>
    <message>
        <source>%1 · hidden: %2</source>
        <translation>%1 · 已隐藏：%2</translation>
    </message>
    <message>
        <source>%1 · in %2</source>
        <translation>%1 · 在 %2 中</translation>
    </message>
</context>
<context>
    <name>ckpt::GridModel</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <comment>length of a string</comment>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>尚未读取</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>a value and its index</comment>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>Length</source>
        <comment>bytes of a string</comment>
        <translation>长度</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>ckpt::GridView</name>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
</context>
<context>
    <name>ckpt::HistogramView</name>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>colours from %1 to %2</source>
        <translation>颜色范围从 %1 到 %2</translation>
    </message>
</context>
<context>
    <name>ckpt::ImageView</name>
    <message>
        <source>Image of the values</source>
        <translation>数值图像</translation>
    </message>
    <message>
        <source>Values %1 to %2 of %3</source>
        <translation>第 %1 至 %2 个数值，共 %3 个</translation>
    </message>
    <message>
        <source>Reduced: %1 of %2 rows, %3 of %4 columns</source>
        <translation>已缩减：%2 行取 %1 行，%4 列取 %3 列</translation>
    </message>
</context>
<context>
    <name>ckpt::InterruptedExports</name>
    <message>
        <source>An export to “%1” was interrupted.</source>
        <translation>向“%1”的导出曾被中断。</translation>
    </message>
    <message>
        <source>It is undone, or finished where the new checkpoint was complete.</source>
        <translation>若新检查点已完整，就完成它，否则撤销。</translation>
    </message>
    <message>
        <source>Tidy up</source>
        <translation>整理</translation>
    </message>
    <message>
        <source>Tidying up</source>
        <translation>正在整理</translation>
    </message>
    <message>
        <source>Nothing was left to tidy up.</source>
        <translation>没有需要整理的内容。</translation>
    </message>
    <message>
        <source>The export to “%1” is finished: the new checkpoint is there.</source>
        <translation>向“%1”的导出已完成：新检查点已就位。</translation>
    </message>
    <message>
        <source>The export to “%1” is undone: what was there before is there.</source>
        <translation>向“%1”的导出已撤销：原有内容都在。</translation>
    </message>
</context>
<context>
    <name>ckpt::IssuesModel</name>
    <message>
        <source>Error</source>
        <comment>severity</comment>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <comment>severity</comment>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <comment>severity</comment>
        <translation>提示</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>无需处理</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
</context>
<context>
    <name>ckpt::IssuesView</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Issues</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>No issues</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>Nothing odd was found in what is open.</source>
        <translation>打开的内容中未发现异常。</translation>
    </message>
    <message>
        <source>Copy the issues as text</source>
        <translation>将问题复制为文本</translation>
    </message>
    <message>
        <source>Go There</source>
        <translation>转到该处</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n 个错误</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n 个警告</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n 个提示</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ckpt::Legend</name>
    <message>
        <source>Colours: %1</source>
        <translation>颜色：%1</translation>
    </message>
</context>
<context>
    <name>ckpt::MainWindow</name>
    <message>
        <source>Ckptscope</source>
        <translation>Ckptscope</translation>
    </message>
    <message>
        <source>Run</source>
        <comment>a training run, noun</comment>
        <translation>训练</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Issues</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Main tool bar</source>
        <translation>主工具栏</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>%1 – Ckptscope</source>
        <translation>%1 – Ckptscope</translation>
    </message>
    <message>
        <source>No checkpoint in “%1” itself.</source>
        <translation>“%1”本身不含检查点。</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) below it hold one:</source>
        <translation>
            <numerusform>其下有 %n 个文件夹含有检查点：</numerusform>
        </translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>%1 · %2 (latest)</source>
        <translation>%1 · %2（最新）</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>This checkpoint has no graph.</source>
        <translation>此检查点没有计算图。</translation>
    </message>
    <message>
        <source>The graph was not read.</source>
        <translation>未读取计算图。</translation>
    </message>
    <message>
        <source>Reading it was stopped. Reload to read it again.</source>
        <translation>读取已停止。重新载入可再次读取。</translation>
    </message>
    <message>
        <source>Open another folder…</source>
        <translation>打开其他文件夹…</translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation>打开其他文件…</translation>
    </message>
    <message>
        <source>Show issues</source>
        <translation>显示问题</translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s)</source>
        <translation>
            <numerusform>%n 个变量</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>V1 · %n file(s)</source>
        <translation>
            <numerusform>V1 · %n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>V2 · %n shard(s)</source>
        <translation>
            <numerusform>V2 · %n 个分片</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · TensorFlow %2</source>
        <translation>%1 · TensorFlow %2</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>已选 %n 个变量</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2 · %3 · %4</source>
        <translation>%1 · %2 · %3 · %4</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n 步</numerusform>
        </translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>A small digit classifier, trained in six steps</source>
        <translation>小型数字分类器，分六步训练</translation>
    </message>
    <message>
        <source>&amp;Open Folder…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;File…</source>
        <translation>打开文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Open &amp;Sample Run</source>
        <translation>打开示例训练(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Reset Layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>前进(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Older Step</source>
        <translation>较早的一步(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Newer Step</source>
        <translation>较新的一步(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Latest Step</source>
        <translation>最新的一步(&amp;L)</translation>
    </message>
    <message>
        <source>Next &amp;Issue</source>
        <translation>下一个问题(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;About Ckptscope</source>
        <translation>关于 Ckptscope(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>最近打开(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Diagram</source>
        <translation>计算图(&amp;D)</translation>
    </message>
    <message>
        <source>Val&amp;ues</source>
        <translation>数值(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open File</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Nothing opened yet</source>
        <translation>尚未打开过</translation>
    </message>
    <message>
        <source>[%1] = %2</source>
        <translation>[%1] = %2</translation>
    </message>
    <message>
        <source>%1 is not in this step.</source>
        <translation>这一步中没有 %1。</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>重新载入</translation>
    </message>
    <message>
        <source>%1 of %2 variables cannot be read.</source>
        <translation>%2 个变量中有 %1 个无法读取。</translation>
    </message>
    <message>
        <source>1 element</source>
        <translation>1 个元素</translation>
    </message>
    <message>
        <source>%1 elements</source>
        <translation>%1 个元素</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <comment>variables, elements, bytes</comment>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>Graph only</source>
        <translation>仅计算图</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>There is no .meta or graph file beside it.</source>
        <translation>旁边没有 .meta 或计算图文件。</translation>
    </message>
    <message>
        <source>Re&amp;load</source>
        <translation>重新加载(&amp;L)</translation>
    </message>
    <message>
        <source>Nothing is damaged.</source>
        <translation>没有损坏。</translation>
    </message>
    <message>
        <source>All values of %1 variables (%2) have the checksums that were saved with them.</source>
        <translation>%1 个变量（%2）的所有数值都与保存时的校验和一致。</translation>
    </message>
    <message>
        <source>All values of %1 variables (%2) can be read; this format keeps no checksums.</source>
        <translation>%1 个变量（%2）的所有数值都可以读取；这种格式不保存校验和。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Checksums not checked</source>
        <translation>校验和未检查</translation>
    </message>
    <message>
        <source>%1 of %2 not good</source>
        <translation>%2 个中有 %1 个有问题</translation>
    </message>
    <message>
        <source>All %1 good</source>
        <translation>全部 %1 个正确</translation>
    </message>
    <message>
        <source>No checksums stored</source>
        <translation>未保存校验和</translation>
    </message>
    <message>
        <source>Read all values again and compare them with their checksums</source>
        <translation>重新读取所有数值并与校验和比较</translation>
    </message>
    <message>
        <source>Read all values and compare them with their checksums</source>
        <translation>读取所有数值并与校验和比较</translation>
    </message>
    <message>
        <source>%1 of %2 variables are damaged, %3 cannot be read.</source>
        <translation>%2 个变量中有 %1 个损坏，%3 个无法读取。</translation>
    </message>
    <message>
        <source>%1 of %2 variables are damaged.</source>
        <translation>%2 个变量中有 %1 个损坏。</translation>
    </message>
    <message>
        <source>Check All &amp;Values</source>
        <translation>检查所有数值(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Find in This View</source>
        <translation>在此视图中查找(&amp;F)</translation>
    </message>
    <message>
        <source>Save Visible Part</source>
        <translation>保存可见部分</translation>
    </message>
    <message>
        <source>Save Picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>“%1” does not end with one of .%2.</source>
        <translation>“%1”的扩展名不是 .%2 之一。</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>手册(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Browse</source>
        <translation>浏览(&amp;B)</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>导出(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Export Selected Variables…</source>
        <translation>导出所选变量(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Missing Keys…</source>
        <translation>缺失的键(&amp;M)…</translation>
    </message>
    <message>
        <source>Missing Keys</source>
        <translation>缺失的键</translation>
    </message>
</context>
<context>
    <name>ckpt::Manual</name>
    <message>
        <source>Manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Search in this page</source>
        <translation>在此页中查找</translation>
    </message>
    <message>
        <source>“%1” is not on this page.</source>
        <translation>此页没有“%1”。</translation>
    </message>
</context>
<context>
    <name>ckpt::MessageStrip</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Show the next message</source>
        <translation>显示下一条消息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>messages</comment>
        <translation>
            <numerusform>还有 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ckpt::PlanForm</name>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Choose</source>
        <comment>what to export</comment>
        <translation>选择</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Model weights only</source>
        <translation>仅模型权重</translation>
    </message>
    <message>
        <source>Averages as weights</source>
        <translation>以滑动平均为权重</translation>
    </message>
    <message>
        <source>Trainable only</source>
        <translation>仅可训练部分</translation>
    </message>
    <message>
        <source>Frozen part</source>
        <translation>冻结部分</translation>
    </message>
    <message>
        <source>Own choice</source>
        <translation>自选</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>尚未选择</translation>
    </message>
    <message>
        <source>What goes. Single variables can be ticked in the table as well</source>
        <translation>要导出的内容。也可以在表中勾选单个变量</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Weights and biases</source>
        <translation>权重与偏置</translation>
    </message>
    <message>
        <source>Norm parameters and statistics</source>
        <translation>归一化参数与统计量</translation>
    </message>
    <message>
        <source>Optimizer slots</source>
        <translation>优化器状态</translation>
    </message>
    <message>
        <source>Moving averages</source>
        <translation>滑动平均</translation>
    </message>
    <message>
        <source>Counters</source>
        <translation>计数器</translation>
    </message>
    <message>
        <source>Convert</source>
        <translation>转换</translation>
    </message>
    <message>
        <source>keep</source>
        <comment>types as they are</comment>
        <translation>保持</translation>
    </message>
    <message>
        <source>Float values to</source>
        <translation>浮点数值改为</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>Gamma, beta, moving means and variances of norms</source>
        <translation>归一化的缩放与偏移、滑动均值与方差</translation>
    </message>
    <message>
        <source>Norms, statistics</source>
        <translation>归一化、统计量</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Write to</source>
        <translation>写到</translation>
    </message>
    <message>
        <source>TensorFlow V2</source>
        <translation>TensorFlow V2</translation>
    </message>
    <message>
        <source>TensorFlow V1</source>
        <translation>TensorFlow V1</translation>
    </message>
    <message>
        <source>NumPy archive (.npz)</source>
        <translation>NumPy 归档（.npz）</translation>
    </message>
    <message>
        <source>Folder of .npy files</source>
        <translation>.npy 文件的文件夹</translation>
    </message>
    <message>
        <source>safetensors</source>
        <translation>safetensors</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Choose another place</source>
        <translation>换一个位置</translation>
    </message>
    <message>
        <source>As far as it fits</source>
        <translation>尽可能保留</translation>
    </message>
    <message>
        <source>Whole graph</source>
        <translation>整个计算图</translation>
    </message>
    <message>
        <source>Pruned to what goes</source>
        <translation>裁剪到所导出的部分</translation>
    </message>
    <message>
        <source>Variables alone</source>
        <translation>仅变量</translation>
    </message>
    <message>
        <source>None</source>
        <comment>no graph</comment>
        <translation>无</translation>
    </message>
    <message>
        <source>The .meta file: what import_meta_graph() loads</source>
        <translation>供 TensorFlow 读入计算图的 .meta 文件</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>计算图</translation>
    </message>
    <message>
        <source>As in the source</source>
        <translation>与来源相同</translation>
    </message>
    <message>
        <source>Data files of V2, at most</source>
        <translation>V2 数据文件数上限</translation>
    </message>
    <message>
        <source>Data files</source>
        <translation>数据文件</translation>
    </message>
    <message>
        <source>Make it where there is none</source>
        <translation>没有时新建</translation>
    </message>
    <message>
        <source>List the new one</source>
        <translation>列入新检查点</translation>
    </message>
    <message>
        <source>List it as the newest</source>
        <translation>列为最新</translation>
    </message>
    <message>
        <source>Leave it alone</source>
        <translation>不改动</translation>
    </message>
    <message>
        <source>The file “checkpoint”. A program that saves there deletes what is listed when it is old</source>
        <translation>文件“checkpoint”。在此处保存的程序会删除其中列出的旧检查点</translation>
    </message>
    <message>
        <source>State file</source>
        <translation>状态文件</translation>
    </message>
    <message>
        <source>Replace a checkpoint of this name</source>
        <translation>替换同名检查点</translation>
    </message>
    <message>
        <source>bfloat16 as bytes, not as float32</source>
        <translation>半精度变体存为原始字节，不扩为单精度</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>As it is safe</source>
        <translation>按安全的方式</translation>
    </message>
    <message>
        <source>Keep all objects</source>
        <translation>保留所有对象</translation>
    </message>
    <message>
        <source>Cut those without values</source>
        <translation>去掉没有值的对象</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>The object graph of TensorFlow 2, by which a restore finds its values</source>
        <translation>TensorFlow 2 的对象图，恢复时据此找到各个值</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
</context>
<context>
    <name>ckpt::PlanModel</name>
    <message>
        <source>left out: %1</source>
        <comment>what kind of variable</comment>
        <translation>排除：%1</translation>
    </message>
    <message>
        <source>left out by hand</source>
        <translation>已手动排除</translation>
    </message>
    <message>
        <source>its average goes instead</source>
        <translation>由其滑动平均代替</translation>
    </message>
    <message>
        <source>left out: it describes the whole checkpoint</source>
        <translation>排除：它描述整个检查点</translation>
    </message>
    <message>
        <source>…</source>
        <comment>not known yet</comment>
        <translation>…</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>精确</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Largest error %1 (%2 units in the last place), relative %3</source>
        <translation>最大误差 %1（末位单位 %2），相对 %3</translation>
    </message>
    <message>
        <source>A value here is written instead of the stored one</source>
        <translation>此处的值会代替所存的值写出</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>name, kind</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Name now</source>
        <translation>现名</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Rounding, largest</source>
        <translation>最大舍入误差</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>新值</translation>
    </message>
    <message>
        <source>infinite: %2 · %1</source>
        <comment>largest error, count of values that become infinite</comment>
        <translation>变为无穷大：%2 · %1</translation>
    </message>
    <message>
        <source>become 0: %2 · %1</source>
        <comment>largest error, count of values</comment>
        <translation>变为 0：%2 · %1</translation>
    </message>
</context>
<context>
    <name>ckpt::ProgressStrip</name>
    <message>
        <source>Running jobs</source>
        <translation>正在运行的任务</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 s so far</source>
        <translation>已用 %1 秒</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>剩余 %1 秒</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>剩余 %1 分钟</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n 项任务</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel “%1”</source>
        <translation>取消“%1”</translation>
    </message>
</context>
<context>
    <name>ckpt::ReadingOverlay</name>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Reading %1 of %2 MiB</source>
        <translation>已读取 %1 MiB，共 %2 MiB</translation>
    </message>
    <message>
        <source>Reading %1 of %2 KiB</source>
        <translation>已读取 %1 KiB，共 %2 KiB</translation>
    </message>
</context>
<context>
    <name>ckpt::RulesModel</name>
    <message>
        <source>wrong</source>
        <translation>有误</translation>
    </message>
    <message>
        <source>Find (pattern)</source>
        <translation>查找（模式）</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称数</translation>
    </message>
</context>
<context>
    <name>ckpt::RulesView</name>
    <message>
        <source>Rules for new names</source>
        <translation>改名规则</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>添加一条规则</translation>
    </message>
    <message>
        <source>Remove the rule</source>
        <translation>删除该规则</translation>
    </message>
    <message>
        <source>Let it work earlier</source>
        <translation>提前执行</translation>
    </message>
    <message>
        <source>Let it work later</source>
        <translation>推后执行</translation>
    </message>
    <message>
        <source>Ready-made</source>
        <translation>现成规则</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Add Rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>Remove Rule</source>
        <translation>删除规则</translation>
    </message>
    <message>
        <source>Move Rule</source>
        <translation>移动规则</translation>
    </message>
    <message>
        <source>These change none of the names here</source>
        <translation>以下规则不改变此处的名称</translation>
    </message>
</context>
<context>
    <name>ckpt::RunModel</name>
    <message>
        <source>latest</source>
        <comment>the newest step, as the state file says</comment>
        <translation>最新</translation>
    </message>
    <message>
        <source>V1 and V2</source>
        <translation>V1 和 V2</translation>
    </message>
    <message>
        <source>graph only</source>
        <translation>仅计算图</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>missing</source>
        <comment>a step whose files are not there</comment>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>保存于 %1</translation>
    </message>
    <message>
        <source>Not listed in “checkpoint”</source>
        <translation>“checkpoint”中未列出</translation>
    </message>
    <message>
        <source>Named in “checkpoint”, but its files are missing</source>
        <translation>“checkpoint”提到它，但其文件缺失</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>当前显示</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Saved</source>
        <comment>when a step was saved</comment>
        <translation>保存时间</translation>
    </message>
</context>
<context>
    <name>ckpt::RunView</name>
    <message>
        <source>Run</source>
        <comment>a training run, noun</comment>
        <translation>训练</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n 步</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Copy Path</source>
        <translation>复制路径</translation>
    </message>
</context>
<context>
    <name>ckpt::ScalarView</name>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>精确值</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>十六进制</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>二进制位</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s); the first %1 are shown</source>
        <translation>
            <numerusform>%n 字节；显示前 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ckpt::Screenshot</name>
    <message>
        <source>The window was not ready after two minutes.</source>
        <translation>两分钟后窗口仍未就绪。</translation>
    </message>
    <message>
        <source>The picture could not be written to “%1”.</source>
        <translation>无法将图片写入“%1”。</translation>
    </message>
    <message>
        <source>There is no variable “%1”.</source>
        <translation>没有变量“%1”。</translation>
    </message>
</context>
<context>
    <name>ckpt::SizeBars</name>
    <message>
        <source>Now %1, new %2</source>
        <comment>sizes</comment>
        <translation>现为 %1，新为 %2</translation>
    </message>
    <message>
        <source>Now</source>
        <comment>size of the source</comment>
        <translation>现在</translation>
    </message>
    <message>
        <source>New</source>
        <comment>size of the export</comment>
        <translation>新</translation>
    </message>
</context>
<context>
    <name>ckpt::StatisticsPanel</name>
    <message>
        <source>Whole tensor</source>
        <translation>整个张量</translation>
    </message>
    <message>
        <source>Statistics of the whole tensor</source>
        <translation>整个张量的统计</translation>
    </message>
    <message>
        <source>Go to this value</source>
        <translation>转到此数值</translation>
    </message>
    <message>
        <source>Strings</source>
        <translation>字符串</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节数</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>最短</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均值</translation>
    </message>
    <message>
        <source>Std dev</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>L2 norm</source>
        <translation>L2 范数</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>零</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>Inf</source>
        <translation>无穷</translation>
    </message>
</context>
<context>
    <name>ckpt::ValueService</name>
    <message>
        <source>Statistics of %1</source>
        <translation>%1 的统计</translation>
    </message>
</context>
<context>
    <name>ckpt::ValuesState</name>
    <message>
        <source>Select a variable to see its values.</source>
        <translation>选择一个变量，即可查看其数值。</translation>
    </message>
    <message>
        <source>Shape %1: there are no values.</source>
        <translation>形状 %1：没有数值。</translation>
    </message>
    <message>
        <source>The slice %1 holds no values.</source>
        <translation>切片 %1 中没有数值。</translation>
    </message>
    <message>
        <source>Values of %1 cannot be shown.</source>
        <comment>type 57</comment>
        <translation>无法显示数值：%1。</translation>
    </message>
    <message>
        <source>Its %1 bytes are in %2, from byte %3.</source>
        <translation>其 %1 字节位于 %2，从字节 %3 开始。</translation>
    </message>
    <message>
        <source>The values are not here.</source>
        <translation>数值不在此处。</translation>
    </message>
    <message>
        <source>%1 is missing beside the index.</source>
        <translation>索引旁缺少 %1。</translation>
    </message>
    <message>
        <source>This variable cannot be read completely</source>
        <translation>无法完整读取此变量</translation>
    </message>
    <message>
        <source>The index places it at bytes %1 to %2 of %3, but that file ends at %4.</source>
        <translation>索引将其置于 %3 的字节 %1 至 %2，但该文件在 %4 处结束。</translation>
    </message>
    <message>
        <source>The first %1 % of its values are there.</source>
        <translation>其前 %1% 的数值仍在。</translation>
    </message>
    <message>
        <source>Most often the copy was cut short, or the file belongs to another step.</source>
        <translation>多半是复制未完成，或文件属于另一步。</translation>
    </message>
    <message>
        <source>Checksum does not match: stored %1, computed %2.</source>
        <translation>校验和不符：存储的是 %1，算得 %2。</translation>
    </message>
    <message>
        <source>Checksum does not match.</source>
        <translation>校验和不符。</translation>
    </message>
</context>
<context>
    <name>ckpt::ValuesView</name>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>The statistics could not be computed.</source>
        <translation>无法计算统计。</translation>
    </message>
    <message>
        <source>Grid</source>
        <comment>view of values as a table</comment>
        <translation>网格</translation>
    </message>
    <message>
        <source>Image</source>
        <comment>view of values as a picture</comment>
        <translation>图像</translation>
    </message>
    <message>
        <source>Values as a grid (1)</source>
        <translation>以网格显示数值（1）</translation>
    </message>
    <message>
        <source>Values as an image (2)</source>
        <translation>以图像显示数值（2）</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Go to Minimum</source>
        <translation>转到最小值</translation>
    </message>
    <message>
        <source>Go to Maximum</source>
        <translation>转到最大值</translation>
    </message>
    <message>
        <source>Up to %1 values can be copied at once.</source>
        <translation>一次最多可复制 %1 个数值。</translation>
    </message>
    <message>
        <source>%1 are selected.</source>
        <translation>已选择 %1 个。</translation>
    </message>
    <message>
        <source>The first %1 of %2 rows are shown.</source>
        <translation>共 %2 行，显示前 %1 行。</translation>
    </message>
    <message>
        <source>Type a slice, for example [%1:], to see those behind.</source>
        <translation>输入切片（例如 [%1:]），可查看其后的行。</translation>
    </message>
    <message>
        <source>Show the readable part</source>
        <translation>显示可读部分</translation>
    </message>
    <message>
        <source>Find the file…</source>
        <translation>查找文件…</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Only a part of the values is there.</source>
        <translation>只有一部分数值。</translation>
    </message>
    <message>
        <source>Values may be wrong.</source>
        <translation>数值可能有误。</translation>
    </message>
</context>
<context>
    <name>ckpt::VariablesModel</name>
    <message numerus="yes">
        <source>+%n slot(s)</source>
        <comment>optimizer slots folded under a variable</comment>
        <translation>
            <numerusform>+%n 状态</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+%n average(s)</source>
        <comment>moving averages folded under a variable</comment>
        <translation>
            <numerusform>+%n 平均</numerusform>
        </translation>
    </message>
    <message>
        <source>= %1</source>
        <comment>value of a scalar</comment>
        <translation>= %1</translation>
    </message>
    <message>
        <source>file missing</source>
        <translation>缺少文件</translation>
    </message>
    <message>
        <source>file too short</source>
        <translation>文件过短</translation>
    </message>
    <message>
        <source>wrong checksum</source>
        <translation>校验和不符</translation>
    </message>
    <message>
        <source>unknown type</source>
        <translation>类型未知</translation>
    </message>
    <message>
        <source>part missing</source>
        <translation>缺少部分</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>empty</source>
        <comment>tensor without elements</comment>
        <translation>空</translation>
    </message>
    <message>
        <source>NaN %1</source>
        <comment>how many values are not a number</comment>
        <translation>NaN %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of all, %n element(s)</source>
        <translation>
            <numerusform>占全部的 %1，%n 个元素</numerusform>
        </translation>
    </message>
    <message>
        <source>between %1 and %2, mean %3</source>
        <translation>介于 %1 和 %2 之间，平均值 %3</translation>
    </message>
    <message>
        <source>scope %1</source>
        <translation>作用域 %1</translation>
    </message>
    <message>
        <source>%1, %2 of all</source>
        <comment>size, share</comment>
        <translation>%1，占全部的 %2</translation>
    </message>
    <message>
        <source>%1, no NaN</source>
        <translation>%1，没有 NaN</translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s)</source>
        <translation>
            <numerusform>%n 个变量</numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>not here</source>
        <comment>values</comment>
        <translation>不在此处</translation>
    </message>
</context>
<context>
    <name>ckpt::VariablesTable</name>
    <message>
        <source>Variables</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Choose by Width</source>
        <translation>按宽度选择</translation>
    </message>
</context>
<context>
    <name>ckpt::VariablesView</name>
    <message>
        <source>As Tree</source>
        <translation>树状显示</translation>
    </message>
    <message>
        <source>Scopes as a tree</source>
        <translation>将作用域显示为树</translation>
    </message>
    <message>
        <source>As Flat List</source>
        <translation>列表显示</translation>
    </message>
    <message>
        <source>All variables in one list</source>
        <translation>将所有变量显示在一个列表中</translation>
    </message>
    <message>
        <source>Show Values</source>
        <translation>显示数值</translation>
    </message>
    <message>
        <source>Show in Diagram</source>
        <translation>在计算图中显示</translation>
    </message>
    <message>
        <source>Copy Name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Copy as Text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Click to hide or show, double-click to see only these</source>
        <translation>单击隐藏或显示，双击只看这些</translation>
    </message>
    <message>
        <source>With issues</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>Click to see only variables that cannot be read</source>
        <translation>单击只看无法读取的变量</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>shown of all variables</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>No checkpoint is open.</source>
        <translation>没有打开检查点。</translation>
    </message>
    <message>
        <source>This checkpoint holds no variables.</source>
        <translation>此检查点没有变量。</translation>
    </message>
    <message>
        <source>All variables are hidden by the chips above.</source>
        <translation>上方的标签隐藏了所有变量。</translation>
    </message>
    <message>
        <source>No variable matches “%1”.</source>
        <translation>没有变量符合“%1”。</translation>
    </message>
    <message>
        <source>Clear Filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Filter variables</source>
        <translation>筛选变量</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Filter: name, shape, type, role:kernel, size&gt;1M</source>
        <translation>筛选：名称、形状、类型、role:kernel、size&gt;1M</translation>
    </message>
    <message>
        <source>All words are to hold. Fields: name, layer, op, dtype, role, shape, rank, size, bytes, shard, trainable, issue, as in role:kernel,bias, shape:3x3, bytes&gt;=1MB or name~^conv. A minus before a word excludes it, OR and brackets join words, quotation marks keep blanks.</source>
        <translation>各词须全部符合。字段：name、layer、op、dtype、role、shape、rank、size、bytes、shard、trainable、issue，如 role:kernel,bias、shape:3x3、bytes&gt;=1MB 或 name~^conv。词前的减号表示排除，OR 和括号连接各词，引号保留空格。</translation>
    </message>
</context>
<context>
    <name>ckpt::WelcomePage</name>
    <message>
        <source>See what is inside a TensorFlow checkpoint.</source>
        <translation>看看 TensorFlow 检查点里有什么。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Recent runs</source>
        <translation>最近的训练</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Start with</source>
        <translation>从这里开始</translation>
    </message>
    <message>
        <source>Open the sample run</source>
        <translation>打开示例训练</translation>
    </message>
    <message>
        <source>What can be opened</source>
        <translation>可以打开什么</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>须知</translation>
    </message>
    <message>
        <source>Nothing is changed on disk: files are opened for reading only.</source>
        <translation>不会改动磁盘上的任何内容：文件仅以只读方式打开。</translation>
    </message>
    <message>
        <source>No Python, no TensorFlow, no network.</source>
        <translation>无需 Python、TensorFlow 或网络。</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Remove From List</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>A run folder such as &lt;b&gt;save/&lt;/b&gt; with its &lt;b&gt;checkpoint&lt;/b&gt; file, or any one of &lt;b&gt;.index&lt;/b&gt;, &lt;b&gt;.data-…&lt;/b&gt;, &lt;b&gt;.meta&lt;/b&gt;, &lt;b&gt;.ckpt&lt;/b&gt;. Formats V1 and V2 are told apart by content. Moved folders are fine. Arrays, too: &lt;b&gt;.npz&lt;/b&gt;, &lt;b&gt;.npy&lt;/b&gt;, &lt;b&gt;.safetensors&lt;/b&gt;.</source>
        <translation>训练文件夹（例如含有 &lt;b&gt;checkpoint&lt;/b&gt; 文件的 &lt;b&gt;save/&lt;/b&gt;），或 &lt;b&gt;.index&lt;/b&gt;、&lt;b&gt;.data-…&lt;/b&gt;、&lt;b&gt;.meta&lt;/b&gt;、&lt;b&gt;.ckpt&lt;/b&gt; 中的任意一个文件。V1 和 V2 格式按内容区分。文件夹移动过也没关系。数组文件也可以：&lt;b&gt;.npz&lt;/b&gt;、&lt;b&gt;.npy&lt;/b&gt;、&lt;b&gt;.safetensors&lt;/b&gt;。</translation>
    </message>
</context>
<context>
    <name>ckpt::ZoomBar</name>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
</context>
</TS>
