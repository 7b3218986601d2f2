"""The look of an exported page, for screens light and dark and for paper.

Colours are those of the window. Nothing is fetched: the faces are the reader's own.
"""

from __future__ import annotations

import base64
import hashlib

_LIGHT = (
    "--paper:#fcfbf8;--band:#f3f1eb;--code:#f6f5f1;--sunken:#eceae4;--line:#cfcbc2;--hair:#e4e1da;--control:#8a867e;"
    "--text:#1e2023;--text2:#4e5156;--text3:#5f6166;--link:#1a5a96;--spine:#5e8dba;--warn:#80500a;--warn-bg:#faf0da;"
    "--system:#e6eef6;--k:#7a3e8e;--s:#2c6636;--m:#9a4a0b;--c:#66686c;--n:#1a5a96;--p:#4e5156"
)
_DARK = (
    "--paper:#1b1c1f;--band:#24262a;--code:#151619;--sunken:#101114;--line:#3d4046;--hair:#2b2d32;--control:#7c8087;"
    "--text:#e5e4e1;--text2:#b6b7ba;--text3:#a0a2a7;--link:#8dbbe8;--spine:#4f7ca8;--warn:#e3b365;--warn-bg:#2f281b;"
    "--system:#1f2e3f;--k:#c9a0dc;--s:#9ccb9f;--m:#e0a878;--c:#94969b;--n:#8dbbe8;--p:#b6b7ba"
)
STYLE = f"""
:root{{{_LIGHT}}}
@media (prefers-color-scheme:dark){{:root{{{_DARK}}}}}
@media print{{:root{{{_LIGHT};--paper:#fff}}}}
*{{box-sizing:border-box}}
html{{color-scheme:light dark;background:var(--paper)}}
body{{max-width:46rem;margin:0 auto;padding:2rem 1.5rem 4rem;color:var(--text);font:1rem/1.6 system-ui,"Segoe UI",
"Noto Sans","PingFang SC","Microsoft YaHei UI","Noto Sans CJK SC",sans-serif;overflow-wrap:break-word}}
h1,h2,h3,h4,h5,h6{{line-height:1.35;margin:1.25em 0 .5em;font-weight:600}}
h1{{font-size:1.5rem;margin-top:0}}
article h2,article h3{{font-size:.8125rem;color:var(--text2);margin:0 0 .5em}}
article .said h3,article .said h4,article .said h5,article .said h6{{font-size:1.0625rem;color:inherit;
margin:1.25em 0 .5em}}
section>h2{{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);font-size:1.125rem}}
header p,time,.from,.forks,figcaption{{color:var(--text3);font-size:.8125rem}}
time{{font-weight:400;margin-inline-start:.5em}}
article{{margin:1.75rem 0}}
article.user,article.system,article.tool{{background:var(--band);border-inline-start:2px solid var(--spine);
border-start-end-radius:6px;border-end-end-radius:6px;padding:.75rem 1rem;margin-bottom:1rem}}
article.system{{background:var(--system)}}
.said{{margin-bottom:.75rem}}
.said div>sup{{margin-inline-end:.375em}}.said div>sup+p{{display:inline}}
article>:last-child,.said>:last-child,blockquote>:last-child,li>:last-child{{margin-bottom:0}}
p,ul,ol,table,pre,blockquote,figure{{margin:0 0 .75rem}}
p.plain{{white-space:pre-wrap}}
a{{color:var(--link)}}
code,pre{{font-family:"Cascadia Mono",Consolas,Menlo,"JetBrains Mono","Noto Sans Mono","DejaVu Sans Mono",monospace,
"Noto Sans Mono CJK SC";font-size:.875em}}
code{{background:var(--sunken);border-radius:3px;padding:.1em .3em}}
pre{{background:var(--code);border:1px solid var(--hair);border-radius:6px;padding:.75rem 1rem;overflow-x:auto;
line-height:1.5}}
pre code{{background:none;padding:0;font-size:1em}}
.k{{color:var(--k)}}.s{{color:var(--s)}}.m{{color:var(--m)}}.c{{color:var(--c)}}.n{{color:var(--n)}}.p{{color:var(--p)}}
blockquote{{border-inline-start:2px solid var(--line);padding-inline-start:.875rem;color:var(--text2);margin-inline:0}}
table{{border-collapse:collapse;display:block;overflow-x:auto;font-variant-numeric:tabular-nums}}
th,td{{padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--hair);vertical-align:top;text-align:start}}
[align=center]{{text-align:center}}[align=right]{{text-align:end}}
th{{border-bottom-color:var(--control)}}
ul,ol{{padding-inline-start:1.5rem}}
hr{{border:0;border-top:1px solid var(--line);margin:1.5rem 0}}
details{{margin:0 0 .75rem;color:var(--text2)}}
summary{{cursor:pointer;font-size:.8125rem;color:var(--text3)}}
details>div,details>pre{{margin:.5rem 0 0 .875rem}}
figure img{{max-width:100%;max-height:26rem;border:1px solid var(--hair);border-radius:6px;display:block}}
.ending{{background:var(--warn-bg);color:var(--warn);border-radius:6px;padding:.375rem .75rem;font-size:.875rem}}
svg{{overflow:visible}}
.formula{{text-align:center;overflow-x:auto}}
@media print{{body{{max-width:none;padding:0;font-size:10.5pt}}pre{{white-space:pre-wrap}}
h1,h2,h3,h4,h5,h6{{break-after:avoid}}pre,figure,tr,svg{{break-inside:avoid}}summary{{list-style:none}}}}
"""
POLICY = (
    "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
)
"""What a browser may do with the page: show this style and the pictures that are in it, and nothing else."""
