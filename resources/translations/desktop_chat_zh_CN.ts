<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>desktop_chat</name>
    <message>
        <source> (HTTP {status})</source>
        <translation>（HTTP {status}）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>--backup and --salvage go with --repair.</source>
        <translation>--backup和--salvage要与--repair一起使用。</translation>
    </message>
    <message>
        <source>--from, --to and --branch are for one branch of one conversation.</source>
        <translation>--from、--to和--branch用于一个对话的一个分支。</translation>
    </message>
    <message>
        <source>--generate goes with a new passphrase, which is then not read.</source>
        <translation>--generate用于新的密码短语，此时不再读取它。</translation>
    </message>
    <message>
        <source>--key-env takes the name of an environment variable, not the key itself.</source>
        <translation>--key-env后面要写环境变量的名称，而不是密钥本身。</translation>
    </message>
    <message>
        <source>--model-file goes with --local.</source>
        <translation>--model-file要和--local一起使用。</translation>
    </message>
    <message>
        <source>--profile and --trailer are for Markdown.</source>
        <translation>--profile和--trailer用于Markdown。</translation>
    </message>
    <message>
        <source>A command goes with neither --new nor --quick-ask: they open a window.</source>
        <translation>命令不能与--new或--quick-ask同时使用：它们用来打开窗口。</translation>
    </message>
    <message>
        <source>A file for each conversation that is not in the trash, in folders like those here. It is written a moment after something has changed. A file that you change yourself is kept aside and never overwritten.</source>
        <translation>不在废纸篓中的每个对话各有一个文件，文件夹与这里相同。有变化后稍等片刻便会写入。你自己改过的文件会另外保留，绝不覆盖。</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>A key is then kept for this run only. Install a keyring such as GNOME Keyring or KWallet, or name an environment variable that holds the key.</source>
        <translation>密钥因此只在本次运行期间保留。安装GNOME Keyring或KWallet之类的密钥环，或者指定一个存放密钥的环境变量。</translation>
    </message>
    <message>
        <source>A local model needs no key and no network.</source>
        <translation>本地模型不需要密钥，也不需要网络。</translation>
    </message>
    <message>
        <source>A message can bring along {most} files at most.</source>
        <translation>一条消息最多附带{most}个文件。</translation>
    </message>
    <message>
        <source>A message is held back that looks as if it held a private key, the key of a service or a password.</source>
        <translation>看起来含有私钥、服务密钥或密码的消息会先被拦下。</translation>
    </message>
    <message>
        <source>A number of messages or tokens is written in digits. Nothing stands for no limit.</source>
        <translation>消息数或token数要用数字写。留空表示不限。</translation>
    </message>
    <message>
        <source>A page for any browser (HTML)</source>
        <translation>任何浏览器都能打开的网页（HTML）</translation>
    </message>
    <message>
        <source>A page runs nothing and fetches nothing.</source>
        <translation>网页不运行、也不加载任何东西。</translation>
    </message>
    <message>
        <source>A prompt needs a name.</source>
        <translation>提示词需要一个名称。</translation>
    </message>
    <message>
        <source>A proxy on the way may have damaged it. Retry.</source>
        <translation>途中的代理可能损坏了数据。可以重试。</translation>
    </message>
    <message>
        <source>A reply is being written here; replay this one after it.</source>
        <translation>这里正在写回复，等它结束后再重发。</translation>
    </message>
    <message>
        <source>A reply…</source>
        <translation>回复…</translation>
    </message>
    <message>
        <source>A sign in the tray</source>
        <translation>在系统托盘中显示图标</translation>
    </message>
    <message>
        <source>A test only asks for the list of models.</source>
        <translation>测试时只查询模型列表。</translation>
    </message>
    <message>
        <source>A whole number; the same one asks for the same reply.</source>
        <translation>整数；相同的数请求相同的回复。</translation>
    </message>
    <message>
        <source>A zip file with a file for each conversation, in folders like those here.</source>
        <translation>一个zip文件，每个对话一个文件，文件夹与这里相同。</translation>
    </message>
    <message>
        <source>ACTION</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API密钥</translation>
    </message>
    <message>
        <source>About Desktop Chat</source>
        <translation>关于Desktop Chat</translation>
    </message>
    <message>
        <source>Above 0: fewer repeated words; −2 to 2.</source>
        <translation>大于0时更少重复用词；−2到2。</translation>
    </message>
    <message>
        <source>Above 0: more new subjects; −2 to 2.</source>
        <translation>大于0时更多谈新话题；−2到2。</translation>
    </message>
    <message>
        <source>Add an endpoint…</source>
        <translation>添加端点…</translation>
    </message>
    <message>
        <source>Add another…</source>
        <translation>再加一个…</translation>
    </message>
    <message>
        <source>Add as mine, without asking</source>
        <translation>作为我的加入，不提问</translation>
    </message>
    <message>
        <source>Add as my message, without asking</source>
        <translation>作为我的消息加入，不提问</translation>
    </message>
    <message>
        <source>Add as the model&apos;s reply, without asking</source>
        <translation>作为模型的回答加入，不提问</translation>
    </message>
    <message>
        <source>Add as the model&apos;s, without asking</source>
        <translation>作为模型的加入，不提问</translation>
    </message>
    <message>
        <source>Add credit with the provider, or choose another endpoint.</source>
        <translation>可以向服务商充值，或换用别的端点。</translation>
    </message>
    <message>
        <source>Add one in the settings, or with “desktop-chat endpoint add”.</source>
        <translation>可以在设置中添加，或运行“desktop-chat endpoint add”。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Address of the proxy</source>
        <translation>代理地址</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Agree with --yes.</source>
        <translation>同意请加--yes。</translation>
    </message>
    <message>
        <source>All conversations</source>
        <translation>所有对话</translation>
    </message>
    <message>
        <source>All conversations, as far as the file can be read, go into a new file. What is missing is said.</source>
        <translation>把文件中能读出的所有对话写入新文件，并说明缺失了什么。</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>All messages</source>
        <translation>全部消息</translation>
    </message>
    <message>
        <source>All messages since the fresh start</source>
        <translation>从重新开始处起的全部消息</translation>
    </message>
    <message>
        <source>All operators of the search</source>
        <translation>搜索的全部运算符</translation>
    </message>
    <message>
        <source>All that can be done with it</source>
        <translation>可以对它做的一切</translation>
    </message>
    <message>
        <source>Allow it for this program, then retry. The keys in it are untouched.</source>
        <translation>允许本程序访问后重试。其中的密钥没有变动。</translation>
    </message>
    <message>
        <source>Allow plain http</source>
        <translation>允许不加密的http</translation>
    </message>
    <message>
        <source>Already here</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Also:</source>
        <translation>还可以：</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>始终</translation>
    </message>
    <message>
        <source>Another address…</source>
        <translation>其他地址…</translation>
    </message>
    <message>
        <source>Another program holds {path} and does not let go.</source>
        <translation>另一个程序一直占用着{path}。</translation>
    </message>
    <message>
        <source>Another system prompt from now on</source>
        <translation>从现在起使用另一条系统提示词</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Answer tokens</source>
        <translation>回答token</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>应答</translation>
    </message>
    <message>
        <source>Answers of tools, left out</source>
        <translation>工具的结果，未导入</translation>
    </message>
    <message>
        <source>Any model in the GGUF format runs on this computer, without network or key.</source>
        <translation>任何GGUF格式的模型都能在这台电脑上运行，不需要网络和密钥。</translation>
    </message>
    <message>
        <source>Any reader of Markdown</source>
        <translation>任何Markdown阅读器</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Apr</source>
        <translation>4月</translation>
    </message>
    <message>
        <source>April</source>
        <translation>4月</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>As shipped</source>
        <translation>随附价格</translation>
    </message>
    <message>
        <source>As shipped: {rates} per million tokens ({date}, {source}).</source>
        <translation>随附价格：每百万token {rates}（{date}，{source}）。</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Ask before a key is sent</source>
        <translation>发送密钥前先询问</translation>
    </message>
    <message>
        <source>Ask for a shorter answer, or set a limit for its length.</source>
        <translation>可以要求更短的回答，或设置长度上限。</translation>
    </message>
    <message>
        <source>Ask several models…</source>
        <translation>向多个模型提问…</translation>
    </message>
    <message>
        <source>Ask the model</source>
        <translation>请模型来写</translation>
    </message>
    <message>
        <source>Ask the model under the keys</source>
        <translation>向当前模型提问</translation>
    </message>
    <message>
        <source>Ask {model}</source>
        <translation>询问{model}</translation>
    </message>
    <message numerus="yes">
        <source>Ask {n} models</source>
        <extracomment>One: Ask {n} model</extracomment>
        <translation>
            <numerusform>向{n}个模型提问</numerusform>
        </translation>
    </message>
    <message>
        <source>Asked aside</source>
        <translation>另外提问</translation>
    </message>
    <message>
        <source>Asking for the models…</source>
        <translation>正在查询模型…</translation>
    </message>
    <message>
        <source>Asking the keyring…</source>
        <translation>正在询问密钥环…</translation>
    </message>
    <message>
        <source>Asking {host} for its models. Esc stops.</source>
        <translation>正在向{host}查询模型。按Esc停止。</translation>
    </message>
    <message>
        <source>Asking {host}…</source>
        <translation>正在询问{host}…</translation>
    </message>
    <message>
        <source>Asks for: {names}</source>
        <translation>使用时询问：{names}</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>At least {n} characters.</source>
        <translation>至少{n}个字符。</translation>
    </message>
    <message>
        <source>Attach a file…</source>
        <translation>附上文件…</translation>
    </message>
    <message>
        <source>Attach a part of it, or a smaller version.</source>
        <translation>请附上其中一部分，或较小的版本。</translation>
    </message>
    <message>
        <source>Attach as a file</source>
        <translation>作为文件附上</translation>
    </message>
    <message>
        <source>Attach the files in it.</source>
        <translation>请附上其中的文件。</translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation>已附文件</translation>
    </message>
    <message>
        <source>Attached files that are not in it</source>
        <translation>其中没有的附件</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>8月</translation>
    </message>
    <message>
        <source>August</source>
        <translation>8月</translation>
    </message>
    <message>
        <source>Back to one</source>
        <translation>回到单个</translation>
    </message>
    <message>
        <source>Back to the conversations</source>
        <translation>返回对话列表</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>放回列表</translation>
    </message>
    <message>
        <source>Back to what was before</source>
        <translation>回到之前的样子</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Beside this reply</source>
        <translation>与本回复并列</translation>
    </message>
    <message>
        <source>Best matches first</source>
        <translation>最相关的排在前面</translation>
    </message>
    <message>
        <source>Between two pieces of a reply. What has arrived is kept.</source>
        <translation>回复的两段之间。已收到的内容会保留。</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>请求体</translation>
    </message>
    <message>
        <source>Branch {n} of {of}</source>
        <translation>分支{n}/{of}</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>分支</translation>
    </message>
    <message numerus="yes">
        <source>Branches {n} leave here.</source>
        <extracomment>One: Branch {n} leaves here.</extracomment>
        <translation>
            <numerusform>分支{n}从这里分出。</numerusform>
        </translation>
    </message>
    <message>
        <source>Branches…</source>
        <translation>分支…</translation>
    </message>
    <message>
        <source>By a notification of the desktop, unless the reply is being read.</source>
        <translation>用桌面通知，正在阅读的回复除外。</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>CA文件</translation>
    </message>
    <message>
        <source>COMMAND</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation>缓存输入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Certificates in PEM of an authority to believe besides those of the system, such as a company&apos;s own.</source>
        <translation>除系统已信任的以外还要信任的证书颁发机构（PEM格式），例如公司自己的。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更换</translation>
    </message>
    <message>
        <source>Change its value, or leave it out.</source>
        <translation>改一个值，或去掉这个参数。</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>更换密码短语</translation>
    </message>
    <message>
        <source>Change the passphrase…</source>
        <translation>更换密码短语…</translation>
    </message>
    <message>
        <source>Changed by hand, so it is kept as {name}.</source>
        <translation>曾被手动修改，因此保留为{name}。</translation>
    </message>
    <message>
        <source>Changes are kept as you make them.</source>
        <translation>改动会立即保存。</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Changing…</source>
        <translation>正在更换…</translation>
    </message>
    <message>
        <source>Check and start</source>
        <translation>检查并开始</translation>
    </message>
    <message>
        <source>Check that the server is running, and the port in the endpoint&apos;s address.</source>
        <translation>检查服务器是否在运行，以及端点地址里的端口。</translation>
    </message>
    <message>
        <source>Check the address in the endpoint&apos;s settings, and the model&apos;s name.</source>
        <translation>检查端点设置里的地址，以及模型名称。</translation>
    </message>
    <message>
        <source>Check the address in the endpoint&apos;s settings: most end in /v1.</source>
        <translation>检查端点设置里的地址：多数以/v1结尾。</translation>
    </message>
    <message>
        <source>Check the key in the endpoint&apos;s settings.</source>
        <translation>检查端点设置里的密钥。</translation>
    </message>
    <message>
        <source>Check the network, the endpoint&apos;s address, and whether a proxy is needed.</source>
        <translation>检查网络、端点地址，以及是否需要代理。</translation>
    </message>
    <message>
        <source>Check the network, then continue or retry.</source>
        <translation>检查网络，然后继续或重试。</translation>
    </message>
    <message>
        <source>Check the parameters and the model&apos;s name.</source>
        <translation>检查参数和模型名称。</translation>
    </message>
    <message>
        <source>Check the proxy in the system&apos;s network settings, or in the environment variable HTTPS_PROXY.</source>
        <translation>检查系统网络设置或环境变量HTTPS_PROXY里的代理。</translation>
    </message>
    <message>
        <source>Check the spelling of the endpoint&apos;s address, and that this computer is online.</source>
        <translation>检查端点地址的拼写，以及这台电脑是否联网。</translation>
    </message>
    <message>
        <source>Checking a key only asks for the list of models.</source>
        <translation>检查密钥时只查询模型列表。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Choose a folder first.</source>
        <translation>先选择一个文件夹。</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>选择模型文件</translation>
    </message>
    <message>
        <source>Choose a model that reads pictures, or edit the question and remove them.</source>
        <translation>请选择能识别图片的模型，或编辑问题并移除图片。</translation>
    </message>
    <message>
        <source>Choose a prompt…</source>
        <translation>选择提示词…</translation>
    </message>
    <message>
        <source>Choose a system prompt…</source>
        <translation>选择系统提示词…</translation>
    </message>
    <message>
        <source>Choose a way with --salvage or --backup.</source>
        <translation>用--salvage或--backup选择一种方式。</translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation>选择其他文件…</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>换一个模型。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>换一个名称。</translation>
    </message>
    <message>
        <source>Choose one.</source>
        <translation>选一个。</translation>
    </message>
    <message>
        <source>Choose the model…</source>
        <translation>选择模型…</translation>
    </message>
    <message>
        <source>Choose what is sent…</source>
        <translation>选择发送内容…</translation>
    </message>
    <message>
        <source>Choose whose key this is.</source>
        <translation>选择这是哪一家的密钥。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Closes the window, and opens it again afterwards</source>
        <translation>先关闭窗口，修复后再打开</translation>
    </message>
    <message>
        <source>Closing the window only hides it</source>
        <translation>关闭窗口时只是隐藏</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Colours after the system</source>
        <translation>颜色跟随系统</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>宽松</translation>
    </message>
    <message>
        <source>Commands of the program</source>
        <translation>程序的命令</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>紧凑</translation>
    </message>
    <message>
        <source>Compact leaves less room between rows and messages. The text stays as large as it is.</source>
        <translation>紧凑会缩小行与消息之间的间距，文字大小不变。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Compare the answers</source>
        <translation>比较回答</translation>
    </message>
    <message>
        <source>Compare with another reply</source>
        <translation>与另一条回复比较</translation>
    </message>
    <message>
        <source>Connect this computer, then retry.</source>
        <translation>让这台电脑联网后重试。</translation>
    </message>
    <message numerus="yes">
        <source>Connection cut after {n} tokens and {seconds} s of silence. What arrived is kept.</source>
        <extracomment>One: Connection cut after {n} token and {seconds} s of silence. What arrived is kept.</extracomment>
        <translation>
            <numerusform>收到{n} token、静默{seconds}秒后连接中断，已收到的内容已保留。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Connection cut after {n} tokens. What arrived is kept.</source>
        <extracomment>One: Connection cut after {n} token. What arrived is kept.</extracomment>
        <translation>
            <numerusform>收到{n} token后连接中断，已收到的内容已保留。</numerusform>
        </translation>
    </message>
    <message>
        <source>Connection cut before anything arrived. The question is kept.</source>
        <translation>尚未收到内容，连接就已中断。问题已保留。</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Context of the next request</source>
        <translation>下一次请求的上下文</translation>
    </message>
    <message>
        <source>Context…</source>
        <translation>上下文…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Continue where it broke off, or retry.</source>
        <translation>可以从中断处继续，或重试。</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Conversation, or a sign: &gt; @ # ?</source>
        <translation>对话，或一个符号：&gt; @ # ?</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Conversations by some letters of their titles</source>
        <translation>对话：输入标题中的几个字</translation>
    </message>
    <message>
        <source>Conversations cannot be read or written in {path}.</source>
        <translation>无法在{path}中读写对话。</translation>
    </message>
    <message>
        <source>Conversations on disk</source>
        <translation>磁盘上的对话</translation>
    </message>
    <message>
        <source>Conversations that are in the trash here, and stay there</source>
        <translation>已在废纸篓中、仍留在那里的对话</translation>
    </message>
    <message>
        <source>Conversations that had come by then are whole. Import the file again for the rest.</source>
        <translation>此前已导入的对话是完整的。再次导入该文件即可补上其余部分。</translation>
    </message>
    <message>
        <source>Conversations, search index and backups can then be read by everybody who has the files.</source>
        <translation>之后，任何拿到文件的人都能读取对话、搜索索引和备份。</translation>
    </message>
    <message>
        <source>Conversations, search index and backups can then be read with the passphrase alone.</source>
        <translation>之后，只有用密码短语才能读取对话、搜索索引和备份。</translation>
    </message>
    <message>
        <source>Conversations, settings and logs lie here. Copied while the program is closed, it is a backup.</source>
        <translation>对话、设置和日志都在这里。程序关闭时复制一份，就是备份。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>复制为JSON</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为Markdown</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>复制为Python</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>复制为curl</translation>
    </message>
    <message>
        <source>Copy as plain text</source>
        <translation>复制为纯文本</translation>
    </message>
    <message>
        <source>Copy as rich text</source>
        <translation>复制为富文本</translation>
    </message>
    <message>
        <source>Copy code: {code}</source>
        <translation>复制代码：{code}</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Copy the last code block</source>
        <translation>复制最后一个代码块</translation>
    </message>
    <message>
        <source>Copy the last reply</source>
        <translation>复制最后一条回复</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>Ctrl+Alt+Space, where the system offers it; Linux asks you first, macOS has none. Else bind “desktop-chat --quick-ask” in the keyboard settings of the desktop.</source>
        <translation>Ctrl+Alt+Space，取决于系统是否提供；Linux会先征求你的同意，macOS没有。否则请在桌面的键盘设置中绑定“desktop-chat --quick-ask”。</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message numerus="yes">
        <source>Cut by the length limit after {n} tokens.</source>
        <extracomment>One: Cut by the length limit after {n} token.</extracomment>
        <translation>
            <numerusform>达到长度上限，在{n} token处截断。</numerusform>
        </translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Data and backups</source>
        <translation>数据与备份</translation>
    </message>
    <message>
        <source>Data directory</source>
        <translation>数据目录</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>12月</translation>
    </message>
    <message>
        <source>December</source>
        <translation>12月</translation>
    </message>
    <message>
        <source>Decrypt</source>
        <translation>解密</translation>
    </message>
    <message>
        <source>Decrypt conversations</source>
        <translation>解密对话</translation>
    </message>
    <message>
        <source>Decrypting the conversations…</source>
        <translation>正在解密对话…</translation>
    </message>
    <message>
        <source>Decrypt…</source>
        <translation>解密…</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Default model</source>
        <translation>默认模型</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>永久删除…</translation>
    </message>
    <message>
        <source>Delete removes it</source>
        <translation>按Delete移除</translation>
    </message>
    <message numerus="yes">
        <source>Delete {n} conversations for good?</source>
        <extracomment>One: Delete {n} conversation for good?</extracomment>
        <translation>
            <numerusform>永久删除{n}个对话？</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete “{title}” for good?</source>
        <translation>永久删除“{title}”？</translation>
    </message>
    <message>
        <source>Deleted for good after 30 days.</source>
        <translation>30天后永久删除。</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>密度</translation>
    </message>
    <message>
        <source>Desktop Chat is in the tray</source>
        <translation>Desktop Chat在系统托盘中</translation>
    </message>
    <message>
        <source>Desktop Chat is open already, but does not answer.</source>
        <translation>Desktop Chat已经打开，但没有响应。</translation>
    </message>
    <message>
        <source>Desktop Chat {version}, free software under the MIT licence.</source>
        <translation>Desktop Chat {version}，以MIT许可证发布的自由软件。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>不发送</translation>
    </message>
    <message>
        <source>Download or copy it again. Nothing was imported.</source>
        <translation>请重新下载或复制。没有导入任何内容。</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Earlier and later questions</source>
        <translation>更早和更晚的问题</translation>
    </message>
    <message>
        <source>Earlier messages</source>
        <translation>先前的消息</translation>
    </message>
    <message>
        <source>Edit prompts…</source>
        <translation>编辑提示词…</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>编辑上一个问题</translation>
    </message>
    <message>
        <source>Edit the last question, in an empty field</source>
        <translation>在空输入框里编辑上一个问题</translation>
    </message>
    <message>
        <source>Edit the summary…</source>
        <translation>编辑摘要…</translation>
    </message>
    <message>
        <source>Edit this message…</source>
        <translation>编辑这条消息…</translation>
    </message>
    <message>
        <source>Edited by you.</source>
        <translation>由你编辑。</translation>
    </message>
    <message>
        <source>Editing</source>
        <translation>正在编辑</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Empty: as in the settings</source>
        <translation>留空：与设置相同</translation>
    </message>
    <message>
        <source>Empty…</source>
        <translation>清空…</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>Encrypt conversations</source>
        <translation>加密对话</translation>
    </message>
    <message>
        <source>Encrypting the conversations…</source>
        <translation>正在加密对话…</translation>
    </message>
    <message>
        <source>Encrypt…</source>
        <translation>加密…</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>结束方式</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>Endpoints</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>Endpoints…</source>
        <translation>端点…</translation>
    </message>
    <message>
        <source>Endpoint…</source>
        <translation>端点…</translation>
    </message>
    <message>
        <source>Ends the reply before this; several: [&quot;a&quot;, &quot;b&quot;].</source>
        <translation>回复在此文字前结束；多个写作[&quot;a&quot;, &quot;b&quot;]。</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Enter it in the endpoint&apos;s settings.</source>
        <translation>在端点设置里输入密钥。</translation>
    </message>
    <message>
        <source>Enter the address first.</source>
        <translation>先填写地址。</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Esc leaves the name as it is.</source>
        <translation>Esc保留原名。</translation>
    </message>
    <message>
        <source>Esc: look around first</source>
        <translation>Esc：先看看</translation>
    </message>
    <message>
        <source>Everything in it is here already.</source>
        <translation>其中的内容都已经在这里。</translation>
    </message>
    <message>
        <source>Exact bytes</source>
        <translation>原始字节</translation>
    </message>
    <message>
        <source>Examine…</source>
        <translation>检查…</translation>
    </message>
    <message>
        <source>Examining {model}…</source>
        <translation>正在检查{model}…</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Exclude earlier messages, set an input budget, or go on in a new conversation.</source>
        <translation>可以排除较早的消息、设置输入预算，或在新对话里接着聊。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>全部导出…</translation>
    </message>
    <message>
        <source>Export called off. Nothing was written.</source>
        <translation>导出已取消，没有写入任何文件。</translation>
    </message>
    <message>
        <source>Export prompts to</source>
        <translation>导出提示词到</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>Exported to {path}</source>
        <translation>已导出到{path}</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>导出文件</translation>
    </message>
    <message>
        <source>Exports and the folder of Markdown files stay as they are.</source>
        <translation>导出的文件和Markdown文件夹保持原样。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Extra body, JSON</source>
        <translation>附加正文，JSON</translation>
    </message>
    <message>
        <source>Extra headers</source>
        <translation>额外请求头</translation>
    </message>
    <message>
        <source>Extra headers, JSON</source>
        <translation>附加标头，JSON</translation>
    </message>
    <message>
        <source>F2 renames, Delete removes. A new name saves what is set here.</source>
        <translation>F2改名，Delete删除。输入新名称可保存此处的设置。</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>2月</translation>
    </message>
    <message>
        <source>February</source>
        <translation>2月</translation>
    </message>
    <message>
        <source>File attached: {name}, {facts}</source>
        <translation>附件：{name}，{facts}</translation>
    </message>
    <message>
        <source>File text</source>
        <translation>文件文本</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Filter folders, or name a new one</source>
        <translation>筛选文件夹，或为新文件夹命名</translation>
    </message>
    <message>
        <source>Filter models</source>
        <translation>筛选模型</translation>
    </message>
    <message>
        <source>Filter presets, or name a new one</source>
        <translation>筛选预设，或输入新名称</translation>
    </message>
    <message>
        <source>Filter prompts</source>
        <translation>筛选提示词</translation>
    </message>
    <message>
        <source>Filter replies</source>
        <translation>筛选回复</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>查找设置</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>在此对话中查找</translation>
    </message>
    <message>
        <source>Find in this conversation…</source>
        <translation>在此对话中查找…</translation>
    </message>
    <message>
        <source>Find out what the default model takes, with a few tiny questions</source>
        <translation>用几个极短的问题了解默认模型接受什么</translation>
    </message>
    <message>
        <source>First and last message</source>
        <translation>第一条和最后一条消息</translation>
    </message>
    <message>
        <source>First token, end</source>
        <translation>首个token，结束</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Fold and unfold</source>
        <translation>收起和展开</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder mirror…</source>
        <translation>文件夹镜像…</translation>
    </message>
    <message>
        <source>Folder “{name}” removed</source>
        <translation>已移除文件夹“{name}”</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Followed, it would have carried the conversation there. If that address is right, put it into the endpoint&apos;s settings.</source>
        <translation>若跟随跳转，对话内容就会发到那里。如果那个地址是对的，把它填进端点设置。</translation>
    </message>
    <message>
        <source>For many conversations, name a .zip file or a folder that exists.</source>
        <translation>要导出多个对话，须指定一个.zip文件或已有的文件夹。</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
    <message>
        <source>Forget what {name} taught</source>
        <translation>忘记从{name}学到的</translation>
    </message>
    <message>
        <source>Fork from here</source>
        <translation>从这里分叉</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message numerus="yes">
        <source>Found {names} with {n} models.</source>
        <extracomment>One: Found {names} with {n} model.</extracomment>
        <translation>
            <numerusform>找到{names}，有{n}个模型。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Found {name} at {host} with {n} models.</source>
        <extracomment>One: Found {name} at {host} with {n} model.</extracomment>
        <translation>
            <numerusform>在{host}找到{name}，有{n}个模型。</numerusform>
        </translation>
    </message>
    <message>
        <source>Free</source>
        <translation>空余</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>频率惩罚</translation>
    </message>
    <message>
        <source>Fresh start here</source>
        <translation>从这里重新开始</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>From the search field to what was found</source>
        <translation>从搜索框到搜索结果</translation>
    </message>
    <message>
        <source>From the summary to the comparison</source>
        <translation>从摘要到比较</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Give our conversation a title of at most six words, in the language of the conversation. Answer with the title alone, without quotation marks.</source>
        <translation>请用我们对话所用的语言，为这次对话起一个不超过十二个字的标题。只回答标题本身，不要引号。</translation>
    </message>
    <message>
        <source>Give the key to the endpoint. Where it has to stand in a header of its own, write $API_KEY there.</source>
        <translation>把密钥交给端点。如果它必须放在单独的请求头里，就在那里写$API_KEY。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续使用</translation>
    </message>
    <message>
        <source>Go on with this one</source>
        <translation>用这个继续</translation>
    </message>
    <message>
        <source>Go to a command with the arrow keys to give it other keys.</source>
        <translation>用方向键选中一个命令，即可更改它的按键。</translation>
    </message>
    <message>
        <source>Go to conversation {n}</source>
        <translation>转到第{n}个对话</translation>
    </message>
    <message>
        <source>Go to or do…</source>
        <translation>前往或执行…</translation>
    </message>
    <message>
        <source>Goes into the body as it is: {&quot;top_k&quot;: 40}.</source>
        <translation>原样加入请求正文：{&quot;top_k&quot;: 40}。</translation>
    </message>
    <message>
        <source>Goes on after: {place}</source>
        <translation>接在此后：{place}</translation>
    </message>
    <message>
        <source>Hide the window</source>
        <translation>隐藏窗口</translation>
    </message>
    <message>
        <source>High contrast always follows the system.</source>
        <translation>高对比度始终跟随系统。</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Host {host}.</source>
        <translation>主机{host}。</translation>
    </message>
    <message>
        <source>How freely words are chosen; 0 to 2.</source>
        <translation>选词的自由程度；0到2。</translation>
    </message>
    <message>
        <source>How long a reply may pause; more than 0.</source>
        <translation>回复可以停顿多久；大于0。</translation>
    </message>
    <message>
        <source>How long it thinks first: minimal, low, medium, high.</source>
        <translation>先思考多久：minimal、low、medium、high。</translation>
    </message>
    <message>
        <source>How long until the first byte; more than 0.</source>
        <translation>等到第一个字节的时间；大于0。</translation>
    </message>
    <message>
        <source>How many of the latest are sent; from 1.</source>
        <translation>发送最近的多少条；不小于1。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import it in parts. Nothing was imported.</source>
        <translation>请分几次导入。没有导入任何内容。</translation>
    </message>
    <message>
        <source>Import prompts</source>
        <translation>导入提示词</translation>
    </message>
    <message>
        <source>Importing “{name}”</source>
        <translation>正在导入“{name}”</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>In a receipt</source>
        <translation>在回执里</translation>
    </message>
    <message>
        <source>In the keyring</source>
        <translation>在密钥环里</translation>
    </message>
    <message>
        <source>In the keyring, ends in {tail}</source>
        <translation>在密钥环里，末尾是{tail}</translation>
    </message>
    <message>
        <source>In the provider&apos;s words</source>
        <translation>服务商原话</translation>
    </message>
    <message>
        <source>In the trash; deleted for good after {day}.</source>
        <translation>在废纸篓中；{day}之后将永久删除。</translation>
    </message>
    <message>
        <source>In this conversation</source>
        <translation>在本对话中</translation>
    </message>
    <message>
        <source>In this conversation {spent} of {limit} were spent; this request would add about {more}.</source>
        <translation>本对话已花费{limit}中的{spent}；此请求约再增加{more}。</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Input budget</source>
        <translation>输入预算</translation>
    </message>
    <message>
        <source>Input budget, tokens</source>
        <translation>输入预算，token</translation>
    </message>
    <message>
        <source>Input budget…</source>
        <translation>输入预算…</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Insert a prompt, at the beginning</source>
        <translation>插入提示词，在开头</translation>
    </message>
    <message>
        <source>Insert a prompt…</source>
        <translation>插入提示词…</translation>
    </message>
    <message>
        <source>Insert after this</source>
        <translation>在此之后插入</translation>
    </message>
    <message>
        <source>Inserting</source>
        <translation>正在插入</translation>
    </message>
    <message>
        <source>Install it with: pip install &quot;desktop-chat[local]&quot;</source>
        <translation>安装方法：pip install &quot;desktop-chat[local]&quot;</translation>
    </message>
    <message>
        <source>Interrupted: the program ended before anything arrived. The question is kept.</source>
        <translation>已中断：尚未收到内容，程序就已结束。问题已保留。</translation>
    </message>
    <message>
        <source>Interrupted: the program ended while this was written. What had arrived is kept.</source>
        <translation>已中断：写到这里时程序结束了，已收到的内容已保留。</translation>
    </message>
    <message>
        <source>It answered.</source>
        <translation>有应答。</translation>
    </message>
    <message>
        <source>It does not protect from somebody who uses your running session, nor from the provider.</source>
        <translation>它防不住使用你已登录会话的人，也防不住服务商。</translation>
    </message>
    <message>
        <source>It does not say how many tokens it reads.</source>
        <translation>它没有说明能读取多少token。</translation>
    </message>
    <message>
        <source>It does not stream: a reply comes as a whole.</source>
        <translation>不支持流式：回复一次性到达。</translation>
    </message>
    <message>
        <source>It has not run since the program was started.</source>
        <translation>程序启动后尚未运行。</translation>
    </message>
    <message>
        <source>It is damaged or of a kind that is not known here. Save it again as PNG or JPEG, then attach that.</source>
        <translation>图片已损坏，或格式无法识别。请另存为PNG或JPEG后再附上。</translation>
    </message>
    <message>
        <source>It is empty, or holds a space, a line break or a letter that no key has. Copy it once more.</source>
        <translation>它是空的，或含有空格、换行或密钥里不会有的字符。重新复制一次。</translation>
    </message>
    <message>
        <source>It is made with the work of others. What that is, and under which licences, follows as they wrote it.</source>
        <translation>它使用了他人的成果。以下是这些成果及其许可证的原文。</translation>
    </message>
    <message>
        <source>It is nested too deep to be read.</source>
        <translation>嵌套太深，无法读取。</translation>
    </message>
    <message>
        <source>It is not used; a key is kept for this run only. Install a keyring such as GNOME Keyring or KWallet, or name an environment variable that holds the key.</source>
        <translation>本程序不使用它，密钥只在本次运行期间保留。安装GNOME Keyring或KWallet之类的密钥环，或者指定一个存放密钥的环境变量。</translation>
    </message>
    <message>
        <source>It is not what its format says.</source>
        <translation>内容与其格式不符。</translation>
    </message>
    <message>
        <source>It is too large to be read.</source>
        <translation>太大，无法读取。</translation>
    </message>
    <message>
        <source>It lists no models. Type the name of one.</source>
        <translation>它没有列出模型。输入一个模型名称。</translation>
    </message>
    <message numerus="yes">
        <source>It lists {n} models: {names}</source>
        <extracomment>One: It lists {n} model: {names}</extracomment>
        <translation>
            <numerusform>它列出{n}个模型：{names}</numerusform>
        </translation>
    </message>
    <message>
        <source>It may be asking for its password in another window. Answer it there, then retry.</source>
        <translation>它可能正在另一个窗口里等待输入密码。在那里输入后重试。</translation>
    </message>
    <message>
        <source>It may be busy, or a firewall or a missing proxy is in the way.</source>
        <translation>它可能正忙，也可能被防火墙拦住，或缺少代理。</translation>
    </message>
    <message>
        <source>It may have been deleted, or its name may be misspelt.</source>
        <translation>它可能已被删除，或者名称写错了。</translation>
    </message>
    <message>
        <source>It may have been moved or deleted, or it may belong to somebody else. Nothing was attached of it.</source>
        <translation>文件可能已被移动或删除，也可能没有读取权限。未附上任何内容。</translation>
    </message>
    <message>
        <source>It may have been moved or deleted, or it may belong to somebody else. Nothing was imported.</source>
        <translation>它可能已被移动或删除，也可能属于其他用户。没有导入任何内容。</translation>
    </message>
    <message>
        <source>It reads up to {n} tokens, as it says itself.</source>
        <translation>它自称最多读取{n}token。</translation>
    </message>
    <message>
        <source>It should look like https://api.example.com/v1, without a name, a password or a question mark.</source>
        <translation>地址应当形如https://api.example.com/v1，不含用户名、密码和问号。</translation>
    </message>
    <message>
        <source>It shows and hides the window, on desktops that have a tray.</source>
        <translation>用来显示和隐藏窗口，仅限有系统托盘的桌面。</translation>
    </message>
    <message>
        <source>It streams, and does not report what was used.</source>
        <translation>支持流式，但不报告用量。</translation>
    </message>
    <message>
        <source>It streams, and reports what was used at the end.</source>
        <translation>支持流式，并在结束时报告用量。</translation>
    </message>
    <message>
        <source>It was tried {n} times.</source>
        <translation>已尝试{n}次。</translation>
    </message>
    <message>
        <source>Its message is kept. Attach the file again in a new message, and exclude the old one.</source>
        <translation>消息本身已保留。请在新消息中重新附上该文件，并排除旧消息。</translation>
    </message>
    <message>
        <source>JSON holds all branches and files; --branch leaves the other branches out.</source>
        <translation>JSON包含所有分支和文件；--branch会略去其他分支。</translation>
    </message>
    <message>
        <source>JSON, for this program, without loss</source>
        <translation>JSON，供本程序使用，无损</translation>
    </message>
    <message>
        <source>Jan</source>
        <translation>1月</translation>
    </message>
    <message>
        <source>January</source>
        <translation>1月</translation>
    </message>
    <message>
        <source>Jul</source>
        <translation>7月</translation>
    </message>
    <message>
        <source>July</source>
        <translation>7月</translation>
    </message>
    <message>
        <source>Jun</source>
        <translation>6月</translation>
    </message>
    <message>
        <source>June</source>
        <translation>6月</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Keep a folder of Markdown files</source>
        <translation>维护一个Markdown文件夹</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Keep only the last</source>
        <translation>只保留最近</translation>
    </message>
    <message>
        <source>Keep only the last messages</source>
        <translation>只保留最近几条消息</translation>
    </message>
    <message>
        <source>Keep the key in the keyring, so that no start asks</source>
        <translation>把密钥存入密钥环，启动时不再询问</translation>
    </message>
    <message>
        <source>Kept as a branch, without asking.</source>
        <translation>作为分支保留，不请求回复。</translation>
    </message>
    <message>
        <source>Kept in the system keyring, never in a file.</source>
        <translation>保存在系统密钥环里，从不写入文件。</translation>
    </message>
    <message>
        <source>Kept until the program ends</source>
        <translation>只保存到程序结束</translation>
    </message>
    <message>
        <source>Key for {name}: </source>
        <translation>{name}的密钥：</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Keyboard map</source>
        <translation>键盘一览</translation>
    </message>
    <message>
        <source>Keyboard map…</source>
        <translation>键盘一览…</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>密钥环</translation>
    </message>
    <message>
        <source>Known are those of ChatGPT, Claude, Open WebUI, Chatbox and NextChat, and what this program exports as JSON or Markdown. Nothing was imported.</source>
        <translation>可识别ChatGPT、Claude、Open WebUI、Chatbox、NextChat的导出文件，以及本程序导出的JSON或Markdown。没有导入任何内容。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>跟随系统语言</translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation>语言：English（英语）</translation>
    </message>
    <message>
        <source>Language: 简体中文 (Chinese)</source>
        <translation>语言：简体中文</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Last conversations</source>
        <translation>最近的对话</translation>
    </message>
    <message>
        <source>Last run {time}: {written} written, {removed} removed.</source>
        <translation>上次运行{time}：写入{written}个，移除{removed}个。</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Limit per day</source>
        <translation>每日限额</translation>
    </message>
    <message>
        <source>Limits…</source>
        <translation>限额…</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Local model</source>
        <translation>本地模型</translation>
    </message>
    <message>
        <source>Long reply, shown as plain text. Format it</source>
        <translation>回复很长，按纯文本显示。改为排版显示</translation>
    </message>
    <message>
        <source>Look at the files</source>
        <translation>查看文件</translation>
    </message>
    <message>
        <source>Look into the archive</source>
        <translation>查看归档</translation>
    </message>
    <message>
        <source>Look into the trash</source>
        <translation>查看废纸篓</translation>
    </message>
    <message>
        <source>Looking at the backups…</source>
        <translation>正在查看备份…</translation>
    </message>
    <message>
        <source>Looking into “{name}”</source>
        <translation>正在查看“{name}”</translation>
    </message>
    <message>
        <source>Make default</source>
        <translation>设为默认</translation>
    </message>
    <message>
        <source>Make one up</source>
        <translation>生成一个</translation>
    </message>
    <message>
        <source>Make these the default for new conversations</source>
        <translation>设为新对话的默认规则</translation>
    </message>
    <message>
        <source>Make these the defaults of {endpoint}</source>
        <translation>设为{endpoint}的默认值</translation>
    </message>
    <message>
        <source>Mar</source>
        <translation>3月</translation>
    </message>
    <message>
        <source>March</source>
        <translation>3月</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>标为未读</translation>
    </message>
    <message>
        <source>Markdown and text</source>
        <translation>Markdown和文本</translation>
    </message>
    <message>
        <source>Markdown without its archive: only what is written in it; no rules, receipts or files</source>
        <translation>不带存档的Markdown：只有其中写出的内容，没有规则、回执和附件</translation>
    </message>
    <message>
        <source>Markdown, for notes and other programs</source>
        <translation>Markdown，供笔记和其他程序使用</translation>
    </message>
    <message>
        <source>May</source>
        <translation>5月</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation>菜单栏</translation>
    </message>
    <message>
        <source>Menu of what has the keys</source>
        <translation>打开当前位置的菜单</translation>
    </message>
    <message>
        <source>Menus</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Message text</source>
        <translation>消息文字</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Messages of the next request</source>
        <translation>下一次请求的消息</translation>
    </message>
    <message>
        <source>Messages sent</source>
        <translation>发送的消息</translation>
    </message>
    <message>
        <source>Messages that the other program hides, left out</source>
        <translation>其他程序隐藏的消息，未导入</translation>
    </message>
    <message>
        <source>Messages without a time, given that of the one before</source>
        <translation>没有时间的消息，沿用前一条的时间</translation>
    </message>
    <message>
        <source>Messages without the one before them, each at the beginning of a branch</source>
        <translation>缺少上一条的消息，各自成为一个分支的开头</translation>
    </message>
    <message>
        <source>Messages, files and receipts go along. This cannot be undone.</source>
        <translation>消息、文件和回执会一并删除，且无法撤销。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model file</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>Model files</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>Model file…</source>
        <translation>模型文件…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models and prices</source>
        <translation>模型与价格</translation>
    </message>
    <message>
        <source>Models and prices…</source>
        <translation>模型与价格…</translation>
    </message>
    <message>
        <source>Models of the server</source>
        <translation>服务器上的模型</translation>
    </message>
    <message>
        <source>Models: who answers in this conversation</source>
        <translation>模型：由谁回答这个对话</translation>
    </message>
    <message>
        <source>Model…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More than {messages}</source>
        <translation>超过{messages}</translation>
    </message>
    <message>
        <source>Most servers refuse this value.</source>
        <translation>多数服务器不接受此值。</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动态效果</translation>
    </message>
    <message>
        <source>Move to a folder…</source>
        <translation>移到文件夹…</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到废纸篓</translation>
    </message>
    <message>
        <source>Moved to the trash</source>
        <translation>已移到废纸篓</translation>
    </message>
    <message>
        <source>My message…</source>
        <translation>我的消息…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name a command; --help lists them.</source>
        <translation>要给出一个命令；--help会列出所有命令。</translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation>文件夹名称</translation>
    </message>
    <message>
        <source>Network and proxy</source>
        <translation>网络与代理</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>New conversations begin with these rules</source>
        <translation>新对话将以这些规则开始</translation>
    </message>
    <message>
        <source>New conversations use it.</source>
        <translation>新对话会使用它。</translation>
    </message>
    <message>
        <source>New endpoint</source>
        <translation>新端点</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>New folder inside</source>
        <translation>在其中新建文件夹</translation>
    </message>
    <message>
        <source>New folder “{name}”</source>
        <translation>新建文件夹“{name}”</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>新建文件夹…</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新密码短语</translation>
    </message>
    <message>
        <source>New passphrase: </source>
        <translation>新密码短语：</translation>
    </message>
    <message>
        <source>New prompt</source>
        <translation>新提示词</translation>
    </message>
    <message>
        <source>New prompt…</source>
        <translation>新建提示词…</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Next branch</source>
        <translation>下一个分支</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>下一个对话</translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation>下一处差异</translation>
    </message>
    <message>
        <source>Next difference, previous difference</source>
        <translation>下一处、上一处差异</translation>
    </message>
    <message>
        <source>Next file</source>
        <translation>下一个文件</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Next hit, previous hit</source>
        <translation>下一处，上一处</translation>
    </message>
    <message>
        <source>Next message</source>
        <translation>下一条消息</translation>
    </message>
    <message>
        <source>Next page, previous page</source>
        <translation>下一页、上一页</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>窗口的下一部分</translation>
    </message>
    <message>
        <source>Next question, sent when this reply has ended</source>
        <translation>下一个问题，本次回复结束后发送</translation>
    </message>
    <message>
        <source>Next request</source>
        <translation>下一次请求</translation>
    </message>
    <message>
        <source>No default model is chosen.</source>
        <translation>没有选择默认模型。</translation>
    </message>
    <message>
        <source>No export does that, so it is not opened. Nothing was imported.</source>
        <translation>正常的导出不会这样，因此没有打开它。没有导入任何内容。</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>不放入文件夹</translation>
    </message>
    <message>
        <source>No folder is called “{name}”.</source>
        <translation>没有名为“{name}”的文件夹。</translation>
    </message>
    <message>
        <source>No half-written file was left; one that was there before is unchanged. Choose another place.</source>
        <translation>没有留下写了一半的文件，原有的文件也没有改动。换一个位置。</translation>
    </message>
    <message>
        <source>No hits</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No keyring was found on this computer.</source>
        <translation>这台电脑上没有找到密钥环。</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>No model is chosen for {endpoint}.</source>
        <translation>还没有为{endpoint}选择模型。</translation>
    </message>
    <message>
        <source>No prompt is kept yet. A prompt is a text with places that are filled in each time.</source>
        <translation>还没有保存提示词。提示词是一段文字，其中的空位每次使用时填写。</translation>
    </message>
    <message>
        <source>No secure connection to {host} could be made.</source>
        <translation>无法与{host}建立安全连接。</translation>
    </message>
    <message>
        <source>No server found yet. Looked for {names}.</source>
        <translation>还没有找到服务器。找过{names}。</translation>
    </message>
    <message>
        <source>No server named {host} was found.</source>
        <translation>找不到名为{host}的服务器。</translation>
    </message>
    <message>
        <source>No system prompt is kept yet.</source>
        <translation>还没有保存系统提示词。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>None. Paste one if the server wants it.</source>
        <translation>没有。服务器需要时粘贴在这里。</translation>
    </message>
    <message>
        <source>Not kept yet: input, output and a currency such as USD or CNY are needed.</source>
        <translation>尚未保存：需要输入价、输出价，以及USD或CNY这样的货币。</translation>
    </message>
    <message>
        <source>Not sent to {model}, which refused it.</source>
        <translation>{model}曾拒绝它，不再发送。</translation>
    </message>
    <message>
        <source>Not tested yet.</source>
        <translation>还没有测试。</translation>
    </message>
    <message>
        <source>Nothing answers at {host}.</source>
        <translation>{host}没有任何服务应答。</translation>
    </message>
    <message>
        <source>Nothing found for “{query}”.</source>
        <translation>没有找到“{query}”。</translation>
    </message>
    <message>
        <source>Nothing found for “{text}”.</source>
        <translation>没有找到“{text}”。</translation>
    </message>
    <message>
        <source>Nothing here is called “{identifier}”.</source>
        <translation>这里没有“{identifier}”。</translation>
    </message>
    <message>
        <source>Nothing in it can be taken.</source>
        <translation>其中没有可以导入的内容。</translation>
    </message>
    <message>
        <source>Nothing is archived.</source>
        <translation>没有已归档的对话。</translation>
    </message>
    <message>
        <source>Nothing is known to be missing.</source>
        <translation>没有发现缺失。</translation>
    </message>
    <message>
        <source>Nothing stands above that a summary could replace</source>
        <translation>上方没有可以用摘要代替的内容</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有做任何更改。</translation>
    </message>
    <message>
        <source>Nothing was changed. Capitals, spaces and the keyboard&apos;s layout count.</source>
        <translation>没有任何更改。大小写、空格和键盘布局都要一致。</translation>
    </message>
    <message>
        <source>Nothing was changed. It must have at least {least} characters.</source>
        <translation>没有任何更改。它至少要有{least}个字符。</translation>
    </message>
    <message>
        <source>Nothing was changed: this was a dry run.</source>
        <translation>没有改动任何内容：这只是试运行。</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>没有找到任何内容。</translation>
    </message>
    <message>
        <source>Nothing was imported. Install the newer version.</source>
        <translation>未导入任何内容。请安装较新的版本。</translation>
    </message>
    <message>
        <source>Nothing was said.</source>
        <translation>没有内容。</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>什么都没有发送。</translation>
    </message>
    <message>
        <source>Nothing would be asked.</source>
        <translation>没有要问的内容。</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>11月</translation>
    </message>
    <message>
        <source>November</source>
        <translation>11月</translation>
    </message>
    <message>
        <source>Number, or Enter for none:</source>
        <translation>输入编号，直接按Enter则不做：</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>10月</translation>
    </message>
    <message>
        <source>October</source>
        <translation>10月</translation>
    </message>
    <message>
        <source>Of messages, from 13 to 24. Buttons and lists follow the font size of the system.</source>
        <translation>消息的字号，13到24。按钮和列表跟随系统字号。</translation>
    </message>
    <message>
        <source>On a conversation in the list</source>
        <translation>在列表里的对话上</translation>
    </message>
    <message>
        <source>On a message</source>
        <translation>在消息上</translation>
    </message>
    <message>
        <source>One file that holds all it shows.</source>
        <translation>一个包含全部内容的文件。</translation>
    </message>
    <message>
        <source>One file with every message, receipt and attached file.</source>
        <translation>一个文件，含每条消息、回执和附件。</translation>
    </message>
    <message>
        <source>One file, and beside it a folder for the files that came with messages.</source>
        <translation>一个文件，旁边的文件夹存放随消息附带的文件。</translation>
    </message>
    <message>
        <source>One file, set for paper.</source>
        <translation>一个文件，按纸张排版。</translation>
    </message>
    <message>
        <source>One file.</source>
        <translation>一个文件。</translation>
    </message>
    <message>
        <source>One of these is enough. The others can be added at any time.</source>
        <translation>选一种就够了，其余的随时可以添加。</translation>
    </message>
    <message>
        <source>Only a request that has produced no text yet is sent again by itself.</source>
        <translation>只有尚未产生任何文字的请求才会自动重发。</translation>
    </message>
    <message>
        <source>Only differences</source>
        <translation>只看差异</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open a folder, close it</source>
        <translation>展开文件夹、收起文件夹</translation>
    </message>
    <message>
        <source>Open as plain text</source>
        <translation>以纯文本打开</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the first</source>
        <translation>打开第一个</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the window</source>
        <translation>打开窗口</translation>
    </message>
    <message>
        <source>Open what was found</source>
        <translation>打开找到的内容</translation>
    </message>
    <message>
        <source>Open {host}?</source>
        <translation>打开{host}？</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>打开{name}</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Organise</source>
        <translation>整理</translation>
    </message>
    <message>
        <source>Others may see the screen, and a locked one may show it too.</source>
        <translation>别人可能看到屏幕，锁屏时也可能显示。</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Output limit, tokens</source>
        <translation>输出上限，token</translation>
    </message>
    <message>
        <source>Page {n} is set</source>
        <translation>正在排第{n}页</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Pages of the receipt</source>
        <translation>回执的各页</translation>
    </message>
    <message>
        <source>Pages to print (PDF)</source>
        <translation>用于打印的页面（PDF）</translation>
    </message>
    <message>
        <source>Pages to print are made of one conversation.</source>
        <translation>打印页面只能由一个对话生成。</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Parameters: some are set</source>
        <translation>参数：已设置一些</translation>
    </message>
    <message>
        <source>Parameters…</source>
        <translation>参数…</translation>
    </message>
    <message>
        <source>Parts of an unknown kind, kept as their data</source>
        <translation>未知类型的内容，按原始数据保留</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>密码短语</translation>
    </message>
    <message>
        <source>Passphrase until now</source>
        <translation>当前密码短语</translation>
    </message>
    <message>
        <source>Passphrase until now: </source>
        <translation>当前密码短语：</translation>
    </message>
    <message>
        <source>Passphrase: </source>
        <translation>密码短语：</translation>
    </message>
    <message>
        <source>Paste an API key</source>
        <translation>粘贴API密钥</translation>
    </message>
    <message>
        <source>Paste the key</source>
        <translation>粘贴密钥</translation>
    </message>
    <message>
        <source>Paste the key first.</source>
        <translation>先粘贴密钥。</translation>
    </message>
    <message>
        <source>Paste the key. It is kept until the program ends.</source>
        <translation>粘贴密钥。它只保存到程序结束。</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
    <message>
        <source>Penalties are refused, and are not sent.</source>
        <translation>拒绝惩罚参数，不再发送。</translation>
    </message>
    <message>
        <source>Penalties are taken.</source>
        <translation>接受惩罚参数。</translation>
    </message>
    <message>
        <source>Per conversation</source>
        <translation>每个对话</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Picture attached: {name}, {facts}</source>
        <translation>附图：{name}，{facts}</translation>
    </message>
    <message>
        <source>Pictures that are not in the file</source>
        <translation>文件中没有的图片</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>Pinned messages and your question are always sent, and never a part of a message.</source>
        <translation>固定的消息和你的问题总会发送，消息不会只发一部分。</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>存在惩罚</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Presets…</source>
        <translation>预设…</translation>
    </message>
    <message>
        <source>Press the keys</source>
        <translation>按下新的按键</translation>
    </message>
    <message>
        <source>Press the new keys for “{name}”. Esc leaves all as it is.</source>
        <translation>按下“{name}”的新按键。按Esc保持不变。</translation>
    </message>
    <message>
        <source>Previous 7 days</source>
        <translation>前7天</translation>
    </message>
    <message>
        <source>Previous branch</source>
        <translation>上一个分支</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>上一个对话</translation>
    </message>
    <message>
        <source>Previous difference</source>
        <translation>上一处差异</translation>
    </message>
    <message>
        <source>Previous file</source>
        <translation>上一个文件</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Previous message</source>
        <translation>上一条消息</translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation>窗口的上一部分</translation>
    </message>
    <message>
        <source>Prices are per million tokens.</source>
        <translation>价格按每百万token计。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Prompt tokens</source>
        <translation>提示token</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Prompts…</source>
        <translation>提示词…</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Put it back, or choose another file.</source>
        <translation>把它放回去，或选择别的文件。</translation>
    </message>
    <message>
        <source>Quick ask</source>
        <translation>快速提问</translation>
    </message>
    <message>
        <source>Quick ask by a key of the whole desktop</source>
        <translation>用整个桌面的快捷键快速提问</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Raise the limit, choose a cheaper model, or send less.</source>
        <translation>提高限额、换用更便宜的模型，或少发送一些。</translation>
    </message>
    <message>
        <source>Raise the limit…</source>
        <translation>提高上限…</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Read from ${variable}</source>
        <translation>从${variable}读取</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>往下读</translation>
    </message>
    <message>
        <source>Read what can be read</source>
        <translation>读出能读的内容</translation>
    </message>
    <message>
        <source>Read what can be read, into a new file</source>
        <translation>把能读出的内容读入新文件</translation>
    </message>
    <message>
        <source>Reading what can be read…</source>
        <translation>正在读取能读的内容…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>思考过程</translation>
    </message>
    <message>
        <source>Reasoning effort</source>
        <translation>思考强度</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Receipt of part {n}…</source>
        <translation>第{n}部分的回执…</translation>
    </message>
    <message>
        <source>Receipt — {title}</source>
        <translation>回执 — {title}</translation>
    </message>
    <message>
        <source>Receipts that could not be put together</source>
        <translation>无法还原的回执</translation>
    </message>
    <message>
        <source>Receipt…</source>
        <translation>回执…</translation>
    </message>
    <message>
        <source>Recordings, left out</source>
        <translation>录音，未导入</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>恢复内容</translation>
    </message>
    <message>
        <source>Recovered: {holding}.</source>
        <translation>已恢复：{holding}。</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>减少</translation>
    </message>
    <message>
        <source>Reduced shows notices at once and nothing that turns.</source>
        <translation>减少后，通知立即显示，也没有转动的东西。</translation>
    </message>
    <message>
        <source>Refusal</source>
        <translation>拒答</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the folder</source>
        <translation>移除文件夹</translation>
    </message>
    <message>
        <source>Remove the summary</source>
        <translation>移除摘要</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>移除{name}</translation>
    </message>
    <message>
        <source>Remove “{name}” and its key? Conversations stay as they are.</source>
        <translation>移除“{name}”和它的密钥？对话不受影响。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Rename “{old}” to “{name}”</source>
        <translation>把“{old}”改名为“{name}”</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation>修复…</translation>
    </message>
    <message>
        <source>Replace “{name}” with what is set here</source>
        <translation>用此处的设置替换“{name}”</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>替换…</translation>
    </message>
    <message>
        <source>Replay as a branch</source>
        <translation>作为分支重发</translation>
    </message>
    <message>
        <source>Replay with another model…</source>
        <translation>用另一个模型重发…</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Replies go on. The sign in the tray brings the window back, and ends the program.</source>
        <translation>回复会继续。点击托盘图标可重新显示窗口，也可退出程序。</translation>
    </message>
    <message>
        <source>Reply by {model}</source>
        <translation>{model}的回复</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Request id {id}, host {host}.</source>
        <translation>请求编号{id}，主机{host}。</translation>
    </message>
    <message>
        <source>Requests whose price is not known are not counted.</source>
        <translation>价格未知的请求不计入。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部恢复</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Restore it to go on with it.</source>
        <translation>恢复后即可继续。</translation>
    </message>
    <message>
        <source>Restore the backup of {time}: {content}</source>
        <translation>恢复{time}的备份：{content}</translation>
    </message>
    <message>
        <source>Restoring…</source>
        <translation>正在恢复…</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Retry in a while, or choose another endpoint.</source>
        <translation>过一会儿重试，或换用别的端点。</translation>
    </message>
    <message>
        <source>Retry in a while, or choose another model.</source>
        <translation>过一会儿重试，或换一个模型。</translation>
    </message>
    <message>
        <source>Retry, or choose another model.</source>
        <translation>可以重试，或换一个模型。</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>另存副本…</translation>
    </message>
    <message>
        <source>Save a smaller version, then attach that.</source>
        <translation>请另存为较小的版本后再附上。</translation>
    </message>
    <message>
        <source>Save as “{name}”</source>
        <translation>保存为“{name}”</translation>
    </message>
    <message>
        <source>Save it as plain text in UTF-8, or its pages as pictures, then attach that.</source>
        <translation>请另存为UTF-8纯文本，或将页面存为图片，再附上。</translation>
    </message>
    <message>
        <source>Saved as “{name}”</source>
        <translation>已保存为“{name}”</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search everything for “{query}”</source>
        <translation>在全部内容中搜索“{query}”</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Search the keyboard map</source>
        <translation>搜索键盘操作</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Select one more, or one less</source>
        <translation>多选一个或少选一个</translation>
    </message>
    <message>
        <source>Select the next, select the one before</source>
        <translation>选择下一个、选择上一个</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>仍然发送</translation>
    </message>
    <message>
        <source>Send at most {requests} tiny questions to {model}, about {tokens} tokens? The provider may charge for them.</source>
        <translation>向{model}发送最多{requests}个极短的问题，约{tokens}token？服务商可能收费。</translation>
    </message>
    <message>
        <source>Send with</source>
        <translation>发送键</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送时间</translation>
    </message>
    <message>
        <source>Sent along: {&quot;X-Team&quot;: &quot;blue&quot;}; never a key.</source>
        <translation>随请求发送：{&quot;X-Team&quot;: &quot;blue&quot;}；不放密钥。</translation>
    </message>
    <message>
        <source>Sent as a branch. {keys} keeps it without asking.</source>
        <translation>作为分支发送；{keys}只保留，不请求回复。</translation>
    </message>
    <message>
        <source>Sent as {name} to {model}.</source>
        <translation>以{name}发送给{model}。</translation>
    </message>
    <message>
        <source>Sep</source>
        <translation>9月</translation>
    </message>
    <message>
        <source>September</source>
        <translation>9月</translation>
    </message>
    <message>
        <source>Servers on this computer are never asked through a proxy.</source>
        <translation>本机上的服务器从不经过代理。</translation>
    </message>
    <message>
        <source>Set a system prompt or a parameter first; a name then saves it as a preset.</source>
        <translation>先设置系统提示或参数，再输入名称即可保存为预设。</translation>
    </message>
    <message>
        <source>Set it and start the program again, or enter the key in the endpoint&apos;s settings.</source>
        <translation>设置该变量后重新启动程序，或在端点设置里输入密钥。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Settings and numbers that could not be read, left out</source>
        <translation>无法读取的设置和数字，已略去</translation>
    </message>
    <message>
        <source>Settings that were found</source>
        <translation>找到的设置</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Shipped prices are of {date}, taken from {source}.</source>
        <translation>随附价格的日期是{date}，来自{source}。</translation>
    </message>
    <message>
        <source>Should the program be ended meanwhile, nothing is lost.</source>
        <translation>即使程序中途结束，也不会丢失任何内容。</translation>
    </message>
    <message>
        <source>Show as plain text</source>
        <translation>按纯文本显示</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Show the sidebar</source>
        <translation>显示侧栏</translation>
    </message>
    <message>
        <source>Show the window</source>
        <translation>显示窗口</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>显示输入内容</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>已显示</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>侧栏</translation>
    </message>
    <message>
        <source>Small, included, works without network or key. For trying things out, not for facts.</source>
        <translation>很小，随程序提供，不需要网络和密钥。适合试用，不适合查证事实。</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>So the passphrase is asked for at each start.</source>
        <translation>因此每次启动都会询问密码短语。</translation>
    </message>
    <message>
        <source>Some conversations are damaged on the disk. The file is left as it is.</source>
        <translation>磁盘上有对话已损坏，文件保持原样。</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>出现了问题。</translation>
    </message>
    <message>
        <source>Space marks a model, up to {most}. Enter asks all that are marked.</source>
        <translation>空格标记模型，最多{most}个。Enter向所有已标记的提问。</translation>
    </message>
    <message>
        <source>Standard output cannot be written to: {reason}.</source>
        <translation>无法写入标准输出：{reason}。</translation>
    </message>
    <message>
        <source>Start fresh here</source>
        <translation>从这里重新开始</translation>
    </message>
    <message>
        <source>Start the local model</source>
        <translation>启动本地模型</translation>
    </message>
    <message>
        <source>Starting the model…</source>
        <translation>正在启动模型…</translation>
    </message>
    <message>
        <source>Still indexing older messages</source>
        <translation>较早的消息仍在建立索引</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>全部停止</translation>
    </message>
    <message>
        <source>Stop and undo</source>
        <translation>停止并撤销</translation>
    </message>
    <message>
        <source>Stop at</source>
        <translation>停止词</translation>
    </message>
    <message>
        <source>Stop editing</source>
        <translation>停止编辑</translation>
    </message>
    <message>
        <source>Stop inserting</source>
        <translation>停止插入</translation>
    </message>
    <message>
        <source>Stopped by you.</source>
        <translation>由你停止。</translation>
    </message>
    <message>
        <source>Stopping; what has come so far goes again…</source>
        <translation>正在停止，已导入的内容会一并撤销…</translation>
    </message>
    <message>
        <source>Streaming</source>
        <translation>流式显示</translation>
    </message>
    <message>
        <source>Suggest a title</source>
        <translation>建议标题</translation>
    </message>
    <message>
        <source>Suggest a title…</source>
        <translation>建议标题…</translation>
    </message>
    <message>
        <source>Summarise our conversation so far, so that the summary can stand in its place. Keep what later messages may need: facts, names, numbers, decisions, open questions, and code that is still in use. Write it in the language of the conversation, and answer with the summary alone.</source>
        <translation>请为到目前为止的对话写一份摘要，用来代替这些内容。保留后面可能用到的东西：事实、名称、数字、决定、未解决的问题，以及仍在使用的代码。用对话所用的语言书写，只回答摘要本身。</translation>
    </message>
    <message>
        <source>Summarise what is above</source>
        <translation>为上方内容写摘要</translation>
    </message>
    <message>
        <source>Summarise what is above…</source>
        <translation>为上方内容写摘要…</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>周日</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>System prompt {system}, pinned {pinned}, summaries {summaries}, question {question}, the request itself {rest}. Raise the budget, unpin messages, or shorten the system prompt or the question.</source>
        <translation>系统提示词{system}，已固定{pinned}，摘要{summaries}，问题{question}，请求本身{rest}。可以提高预算、取消固定消息，或缩短系统提示词或问题。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>取回</translation>
    </message>
    <message>
        <source>Take back in</source>
        <translation>重新纳入</translation>
    </message>
    <message>
        <source>Take it out, or send it all the same.</source>
        <translation>把它删掉，或者仍然发送。</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>改归此命令</translation>
    </message>
    <message>
        <source>Talk with language models; everything stays on your own disk. Without a command, or with files to import: the window.</source>
        <translation>与语言模型对话，一切都留在你自己的磁盘上。不带命令或给出要导入的文件时，打开窗口。</translation>
    </message>
    <message>
        <source>Tell when a reply has ended</source>
        <translation>回复结束时通知</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>再次测试</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Text of the summary</source>
        <translation>摘要正文</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Texts that were edited after the export: what was said is imported, not what they say now</source>
        <translation>导出后被修改过的文本：导入的是原来的内容，不是修改后的文字</translation>
    </message>
    <message>
        <source>That file is kept as {kept_as}. The program goes on with its defaults.</source>
        <translation>该文件已另存为{kept_as}。程序按默认设置继续运行。</translation>
    </message>
    <message>
        <source>That is not the passphrase of {path}.</source>
        <translation>这不是{path}的密码短语。</translation>
    </message>
    <message>
        <source>That is not the passphrase.</source>
        <translation>密码短语不对。</translation>
    </message>
    <message>
        <source>That is not the passphrase. Capitals, spaces and the keyboard&apos;s layout count.</source>
        <translation>密码短语不对。大小写、空格和键盘布局都要一致。</translation>
    </message>
    <message>
        <source>The address may be wrong, or a network asks you to log in first. Check the address in the endpoint&apos;s settings: most end in /v1.</source>
        <translation>地址可能有误，或者网络要求先登录。检查端点设置里的地址：多数以/v1结尾。</translation>
    </message>
    <message>
        <source>The archive “{name}” asks for a password.</source>
        <translation>压缩包“{name}”需要密码。</translation>
    </message>
    <message>
        <source>The archive “{name}” is damaged.</source>
        <translation>压缩包“{name}”已损坏。</translation>
    </message>
    <message>
        <source>The backup of {time} was restored: {holding}.</source>
        <translation>已恢复{time}的备份：{holding}。</translation>
    </message>
    <message>
        <source>The bodies are the same.</source>
        <translation>请求体相同。</translation>
    </message>
    <message>
        <source>The certificate of {host} is not valid today.</source>
        <translation>{host}的证书目前无效。</translation>
    </message>
    <message>
        <source>The certificate of {host} was not signed by an authority that this computer trusts.</source>
        <translation>{host}的证书不是由这台电脑信任的机构签发的。</translation>
    </message>
    <message>
        <source>The certificate that {host} showed is made out to another name.</source>
        <translation>{host}出示的证书属于另一个名称。</translation>
    </message>
    <message>
        <source>The check is never switched off. Check the endpoint&apos;s address; if it is right, something stands in between.</source>
        <translation>证书检查不会关闭。检查端点地址；如果地址无误，说明中间有别的东西。</translation>
    </message>
    <message>
        <source>The check is never switched off. Check this computer&apos;s date; if it is right, the server&apos;s owner has to renew the certificate.</source>
        <translation>证书检查不会关闭。检查这台电脑的日期；如果日期无误，需要由服务器的所有者更新证书。</translation>
    </message>
    <message>
        <source>The check is never switched off. If your company or your own server signed it, let this computer trust that authority, or name its CA file in the environment variable SSL_CERT_FILE.</source>
        <translation>证书检查不会关闭。如果证书由你的公司或你自己的服务器签发，让这台电脑信任该机构，或在环境变量SSL_CERT_FILE里指定它的CA文件。</translation>
    </message>
    <message>
        <source>The connection to {host} was lost.</source>
        <translation>与{host}的连接已断开。</translation>
    </message>
    <message>
        <source>The content of “{name}” is lost.</source>
        <translation>“{name}”的内容已丢失。</translation>
    </message>
    <message>
        <source>The conversations are damaged.</source>
        <translation>对话已损坏。</translation>
    </message>
    <message>
        <source>The conversations are encrypted already.</source>
        <translation>对话已经加密。</translation>
    </message>
    <message>
        <source>The conversations are encrypted.</source>
        <translation>对话已加密。</translation>
    </message>
    <message>
        <source>The conversations are not encrypted any more.</source>
        <translation>对话不再加密。</translation>
    </message>
    <message>
        <source>The conversations are not encrypted.</source>
        <translation>对话没有加密。</translation>
    </message>
    <message>
        <source>The conversations could not be decrypted.</source>
        <translation>无法解密对话。</translation>
    </message>
    <message>
        <source>The conversations could not be encrypted.</source>
        <translation>无法加密对话。</translation>
    </message>
    <message>
        <source>The conversations in {path} are damaged.</source>
        <translation>{path}中的对话数据已损坏。</translation>
    </message>
    <message>
        <source>The conversations in {path} are encrypted.</source>
        <translation>{path}中的对话已加密。</translation>
    </message>
    <message>
        <source>The damaged file is kept as it was, as {path}.</source>
        <translation>损坏的文件原样保留为{path}。</translation>
    </message>
    <message>
        <source>The database is damaged. Ways to repair it:</source>
        <translation>数据库已损坏。修复方式：</translation>
    </message>
    <message>
        <source>The database is sound. Nothing was changed.</source>
        <translation>数据库完好，没有做任何更改。</translation>
    </message>
    <message>
        <source>The default model {model} is not in the list.</source>
        <translation>默认模型{model}不在列表里。</translation>
    </message>
    <message>
        <source>The desktop gives no key. Bind “desktop-chat --quick-ask” in its keyboard settings.</source>
        <translation>桌面没有提供快捷键。请在它的键盘设置中绑定“desktop-chat --quick-ask”。</translation>
    </message>
    <message>
        <source>The disk with {path} is full.</source>
        <translation>{path}所在的磁盘已满。</translation>
    </message>
    <message>
        <source>The endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>The endpoint does not accept “{name}”; the request is made again with “{other}” instead.</source>
        <translation>端点不接受“{name}”；改用“{other}”重新发出请求。</translation>
    </message>
    <message>
        <source>The endpoint does not accept “{name}”; the request is made again without it.</source>
        <translation>端点不接受“{name}”；去掉它重新发出请求。</translation>
    </message>
    <message>
        <source>The endpoint was not added. With --key-env the key is read from an environment variable at each request.</source>
        <translation>端点没有添加。使用--key-env时，每次请求都从环境变量读取密钥。</translation>
    </message>
    <message>
        <source>The endpoint was removed, but its key is still in the keyring.</source>
        <translation>端点已移除，但它的密钥还在密钥环里。</translation>
    </message>
    <message>
        <source>The fault is on its side. Retry in a while.</source>
        <translation>问题出在对方。过一会儿重试。</translation>
    </message>
    <message>
        <source>The file breaks off here; nothing behind it could be read.</source>
        <translation>文件在此中断，其后的内容无法读取。</translation>
    </message>
    <message>
        <source>The file is left as it is, and kept in each of these ways: {path}</source>
        <translation>文件保持原样，以下每种方式都会保留它：{path}</translation>
    </message>
    <message>
        <source>The file is left as it is. Install the newer version.</source>
        <translation>文件保持原样。安装较新的版本。</translation>
    </message>
    <message>
        <source>The file is left as it is. Start the window or “desktop-chat doctor --repair” for ways to repair it.</source>
        <translation>文件保持原样。启动窗口，或运行“desktop-chat doctor --repair”，可选择修复方式。</translation>
    </message>
    <message>
        <source>The file may be damaged or of another kind, or there may be too little memory. Choose another file.</source>
        <translation>文件可能已损坏或不是这类文件，也可能内存不足。选择别的文件。</translation>
    </message>
    <message>
        <source>The file “{name}” is empty.</source>
        <translation>文件“{name}”是空的。</translation>
    </message>
    <message>
        <source>The file “{name}” looks as if it held {what}.</source>
        <translation>文件“{name}”看起来含有{what}。</translation>
    </message>
    <message>
        <source>The file, its backups and the logs lie there.</source>
        <translation>文件、备份和日志都在那里。</translation>
    </message>
    <message>
        <source>The files of a message can be {megabytes} MB at most, together.</source>
        <translation>一条消息的文件合计最多{megabytes} MB。</translation>
    </message>
    <message>
        <source>The first request will carry this, and nothing else.</source>
        <translation>第一次请求将携带以下内容，别无其他。</translation>
    </message>
    <message>
        <source>The folder “{folder}”</source>
        <translation>文件夹“{folder}”</translation>
    </message>
    <message>
        <source>The import of “{name}” broke off.</source>
        <translation>“{name}”的导入中断了。</translation>
    </message>
    <message>
        <source>The import was stopped; nothing has changed</source>
        <translation>导入已停止，没有任何改动</translation>
    </message>
    <message>
        <source>The key is kept only until the program ends.</source>
        <translation>密钥只保留到程序结束。</translation>
    </message>
    <message>
        <source>The key is not part of a receipt.</source>
        <translation>密钥不在回执里。</translation>
    </message>
    <message>
        <source>The key may not be entitled to this model, or the provider does not serve this region.</source>
        <translation>这个密钥可能无权使用该模型，或者服务商不服务于你所在的地区。</translation>
    </message>
    <message>
        <source>The key of {endpoint} should be in the environment variable {variable}, which is not set.</source>
        <translation>{endpoint}的密钥应当在环境变量{variable}中，但该变量没有设置。</translation>
    </message>
    <message>
        <source>The keyring did not answer in time.</source>
        <translation>密钥环没有及时应答。</translation>
    </message>
    <message>
        <source>The keyring does not hold the key any more.</source>
        <translation>密钥环中不再有该密钥。</translation>
    </message>
    <message>
        <source>The keyring holds the key; nobody will be asked.</source>
        <translation>密钥环已保存密钥，不会再询问。</translation>
    </message>
    <message>
        <source>The keyring is locked.</source>
        <translation>密钥环已锁定。</translation>
    </message>
    <message>
        <source>The keyring refused access to the key.</source>
        <translation>密钥环拒绝了对密钥的访问。</translation>
    </message>
    <message>
        <source>The keyring reported an error.</source>
        <translation>密钥环报告了一个错误。</translation>
    </message>
    <message>
        <source>The keys in it are untouched.</source>
        <translation>其中的密钥没有变动。</translation>
    </message>
    <message>
        <source>The keys of all commands, and other ones for them.</source>
        <translation>所有命令的按键，也可改成别的。</translation>
    </message>
    <message>
        <source>The last reply of this conversation is still being written. The question waits for its end.</source>
        <translation>这个对话的上一条回复还没有写完。问题会等它结束后再提出。</translation>
    </message>
    <message>
        <source>The last test failed.</source>
        <translation>上次测试失败。</translation>
    </message>
    <message numerus="yes">
        <source>The last {n} messages</source>
        <extracomment>One: The last {n} message</extracomment>
        <translation>
            <numerusform>最近{n}条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>The limit {name} cannot be “{value}”.</source>
        <translation>限制{name}不能是“{value}”。</translation>
    </message>
    <message>
        <source>The local model failed.</source>
        <translation>本地模型出错。</translation>
    </message>
    <message>
        <source>The local model {path} did not start.</source>
        <translation>本地模型{path}没有启动。</translation>
    </message>
    <message>
        <source>The log file says where.</source>
        <translation>日志文件里记录了出错的位置。</translation>
    </message>
    <message>
        <source>The log file says where. Retry.</source>
        <translation>日志文件里记录了出错的位置。可以重试。</translation>
    </message>
    <message>
        <source>The model called a tool.</source>
        <translation>模型调用了工具。</translation>
    </message>
    <message numerus="yes">
        <source>The model called {n} tools.</source>
        <extracomment>One: The model called {n} tool.</extracomment>
        <translation>
            <numerusform>模型调用了{n}个工具。</numerusform>
        </translation>
    </message>
    <message>
        <source>The model file {what} is not there.</source>
        <translation>模型文件{what}不存在。</translation>
    </message>
    <message>
        <source>The model gave no title, so the old one stays</source>
        <translation>模型没有给出标题，保留原标题</translation>
    </message>
    <message>
        <source>The model reads the first question and its answer. The title can be changed back with Undo.</source>
        <translation>模型会读第一个问题及其回答。标题可以通过撤销改回来。</translation>
    </message>
    <message>
        <source>The model runs; it was ready after {time}.</source>
        <translation>模型正在运行，{time}后就绪。</translation>
    </message>
    <message>
        <source>The new passphrase for {path} is too short.</source>
        <translation>{path}的新密码短语太短。</translation>
    </message>
    <message>
        <source>The only keyring on this computer keeps keys where other programs can read them.</source>
        <translation>这台电脑上唯一的密钥环会把密钥放在其他程序能读到的地方。</translation>
    </message>
    <message>
        <source>The option --allow-plain-http allows it.</source>
        <translation>选项--allow-plain-http可以允许它。</translation>
    </message>
    <message>
        <source>The option --var goes with --prompt.</source>
        <translation>--var选项须与--prompt一起使用。</translation>
    </message>
    <message>
        <source>The option --yes sends it all the same.</source>
        <translation>加上选项--yes就照样发送。</translation>
    </message>
    <message>
        <source>The other one begins a new line.</source>
        <translation>另一个用来换行。</translation>
    </message>
    <message>
        <source>The parameter “{name}” cannot be “{value}”.</source>
        <translation>参数“{name}”不能是“{value}”。</translation>
    </message>
    <message>
        <source>The part that runs local models is not installed.</source>
        <translation>运行本地模型的组件没有安装。</translation>
    </message>
    <message>
        <source>The passphrase is changed.</source>
        <translation>密码短语已更换。</translation>
    </message>
    <message>
        <source>The passphrase opens them: at a terminal, or with --passphrase-stdin.</source>
        <translation>用密码短语打开：在终端中输入，或使用--passphrase-stdin。</translation>
    </message>
    <message>
        <source>The passphrase opens them: {path}</source>
        <translation>用密码短语打开：{path}</translation>
    </message>
    <message>
        <source>The passphrase until now is another one.</source>
        <translation>当前密码短语不对。</translation>
    </message>
    <message>
        <source>The picture “{name}” cannot be read.</source>
        <translation>无法读取图片“{name}”。</translation>
    </message>
    <message>
        <source>The picture “{name}” has more than {megapixels} million pixels.</source>
        <translation>图片“{name}”超过{megapixels}百万像素。</translation>
    </message>
    <message>
        <source>The price of this model is not known. Enter it per million tokens.</source>
        <translation>此模型的价格未知。请按每百万token填写。</translation>
    </message>
    <message>
        <source>The program goes on; the sign in the tray ends it.</source>
        <translation>程序继续运行，可从托盘图标退出。</translation>
    </message>
    <message>
        <source>The program made a mistake ({name}). What was stored before is kept; the log file says more.</source>
        <translation>程序出错（{name}）。此前保存的内容都在；详情见日志文件。</translation>
    </message>
    <message>
        <source>The program made a mistake.</source>
        <translation>程序出错。</translation>
    </message>
    <message>
        <source>The provider is recognised by the key where that is possible.</source>
        <translation>如果可能，会根据密钥识别服务商。</translation>
    </message>
    <message>
        <source>The question is kept.</source>
        <translation>问题已保留。</translation>
    </message>
    <message>
        <source>The reply is complete.</source>
        <translation>回复已完成。</translation>
    </message>
    <message>
        <source>The request is longer than this model of {host} can read{status}.</source>
        <translation>请求超出了{host}的这个模型能读取的长度{status}。</translation>
    </message>
    <message>
        <source>The request is made again in {n} s.</source>
        <translation>{n}秒后重新发出请求。</translation>
    </message>
    <message>
        <source>The request itself</source>
        <translation>请求本身</translation>
    </message>
    <message>
        <source>The request was held back.</source>
        <translation>请求没有发出。</translation>
    </message>
    <message>
        <source>The rest of the answer was not read. Retry.</source>
        <translation>回答的其余部分没有读取。可以重试。</translation>
    </message>
    <message>
        <source>The rest was not attached. Send it in another message, or attach smaller files.</source>
        <translation>其余文件未附上。请在另一条消息中发送，或附上较小的文件。</translation>
    </message>
    <message>
        <source>The rest was not attached. Send it in another message, or put it into one file.</source>
        <translation>其余文件未附上。请在另一条消息中发送，或合并为一个文件。</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再输入一次</translation>
    </message>
    <message>
        <source>The same again: </source>
        <translation>再输入一次：</translation>
    </message>
    <message>
        <source>The selected messages</source>
        <translation>选中的消息</translation>
    </message>
    <message>
        <source>The server asks to wait {seconds} s.</source>
        <translation>服务器要求等待{seconds}秒。</translation>
    </message>
    <message>
        <source>The server read {read} of about {sent} tokens: the beginning was dropped.</source>
        <translation>服务器只读了约{sent} token中的{read}：开头被丢弃。</translation>
    </message>
    <message>
        <source>The settings in {path} cannot be read.</source>
        <translation>无法读取{path}中的设置。</translation>
    </message>
    <message>
        <source>The share of likely words to choose from; 0 to 1.</source>
        <translation>从概率最高的多大份额中选词；0到1。</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation>废纸篓是空的。</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>两次输入的密码短语不同。</translation>
    </message>
    <message>
        <source>The two passphrases differ. Nothing was changed.</source>
        <translation>两次输入的密码短语不同。没有任何更改。</translation>
    </message>
    <message>
        <source>The value of “{name}” looks as if it held a key, and would be kept where others can read it.</source>
        <translation>“{name}”的值看起来含有密钥，会以明文保存。</translation>
    </message>
    <message>
        <source>The way to {host} is not encrypted (http).</source>
        <translation>到{host}的连接没有加密（http）。</translation>
    </message>
    <message>
        <source>The window closes and opens again. Replies that are being written are stopped; what has come of them stays.</source>
        <translation>窗口会关闭并重新打开。正在写的回复会停止，已收到的内容会保留。</translation>
    </message>
    <message>
        <source>There are more than {gigabytes} GB to read in “{name}”.</source>
        <translation>“{name}”中要读取的内容超过{gigabytes} GB。</translation>
    </message>
    <message>
        <source>There are no words in {name}.</source>
        <translation>{name}中没有文字。</translation>
    </message>
    <message>
        <source>There is already a preset called “{name}”.</source>
        <translation>已有名为“{name}”的预设。</translation>
    </message>
    <message>
        <source>There is already a prompt called “{name}”.</source>
        <translation>已有名为“{name}”的提示词。</translation>
    </message>
    <message>
        <source>There is already an endpoint called “{name}”.</source>
        <translation>已经有一个叫“{name}”的端点。</translation>
    </message>
    <message>
        <source>There is an endpoint called {name} already. Choose another name.</source>
        <translation>已经有名为{name}的端点。换一个名称。</translation>
    </message>
    <message>
        <source>There is no Markdown in {name}.</source>
        <translation>{name}中没有Markdown文件。</translation>
    </message>
    <message>
        <source>There is no backup that is sound.</source>
        <translation>没有完好的备份。</translation>
    </message>
    <message>
        <source>There is no code in the last reply</source>
        <translation>最近的回复中没有代码</translation>
    </message>
    <message>
        <source>There is no conversation yet.</source>
        <translation>还没有对话。</translation>
    </message>
    <message>
        <source>There is no conversation “{identifier}”.</source>
        <translation>没有对话“{identifier}”。</translation>
    </message>
    <message>
        <source>There is no endpoint yet.</source>
        <translation>还没有端点。</translation>
    </message>
    <message>
        <source>There is no endpoint yet. Add one with “desktop-chat endpoint add”.</source>
        <translation>还没有端点。用“desktop-chat endpoint add”添加一个。</translation>
    </message>
    <message>
        <source>There is no endpoint “{identifier}”.</source>
        <translation>没有端点“{identifier}”。</translation>
    </message>
    <message>
        <source>There is no folder yet.</source>
        <translation>还没有文件夹。</translation>
    </message>
    <message>
        <source>There is no folder “{identifier}”.</source>
        <translation>没有文件夹“{identifier}”。</translation>
    </message>
    <message>
        <source>There is no key for {endpoint}.</source>
        <translation>{endpoint}还没有密钥。</translation>
    </message>
    <message>
        <source>There is no limit “{name}”. There are: {names}.</source>
        <translation>没有限制“{name}”。可用的有：{names}。</translation>
    </message>
    <message>
        <source>There is no message in it.</source>
        <translation>其中没有消息。</translation>
    </message>
    <message>
        <source>There is no message “{identifier}”.</source>
        <translation>没有消息“{identifier}”。</translation>
    </message>
    <message>
        <source>There is no network on which {host} can be reached.</source>
        <translation>没有可以连到{host}的网络。</translation>
    </message>
    <message>
        <source>There is no other reply in this conversation yet.</source>
        <translation>本对话里还没有别的回复。</translation>
    </message>
    <message>
        <source>There is no prompt “{identifier}”.</source>
        <translation>没有提示词“{identifier}”。</translation>
    </message>
    <message>
        <source>There is no question: give a text, or --prompt with a message.</source>
        <translation>没有问题：请给出文字，或用--prompt指定一条消息。</translation>
    </message>
    <message>
        <source>There is no receipt for “{identifier}”.</source>
        <translation>“{identifier}”没有回执。</translation>
    </message>
    <message>
        <source>There is no safe keyring on this computer. Install one such as GNOME Keyring or KWallet, or name an environment variable that holds the key.</source>
        <translation>这台电脑上没有安全的密钥环。安装GNOME Keyring或KWallet之类的密钥环，或者指定一个存放密钥的环境变量。</translation>
    </message>
    <message>
        <source>There is no screen to open the window on. “desktop-chat --help” tells what works without one.</source>
        <translation>没有屏幕可以显示窗口。“desktop-chat --help”会说明没有屏幕时能做什么。</translation>
    </message>
    <message>
        <source>There is no sound backup.</source>
        <translation>没有完好的备份。</translation>
    </message>
    <message>
        <source>There is no standard input to read.</source>
        <translation>没有可读取的标准输入。</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>没有这个文件夹。</translation>
    </message>
    <message>
        <source>There is no terminal to ask for a passphrase. Write it to --passphrase-stdin.</source>
        <translation>没有可以询问密码短语的终端。请用--passphrase-stdin提供。</translation>
    </message>
    <message>
        <source>There is no text in the last reply</source>
        <translation>最近的回复中没有文字</translation>
    </message>
    <message>
        <source>There is no text to send.</source>
        <translation>没有可发送的文字。</translation>
    </message>
    <message>
        <source>There is nothing in it to attach.</source>
        <translation>其中没有可附上的内容。</translation>
    </message>
    <message>
        <source>These are the defaults of {name} now</source>
        <translation>已设为{name}的默认值</translation>
    </message>
    <message>
        <source>These keys belong to their place and stay as they are.</source>
        <translation>这些按键属于所在的位置，不能更改。</translation>
    </message>
    <message>
        <source>They are encrypted.</source>
        <translation>已加密。</translation>
    </message>
    <message>
        <source>They are not encrypted.</source>
        <translation>未加密。</translation>
    </message>
    <message>
        <source>They take about {tokens} now.</source>
        <translation>它们现在约占{tokens}。</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>正在思考…</translation>
    </message>
    <message>
        <source>This conversation is in the archive.</source>
        <translation>此对话已归档。</translation>
    </message>
    <message>
        <source>This conversation is in the trash.</source>
        <translation>此对话在废纸篓中。</translation>
    </message>
    <message>
        <source>This conversation is in the trash. Restore it in the window, then ask again.</source>
        <translation>这个对话在废纸篓中。请先在窗口中恢复它，然后再提问。</translation>
    </message>
    <message>
        <source>This conversation, all branches</source>
        <translation>此对话，所有分支</translation>
    </message>
    <message>
        <source>This conversation, as it is read</source>
        <translation>此对话，当前分支</translation>
    </message>
    <message>
        <source>This is the passphrase. Write it down now; it is not shown again.</source>
        <translation>这就是密码短语。现在就记下来，它不会再显示。</translation>
    </message>
    <message>
        <source>This message</source>
        <translation>这条消息</translation>
    </message>
    <message>
        <source>This message looks as if it held {what}.</source>
        <translation>这条消息看起来含有{what}。</translation>
    </message>
    <message>
        <source>This model of {host} takes no pictures{status}.</source>
        <translation>{host}的这个模型不接受图片{status}。</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>使用此代理</translation>
    </message>
    <message>
        <source>This picture is lost.</source>
        <translation>此图片已丢失。</translation>
    </message>
    <message>
        <source>This program made a mistake while it spoke with {host}.</source>
        <translation>本程序在与{host}通信时出错。</translation>
    </message>
    <message>
        <source>This protects a stolen disk, copied files and a backup in the cloud while the program is closed.</source>
        <translation>程序关闭时，这能保护被盗的磁盘、被复制的文件和云端的备份。</translation>
    </message>
    <message>
        <source>This reply</source>
        <translation>本回复</translation>
    </message>
    <message>
        <source>This reply was still being written.</source>
        <translation>这条回复当时还没有写完。</translation>
    </message>
    <message>
        <source>This text is sent in the place of the messages. They stay here, and are sent again once it is removed.</source>
        <translation>发送的是这段文字，而不是那些消息。消息仍留在这里，移除摘要后会重新发送。</translation>
    </message>
    <message>
        <source>Thought for less than 1 s</source>
        <translation>思考不到1秒</translation>
    </message>
    <message>
        <source>Thought for {seconds} s</source>
        <translation>思考{seconds}秒</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>思考过程</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>To ask takes about {tokens} in, {price}; the answer is counted on top.</source>
        <translation>提问约需输入{tokens}，{price}；回答另计。</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>到末尾</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Today {spent}</source>
        <translation>今天{spent}</translation>
    </message>
    <message>
        <source>Today {spent} of {limit}</source>
        <translation>今天{spent}，共{limit}</translation>
    </message>
    <message>
        <source>Today {spent} of {limit} were spent; this request would add about {more}.</source>
        <translation>今天已花费{limit}中的{spent}；此请求约再增加{more}。</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Tool calls</source>
        <translation>工具调用</translation>
    </message>
    <message>
        <source>Top p</source>
        <translation>Top p</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>对话记录</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>废纸篓</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Try again as a branch</source>
        <translation>作为分支重试</translation>
    </message>
    <message>
        <source>Try again with another model…</source>
        <translation>换一个模型重试…</translation>
    </message>
    <message>
        <source>Try the local model</source>
        <translation>试用本地模型</translation>
    </message>
    <message>
        <source>Trying again in {seconds} s, attempt {n} of {most}.</source>
        <translation>{seconds}秒后再试，第{n}次，最多{most}次。</translation>
    </message>
    <message>
        <source>Trying again in {seconds} s, attempt {n}.</source>
        <translation>{seconds}秒后再试，第{n}次。</translation>
    </message>
    <message>
        <source>Trying again, attempt {n} of {most}.</source>
        <translation>正在再试，第{n}次，最多{most}次。</translation>
    </message>
    <message>
        <source>Trying again, attempt {n}.</source>
        <translation>正在再试，第{n}次。</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Type a name to save the system prompt and the parameters that are set here.</source>
        <translation>输入名称，保存此处设置的系统提示和参数。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Unlock it, then retry. The keys in it are untouched.</source>
        <translation>解锁后重试。其中的密钥没有变动。</translation>
    </message>
    <message>
        <source>Unpack it, then import the file in it. Nothing was imported.</source>
        <translation>请先解压，再导入其中的文件。没有导入任何内容。</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>Unwrap</source>
        <translation>取消换行</translation>
    </message>
    <message>
        <source>Unwrap: {code}</source>
        <translation>不换行：{code}</translation>
    </message>
    <message>
        <source>Use a model file</source>
        <translation>使用模型文件</translation>
    </message>
    <message>
        <source>Use a server on this computer</source>
        <translation>使用这台电脑上的服务器</translation>
    </message>
    <message>
        <source>Use https, or allow plain http for this endpoint.</source>
        <translation>改用https，或允许这个端点使用不加密的http。</translation>
    </message>
    <message>
        <source>Use the default</source>
        <translation>使用默认值</translation>
    </message>
    <message>
        <source>Use this server</source>
        <translation>使用这个服务器</translation>
    </message>
    <message>
        <source>Use “{model}”</source>
        <translation>使用“{model}”</translation>
    </message>
    <message>
        <source>Used as</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>默认字号</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Wait at most</source>
        <translation>最多等待</translation>
    </message>
    <message>
        <source>Wait for an answer, s</source>
        <translation>等待应答（秒）</translation>
    </message>
    <message>
        <source>Wait for the first byte</source>
        <translation>等待首字节</translation>
    </message>
    <message>
        <source>Wait in between, s</source>
        <translation>中途等待（秒）</translation>
    </message>
    <message>
        <source>Wait in silence</source>
        <translation>等待静默</translation>
    </message>
    <message>
        <source>Wait to connect</source>
        <translation>等待连接</translation>
    </message>
    <message>
        <source>Wait until it does, or end it and start again. What was sent is saved, in {path}.</source>
        <translation>请等它恢复，或结束它再启动。已发送的内容都已保存在{path}中。</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What a request may carry; from 1.</source>
        <translation>一次请求可携带多少；不小于1。</translation>
    </message>
    <message>
        <source>What arrived is kept.</source>
        <translation>已收到的内容已保留。</translation>
    </message>
    <message>
        <source>What came after it is not in it.</source>
        <translation>此后的内容不在其中。</translation>
    </message>
    <message>
        <source>What came after that is not in it.</source>
        <translation>此后的内容不在其中。</translation>
    </message>
    <message>
        <source>What conversations with this endpoint send by default</source>
        <translation>使用此端点的对话默认发送的参数</translation>
    </message>
    <message>
        <source>What did not come along</source>
        <translation>未一同导入的内容</translation>
    </message>
    <message>
        <source>What does not come along</source>
        <translation>不会一同导入的内容</translation>
    </message>
    <message>
        <source>What does not fit is left out and counted above the composer, never cut inside a message.</source>
        <translation>放不下的消息不发送，并在输入框上方计数；绝不在消息中间截断。</translation>
    </message>
    <message>
        <source>What goes first</source>
        <translation>先舍去什么</translation>
    </message>
    <message>
        <source>What goes first where not everything fits</source>
        <translation>放不下时先舍去</translation>
    </message>
    <message>
        <source>What has to be sent is about {needed} tokens, and the input budget is {budget}.</source>
        <translation>必须发送的内容约{needed} token，而输入预算是{budget}。</translation>
    </message>
    <message>
        <source>What is empty is not sent. Changes are kept as you make them.</source>
        <translation>留空的不发送。改动会立即保存。</translation>
    </message>
    <message>
        <source>What is inserted</source>
        <translation>将插入的内容</translation>
    </message>
    <message>
        <source>What is sent</source>
        <translation>发送内容</translation>
    </message>
    <message>
        <source>What lay on the disk before may linger there until it is written over.</source>
        <translation>磁盘上原有的内容在被覆盖之前可能仍会残留。</translation>
    </message>
    <message>
        <source>What new conversations begin with. Those that exist keep their own rules.</source>
        <translation>新对话以此开始。已有的对话保留各自的规则。</translation>
    </message>
    <message>
        <source>What the model is asked for</source>
        <translation>对模型的要求</translation>
    </message>
    <message>
        <source>What the next request weighs</source>
        <translation>下一次请求的用量</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的内容</translation>
    </message>
    <message>
        <source>What was given as the key of {endpoint} cannot be one.</source>
        <translation>给{endpoint}填的内容不可能是密钥。</translation>
    </message>
    <message>
        <source>What was saved before is kept. Check the folder&apos;s permissions and whether its disk is read-only, or choose another folder with --data-dir.</source>
        <translation>此前保存的内容都在。检查文件夹的权限以及磁盘是否只读，或用--data-dir换一个文件夹。</translation>
    </message>
    <message>
        <source>What was saved before is kept. Close that program, then retry.</source>
        <translation>此前保存的内容都在。关闭那个程序后重试。</translation>
    </message>
    <message>
        <source>What was saved before is kept. Free some space; what is still unsaved is written then.</source>
        <translation>此前保存的内容都在。腾出空间，尚未保存的内容随后会写入。</translation>
    </message>
    <message>
        <source>What was saved before is kept. The log file says more.</source>
        <translation>此前保存的内容都在。详情见日志文件。</translation>
    </message>
    <message>
        <source>What you have sent is saved. Copy what you are writing to a safe place and restart the program.</source>
        <translation>已发送的内容都已保存。把正在写的内容复制到安全的地方，然后重新启动程序。</translation>
    </message>
    <message>
        <source>What you want to do, or a key</source>
        <translation>想做的事，或按键</translation>
    </message>
    <message>
        <source>What you write can be read on the way to {host}: the connection is not encrypted.</source>
        <translation>到{host}的连接没有加密，途中能读到你写的内容。</translation>
    </message>
    <message>
        <source>Where a reply is cut off, thinking included; from 1.</source>
        <translation>回复在此处截断，含思考；不小于1。</translation>
    </message>
    <message>
        <source>Where not everything fits. Pinned messages and your question are always sent.</source>
        <translation>放不下时。固定的消息和你的问题总会发送。</translation>
    </message>
    <message>
        <source>Whether you see a reply while it is written.</source>
        <translation>是否边写边显示回复。</translation>
    </message>
    <message>
        <source>Which model answers?</source>
        <translation>由哪个模型回答？</translation>
    </message>
    <message>
        <source>While Alt or F10 holds it open</source>
        <translation>按Alt或F10打开期间</translation>
    </message>
    <message>
        <source>While you find or search</source>
        <translation>查找或搜索时</translation>
    </message>
    <message>
        <source>While you write</source>
        <translation>书写时</translation>
    </message>
    <message>
        <source>Who reads the Markdown</source>
        <translation>Markdown由谁读取</translation>
    </message>
    <message>
        <source>With all that is needed to come back without loss</source>
        <translation>附上无损还原所需的一切</translation>
    </message>
    <message>
        <source>With new messages</source>
        <translation>有新消息</translation>
    </message>
    <message>
        <source>With the beginning of the reply</source>
        <translation>附上回复的开头</translation>
    </message>
    <message>
        <source>With the files that came with messages</source>
        <translation>包含随消息附带的文件</translation>
    </message>
    <message>
        <source>Withheld by the provider.</source>
        <translation>服务商未给出内容。</translation>
    </message>
    <message>
        <source>Within budget</source>
        <translation>预算之内</translation>
    </message>
    <message>
        <source>Without the passphrase, and without the key in the keyring, nobody gets the conversations back.</source>
        <translation>没有密码短语，密钥环中也没有密钥时，谁也无法找回对话。</translation>
    </message>
    <message>
        <source>Without {sign} : conversations</source>
        <translation>不带{sign}：对话</translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation>自动换行</translation>
    </message>
    <message>
        <source>Wrap: {code}</source>
        <translation>自动换行：{code}</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>写消息</translation>
    </message>
    <message>
        <source>Write a message, or take one back into the context.</source>
        <translation>写一条消息，或把一条消息放回上下文。</translation>
    </message>
    <message>
        <source>Write a new question first; then several models can be asked at once</source>
        <translation>先写一个新问题，然后可以同时问多个模型</translation>
    </message>
    <message>
        <source>Write it down now; it is not shown again.</source>
        <translation>现在就记下来，它不会再显示。</translation>
    </message>
    <message>
        <source>Write it myself…</source>
        <translation>自己写…</translation>
    </message>
    <message>
        <source>Write {{name}} where something differs each time, or {{name: what it mostly is}}.</source>
        <translation>在每次不同的地方写{{名称}}，或写{{名称：常用的值}}。</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Written by you.</source>
        <translation>由你撰写。</translation>
    </message>
    <message>
        <source>Written to {path}.</source>
        <translation>已写入{path}。</translation>
    </message>
    <message>
        <source>Written: {written}. Removed: {removed}.</source>
        <translation>已写入：{written}。已移除：{removed}。</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>Your messages are saved. You can go on; if it happens again, restart the program.</source>
        <translation>你的消息都已保存。可以继续使用；如果再次发生，重新启动程序。</translation>
    </message>
    <message>
        <source>Your price per million tokens, of {date}.</source>
        <translation>你的每百万token价格，{date}。</translation>
    </message>
    <message>
        <source>a GGUF file for --local</source>
        <translation>供--local使用的GGUF文件</translation>
    </message>
    <message>
        <source>a directory must be named</source>
        <translation>要写出一个目录</translation>
    </message>
    <message>
        <source>a folder that exists</source>
        <translation>已有的文件夹</translation>
    </message>
    <message>
        <source>a model file</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>a model that runs on this computer</source>
        <translation>在这台电脑上运行的模型</translation>
    </message>
    <message>
        <source>a new question has to be written first</source>
        <translation>请先写一个新问题</translation>
    </message>
    <message>
        <source>a parameter of the request, such as temperature=0.2; without a value it is not sent</source>
        <translation>请求的一个参数，例如temperature=0.2；没有值就不发送</translation>
    </message>
    <message>
        <source>a password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>a private key</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>a prompt that is kept; TEXT, if any, stands behind it</source>
        <translation>一条已保存的提示词；TEXT（如有）接在其后</translation>
    </message>
    <message>
        <source>a reply is still being written</source>
        <translation>回复还在书写中</translation>
    </message>
    <message>
        <source>a text file or a picture that the question brings along</source>
        <translation>随问题一起发送的文本文件或图片</translation>
    </message>
    <message>
        <source>a token that lets in whoever has it</source>
        <translation>持有者即可登录的令牌</translation>
    </message>
    <message>
        <source>about {n}</source>
        <translation>约{n}</translation>
    </message>
    <message>
        <source>add one; the first is the default</source>
        <translation>添加一个；第一个就是默认端点</translation>
    </message>
    <message>
        <source>all at once</source>
        <translation>一次性显示</translation>
    </message>
    <message>
        <source>all branches</source>
        <translation>所有分支</translation>
    </message>
    <message>
        <source>all in this folder and in those in it</source>
        <translation>此文件夹及其子文件夹中的全部对话</translation>
    </message>
    <message>
        <source>all messages</source>
        <translation>全部消息</translation>
    </message>
    <message>
        <source>all that are not in the trash</source>
        <translation>不在废纸篓里的全部对话</translation>
    </message>
    <message>
        <source>an export of ChatGPT, Claude, Open WebUI, Chatbox, NextChat or this program, packed or not</source>
        <translation>ChatGPT、Claude、Open WebUI、Chatbox、NextChat或本程序的导出，压缩与否均可</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>as in the settings</source>
        <translation>同设置</translation>
    </message>
    <message>
        <source>as input</source>
        <translation>同输入</translation>
    </message>
    <message>
        <source>ask a question, print the reply while it is written, and keep both</source>
        <translation>提一个问题，边写边打印回复，并保存两者</translation>
    </message>
    <message>
        <source>ask one for its models, to see whether address and key are right</source>
        <translation>向一个端点查询模型，看地址和密钥是否正确</translation>
    </message>
    <message>
        <source>at attempt {n}</source>
        <translation>第{n}次尝试</translation>
    </message>
    <message>
        <source>before divider</source>
        <translation>在分隔线之前</translation>
    </message>
    <message>
        <source>best match first</source>
        <translation>最相关在前</translation>
    </message>
    <message>
        <source>branch {n} of {of}</source>
        <translation>分支{n}/{of}</translation>
    </message>
    <message>
        <source>branch {place} of {places}</source>
        <translation>第{place}个分支，共{places}个</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>check that the program itself is whole</source>
        <translation>检查程序本身是否完整</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选用</translation>
    </message>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>connection cut</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <source>continued</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>cut by the length limit</source>
        <translation>达到长度上限</translation>
    </message>
    <message>
        <source>damaged: {complaint}; {n} messages cannot be trusted</source>
        <translation>已损坏：{complaint}；{n}条消息不可信</translation>
    </message>
    <message>
        <source>decrypt them</source>
        <translation>解密</translation>
    </message>
    <message>
        <source>earlier than that</source>
        <translation>早于该时间</translation>
    </message>
    <message>
        <source>edited by you</source>
        <translation>由你编辑</translation>
    </message>
    <message>
        <source>encrypt conversations, search index and backups with a passphrase</source>
        <translation>用密码短语加密对话、搜索索引和备份</translation>
    </message>
    <message>
        <source>end read by server</source>
        <translation>服务器只读了结尾</translation>
    </message>
    <message>
        <source>error</source>
        <translation>出错</translation>
    </message>
    <message>
        <source>estimated {n}</source>
        <translation>估计{n}</translation>
    </message>
    <message>
        <source>exclude</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>excluded by you</source>
        <translation>由你排除</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>find out with a few tiny questions what one takes: streams, usage, limits, penalties</source>
        <translation>用几个极短的问题了解它接受什么：流式、用量、长度上限、惩罚参数</translation>
    </message>
    <message>
        <source>find words in everything that was said</source>
        <translation>在所有说过的话里查找</translation>
    </message>
    <message>
        <source>folder, closed</source>
        <translation>文件夹，已收起</translation>
    </message>
    <message>
        <source>folder, open</source>
        <translation>文件夹，已展开</translation>
    </message>
    <message>
        <source>folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>for a summary</source>
        <translation>为了写摘要</translation>
    </message>
    <message>
        <source>forget one and its key; conversations stay</source>
        <translation>移除一个端点和它的密钥；对话保留</translation>
    </message>
    <message>
        <source>from that day, month or year on</source>
        <translation>从该日、该月或该年起</translation>
    </message>
    <message>
        <source>from this message on</source>
        <translation>从这条消息开始</translation>
    </message>
    <message>
        <source>give another passphrase; --passphrase-stdin reads the old one and then the new one</source>
        <translation>更换密码短语；--passphrase-stdin先读旧的，再读新的</translation>
    </message>
    <message>
        <source>go on with this conversation</source>
        <translation>接着这个对话</translation>
    </message>
    <message>
        <source>help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>how many to print at most</source>
        <translation>最多列出多少条</translation>
    </message>
    <message>
        <source>http, https or socks5. A name and a password for it stand in the variable HTTPS_PROXY, which counts with “As the system has it”.</source>
        <translation>http、https或socks5。需要用户名和密码时写在变量HTTPS_PROXY中，选择“跟随系统”时生效。</translation>
    </message>
    <message>
        <source>in the summary</source>
        <translation>已并入摘要</translation>
    </message>
    <message>
        <source>in the trash</source>
        <translation>在废纸篓里</translation>
    </message>
    <message>
        <source>in “{name}”</source>
        <translation>位于“{name}”</translation>
    </message>
    <message>
        <source>included with the program</source>
        <translation>随程序提供</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>it has its usual size</source>
        <translation>已经是默认大小</translation>
    </message>
    <message>
        <source>it is as large as it can be</source>
        <translation>已经是最大</translation>
    </message>
    <message>
        <source>it is as small as it can be</source>
        <translation>已经是最小</translation>
    </message>
    <message>
        <source>its address, such as https://api.example.com/v1</source>
        <translation>它的地址，例如https://api.example.com/v1</translation>
    </message>
    <message>
        <source>keep the key in the keyring, so that nobody is asked</source>
        <translation>把密钥存入密钥环，不再询问</translation>
    </message>
    <message>
        <source>key in the keyring</source>
        <translation>密钥在密钥环里</translation>
    </message>
    <message>
        <source>key in {variable}</source>
        <translation>密钥在{variable}里</translation>
    </message>
    <message>
        <source>last reply failed</source>
        <translation>上一条回复失败</translation>
    </message>
    <message>
        <source>look at data directory, database, keyring, endpoints and versions</source>
        <translation>查看数据目录、数据库、密钥环、端点和版本</translation>
    </message>
    <message>
        <source>look into the trash too</source>
        <translation>也在废纸篓中查找</translation>
    </message>
    <message>
        <source>make a folder of Markdown files follow the conversations</source>
        <translation>让一个Markdown文件夹与对话保持一致</translation>
    </message>
    <message>
        <source>make a new passphrase and print it, once</source>
        <translation>生成新的密码短语，只打印一次</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>条消息</translation>
    </message>
    <message>
        <source>models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>最新的在前</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>no address yet</source>
        <translation>还没有地址</translation>
    </message>
    <message>
        <source>no folder yet</source>
        <translation>尚未选择文件夹</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>没有密钥</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>no model file</source>
        <translation>没有模型文件</translation>
    </message>
    <message>
        <source>no text</source>
        <translation>没有文字</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>none chosen</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>none set, the server&apos;s defaults apply</source>
        <translation>未设置，采用服务器的默认值</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>not among the last</source>
        <translation>不在最近几条之内</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>未启用</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>没有安装</translation>
    </message>
    <message>
        <source>not read by server</source>
        <translation>服务器未读取</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>不发送</translation>
    </message>
    <message>
        <source>not sent: the server decides</source>
        <translation>不发送：由服务器决定</translation>
    </message>
    <message>
        <source>not sent: {reason}</source>
        <translation>未发送：{reason}</translation>
    </message>
    <message>
        <source>not sent; the default is {value}</source>
        <translation>不发送；默认值为{value}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>nothing has been asked here yet</source>
        <translation>这里还没有提过问题</translation>
    </message>
    <message>
        <source>nothing has been said here yet</source>
        <translation>这里还没有任何消息</translation>
    </message>
    <message>
        <source>nothing is being searched for</source>
        <translation>没有正在进行的搜索</translation>
    </message>
    <message>
        <source>nothing was done that can be undone</source>
        <translation>没有可以撤销的操作</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>oldest go first</source>
        <translation>先舍去最早的</translation>
    </message>
    <message>
        <source>oldest turns go first</source>
        <translation>先舍去最早的轮次</translation>
    </message>
    <message>
        <source>on</source>
        <translation>已启用</translation>
    </message>
    <message>
        <source>on this branch</source>
        <translation>在当前分支上</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>在这台电脑上</translation>
    </message>
    <message>
        <source>one conversation, as its visible branch stands</source>
        <translation>一个对话当前可见的分支</translation>
    </message>
    <message>
        <source>one of this program&apos;s own limits for this request, such as idle_timeout_s=30</source>
        <translation>本程序对这次请求的限制，例如idle_timeout_s=30</translation>
    </message>
    <message>
        <source>only here: {line}</source>
        <translation>仅本回复有：{line}</translation>
    </message>
    <message>
        <source>only tell what is in it; change nothing</source>
        <translation>只说明其中有什么，不作改动</translation>
    </message>
    <message>
        <source>only the branch that is read</source>
        <translation>只导出当前阅读的分支</translation>
    </message>
    <message>
        <source>only there: {line}</source>
        <translation>仅对方有：{line}</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>open the small window for one question</source>
        <translation>打开只问一个问题的小窗口</translation>
    </message>
    <message>
        <source>open the window with a new conversation</source>
        <translation>打开窗口并新建对话</translation>
    </message>
    <message>
        <source>options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>other branch, {n} of {of}</source>
        <translation>其他分支，第{n}个，共{of}个</translation>
    </message>
    <message>
        <source>out: {reason}</source>
        <translation>未发送：{reason}</translation>
    </message>
    <message>
        <source>over budget</source>
        <translation>超出预算</translation>
    </message>
    <message>
        <source>part of the model&apos;s name</source>
        <translation>模型名称的一部分</translation>
    </message>
    <message>
        <source>pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>print JSON, for programs</source>
        <translation>打印JSON，供程序使用</translation>
    </message>
    <message>
        <source>print the version</source>
        <translation>输出版本号</translation>
    </message>
    <message>
        <source>print this help</source>
        <translation>输出这份帮助</translation>
    </message>
    <message>
        <source>put something sound in a damaged database&apos;s place; ends with status 3 when something is missing</source>
        <translation>用完好的内容替换损坏的数据库；有缺失时以状态3结束</translation>
    </message>
    <message>
        <source>read all of it</source>
        <translation>阅读全文</translation>
    </message>
    <message>
        <source>read the key and put it into the keyring</source>
        <translation>读取密钥并存入密钥环</translation>
    </message>
    <message>
        <source>read the key from this variable at each request</source>
        <translation>每次请求都从这个变量读取密钥</translation>
    </message>
    <message numerus="yes">
        <source>replaces {n} messages</source>
        <extracomment>One: replaces {n} message</extracomment>
        <translation>
            <numerusform>代替{n}条消息</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>replaces {n} messages, {before} → {after} tokens</source>
        <extracomment>One: replaces {n} message, {before} → {after} tokens</extracomment>
        <translation>
            <numerusform>代替{n}条消息，{before} → {after} token</numerusform>
        </translation>
    </message>
    <message>
        <source>request id {id}</source>
        <translation>请求标识{id}</translation>
    </message>
    <message>
        <source>run</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>s for the first byte</source>
        <translation>秒等待首字节</translation>
    </message>
    <message>
        <source>s of silence</source>
        <translation>秒静默</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>send conversations and key there without encryption</source>
        <translation>不加密地把对话和密钥发往那里</translation>
    </message>
    <message>
        <source>send the question even if it seems to hold a key</source>
        <translation>即使问题看起来含有密钥也发送</translation>
    </message>
    <message>
        <source>send the questions without asking first</source>
        <translation>不先询问就发送问题</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>会发送</translation>
    </message>
    <message>
        <source>show in the conversation</source>
        <translation>在对话中显示</translation>
    </message>
    <message>
        <source>show them</source>
        <translation>显示全部端点</translation>
    </message>
    <message>
        <source>some are set</source>
        <translation>已设置一些</translation>
    </message>
    <message>
        <source>sound: {size}, {messages} messages</source>
        <translation>完好：{size}，{messages}条消息</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>system prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>take back in</source>
        <translation>重新纳入</translation>
    </message>
    <message>
        <source>take in conversations of this or another program; ends with status 3 when some were left out</source>
        <translation>导入本程序或其他程序的对话；有未导入的对话时以状态3结束</translation>
    </message>
    <message>
        <source>take the key out of the keyring</source>
        <translation>从密钥环中删除密钥</translation>
    </message>
    <message>
        <source>take them in from Markdown files, or from folders of them</source>
        <translation>从Markdown文件或其文件夹导入</translation>
    </message>
    <message>
        <source>tell how far it is, in JSON; end when standard input ends</source>
        <translation>以JSON报告进度；标准输入结束时终止</translation>
    </message>
    <message>
        <source>the best {n}</source>
        <translation>最相符的{n}个</translation>
    </message>
    <message>
        <source>the conversations, newest first</source>
        <translation>全部对话，最新的在前</translation>
    </message>
    <message>
        <source>the endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>the file; for many conversations, but as JSON, a .zip file or a folder that exists</source>
        <translation>文件；多个对话（JSON除外）用.zip文件或已有的文件夹</translation>
    </message>
    <message>
        <source>the first turn stays</source>
        <translation>保留第一轮</translation>
    </message>
    <message>
        <source>the key of a service</source>
        <translation>某项服务的密钥</translation>
    </message>
    <message>
        <source>the message has to be written first</source>
        <translation>请先写好消息</translation>
    </message>
    <message>
        <source>the middle, the first turn stays</source>
        <translation>中间部分，保留第一轮</translation>
    </message>
    <message>
        <source>the model to ask there</source>
        <translation>在那里提问的模型</translation>
    </message>
    <message>
        <source>the models that an endpoint offers</source>
        <translation>一个端点提供的模型</translation>
    </message>
    <message>
        <source>the oldest messages</source>
        <translation>最早的消息</translation>
    </message>
    <message>
        <source>the oldest turns, question and answer together</source>
        <translation>最早的轮次，问与答一起</translation>
    </message>
    <message>
        <source>the price is not known</source>
        <translation>价格未知</translation>
    </message>
    <message>
        <source>the program that runs it is not installed</source>
        <translation>没有安装运行它的程序</translation>
    </message>
    <message>
        <source>the prompts that are kept</source>
        <translation>已保存的提示词</translation>
    </message>
    <message>
        <source>the question; “-” reads standard input</source>
        <translation>问题；“-”表示读取标准输入</translation>
    </message>
    <message>
        <source>the server&apos;s default</source>
        <translation>服务器的默认值</translation>
    </message>
    <message>
        <source>the servers that can be asked</source>
        <translation>可以提问的服务器</translation>
    </message>
    <message>
        <source>the system prompt of the conversation</source>
        <translation>对话的系统提示词</translation>
    </message>
    <message>
        <source>there are not so many in the list</source>
        <translation>列表中没有这么多对话</translation>
    </message>
    <message>
        <source>there is no conversation yet</source>
        <translation>还没有对话</translation>
    </message>
    <message>
        <source>there is no other branch on that side</source>
        <translation>那一侧没有其他分支</translation>
    </message>
    <message>
        <source>there is no other conversation in the list</source>
        <translation>列表中没有其他对话</translation>
    </message>
    <message>
        <source>there is no reply yet</source>
        <translation>还没有回复</translation>
    </message>
    <message>
        <source>there is only one answer</source>
        <translation>只有一个回答</translation>
    </message>
    <message>
        <source>these words, one after the other</source>
        <translation>这些词按此顺序连在一起</translation>
    </message>
    <message>
        <source>this conversation is in the trash</source>
        <translation>这个对话在废纸篓中</translation>
    </message>
    <message>
        <source>times</source>
        <translation>次</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>token</translation>
    </message>
    <message>
        <source>unpin</source>
        <translation>取消固定</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>未读</translation>
    </message>
    <message>
        <source>up to this message, on its branch</source>
        <translation>到这条消息为止，沿其所在分支</translation>
    </message>
    <message>
        <source>usage: </source>
        <translation>用法：</translation>
    </message>
    <message>
        <source>wait {n} s</source>
        <translation>等待{n}秒</translation>
    </message>
    <message>
        <source>what a variable of the prompt stands for; “-” reads standard input</source>
        <translation>提示词中一个变量的值；“-”表示读取标准输入</translation>
    </message>
    <message>
        <source>what holds code; has:image for pictures</source>
        <translation>含有代码；has:image查图片</translation>
    </message>
    <message>
        <source>what lies in that folder</source>
        <translation>该文件夹中的内容</translation>
    </message>
    <message>
        <source>what to call it</source>
        <translation>它的名称</translation>
    </message>
    <message>
        <source>what was sent for a reply, where, and what came back</source>
        <translation>为一条回复发送了什么、发往哪里、收到了什么</translation>
    </message>
    <message>
        <source>where conversations are encrypted: read the passphrase, the first line</source>
        <translation>对话已加密时：读取密码短语（第一行）</translation>
    </message>
    <message>
        <source>where conversations are kept (also: DESKTOP_CHAT_DATA_DIR)</source>
        <translation>对话保存的位置（也可用DESKTOP_CHAT_DATA_DIR）</translation>
    </message>
    <message>
        <source>which model; else the endpoint&apos;s own</source>
        <translation>用哪个模型；省略则用端点自己的模型</translation>
    </message>
    <message>
        <source>while it is written</source>
        <translation>边写边显示</translation>
    </message>
    <message>
        <source>who reads the Markdown</source>
        <translation>Markdown由谁读取</translation>
    </message>
    <message>
        <source>who wrote it: user, assistant, system or tool</source>
        <translation>谁写的：user、assistant、system或tool</translation>
    </message>
    <message>
        <source>whom to ask; else the default endpoint</source>
        <translation>向谁提问；省略则用默认端点</translation>
    </message>
    <message>
        <source>with --repair: read what can be read, into a new file</source>
        <translation>与--repair一起：把能读出的内容读入新文件</translation>
    </message>
    <message>
        <source>with --repair: restore this backup, or the newest</source>
        <translation>与--repair一起：恢复这个备份，或最新的备份</translation>
    </message>
    <message>
        <source>with all that is needed to come back without loss</source>
        <translation>附上无损还原所需的一切</translation>
    </message>
    <message>
        <source>withheld</source>
        <translation>未给出内容</translation>
    </message>
    <message>
        <source>within budget</source>
        <translation>预算之内</translation>
    </message>
    <message>
        <source>without a sign</source>
        <translation>不带符号</translation>
    </message>
    <message>
        <source>without its call</source>
        <translation>缺少对应的调用</translation>
    </message>
    <message>
        <source>without the files that came with messages</source>
        <translation>不含随消息附带的文件</translation>
    </message>
    <message numerus="yes">
        <source>would replace {n} messages</source>
        <extracomment>One: would replace {n} message</extracomment>
        <translation>
            <numerusform>将代替{n}条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>write conversations to a file</source>
        <translation>把对话写入文件</translation>
    </message>
    <message>
        <source>write each into a Markdown file</source>
        <translation>每条写成一个Markdown文件</translation>
    </message>
    <message>
        <source>write it</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>正在回复</translation>
    </message>
    <message>
        <source>writing, {seconds} s</source>
        <translation>正在回复，{seconds}秒</translation>
    </message>
    <message>
        <source>written by you</source>
        <translation>由你撰写</translation>
    </message>
    <message>
        <source>{command}: {obstacle}</source>
        <translation>{command}：{obstacle}</translation>
    </message>
    <message>
        <source>{conversations} or more</source>
        <translation>{conversations}或更多</translation>
    </message>
    <message>
        <source>{conversations}, {messages}</source>
        <translation>{conversations}，{messages}</translation>
    </message>
    <message>
        <source>{day} {month}</source>
        <translation>{month}{day}日</translation>
    </message>
    <message>
        <source>{done} of {all} exported</source>
        <translation>已导出{done}/{all}</translation>
    </message>
    <message>
        <source>{done} of {of} files</source>
        <translation>{done}/{of}个文件</translation>
    </message>
    <message>
        <source>{file}, number {n}</source>
        <translation>{file}，第{n}个</translation>
    </message>
    <message>
        <source>{host} answered after {time}.</source>
        <translation>{host}在{time}后应答。</translation>
    </message>
    <message>
        <source>{host} answered with something other than JSON, such as a web page{status}.</source>
        <translation>{host}返回的不是JSON，可能是网页{status}。</translation>
    </message>
    <message>
        <source>{host} cannot be reached.</source>
        <translation>无法连接到{host}。</translation>
    </message>
    <message>
        <source>{host} did not accept the key{status}.</source>
        <translation>{host}不接受这个密钥{status}。</translation>
    </message>
    <message>
        <source>{host} did not answer in time.</source>
        <translation>{host}没有及时应答。</translation>
    </message>
    <message>
        <source>{host} did not answer within {seconds} s.</source>
        <translation>{host}在{seconds}秒内没有应答。</translation>
    </message>
    <message>
        <source>{host} does not allow this request{status}.</source>
        <translation>{host}不允许这个请求{status}。</translation>
    </message>
    <message>
        <source>{host} does not have this model{status}.</source>
        <translation>{host}没有这个模型{status}。</translation>
    </message>
    <message>
        <source>{host} ended the connection before the answer was complete.</source>
        <translation>回答还没有完成，{host}就断开了连接。</translation>
    </message>
    <message>
        <source>{host} failed while it answered{status}.</source>
        <translation>{host}在回答时出错{status}。</translation>
    </message>
    <message>
        <source>{host} fell silent, and the connection was closed.</source>
        <translation>{host}不再发送内容，连接已关闭。</translation>
    </message>
    <message>
        <source>{host} has nothing at this address{status}.</source>
        <translation>{host}的这个地址上什么都没有{status}。</translation>
    </message>
    <message>
        <source>{host} is overloaded{status}.</source>
        <translation>{host}负载过高{status}。</translation>
    </message>
    <message>
        <source>{host} knows no such address or no such model{status}.</source>
        <translation>{host}没有这个地址，或没有这个模型{status}。</translation>
    </message>
    <message>
        <source>{host} refused the request{status}.</source>
        <translation>{host}拒绝了这个请求{status}。</translation>
    </message>
    <message>
        <source>{host} reported an error{status}.</source>
        <translation>{host}报告了一个错误{status}。</translation>
    </message>
    <message>
        <source>{host} says that the quota or the credit is used up{status}.</source>
        <translation>{host}表示配额或余额已用完{status}。</translation>
    </message>
    <message>
        <source>{host} sent a line that is not valid JSON.</source>
        <translation>{host}发来一行无效的JSON。</translation>
    </message>
    <message>
        <source>{host} sent compressed data that cannot be unpacked.</source>
        <translation>{host}发来的压缩数据无法解开。</translation>
    </message>
    <message>
        <source>{host} sent more than the {size} that this program takes at once.</source>
        <translation>{host}发来的内容超过了本程序一次接收的{size}。</translation>
    </message>
    <message>
        <source>{host} sent more than this program takes in one answer.</source>
        <translation>{host}发来的内容超过了本程序对一个回答的上限。</translation>
    </message>
    <message>
        <source>{host} sent nothing for {seconds} s, and the connection was closed.</source>
        <translation>{host}在{seconds}秒内没有发送任何内容，连接已关闭。</translation>
    </message>
    <message>
        <source>{host} sent the request on to another address{status}, which was not followed.</source>
        <translation>{host}要求跳转到另一个地址{status}，本程序没有跟随。</translation>
    </message>
    <message>
        <source>{host} takes no more requests at the moment{status}.</source>
        <translation>{host}暂时不再接受请求{status}。</translation>
    </message>
    <message>
        <source>{host} takes no request of this size{status}.</source>
        <translation>{host}不接受这么大的请求{status}。</translation>
    </message>
    <message>
        <source>{host}: the proxy asks for a name and a password{status}.</source>
        <translation>{host}：代理要求用户名和密码{status}。</translation>
    </message>
    <message>
        <source>{host}: the proxy cannot be reached.</source>
        <translation>{host}：无法连接到代理。</translation>
    </message>
    <message>
        <source>{input} in, {cached} cached, {output} out</source>
        <translation>输入{input}，缓存{cached}，输出{output}</translation>
    </message>
    <message>
        <source>{input} in, {output} out</source>
        <translation>输入{input}，输出{output}</translation>
    </message>
    <message>
        <source>{keys} belongs to the desktop.</source>
        <translation>{keys}由桌面系统使用。</translation>
    </message>
    <message>
        <source>{keys} belongs to “{name}”.</source>
        <translation>{keys}已用于“{name}”。</translation>
    </message>
    <message>
        <source>{keys} is needed to write and to move about. Hold Ctrl or Alt as well.</source>
        <translation>{keys}用于书写和移动，请同时按住Ctrl或Alt。</translation>
    </message>
    <message>
        <source>{keys} is needed wherever text is written.</source>
        <translation>{keys}是书写时要用的按键。</translation>
    </message>
    <message>
        <source>{keys} means something already. {meaning}.</source>
        <translation>{keys}已有含义。{meaning}。</translation>
    </message>
    <message numerus="yes">
        <source>{messages} in {n} conversations</source>
        <extracomment>One: {messages} in {n} conversation</extracomment>
        <translation>
            <numerusform>{n}个对话中的{messages}</numerusform>
        </translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes}分{seconds}秒</translation>
    </message>
    <message>
        <source>{model} at {host}</source>
        <translation>{host}的{model}</translation>
    </message>
    <message>
        <source>{model} examined {time}: {took}.</source>
        <translation>{time}检查了{model}：{took}。</translation>
    </message>
    <message>
        <source>{model} refused {parameter}; it is no longer sent to it</source>
        <translation>{model}拒绝了{parameter}，不再向它发送</translation>
    </message>
    <message>
        <source>{model} refused {parameter}; it is sent as {other}</source>
        <translation>{model}拒绝了{parameter}，改以{other}发送</translation>
    </message>
    <message>
        <source>{model} refused {refused}, which is no longer sent.</source>
        <translation>{model}拒绝了{refused}，以后不再发送。</translation>
    </message>
    <message>
        <source>{model} refused {refused}; {sent} is sent instead.</source>
        <translation>{model}拒绝了{refused}；改为发送{sent}。</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{year}年{month}</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names}，还有{n}个</translation>
    </message>
    <message numerus="yes">
        <source>{name} answers and offers {n} models.</source>
        <extracomment>One: {name} answers and offers {n} model.</extracomment>
        <translation>
            <numerusform>{name}应答正常，提供{n}个模型。</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} cannot be read.</source>
        <translation>无法读取{name}。</translation>
    </message>
    <message>
        <source>{name} is larger than 1 MB.</source>
        <translation>{name}大于1 MB。</translation>
    </message>
    <message>
        <source>{name} is no text.</source>
        <translation>{name}不是文本。</translation>
    </message>
    <message>
        <source>{name} was added.</source>
        <translation>已添加{name}。</translation>
    </message>
    <message>
        <source>{name} was removed.</source>
        <translation>已移除{name}。</translation>
    </message>
    <message>
        <source>{name}, continued</source>
        <translation>{name}，续写</translation>
    </message>
    <message>
        <source>{name}: {said}</source>
        <translation>{name}：{said}</translation>
    </message>
    <message numerus="yes">
        <source>{n} backups are damaged and stay as they were: {paths}</source>
        <extracomment>One: {n} backup is damaged and stays as it was: {paths}</extracomment>
        <translation>
            <numerusform>{n}个备份已损坏，保持原样：{paths}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} backups were written anew.</source>
        <extracomment>One: {n} backup was written anew.</extracomment>
        <translation>
            <numerusform>已重写{n}个备份。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes</source>
        <extracomment>One: {n} byte</extracomment>
        <translation>
            <numerusform>{n}字节</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} characters</source>
        <extracomment>One: {n} character</extracomment>
        <translation>
            <numerusform>{n}个字符</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} characters were pasted</source>
        <translation>已粘贴{n}个字符</translation>
    </message>
    <message numerus="yes">
        <source>{n} commands</source>
        <extracomment>One: {n} command</extracomment>
        <translation>
            <numerusform>{n}个命令</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations</source>
        <extracomment>One: {n} conversation</extracomment>
        <translation>
            <numerusform>{n}个对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations archived</source>
        <extracomment>One: {n} conversation archived</extracomment>
        <translation>
            <numerusform>已归档{n}个对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations back from the archive</source>
        <extracomment>One: {n} conversation back from the archive</extracomment>
        <translation>
            <numerusform>已将{n}个对话移出归档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations got new messages.</source>
        <extracomment>One: {n} conversation got new messages.</extracomment>
        <translation>
            <numerusform>{n}个对话有了新消息。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations imported</source>
        <extracomment>One: {n} conversation imported</extracomment>
        <translation>
            <numerusform>已导入{n}个对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations lost their titles and settings; each has the first words said in it as its title.</source>
        <extracomment>One: {n} conversation lost its title and settings; it has the first words said in it as its title.</extracomment>
        <translation>
            <numerusform>{n}个对话丢失了标题和设置，改以其中的第一句话为标题。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations moved</source>
        <extracomment>One: {n} conversation moved</extracomment>
        <translation>
            <numerusform>已移动{n}个对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations moved to the trash</source>
        <extracomment>One: {n} conversation moved to the trash</extracomment>
        <translation>
            <numerusform>已将{n}个对话移到废纸篓</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations restored</source>
        <extracomment>One: {n} conversation restored</extracomment>
        <translation>
            <numerusform>已恢复{n}个对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations selected</source>
        <extracomment>One: {n} conversation selected</extracomment>
        <translation>
            <numerusform>已选择{n}个对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations were imported.</source>
        <extracomment>One: {n} conversation was imported.</extracomment>
        <translation>
            <numerusform>已导入{n}个对话。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations written to {path}.</source>
        <extracomment>One: {n} conversation written to {path}.</extracomment>
        <translation>
            <numerusform>已把{n}个对话写入{path}。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} damaged files that were put aside can still be read: {paths}</source>
        <extracomment>One: {n} damaged file that was put aside can still be read: {paths}</extracomment>
        <translation>
            <numerusform>{n}个另存的损坏文件仍可读取：{paths}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} days left</source>
        <extracomment>One: {n} day left</extracomment>
        <translation>
            <numerusform>还剩{n}天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} differences</source>
        <extracomment>One: {n} difference</extracomment>
        <translation>
            <numerusform>{n}处差异</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} entries were there in part only and are missing.</source>
        <extracomment>One: {n} entry was there in part only and is missing.</extracomment>
        <translation>
            <numerusform>{n}个条目残缺不全，未能恢复。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files</source>
        <extracomment>One: {n} file</extracomment>
        <translation>
            <numerusform>{n}个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} folders</source>
        <extracomment>One: {n} folder</extracomment>
        <translation>
            <numerusform>{n}个文件夹</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} from the cache</source>
        <translation>其中{n}来自缓存</translation>
    </message>
    <message numerus="yes">
        <source>{n} hits</source>
        <extracomment>One: {n} hit</extracomment>
        <translation>
            <numerusform>{n}处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} lines, the same</source>
        <extracomment>One: {n} line, the same</extracomment>
        <translation>
            <numerusform>{n}行相同</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages</source>
        <extracomment>One: {n} message</extracomment>
        <translation>
            <numerusform>{n}条消息</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages above are not sent</source>
        <extracomment>One: {n} message above is not sent</extracomment>
        <translation>
            <numerusform>以上{n}条消息不发送</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages are kept, though some of their words may be wrong.</source>
        <extracomment>One: {n} message is kept, though some of its words may be wrong.</extracomment>
        <translation>
            <numerusform>{n}条消息已保留，但其中个别文字可能有误。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages left out</source>
        <extracomment>One: {n} message left out</extracomment>
        <translation>
            <numerusform>有{n}条消息未发送</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages whose predecessors are missing follow the ones before those.</source>
        <extracomment>One: {n} message whose predecessor is missing follows the one before that.</extracomment>
        <translation>
            <numerusform>{n}条消息的上一条已缺失，改接在更前的一条之后。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages would be replaced, from “{first}” to “{last}”.</source>
        <extracomment>One: {n} message would be replaced, from “{first}” to “{last}”.</extracomment>
        <translation>
            <numerusform>将代替{n}条消息，从“{first}”到“{last}”。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages, the same</source>
        <extracomment>One: {n} message, the same</extracomment>
        <translation>
            <numerusform>{n}条消息相同</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} models</source>
        <extracomment>One: {n} model</extracomment>
        <translation>
            <numerusform>{n}个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} models are marked, the most at once.</source>
        <translation>已标记{n}个模型，一次最多这些。</translation>
    </message>
    <message numerus="yes">
        <source>{n} more lines</source>
        <extracomment>One: {n} more line</extracomment>
        <translation>
            <numerusform>还有{n}行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} more on other branches</source>
        <extracomment>One: {n} more on another branch</extracomment>
        <translation>
            <numerusform>其他分支上还有{n}处</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n}毫秒</translation>
    </message>
    <message numerus="yes">
        <source>{n} new</source>
        <extracomment>One: {n} new</extracomment>
        <translation>
            <numerusform>{n}条新消息</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} of them reasoning</source>
        <translation>其中{n}用于推理</translation>
    </message>
    <message>
        <source>{n} of {all} pages of the file could not be read; what stood on them is missing.</source>
        <translation>文件的{all}页中有{n}页无法读出，其中的内容未能恢复。</translation>
    </message>
    <message>
        <source>{n} of {hits}</source>
        <translation>第{n}/{hits}处</translation>
    </message>
    <message numerus="yes">
        <source>{n} on other branches</source>
        <extracomment>One: {n} on another branch</extracomment>
        <translation>
            <numerusform>其他分支上有{n}处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} other files were not attached.</source>
        <extracomment>One: {n} other file was not attached.</extracomment>
        <translation>
            <numerusform>另有{n}个文件未附上。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} prompts added.</source>
        <extracomment>One: {n} prompt added.</extracomment>
        <translation>
            <numerusform>已添加{n}条提示词。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} prompts exported to {path}</source>
        <extracomment>One: {n} prompt exported to {path}</extracomment>
        <translation>
            <numerusform>已将{n}条提示词导出到{path}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} replies</source>
        <extracomment>One: {n} reply</extracomment>
        <translation>
            <numerusform>{n}个回复</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} requests</source>
        <extracomment>One: {n} request</extracomment>
        <translation>
            <numerusform>{n}个请求</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n}秒</translation>
    </message>
    <message>
        <source>{n} so far</source>
        <translation>目前{n}处</translation>
    </message>
    <message numerus="yes">
        <source>{n} tokens</source>
        <extracomment>One: {n} token</extracomment>
        <translation>
            <numerusform>{n} token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} were there already.</source>
        <extracomment>One: {n} was there already.</extracomment>
        <translation>
            <numerusform>{n}条已经存在。</numerusform>
        </translation>
    </message>
    <message>
        <source>{option} takes NAME=VALUE, not “{text}”.</source>
        <translation>{option}的值应为NAME=VALUE，而不是“{text}”。</translation>
    </message>
    <message>
        <source>{parameter} is refused.</source>
        <translation>{parameter}被拒绝。</translation>
    </message>
    <message>
        <source>{parameter} is refused; {sent} is sent instead.</source>
        <translation>{parameter}被拒绝，改为发送{sent}。</translation>
    </message>
    <message>
        <source>{parameter} is taken and changes nothing.</source>
        <translation>{parameter}可以发送，但不起作用。</translation>
    </message>
    <message>
        <source>{parameter} limits the length of a reply.</source>
        <translation>{parameter}限制回复的长度。</translation>
    </message>
    <message>
        <source>{parameter} was refused; the request is sent without it.</source>
        <translation>{parameter}被拒绝；去掉它发送请求。</translation>
    </message>
    <message>
        <source>{parameter} was refused; {other} is sent instead.</source>
        <translation>{parameter}被拒绝；改为发送{other}。</translation>
    </message>
    <message>
        <source>{path} cannot be written to.</source>
        <translation>无法写入{path}。</translation>
    </message>
    <message>
        <source>{path} could not be written.</source>
        <translation>没能写入{path}。</translation>
    </message>
    <message>
        <source>{path} is no sound backup.</source>
        <translation>{path}不是完好的备份。</translation>
    </message>
    <message>
        <source>{path} was exported by a newer version of this program (format {version}; this one knows {known}).</source>
        <translation>{path}是由本程序的较新版本导出的（格式{version}；本版本只认识到{known}）。</translation>
    </message>
    <message>
        <source>{path} was written by a newer version of this program (format {version}; this one knows {known}).</source>
        <translation>{path}是由本程序的较新版本写入的（格式{version}；本版本只认识到{known}）。</translation>
    </message>
    <message>
        <source>{pixels}, scaled</source>
        <translation>{pixels}，已缩小</translation>
    </message>
    <message>
        <source>{place}, “{title}”</source>
        <translation>{place}，“{title}”</translation>
    </message>
    <message>
        <source>{rates} per million tokens</source>
        <translation>每百万token：{rates}</translation>
    </message>
    <message>
        <source>{rates} per million tokens, prices of {date}</source>
        <translation>每百万token：{rates}，{date}的价格</translation>
    </message>
    <message>
        <source>{spent} of {limit} were spent; this request would add about {more}.</source>
        <translation>已花费{limit}中的{spent}；此请求约再增加{more}。</translation>
    </message>
    <message>
        <source>{spent} of {limit}, limit reached</source>
        <translation>{spent}，共{limit}，已达限额</translation>
    </message>
    <message>
        <source>{title}, copy</source>
        <translation>{title}，副本</translation>
    </message>
    <message>
        <source>{title}, forked</source>
        <translation>{title}（分叉）</translation>
    </message>
    <message>
        <source>{used} of {budget} tokens</source>
        <translation>{used} / {budget} token</translation>
    </message>
    <message>
        <source>{value}, the endpoint&apos;s default</source>
        <translation>{value}，端点的默认值</translation>
    </message>
    <message>
        <source>{where} · default</source>
        <translation>{where} · 默认</translation>
    </message>
    <message>
        <source>{where} · your price</source>
        <translation>{where} · 你的价格</translation>
    </message>
    <message>
        <source>“{name}” can have other keys, and several.</source>
        <translation>“{name}”可以改用其他按键，也可以有多个。</translation>
    </message>
    <message>
        <source>“{name}” cannot be opened.</source>
        <translation>无法打开“{name}”。</translation>
    </message>
    <message>
        <source>“{name}” cannot be read.</source>
        <translation>无法读取“{name}”。</translation>
    </message>
    <message>
        <source>“{name}” is a folder.</source>
        <translation>“{name}”是文件夹。</translation>
    </message>
    <message>
        <source>“{name}” is a system prompt, and --system is another.</source>
        <translation>“{name}”是系统提示词，--system又给出了另一条。</translation>
    </message>
    <message>
        <source>“{name}” is empty.</source>
        <translation>“{name}”是空文件。</translation>
    </message>
    <message>
        <source>“{name}” is larger than {megabytes} MB.</source>
        <translation>“{name}”超过{megabytes} MB。</translation>
    </message>
    <message>
        <source>“{name}” is neither a picture nor text.</source>
        <translation>“{name}”既不是图片，也不是文本。</translation>
    </message>
    <message>
        <source>“{name}” is no export that is known here.</source>
        <translation>“{name}”不是可识别的导出文件。</translation>
    </message>
    <message>
        <source>“{name}” is used here now</source>
        <translation>此处现在使用“{name}”</translation>
    </message>
    <message>
        <source>“{name}” was not attached.</source>
        <translation>“{name}”未能附上。</translation>
    </message>
    <message>
        <source>“{name}” was not imported.</source>
        <translation>“{name}”未导入。</translation>
    </message>
    <message>
        <source>“{name}” was removed</source>
        <translation>已删除“{name}”</translation>
    </message>
    <message>
        <source>“{name}” would unfold to more than {ratio} times its size.</source>
        <translation>“{name}”解压后会超过其大小的{ratio}倍。</translation>
    </message>
    <message>
        <source>“{operator}” means nothing here</source>
        <translation>“{operator}”在这里没有意义</translation>
    </message>
    <message>
        <source>“{prompt}” asks for no “{name}”.</source>
        <translation>“{prompt}”不询问“{name}”。</translation>
    </message>
    <message>
        <source>“{prompt}” asks for: {names}. Give each with --var NAME=VALUE.</source>
        <translation>“{prompt}”询问：{names}。请用--var NAME=VALUE逐一给出。</translation>
    </message>
    <message>
        <source>“{text}” is no amount. Write a number and a currency, such as 5 CNY.</source>
        <translation>“{text}”不是金额。请写数字和货币，例如5 CNY。</translation>
    </message>
    <message>
        <source>“{text}” is not kept. Write a number from {least} to {most}.</source>
        <translation>“{text}”未保存。请输入{least}到{most}之间的数字。</translation>
    </message>
    <message>
        <source>“{text}” is not kept. Write a number of seconds, more than 0.</source>
        <translation>“{text}”未保存。请输入大于0的秒数。</translation>
    </message>
    <message>
        <source>“{text}” is not kept. Write an address such as http://proxy.example.com:3128, without a name or a password: settings are a file in plain text.</source>
        <translation>“{text}”未保存。请输入形如http://proxy.example.com:3128的地址，不含用户名和密码：设置是明文文件。</translation>
    </message>
    <message>
        <source>“{url}” is not the address of a server.</source>
        <translation>“{url}”不是服务器地址。</translation>
    </message>
    <message>
        <source>“{words}”</source>
        <translation>“{words}”</translation>
    </message>
    <message>
        <source>← → other reply, Enter goes on with it, S stops it, Shift+S stops all, Esc back</source>
        <translation>← →换到另一个回复，Enter用它继续，S停止它，Shift+S全部停止，Esc返回</translation>
    </message>
</context>
</TS>
