/** The look of an exported room: the fonts a Korean system has, day and night, and A4 when it is printed. Its hash stands in the page's policy. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --ink: #1d1b18; --soft: #5d574f; --paper: #fffdf9; --mine: #f3e9d8; --line: #ddd5c8; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece7df; --soft: #b3aa9d; --paper: #1b1916; --mine: #33291a; --line: #3d372f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 Pretendard, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", system-ui, sans-serif; word-break: keep-all; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: .9rem; color: var(--soft); border-block-end: 1px solid var(--line); margin-block: 2rem .75rem; }
ol, ul { list-style: none; margin: 0; padding: 0; }
li { margin-block: .6rem; }
p { margin: 0; }
.people { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; margin-block-start: 1rem; }
.people li { display: flex; align-items: center; gap: .5rem; margin: 0; }
.people img { border-radius: 50%; object-fit: cover; }
.by { font-weight: 600; font-size: .9rem; }
.by time, .note, .system, .gone { font-weight: 400; color: var(--soft); font-size: .85rem; }
.reply { font-size: .85rem; border-inline-start: 3px solid var(--line); padding-inline-start: .5rem; margin-block: .15rem; }
.reply a { color: var(--soft); text-decoration: none; }
.text { white-space: pre-wrap; }
.file { border: 1px solid var(--line); border-radius: .5rem; padding: .3rem .6rem; margin-block: .2rem; font-size: .9rem; }
figure { margin: .2rem 0; }
figure img { display: block; max-width: 100%; max-height: 32rem; border-radius: .5rem; }
figcaption { color: var(--soft); font-size: .85rem; }
.mine { background: var(--mine); border-radius: .5rem; padding: .4rem .75rem; }
.system { text-align: center; }
.mark { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; font-size: .85rem; }
a { color: inherit; }
@page { size: A4; margin: 18mm 15mm; }
@media print { :root { --ink: #000; --soft: #444; --paper: #fff; --mine: #fff; --line: #999; }
  body { max-width: none; padding: 0; font-size: 10.5pt; } li { break-inside: avoid-page; } h2 { break-after: avoid-page; } .mine { border: 1px solid var(--line); } }
`
